"""The staff page in a real browser: by keyboard alone, and without findings of axe."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe

from bot.cli.netz import free_port
from tests.verwaltung.conftest import PASSWORT, app, pflege, uhr  # noqa: F401 - fixtures

FOKUS = """() => {
  const e = document.activeElement;
  const wort = (e.labels && e.labels[0] ? e.labels[0] : e).textContent;
  return wort.replace(/\\s+/g, ' ').trim();
}"""
KLEIN = """() => [...document.querySelectorAll('button, input, select, textarea')]
  .filter((e) => e.type !== 'hidden')
  .filter((e) => e.getBoundingClientRect().height < 44).map((e) => e.name || e.textContent)"""
SEITWAERTS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture
def adresse(app: Any) -> Iterator[str]:  # noqa: F811
    """The staff page on a free port of this computer."""
    port = free_port()
    config = uvicorn.Config(app, "127.0.0.1", port, log_level="error", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


def tab_to(page: Any, name: str) -> None:
    """Presses Tab until the thing with this name has the focus."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate(FOKUS) == name:
            return
    pytest.fail(f"Mit der Tabulator-Taste nicht erreichbar: {name}")


def log_in(page: Any, adresse: str) -> None:
    page.goto(adresse)
    tab_to(page, "Rolle")
    page.keyboard.type("Jobcenter")
    tab_to(page, "Passwort")
    page.keyboard.type(PASSWORT)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Alle Angebote").wait_for()


def test_staff_log_in_confirm_and_edit_with_the_keyboard_alone(
    phone: Callable[..., Any], adresse: str
) -> None:
    page = phone(viewport={"width": 1024, "height": 768}).new_page()
    log_in(page, adresse)
    assert page.get_by_text("Angemeldet als: Jobcenter").is_visible()

    tab_to(page, "geprüft heute: Deutsch-Treff")
    page.keyboard.press("Enter")
    page.get_by_text("Heute geprüft: deutsch-treff").wait_for()

    tab_to(page, "Deutsch-Treff")
    page.keyboard.press("Enter")
    page.wait_for_url("**/angebot/deutsch-treff")
    tab_to(page, "Name")
    page.keyboard.press("Control+A")
    page.keyboard.type("<b>Treff</b>")
    page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()
    assert page.title().startswith("Fehler: ")
    assert "Nicht gespeichert" in page.evaluate(FOKUS)

    tab_to(page, "Name")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "feld-name"
    page.keyboard.press("Control+A")
    page.keyboard.type("Sprach-Café")
    tab_to(page, "Speichern")
    page.keyboard.press("Enter")
    page.get_by_text("Gespeichert: deutsch-treff").wait_for()
    assert page.get_by_role("link", name="Sprach-Café").is_visible()

    tab_to(page, "Abmelden")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Anmelden").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("breite", [360, 1200])
def test_axe_finds_nothing_and_nothing_is_cut_off(
    phone: Callable[..., Any], adresse: str, scheme: str, breite: int
) -> None:
    groesse = {"width": breite, "height": 700}
    page = phone(viewport=groesse, color_scheme=scheme, bypass_csp=True).new_page()
    page.goto(adresse)
    check(page)
    log_in(page, adresse)
    page.get_by_role("button", name="geprüft heute").first.click()
    check(page)
    page.goto(f"{adresse}/angebot/deutsch-treff")
    page.get_by_label("Gilt bis").fill("morgen")
    page.get_by_role("button", name="Speichern", exact=True).click()
    page.get_by_role("alert").wait_for()
    check(page)
    for pfad in ("/neu", "/verlauf", "/gibtesnicht"):
        page.goto(adresse + pfad)
        check(page)


def check(page: Any) -> None:
    """No finding of axe, nothing too small to hit, nothing to scroll sideways."""
    funde = Axe().run(page).response["violations"]
    assert [(eins["id"], eins["nodes"][0]["html"]) for eins in funde] == [], page.url
    assert page.evaluate(KLEIN) == [], page.url
    assert not page.evaluate(SEITWAERTS), page.url
