"""The guide for staff says what the program does."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from bot.buero.passwort import ZEICHEN_MINDESTENS
from bot.catalogue.dateien import load_offers
from bot.catalogue.pruefbericht import list_problems
from bot.cli.main import build_parser, parse
from bot.settings import ROOT
from bot.verwaltung.einstellung import PASSWORT, ROLLEN, ROLLEN_NAME
from bot.verwaltung.seiten import VORLAGEN
from tests.catalogue.werkzeug import HEUTE, folder

ANLEITUNG = (ROOT / "docs" / "angebote-pflegen.md").read_text("utf-8")


def test_the_example_can_be_copied_into_a_file(tmp_path: Path) -> None:
    (beispiel,) = re.findall(r"```yaml\n(.*?)```", ANLEITUNG, re.S)
    ordner = folder(tmp_path / "a", beispiel)

    assert [fund.angebot.id for fund in load_offers(ordner)] == ["sprach-cafe-bonn"]
    assert {problem.art for problem in list_problems(ordner, HEUTE)} == {"unvollstaendig"}


def test_every_command_in_it_exists() -> None:
    befehle = re.findall(r"^\.venv/bin/wegweiser ([^#\n]*)", ANLEITUNG, re.M)

    assert len(befehle) >= 6
    for befehl in befehle:
        assert parse(build_parser(), shlex.split(befehl)).rest == []


def test_every_button_in_it_exists() -> None:
    seiten = "".join(datei.read_text("utf-8") for datei in VORLAGEN.glob("*.html"))

    for knopf in re.findall(r"\*\*([^*]+)\*\*(?: \||,| klicken)", ANLEITUNG):
        assert knopf in seiten


def test_settings_and_limits_in_it_are_those_of_the_program() -> None:
    assert f"`{PASSWORT}` | Passwort ab {ZEICHEN_MINDESTENS} Zeichen" in ANLEITUNG
    assert f"`{ROLLEN_NAME}`" in ANLEITUNG
    assert ", ".join(ROLLEN) in ANLEITUNG
