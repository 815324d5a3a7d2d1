"""The page on the real Wegweiser: model, actions, rules and offers, clicked through to the plan."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import wait_for_session
from tests.browser.test_gespraech import button, type_text
from tests.browser.test_zugang import SIDEWAYS, SMALL, TARGET

TURNS = 30
TYPED = {"ort": "Köln", "alter": "19"}
OPEN = """() => JSON.parse(Object.values(localStorage)[0]).turns.slice(-1)[0]
  .antworten.map((antwort) => antwort.custom).find(Boolean).fakt"""


def click_on(page: Any) -> None:
    """Answer the open question with its first choice, or in words where people would type."""
    toggles, choices = page.locator(".knopf.mehrfach"), page.locator(".knopf.antwort")
    go_on = page.locator(".knopf.weiter")
    if toggles.count():
        toggles.first.click()
        button(page, "Fertig").click()
    elif text := TYPED.get(page.evaluate(OPEN)):
        type_text(page, text)
    elif go_on.count() and not choices.count():
        go_on.first.click()
    else:
        choices.first.click()


def wait_for_answer(page: Any, turns: int) -> None:
    page.locator(".turn").nth(turns).wait_for()
    wait_for_session(page)
    page.locator(".punkte").wait_for(state="detached")


@pytest.mark.server
def test_a_person_clicks_from_the_first_question_to_the_plan(
    phone: Callable[..., Any], wegweiser_server: Any
) -> None:
    page = phone(bypass_csp=True).new_page()
    page.goto(wegweiser_server.adresse)
    for turns in range(1, TURNS):
        wait_for_answer(page, turns - 1)
        found = Axe().run(page).response["violations"]
        assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []
        assert page.evaluate(SMALL, TARGET) == []
        assert not page.evaluate(SIDEWAYS)
        if page.locator("article").count():
            break
        click_on(page)
    assert page.locator("article").count() <= 3
    assert page.get_by_text("Achtung: Ich rechne mit dem Recht vom 22. November 2026.").count() >= 1
    button(page, "Mein Plan zum Mitnehmen").click()
    page.get_by_text("Das bringst du mit").wait_for()
    button(page, "Zeig das im Beratungs-Gespräch").click()
    page.get_by_text("Du wohnst in Köln.").wait_for()


@pytest.mark.server
def test_the_first_answers_can_be_seen_without_scrolling(
    phone: Callable[..., Any], wegweiser_server: Any
) -> None:
    page = phone().new_page()
    page.goto(wegweiser_server.adresse)
    button(page, "Für eine andere Person").locator("svg.bild").wait_for()
    line = page.locator(".eingabe").bounding_box()["y"]
    box = button(page, "Für eine andere Person").bounding_box()
    assert box["y"] + box["height"] <= line
    assert page.locator(".rolle").evaluate("e => e.scrollTop") <= 8


@pytest.mark.server
def test_a_human_is_one_tap_away_on_every_screen(
    phone: Callable[..., Any], wegweiser_server: Any
) -> None:
    page = phone().new_page()
    page.goto(wegweiser_server.adresse)
    human = page.locator(".kopf").get_by_role("button", name="Mit Mensch sprechen")
    for choice in ("Für mich", "Weiß ich nicht"):
        assert human.locator(".icon-telefon").bounding_box()["y"] < 60
        button(page, choice).click()
    human.click()
    page.get_by_text("Sprich mit einem Menschen").first.wait_for()
    assert page.locator("address a").count() >= 1


@pytest.mark.server
def test_a_helper_asks_for_the_next_person_in_the_third_person(
    phone: Callable[..., Any], wegweiser_server: Any
) -> None:
    page = phone().new_page()
    page.goto(wegweiser_server.adresse)
    button(page, "Für mich").click()
    page.get_by_text("Was möchtest du?").wait_for()
    button(page, "Menü").click()
    button(page, "Mehrere Personen").click()
    button(page, "Nächste Person").click()
    page.get_by_text("Was möchte die Person?").wait_for()
    assert page.get_by_role("heading", name="Person 2").is_visible()


@pytest.mark.server
def test_what_is_deleted_on_the_page_is_gone_on_the_real_server(
    phone: Callable[..., Any], wegweiser_server: Any
) -> None:
    page = phone().new_page()
    page.goto(wegweiser_server.adresse)
    button(page, "Für mich").click()
    page.get_by_text("Was möchtest du?").wait_for()
    token = page.evaluate("JSON.parse(Object.values(localStorage)[0]).sitzung")
    type_text(page, "lösche alle meine Daten")
    page.get_by_text("Soll ich wirklich alles löschen?").wait_for()
    button(page, "Alles löschen").click()
    page.get_by_text("Ich habe alles gelöscht.").first.wait_for()
    status, _ = wegweiser_server.request("GET", f"/webhooks/web/verlauf/{token}")
    assert status == 404
