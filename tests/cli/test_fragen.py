"""`wegweiser fragen` counts the questions of interviews and says what it compares them with."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.cli import fragen
from bot.cli.auswirkung import FAELLE, read_cases
from bot.cli.main import main
from bot.settings import ROOT


@pytest.fixture
def drei_faelle(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Only three people, so that the count is quick."""
    faelle = [fall for fall in read_cases(ROOT / FAELLE) if fall.id in ("A05", "B17", "EW-28")]
    monkeypatch.setattr(fragen, "read_cases", lambda ordner: faelle)
    return faelle


def test_the_numbers_stand_beside_questionnaire_and_best_plan(
    drei_faelle: list[Any], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["fragen", "--json", "--stichprobe", "2"]) == 0
    zahlen = json.loads(capsys.readouterr().out)
    assert zahlen["faelle"] == 3
    assert 3 <= zahlen["mittel"] <= zahlen["hoechstens"] <= 12
    assert zahlen["hoechstens"] < zahlen["fragebogen_passend_mittel"] <= zahlen["fragebogen"]
    probe = zahlen["stichprobe"]
    assert probe["faelle"] == 2
    assert probe["bewiesen"] <= 2
    assert 3 <= probe["bester_plan_mittel"] <= probe["planer_mittel"]
    assert probe["abstand_prozent"] >= 0


def test_people_read_how_the_best_plan_was_found(
    drei_faelle: list[Any], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["fragen", "--stichprobe", "1"]) == 0
    text = capsys.readouterr().out
    assert text.startswith("3 Fälle: im Mittel ")
    assert "durch Ausprobieren gefunden" in text


def test_without_a_sample_no_best_plan_is_looked_for(
    drei_faelle: list[Any], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["fragen", "--stichprobe", "0"]) == 0
    assert "bester Plan" not in capsys.readouterr().out
