"""The guide for people who write rules shows what is in the files and what the loader says."""

from __future__ import annotations

import json
import re

import pytest

from bot.cli.main import COMMANDS
from bot.eligibility import RegelFehler, load_rules
from bot.profile import Profil
from bot.settings import ROOT
from tests.eligibility.conftest import HEUTE, Ordner, weg

TEXT = (ROOT / "docs/regeln-schreiben.md").read_text(encoding="utf-8")
GUT = "- {alter: {ab: 18}, sonst: Zu jung.}"


def _table(ueberschrift: str) -> list[list[str]]:
    """The rows of the table under a heading, without its head."""
    teil = TEXT.split(f"### {ueberschrift}\n", 1)[1].split("\n#", 1)[0]
    zeilen = [zeile for zeile in teil.splitlines() if zeile.startswith("|")][2:]
    return [[zelle.strip() for zelle in zeile.strip("|").split(" | ")] for zeile in zeilen]


def _message(ordner: Ordner, text: str) -> str:
    """What the loader says about a file, after file and line."""
    with pytest.raises(RegelFehler) as fehler:
        load_rules(ordner(text))
    return fehler.value.text


def _same(meldung: str, gezeigt: str) -> bool:
    if gezeigt.endswith("..."):
        return meldung.startswith(gezeigt[:-3])
    return meldung == gezeigt


BEDINGUNGEN = _table("In Bedingungen")
EINTRAEGE = _table("In Fassungen und Wegen")
BEISPIELE = re.findall(r"```yaml\n# aus (\S+)\n(.*?)```", TEXT, re.DOTALL)


def test_the_guide_has_examples_and_mistakes() -> None:
    assert len(BEDINGUNGEN) >= 10 and len(EINTRAEGE) >= 8 and len(BEISPIELE) >= 6


@pytest.mark.parametrize(("geschrieben", "gezeigt"), BEDINGUNGEN)
def test_a_mistake_in_a_condition_gives_the_message_of_the_guide(
    regelordner: Ordner, geschrieben: str, gezeigt: str
) -> None:
    meldung = _message(regelordner, weg(geschrieben.strip("`")))
    assert _same(meldung, gezeigt), meldung


@pytest.mark.parametrize(("statt", "geschrieben", "gezeigt"), EINTRAEGE)
def test_a_mistake_in_a_version_gives_the_message_of_the_guide(
    regelordner: Ordner, statt: str, geschrieben: str, gezeigt: str
) -> None:
    alt = statt.strip("`")
    neu = "" if geschrieben == "*(fehlt)*" else geschrieben.strip("`")
    assert weg(GUT).count(alt) == 1
    meldung = _message(regelordner, weg(GUT).replace(alt, neu))
    assert _same(meldung, gezeigt), meldung


def _flat(text: str) -> str:
    """The lines without their indent, each on a line of its own."""
    return "\n" + "\n".join(zeile.strip() for zeile in text.strip().splitlines()) + "\n"


@pytest.mark.parametrize(("datei", "stueck"), BEISPIELE)
def test_an_example_stands_like_this_in_the_rules(datei: str, stueck: str) -> None:
    assert _flat(stueck) in _flat((ROOT / "data/eligibility" / datei).read_text("utf-8"))


def test_the_commands_of_the_guide_exist() -> None:
    befehle = re.findall(r"wegweiser ([a-z]+)", TEXT)
    assert {"pruefe", "auswirkung", "regeltafel", "test"} <= set(befehle) <= set(COMMANDS)


def test_the_person_of_the_guide_can_be_checked() -> None:
    (zeile,) = re.findall(r"echo '(\{.*?\})'", TEXT)
    assert Profil.from_json(json.loads(zeile), HEUTE).get("alter") == 20


def test_every_file_the_guide_names_exists() -> None:
    for name in re.findall(r"`((?:docs|tests)/[\w/.-]+)`", TEXT):
        assert (ROOT / name).exists(), name
