"""The explained words and how they are found."""

from __future__ import annotations

import pytest

from bot.reply.glossar import Glossar, load_glossar
from bot.reply.texte import TextFehler, load_texts


@pytest.fixture(scope="module")
def glossar() -> Glossar:
    return load_glossar(load_texts())


def test_at_least_eighty_words_are_explained(glossar: Glossar) -> None:
    assert len(glossar.begriffe) >= 80


@pytest.mark.parametrize(
    ("frage", "wort"),
    [
        ("was ist eine Duldung?", "Duldung"),
        ("was is ne dulung", "Duldung"),
        ("was bedeutet eq", "Einstiegs-Qualifizierung"),
        ("Was ist die 3+2 Regel", "Ausbildungs-Duldung"),
        ("was heißt § 25a", "Aufenthalt für gut integrierte Jugendliche"),
        ("was heisst paragraph", "Paragraf"),
        ("agentur fuer arbeit?", "Agentur für Arbeit"),
        ("ausländerbehorde was ist das", "Ausländerbehörde"),
        ("Was ist ein Integrationskurs", "Integrations-Kurs"),
        ("integrazionskurs?", "Integrations-Kurs"),
        ("hauptschulabschluss", "Erster Schulabschluss"),
        ("JMD", "Jugend-Migrations-Dienst"),
    ],
)
def test_people_find_a_word_however_they_spell_it(glossar: Glossar, frage: str, wort: str) -> None:
    begriff = glossar.find_term(frage)

    assert begriff is not None
    assert begriff.wort == wort


@pytest.mark.parametrize("text", ["", "wie geht es dir", "ich wohne in Köln", "???", "12345"])
def test_sentences_without_a_term_find_nothing(glossar: Glossar, text: str) -> None:
    assert glossar.find_term(text) is None


def test_the_longer_term_wins(glossar: Glossar) -> None:
    begriff = glossar.find_term("was ist eq plus sprache")

    assert begriff is not None
    assert begriff.id == "eq_plus_sprache"


def test_no_spelling_belongs_to_two_words(glossar: Glossar) -> None:
    besitzer: dict[str, str] = {}
    doppelt = []
    for begriff in glossar.begriffe:
        for wort in {schreibweise.casefold() for schreibweise in begriff.schreibweisen}:
            if besitzer.setdefault(wort, begriff.id) != begriff.id:
                doppelt.append((wort, begriff.id, besitzer[wort]))

    assert doppelt == []


def test_every_weg_has_one_name(glossar: Glossar) -> None:
    assert glossar.weg_name("bvb") == "Berufs-vorbereitende Bildungs-Maßnahme"
    with pytest.raises(TextFehler, match="„nirgendwo“ hat keinen Eintrag"):
        glossar.weg_name("nirgendwo")


def test_the_output_is_sorted_and_complete(glossar: Glossar) -> None:
    zeilen = list(glossar.zeilen())

    assert len(zeilen) == len(glossar.begriffe)
    assert [z["wort"].casefold() for z in zeilen] == sorted(z["wort"].casefold() for z in zeilen)
    assert all(set(zeile) == {"wort", "text"} and zeile["text"] for zeile in zeilen)
