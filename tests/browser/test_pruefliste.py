"""Points of the list for the page (docs/pruefliste-seite.md) that no other test stands for."""

from __future__ import annotations

import re
from typing import Any

import pytest

from bot.profile import FAKTEN, WEISS_NICHT
from bot.reply.rahmen import question_choices
from bot.reply.texte import load_texts
from bot.settings import ROOT

LISTE = ROOT / "docs" / "pruefliste-seite.md"
TYPED = {
    "ort", "alter", "geburtsdatum", "status_seit", "einreise", "asylantrag", "ausbildungsbeginn",
    "arbeit_seit", "arbeit_stunden",
}  # fmt: skip


@pytest.fixture(scope="module")
def texte() -> Any:
    return load_texts()


@pytest.mark.parametrize("fakt", sorted(FAKTEN))
def test_01_a_question_asks_one_thing(fakt: str, texte: Any) -> None:
    for rolle in (None, "helfer"):
        assert texte.satz(f"fragen.{fakt}.text", rolle).count("?") == 1


def test_02_only_places_numbers_and_dates_are_typed(texte: Any) -> None:
    assert {fakt for fakt in FAKTEN if not texte.knoepfe(fakt)} == TYPED


@pytest.mark.parametrize("fakt", sorted(FAKTEN))
def test_03_04_05_few_buttons_and_a_way_not_to_answer(fakt: str, texte: Any) -> None:
    wahl = question_choices(texte, fakt, None, mehr=False)
    own = [w for w in wahl if "antwort" in w and w["antwort"]["wert"] not in (WEISS_NICHT,)]
    assert len(own) <= 5
    dont_know = [w for w in wahl if (w.get("antwort") or {}).get("wert") == WEISS_NICHT]
    assert len(dont_know) == FAKTEN[fakt].kennt_weiss_nicht
    declined = [w for w in wahl if w["titel"] == texte.satz("gespraech.knopf.moechte_nicht")]
    assert len(declined) == FAKTEN[fakt].ablehnbar


@pytest.mark.parametrize("fakt", sorted(FAKTEN))
def test_06_43_every_question_says_why_and_how_to_answer(fakt: str, texte: Any) -> None:
    assert texte.satz(f"fragen.{fakt}.warum_fakt")
    assert texte.satz(f"fragen.{fakt}.fehler")
    if fakt in TYPED:  # the example stands in the line to type in
        assert texte.satz(f"fragen.{fakt}.eingabe_hilfe").startswith("Zum Beispiel: ")


@pytest.mark.server
def test_07_31_the_start_says_what_this_is_how_long_and_what_is_stored(
    wegweiser_server: Any,
) -> None:
    status, turn = wegweiser_server.request("POST", "/webhooks/web/sitzung", {})
    assert status == 201
    text = " ".join(antwort.get("text", "") for antwort in turn["antworten"])
    assert re.search(r"höchstens \d+ (Sachen|Fragen)", text)
    assert re.search(r"ungefähr \d+ Minuten", text)
    assert "kein Amt" in text
    assert "30 Tage" in text
    assert "keine Namen" in text


def test_all_44_points_are_answered_and_every_test_named_there_exists() -> None:
    text = LISTE.read_text(encoding="utf-8")
    points = [int(nr) for nr in re.findall(r"^\| (\d+) \|", text, re.MULTILINE)]
    assert points == list(range(1, 45))
    named = set(re.findall(r"`(test_\w+)`", text))
    written = {
        name
        for file in (ROOT / "tests").glob("**/test_*.py")
        for name in re.findall(r"def (test_\w+)", file.read_text(encoding="utf-8"))
    }
    assert named - written == set()
