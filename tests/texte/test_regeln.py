"""The check finds what it should find, and leaves good sentences alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.reply.texte import TextFehler, load_texts
from bot.sprache import check_text
from bot.sprache.pruefung import load_exceptions, vocabulary
from bot.sprache.wortschatz import Wortschatz
from bot.sprache.zaehlen import lix, sentences, syllables, words, wstf1


@pytest.fixture(scope="module")
def wortschatz() -> Wortschatz:
    return vocabulary(load_texts())


SCHLECHT = [
    ("satzlaenge", "Du gehst heute mit dem Brief in die Stadt und dann nach Hause zurück."),
    ("zeichen", "Das kostet nichts (wirklich)."),
    ("zeichen", "Das steht in § 25."),
    ("zeichen", "Warte noch ..."),
    ("zeichen", "Du kannst Schule und/oder Arbeit wählen."),
    ("zeichen", "Das ist gut 🙂."),
    ("ein-gedanke", "Ich weiß, dass du wartest, weil der Brief fehlt."),
    ("ein-gedanke", "Du gehst hin, du fragst nach und du wartest."),
    ("passiv", "Der Antrag wird vom Amt geprüft."),
    ("passiv", "Der Antrag ist geprüft worden."),
    ("konjunktiv", "Du könntest auch zur Schule gehen."),
    ("konjunktiv", "Das wäre gut."),
    ("konjunktiv", "Du solltest hingehen."),
    ("genitiv", "Das ist der Name des Amtes."),
    ("genitiv", "Der Name der Behörde steht oben."),
    ("genitiv", "Trotz Duldung geht das."),
    ("praeteritum", "Du machtest einen Kurs."),
    ("praeteritum", "Die Person ging zur Schule."),
    ("anrede", "Bitte rufen Sie dort an."),
    ("anrede", "Wir helfen Ihnen gern."),
    ("gender", "Die Berater*innen helfen dir."),
    ("gender", "Die BeraterInnen helfen dir."),
    ("nominalstil", "Die Beratung zur Ausbildung und zur Wohnung ist kostenlos."),
    ("verneinung", "Niemand darf nicht kommen."),
    ("ziffern", "Du brauchst drei Papiere."),
    ("abkuerzung", "Nimm z. B. den Pass mit."),
    ("abkuerzung", "Geh zur ZAB."),
    ("seltenes-wort", "Das ist eine Obliegenheit."),
    ("schweres-wort", "Du musst das beantragen."),
    ("langes-wort", "Das steht in der Aufenthaltsbescheinigung."),
    ("langes-wort", "Das steht im Jugendsprachkursplan."),
    ("ein-wort", "Du hast eine Gestattung."),
    ("fragezeichen", "Hast du Zeit? Dann komm."),
    ("fragezeichen", "Hast du Zeit? Hast du Geld?"),
    ("nachrichtenlaenge", "Ja. Ja. Ja. Ja. Ja. Ja. Ja."),
    (
        "nachrichtenlaenge",
        "Du gehst mit dem Brief in die große Stadt. Dort fragst du jetzt im Amt nach Hilfe.",
    ),
]


@pytest.mark.parametrize(("regel", "satz"), SCHLECHT)
def test_a_hard_sentence_is_found(wortschatz: Wortschatz, regel: str, satz: str) -> None:
    assert regel in {gefunden for gefunden, _ in check_text(satz, wortschatz)}


GUT = [
    "Du bist 19 Jahre alt.",
    "Danach wird eine Ausbildung möglich.",
    "Du wirst bald 18.",
    "Ich möchte dir helfen.",
    "Du warst schon in der Schule.",
    "Wenn du wartest, hilft dir das Amt.",
    "Schau auf deinen Ausweis. Welches Papier hast du?",
    "Das ist keine Rechts-Beratung.",
    "Sie ist für junge Menschen.",
    "Das Recht gilt ab 1. September 2018.",
    "Du wohnst in Mönchengladbach.",
    "Das Programm heißt Kein Abschluss ohne Anschluss.",
    "Dort lernst du viele Sprachen.",
    "Kurz heißt es EQ.",
]


@pytest.mark.parametrize("text", GUT)
def test_an_easy_sentence_passes(wortschatz: Wortschatz, text: str) -> None:
    assert check_text(text, wortschatz) == []


@pytest.mark.parametrize(
    ("titel", "gut"),
    [
        ("Weiß ich nicht", True),
        ("Für eine andere Person", True),
        ("Ich weiß es noch nicht", False),
        ("Internationale Förder-Klasse", True),
        ("Internationale Förder-Klassen", False),
    ],
)
def test_buttons_have_four_words_and_28_characters(
    wortschatz: Wortschatz, titel: str, gut: bool
) -> None:
    funde = [regel for regel, _ in check_text(titel, wortschatz, "knopf")]

    assert ("knopf" not in funde) is gut


@pytest.mark.parametrize(
    ("wort", "silben"),
    [
        ("Abend", 2), ("Idee", 2), ("Migration", 4), ("Familie", 4), ("Syrien", 3), ("Quelle", 2),
        ("Haus", 1), ("aktuell", 3), ("Papier", 2), ("Beratung", 3), ("verdienen", 3), ("19", 1),
    ],
)  # fmt: skip
def test_syllables_are_counted_the_german_way(wort: str, silben: int) -> None:
    assert syllables(wort) == silben


def test_sentences_end_at_colons_but_not_at_dates() -> None:
    assert sentences("Hallo! Es gilt: Du bist 18. Das war am 1. Mai 2018.") == (
        "Hallo!",
        "Es gilt:",
        "Du bist 18.",
        "Das war am 1. Mai 2018.",
    )


def test_a_compound_with_hyphen_is_one_word() -> None:
    assert words("Der Integrations-Kurs: ab 2.") == ("Der", "Integrations-Kurs", "ab", "2")


def test_the_formulas_tell_easy_from_hard() -> None:
    leicht = ["Du hast eine Duldung. Du darfst arbeiten. Geh zum Amt."]
    schwer = [
        "Die kommunalen Koordinierungsstellen identifizieren geeignete Anschlussangebote "
        "für nicht mehr schulpflichtige Absolventinnen der Internationalen Förderklassen."
    ]

    assert wstf1(leicht) < 5 < 12 < wstf1(schwer)
    assert lix(leicht) < 35 < 60 < lix(schwer)


def test_an_exception_without_a_reason_is_an_error(tmp_path: Path) -> None:
    datei = tmp_path / "data" / "texte" / "ausnahmen.yml"
    datei.parent.mkdir(parents=True)
    datei.write_text("ausnahmen:\n  - id: a.b\n    regel: zeichen\n", encoding="utf-8")

    with pytest.raises(TextFehler, match=r"ausnahmen\.yml:2: grund fehlt"):
        load_exceptions(tmp_path)
