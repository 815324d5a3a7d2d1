"""The Prüfstand in a real browser: by keyboard alone, two people at once, no finding of axe."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe

from bot.cli.netz import free_port
from bot.faelle.lesen import ORDNER
from tests.browser.test_verwaltung import SEITWAERTS, tab_to
from tests.pruefstand.conftest import (  # noqa: F401 - fixtures
    Regelleser,
    eigenes_lager,
    start,
    wurzel,
)

BREIT = {"width": 1280, "height": 900}


@pytest.fixture
def adresse(start: Callable[..., Any], eigenes_lager: Any) -> Iterator[str]:  # noqa: F811
    """The Prüfstand over a copy of the files, on a free port of this computer."""
    # Der erste Satz lädt Rasa und spaCy; das darf keine Wartezeit der Seite sein.
    Regelleser().parse("hallo", None, None, date(2026, 11, 22))
    port = free_port()
    config = uvicorn.Config(start(eigenes_lager), "127.0.0.1", port, log_level="error", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


def say(page: Any, text: str) -> None:
    """Types into the field, which has the focus by itself, and waits for the answer."""
    page.wait_for_function("document.activeElement.id === 'text'")
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    page.locator(".mensch", has_text=text).last.wait_for()


def press(page: Any, name: str) -> None:
    """Goes to something with Tab and presses Enter."""
    tab_to(page, name)
    page.keyboard.press("Enter")


def test_talk_look_inside_save_run_and_replay_with_the_keyboard_alone(
    phone: Callable[..., Any],
    adresse: str,
    wurzel: Path,  # noqa: F811
) -> None:
    page = phone(viewport=BREIT).new_page()
    page.goto(adresse)
    press(page, "Gespräch")
    say(page, "ich habe eine duldung und wohne in essen")
    page.get_by_text("aufenthalt = duldung").wait_for()
    press(page, "Für mich")
    page.get_by_text("Was möchtest du?").wait_for()

    press(page, "Wege")
    page.wait_for_url("**/gespraech?blick=wege")
    page.get_by_role("heading", name="Wege", exact=True).wait_for()
    page.locator("summary", has_text="Jobcenter").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Zugang").first.wait_for()

    press(page, "Dieses Gespräch als Fall speichern")
    page.get_by_role("heading", name="Das Gespräch als Fall speichern").wait_for()
    tab_to(page, "Jobcenter")
    page.keyboard.type("nein")
    for feld, text in (
        ("Ein Satz über die Person", "Eine erfundene Person mit Duldung in Essen."),
        ("Grund", "Mit Duldung zahlt das Sozialamt."),
        ("Paragraf", "§ 7 Abs. 1 S. 2 Nr. 3 SGB II"),
        ("Quelle", "L25:sgb_2"),
    ):
        tab_to(page, feld)
        page.keyboard.type(text)
    press(page, "Prüfen und speichern")
    page.get_by_text("Gespeichert in").wait_for()
    assert "Eine erfundene Person" in (wurzel / ORDNER / "jobcenter.yml").read_text("utf-8")

    press(page, "Schritt für Schritt nachspielen")
    page.get_by_text("Schritt 0 von").wait_for()
    page.wait_for_function("document.activeElement.textContent === 'Schritt vor'")
    page.keyboard.press("Enter")
    page.get_by_text("Schritt 1 von").wait_for()
    press(page, "Schritt zurück")
    page.get_by_text("Schritt 0 von").wait_for()

    page.goto(f"{adresse}/faelle?datei=ukraine")
    page.keyboard.press("Tab")
    press(page, "Diese 10 laufen lassen")
    page.get_by_text("Gelaufen: 10 von 10 Fällen, 0 rot").wait_for()
    assert page.get_by_text("grün").count() >= 10


def test_what_if_by_keyboard_with_the_fitting_values(
    phone: Callable[..., Any], adresse: str
) -> None:
    page = phone(viewport=BREIT).new_page()
    page.goto(f"{adresse}/was-waere-wenn?von=A01")
    tab_to(page, "Angabe")
    page.keyboard.type("Papier")
    page.locator("select#wert").wait_for()
    tab_to(page, "Neuer Wert")
    page.keyboard.type("Aufenthalts-G")
    press(page, "Vergleichen")
    page.get_by_text("Wegen sind anders").wait_for()
    assert page.get_by_text("Papier: Duldung: erfüllt → nicht erfüllt").count() > 0

    press(page, "Zeitleiste")
    page.get_by_role("img", name="Zeitleiste von 36 Monaten").wait_for()


def test_two_people_test_at_once_and_a_broken_file_is_told_to_both(
    phone: Callable[..., Any],
    adresse: str,
    wurzel: Path,  # noqa: F811
) -> None:
    seiten = [phone(viewport=BREIT).new_page() for _ in range(2)]
    for page, ort in zip(seiten, ("Köln", "Essen"), strict=True):
        page.goto(f"{adresse}/gespraech?blick=profil")
        say(page, f"ich wohne in {ort}")
    datei = wurzel / "data/eligibility/wege/bab.yml"
    zeilen = datei.read_text("utf-8").splitlines()
    datei.write_text("\n".join([*zeilen[:2], "satz: [", *zeilen[3:]]), "utf-8")
    time.sleep(1.1)
    for page, ort in zip(seiten, ("Köln", "Essen"), strict=True):
        page.goto(f"{adresse}/gespraech?blick=profil")
        page.get_by_text("Recht: Eine Datei hat einen Fehler").wait_for()
        assert page.get_by_text("wege/bab.yml, Zeile").is_visible()
        assert page.get_by_role("cell", name=ort, exact=False).first.is_visible()
        check(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(
    phone: Callable[..., Any], adresse: str, scheme: str
) -> None:
    page = phone(viewport=BREIT, color_scheme=scheme, bypass_csp=True).new_page()
    page.goto(f"{adresse}/faelle/fall/A01")
    page.get_by_role("button", name="Als Gespräch öffnen").click()
    page.get_by_text("aus dem Fall A01").first.wait_for()
    for pfad in SEITEN:
        page.goto(adresse + pfad)
        check(page)
    page.set_viewport_size({"width": 360, "height": 700})
    for pfad in SEITEN[::2]:
        page.goto(adresse + pfad)
        check(page)


SEITEN = (
    "/",
    "/gespraech?blick=verstanden",
    "/gespraech?blick=profil",
    "/gespraech?blick=frage",
    "/gespraech?blick=wege",
    "/gespraech?blick=angebote",
    "/gespraech/weg/ausbildungsduldung",
    "/faelle?datei=ukraine",
    "/faelle/fall/A01",
    "/faelle/neu",
    "/faelle/fall/A01/spielen?schritt=3",
    "/was-waere-wenn?von=A01&fakt=aufenthalt&wert=gestattung",
    "/was-waere-wenn/zeit?von=AB-02",
    "/gibtesnicht",
)


def check(page: Any) -> None:
    """No finding of axe, nothing to scroll sideways."""
    funde = Axe().run(page).response["violations"]
    assert [(eins["id"], eins["nodes"][0]["html"]) for eins in funde] == [], page.url
    assert not page.evaluate(SEITWAERTS), page.url
