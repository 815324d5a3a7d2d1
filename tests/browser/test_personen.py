"""Helpers: several people one after another on one phone, as numbers, each with its own delete."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.browser.test_gespraech import button, interview, type_text
from tests.browser.test_plan import link_in_the_code

TOKENS = """() => Object.entries(localStorage).filter(([, v]) => v.includes("sitzung"))
  .map(([, v]) => JSON.parse(v).sitzung).filter(Boolean)"""


def people(page: Any) -> None:
    button(page, "Menü").click()
    button(page, "Mehrere Personen").click()
    page.get_by_text("Jede Person hat eigene Antworten.").wait_for()


def next_person(page: Any, nr: int) -> None:
    people(page)
    button(page, "Nächste Person").click()
    page.get_by_role("heading", name=f"Person {nr}").wait_for()
    page.get_by_text("Frage nach wunsch?").wait_for()


def test_three_people_one_after_another_each_with_own_answers(page: Any, server: Any) -> None:
    interview(page)
    next_person(page, 2)
    assert page.get_by_text("Köln").count() == 0
    next_person(page, 3)
    type_text(page, "köln")
    page.get_by_text("Frage nach alter?").wait_for()
    people(page)
    button(page, "Person 1").click()
    page.get_by_role("heading", name="Person 1").wait_for()
    page.get_by_text("Du wohnst in Köln.").wait_for()
    page.reload()
    page.get_by_role("heading", name="Person 1").wait_for()
    page.get_by_text("Du wohnst in Köln.").wait_for()
    assert len(server.rows()["sitzung"]) == 3


def test_each_person_is_deleted_alone_here_and_on_the_server(page: Any, server: Any) -> None:
    interview(page)
    next_person(page, 2)
    first, second = page.evaluate(TOKENS)
    people(page)
    button(page, "Person 1 löschen").click()
    page.get_by_text("Soll ich alles von Person 1 löschen?").wait_for()
    button(page, "Nein").click()
    button(page, "Person 1 löschen").click()
    button(page, "Ja, alles löschen").click()
    page.get_by_text("Ich habe alles gelöscht.").wait_for()
    assert page.evaluate(TOKENS) == [t for t in (first, second) if server.history(t).ok]
    assert len(server.rows()["sitzung"]) == 1
    button(page, "Menü schließen").click()
    page.get_by_text("Frage nach wunsch?").wait_for()
    button(page, "Menü").click()
    button(page, "Meine Daten löschen").click()
    button(page, "Ja, alles löschen").click()
    page.get_by_text("Ich habe alles gelöscht.").wait_for()
    assert not any(rows for name, rows in server.rows().items() if name != "schluessel")
    assert page.evaluate("localStorage.length") == 0


def test_no_name_is_asked_and_the_page_names_people_by_number(page: Any) -> None:
    next_person(page, 2)
    people(page)
    assert page.get_by_text("Schreib keine Namen.").count() >= 1
    drawer = page.get_by_role("dialog")
    assert drawer.get_by_role("textbox").count() == 0
    assert [b.inner_text() for b in drawer.get_by_role("button", pressed=True).all()] == [
        "Person 2"
    ]


def test_a_person_is_handed_over_to_another_phone_by_the_code(
    page: Any, phone: Callable[..., Any], server: Any
) -> None:
    next_person(page, 2)
    interview(page)
    button(page, "Ja, weiter").click()
    button(page, "Mein Plan zum Mitnehmen").click()
    page.wait_for_url("**/plan")
    other = phone().new_page()
    other.goto(link_in_the_code(page))
    other.get_by_role("heading", name="Jugend-Migrations-Dienst").wait_for()
    assert other.get_by_role("heading", name="Wegweiser").count() == 1


def test_a_code_read_by_a_phone_with_several_people_adds_a_person(page: Any, server: Any) -> None:
    next_person(page, 2)
    interview(page)
    button(page, "Ja, weiter").click()
    button(page, "Mein Plan zum Mitnehmen").click()
    page.wait_for_url("**/plan")
    link = link_in_the_code(page)
    page.goto("about:blank")
    page.goto(link)
    page.get_by_role("heading", name="Jugend-Migrations-Dienst").wait_for()
    page.get_by_role("heading", name="Person 3").wait_for()
    assert len(page.evaluate(TOKENS)) == 3
