"""Spelling: what is dropped before words are compared, and which words are repaired."""

import pytest

from bot.understanding.falten import fold
from bot.understanding.pipeline import known_words
from bot.understanding.saeubern import clean
from bot.understanding.woerter import Rechtschreibung


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Flüchtling", "fluechtling"),
        ("Flüchtling", "fluchtling"),
        ("Gestattung", "gestatung"),
        ("wohne", "wone"),
        ("Abschluß", "abschluss"),
        ("vier", "vir"),
        ("Syrien", "sirien"),
    ],
)
def test_spellings_of_one_word_meet(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("ihn", "in"), ("ZUE", "zu"), ("mich", "nicht")])
def test_different_words_stay_apart(one, other):
    assert fold(one) != fold(other)


@pytest.fixture(scope="module")
def spelling():
    words = ["Duldung", "Gestattung", "Ausbildung", "Fiktionsbescheinigung", "nicht", "nich"]
    return Rechtschreibung(words, known_words(), ["nicht"])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("dulung", "Duldung"),
        ("dultung", "Duldung"),
        ("duldnug", "Duldung"),
        ("ausbildun", "Ausbildung"),
        ("fiktionsbescheinung", "Fiktionsbescheinigung"),
        ("incht", "nicht"),
    ],
)
def test_a_misspelt_word_becomes_the_nearest_word_of_the_patterns(spelling, typed, meant):
    assert spelling.repair(typed) == meant


@pytest.mark.parametrize("word", ["Haus", "bild", "und", "xyz", "19"])
def test_ordinary_and_short_words_are_left_alone(spelling, word):
    assert spelling.repair(word) == word


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("§ 25 Abs. 2, subsidiär", "§25.2 , subsidiär"),
        ("Paragraf 25 absatz 5", "§25.5"),
        ("25 a", "§25a"),
        ("§ 25 (5)", "§25.5"),
        ("b eins", "b1"),
        ("B1-Kurs", "b1 Kurs"),
        ("2 1/2 jahre", "2,5 jahre"),
        ("20-jährigen", "20 jährigen"),
        ("15/03/2006", "15.03.2006"),
        ("hallo\u200b 👍", "hallo ja"),
    ],
)
def test_notations_are_read_in_one_way(typed, read):
    assert clean(typed) == read


def test_an_age_is_no_paragraph_and_a_year_no_level():
    assert clean("ich bin 25 a1") == "ich bin 25 a1"
    assert clean("24") == "24"


def test_a_very_long_message_is_cut():
    assert len(clean("ja " * 5000)) <= 500
