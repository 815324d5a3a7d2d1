"""The JSON schema accepts every real rule file and refuses what people typically get wrong."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from jsonschema import Draft7Validator

from bot.eligibility import load_rules
from bot.eligibility.schema import REGELN, as_text, build_schemas
from bot.eligibility.zeilen_yaml import read_yaml
from tests.eligibility.conftest import Ordner, weg

SCHEMAS = build_schemas()
DATEIEN = {
    "weg": sorted((REGELN / "wege").glob("*.yml")),
    "begriffe": sorted((REGELN / "begriffe").glob("*.yml")),
    "quellen": sorted((REGELN / "quellen").glob("*.yml")),
    "listen": [REGELN / "listen.yml"],
    "aendern": [REGELN / "aendern.yml"],
    "wege": [REGELN / "wege.yml"],
}
GUT = "- {alter: {ab: 18}, sonst: Zu jung.}"
GEPRUEFT = "    geprueft_am: 2026-11-22"


def _mistakes(name: str, inhalt: Any) -> list[str]:
    return [fehler.message for fehler in Draft7Validator(SCHEMAS[name]).iter_errors(inhalt)]


def _read(tmp_path: Path, text: str) -> Any:
    datei = tmp_path / "probe.yml"
    datei.write_text(dedent(text), encoding="utf-8")
    return read_yaml(datei)


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schema_files_are_what_the_vocabulary_says(name: str) -> None:
    """Otherwise: .venv/bin/python -m bot.eligibility.schema"""
    Draft7Validator.check_schema(SCHEMAS[name])
    assert (REGELN / "schema" / f"{name}.json").read_text("utf-8") == as_text(SCHEMAS[name])


def test_there_is_a_schema_for_every_rule_file_and_no_other() -> None:
    alle = set(REGELN.rglob("*.yml"))
    assert alle == {datei for dateien in DATEIEN.values() for datei in dateien}
    assert {datei.stem for datei in (REGELN / "schema").iterdir()} == set(SCHEMAS) == set(DATEIEN)


@pytest.mark.parametrize(
    ("name", "datei"),
    [
        pytest.param(name, datei, id=f"{name}-{datei.stem}")
        for name, dateien in DATEIEN.items()
        for datei in dateien
    ],
)
def test_every_real_file_fits_its_schema(name: str, datei: Path) -> None:
    assert _mistakes(name, read_yaml(datei)) == []


def test_what_the_schema_accepts_the_loader_accepts(regelordner: Ordner) -> None:
    text = weg(GUT, rest=GEPRUEFT)
    ordner = regelordner(text)
    assert _mistakes("weg", read_yaml(ordner / "wege/probe.yml")) == []
    assert load_rules(ordner).weg("probe").eingetragen


@pytest.mark.parametrize(
    ("alt", "neu"),
    [
        ("alter: {ab: 18}", "alder: {ab: 18}"),
        ("alter: {ab: 18}", "alter: {ueber: 18}"),
        ("alter: {ab: 18}", "alter: 18"),
        ("alter: {ab: 18}", "aufenthalt: titel"),
        ("alter: {ab: 18}", "deutsch: {ab: weiss_nicht}"),
        ("alter: {ab: 18}", "einreise: {vor: gestern}"),
        ("alter: {ab: 18}", "herkunft: {liste: reiche_staaten}"),
        ("alter: {ab: 18}", "arbeit_mit_titel: vielleicht"),
        ("alter: {ab: 18}", "eine_von: []"),
        ("alter: {ab: 18}, ", ""),
        ("sonst: Zu jung.", "sonst: [Zu, jung]"),
        ("sonst: Zu jung.", "grund: Zu jung."),
        ("art: kann", "art: vielleicht"),
        ("sicher: belegt", "sicher: ja"),
        ("gilt_ab: 2018-01-01", "gilt_ab: 1.1.2018"),
        ("gilt_ab: 2018-01-01", "gilt_ab: 2018-13-01"),
        ("    pruefen_bis: 2027-06-30\n", ""),
        (GEPRUEFT, ""),
        ("    quelle: q\n", ""),
        ("    satz: Das geht.\n", ""),
        ("name: Probe", "titel: Probe"),
        ("satz: Eine Probe.", "satz: Eine Probe.\nwuensche: {reich_werden: 80}"),
        ("satz: Eine Probe.", "satz: Eine Probe.\nwuensche: {arbeit: 120}"),
    ],
)
def test_a_typical_mistake_in_a_weg_is_refused(tmp_path: Path, alt: str, neu: str) -> None:
    text = weg(GUT, rest=GEPRUEFT)
    assert text.count(alt) == 1 and not _mistakes("weg", _read(tmp_path, text))
    assert _mistakes("weg", _read(tmp_path, text.replace(alt, neu)))


@pytest.mark.parametrize(
    ("name", "gut", "alt", "neu"),
    [
        (
            "begriffe",
            "begriffe:\n- begriff: gross\n  fassungen:\n"
            "  - {gilt_ab: 2018-01-01, wenn: [{alter: {ab: 18}}]}\n",
            "wenn",
            "falls",
        ),
        (
            "quellen",
            "quellen:\n  q: {titel: Q, url: https://example.org, gelesen: nein}\n",
            "gelesen: nein",
            "gelesen: bald",
        ),
        (
            "quellen",
            "quellen:\n  q: {titel: Q, url: https://example.org, gelesen: 2026-11-22}\n",
            "https://example.org",
            "'javascript:alert(1)'",
        ),
        (
            "listen",
            "listen:\n- {liste: l, fassungen: [{gilt_ab: 2018-01-01, laender: [sy, no]}]}\n",
            "sy",
            "Syrien",
        ),
        ("listen", "daten:\n  neu: {tag: 2018-01-01}\n", "2018-01-01", "2018"),
        (
            "aendern",
            "aenderungen:\n- {fakt: deutsch, wert: b1, satz: Lern.}\n",
            "wert: b1",
            "wert: b3",
        ),
        ("wege", "erster_stichtag: 2018-01-01\nwege: {eq: EQ}\n", "wege: {eq: EQ}", "wege: [eq]"),
    ],
)
def test_a_typical_mistake_in_the_other_files_is_refused(
    tmp_path: Path, name: str, gut: str, alt: str, neu: str
) -> None:
    assert gut.count(alt) == 1 and not _mistakes(name, _read(tmp_path, gut))
    assert _mistakes(name, _read(tmp_path, gut.replace(alt, neu)))


@pytest.mark.parametrize("name", SCHEMAS)
def test_rasa_does_not_take_a_schema_for_training_data(name: str) -> None:
    """Rasa guesses what a JSON file below data/ is by these keys at its top."""
    inhalt = json.loads((REGELN / "schema" / f"{name}.json").read_text("utf-8"))
    assert set(inhalt) <= {
        *("$schema", "type", "properties", "required", "additionalProperties", "definitions")
    }
