"""The other pages of the Prüfstand in a real browser: a reading group by keyboard, axe."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.faelle.lesen import ORDNER
from bot.pruefstand.textblick import GRUPPEN
from tests.browser.test_pruefstand import BREIT, adresse, check, press  # noqa: F401 - fixtures
from tests.browser.test_verwaltung import tab_to
from tests.pruefstand.conftest import copy_data, eigenes_lager, start  # noqa: F401 - fixtures
from tests.pruefstand.test_vergleich import FAELLE


@pytest.fixture
def wurzel(tmp_path: Path) -> Path:
    """A copy of the data with two cases, under git."""
    ziel = copy_data(tmp_path)
    for datei in (ziel / ORDNER).glob("*.yml"):
        datei.unlink()
    (ziel / ORDNER / "probe.yml").write_text(FAELLE, encoding="utf-8")
    for argumente in (("init", "-q"), ("add", "data"), ("commit", "-q", "-m", "Daten")):
        wer = ("-c", "user.name=Test", "-c", "user.email=test@example.org")
        subprocess.run(["git", "-C", str(ziel), *wer, *argumente], check=True)
    return ziel


def test_a_reading_group_by_keyboard(
    phone: Callable[..., Any],
    adresse: str,  # noqa: F811
    wurzel: Path,
) -> None:
    page = phone(viewport=BREIT).new_page()
    page.goto(f"{adresse}/texte?thema=notlage")
    press(page, "Ergebnis einer Prüfgruppe eintragen")
    page.get_by_label("Wie viele Menschen haben gelesen?").wait_for()
    tab_to(page, "Wie viele Menschen haben gelesen?")
    page.keyboard.type("4")
    page.keyboard.press("Tab")
    page.keyboard.type("3")
    page.keyboard.press("Tab")
    page.keyboard.type("Wort")
    page.keyboard.press("Enter")
    page.get_by_text("4 Menschen, 1 Sätze mit Fragen").wait_for()
    (datei,) = (wurzel / GRUPPEN).glob("*.json")
    (satz,) = json.loads(datei.read_text("utf-8"))["saetze"].values()
    assert (satz["nicht"], satz["wort"]) == (3, "Wort")


SEITEN = (
    "/abdeckung",
    "/bilder",
    "/vergleich",
    "/texte?thema=notlage",
    "/texte?blick=sprachen",
    "/texte?blick=aenderungen&rev=HEAD",
    "/texte?blick=gruppen",
    "/texte/blatt?thema=fragen",
    "/texte/ergebnis?thema=fragen",
    "/frische",
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_other_pages(
    phone: Callable[..., Any],
    adresse: str,  # noqa: F811
    scheme: str,
) -> None:
    page = phone(viewport=BREIT, color_scheme=scheme, bypass_csp=True).new_page()
    for breite in (1280, 360):
        page.set_viewport_size({"width": breite, "height": 700})
        for pfad in SEITEN:
            page.goto(adresse + pfad)
            check(page)
