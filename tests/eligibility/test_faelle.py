"""People and what the law says for them: every case in faelle/*.yml is one test."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache

import pytest

from bot.faelle.lesen import ORDNER, Fall, load_cases
from bot.faelle.paragrafen import is_named
from bot.faelle.pruefen import IMMER_FRISCH, mistakes
from bot.interview.aufbau import open_tools
from bot.interview.pruefen import check_profile
from bot.interview.werkzeug import Werkzeug
from bot.settings import ROOT

FAELLE = load_cases(ROOT / ORDNER)

Werkzeuge = Callable[[str], Werkzeug]


@pytest.fixture(scope="module")
def tools() -> Werkzeuge:
    """The rooms for a day of law, opened once; broken data fails here, once for all cases."""
    open_tools(IMMER_FRISCH, IMMER_FRISCH)
    return cache(lambda stichtag: open_tools(date.fromisoformat(stichtag), IMMER_FRISCH))


@pytest.mark.parametrize(
    ("gesucht", "text", "passt"),
    [
        ("§ 60c AufenthG", "§ 60c Abs. 2 Nr. 2 AufenthG", True),
        ("§ 132 SGB III", "§§ 59, 132 SGB III", True),
        ("§ 7 SGB II oder § 1 AsylbLG", "§ 1 Abs. 1 Nr. 4 AsylbLG", True),
        ("§ 38 SchulG", "§ 38 Abs. 3 SchulG NRW", True),
        ("APO-BK", "Anlage A APO-BK", True),
        ("§ 44 AufenthG", "§ 44a Abs. 1 AufenthG", False),
        ("§ 3 AufenthG", "§ 60a Abs. 3 AufenthG", False),
        ("§ 7 SGB II", "§ 7 SGB III", False),
        ("§ 61 AsylG", "§ 61 AufenthG, § 29a AsylG", False),
        ("§ 60a AufenthG", "§ 60a Absatz 6 Satz 1 Nummer 3 AufenthG", True),
    ],
)
def test_a_paragraph_is_recognised_with_and_without_its_parts(
    gesucht: str, text: str, passt: bool
) -> None:
    assert is_named(gesucht, [text]) is passt


@pytest.mark.parametrize(
    "fall", [pytest.param(fall, id=f"{fall.datei}-{fall.id}") for fall in FAELLE]
)
def test_the_law_holds_for(fall: Fall, tools: Werkzeuge) -> None:
    fehler = mistakes(fall, tools(fall.stichtag.isoformat()))
    angaben = fall.angaben
    assert not fehler, "\n".join(
        [f"{fall.text} ({fall.stichtag}; {angaben['paragraf']}; sicher: {angaben['sicher']})"]
        + [f"  {zeile}" for zeile in fehler]
    )


def test_there_are_enough_cases() -> None:
    assert len(FAELLE) >= 300


def test_every_weg_is_expected_in_2018_and_today(tools: Werkzeuge) -> None:
    alle = {weg["weg"] for weg in check_profile({}, tools("2026-11-22"))["wege"]}
    for jahr in (2018, 2026):
        genannt = {weg for fall in FAELLE if fall.stichtag.year == jahr for weg in fall.wege}
        assert genannt <= alle, f"kein Weg: {genannt - alle}"
        assert len(genannt) >= 33, f"{jahr}: nur {len(genannt)} Wege"
