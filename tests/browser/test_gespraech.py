"""The page on a phone: asked, tapped, typed, reloaded, offline, in several tabs."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect
from rasa.shared.core.events import UserUttered

from tests.browser.conftest import open_page


def button(page: Any, name: str) -> Any:
    """The button with this name; under it a translation may stand."""
    return page.get_by_role("button", name=re.compile(rf"^{re.escape(name)}( \w+:.*)?$"))


def type_text(page: Any, text: str) -> None:
    line = page.get_by_label("Deine Nachricht")
    line.fill(text)
    line.press("Enter")


def interview(page: Any) -> None:
    """From the first question to the overview."""
    button(page, "Eine Ausbildung").click()
    button(page, "Fertig").click()
    page.get_by_text("Frage nach ort?").wait_for()
    type_text(page, "Köln")
    button(page, "16 oder 17").click()
    page.get_by_text("Stimmt das?").wait_for()


def said(server: Any) -> list[str | None]:
    """What Rasa heard over all sessions, as text or intent."""
    events = []
    for kennung in server.run(server.store.keys()):
        events += server.run(server.store.retrieve(kennung)).events
    users = [event for event in events if isinstance(event, UserUttered)]
    return [event.text for event in users if event.text != "/befehl_start"]


def test_from_the_first_question_to_the_result(page: Any) -> None:
    interview(page)
    button(page, "Ja, weiter").click()
    page.get_by_role("heading", name="Jugend-Migrations-Dienst").wait_for()
    assert page.get_by_role("link", name="0000 12345").get_attribute("href") == "tel:000012345"
    assert page.get_by_text("Recht vom 22.11.2026").count() == 1
    page.locator("article", has_text="Jugend").get_by_text("Warum?").click()
    assert page.get_by_text("KJP-Richtlinie").is_visible()


def test_several_wishes_are_one_answer_and_stay_chosen_behind_more(page: Any, server: Any) -> None:
    assert button(page, "Fertig").is_disabled()
    button(page, "Eine Ausbildung").click()
    button(page, "Deutsch lernen").click()
    button(page, "Deutsch lernen").click()
    button(page, "Mehr").click()
    button(page, "Ein Praktikum").click()
    assert button(page, "Eine Ausbildung").get_attribute("aria-pressed") == "true"
    button(page, "Fertig").click()
    page.get_by_text("Frage nach ort?").wait_for()
    assert page.get_by_text("Eine Ausbildung, Ein Praktikum").count() == 1
    tracker = server.run(server.store.retrieve(*server.run(server.store.keys())))
    assert tracker.latest_message.entities[0]["value"] == ["ausbildung", "praktikum"]


def test_only_the_open_question_can_be_answered(page: Any) -> None:
    interview(page)
    assert button(page, "Eine Ausbildung").count() == 0
    assert button(page, "16 oder 17").count() == 0


def test_the_question_says_why_it_is_asked_and_how_many_may_follow(page: Any) -> None:
    assert page.get_by_text("Noch höchstens 9 Fragen").is_visible()
    page.get_by_text("Warum fragen wir das?").click()
    assert page.get_by_text("Dann finde ich Wege.").is_visible()


def test_the_overview_changes_one_answer(page: Any, server: Any) -> None:
    interview(page)
    assert page.get_by_text("Du wohnst in Köln.").is_visible()
    button(page, "Ändern: Alter").click()
    page.get_by_text("Frage nach alter?").nth(1).wait_for()
    tracker = server.run(server.store.retrieve(*server.run(server.store.keys())))
    assert tracker.latest_message.entities == [
        {"entity": "fakt", "value": "alter", "extractor": "knopf"}
    ]


def test_back_is_always_there(page: Any) -> None:
    interview(page)
    button(page, "Zurück").click()
    page.get_by_text("Frage nach ort?").nth(1).wait_for()


def test_a_reload_goes_on_where_it_was(page: Any) -> None:
    interview(page)
    page.reload()
    page.get_by_text("Stimmt das?").wait_for()
    assert page.get_by_text("16 oder 17").count() == 1
    button(page, "Ja, weiter").click()
    page.get_by_text("Diese Wege passen zu dir.").wait_for()


def test_what_is_said_offline_is_sent_once_even_after_a_reload(page: Any, server: Any) -> None:
    page.evaluate("navigator.serviceWorker.ready")
    context = page.context
    button(page, "Eine Ausbildung").click()
    context.set_offline(True)
    button(page, "Fertig").click()
    page.get_by_text("Kein Internet. Deine Nachricht geht später raus.").wait_for()
    page.reload()
    page.get_by_text("Kein Internet. Deine Nachricht geht später raus.").wait_for()
    assert said(server) == []
    context.set_offline(False)
    page.get_by_text("Frage nach ort?").wait_for()
    assert said(server) == ["/angabe"]


def test_an_answer_that_was_lost_on_its_way_is_fetched_and_not_said_twice(
    page: Any, server: Any
) -> None:
    lost = []

    def lose(route: Any) -> None:
        route.fetch()
        lost.append(route.request.post_data)
        route.abort()

    page.route("**/nachricht", lose, times=1)
    button(page, "Eine Ausbildung").click()
    button(page, "Fertig").click()
    page.get_by_text("Frage nach ort?").wait_for()
    assert len(lost) == 1
    assert said(server) == ["/angabe"]


def test_what_was_answered_elsewhere_is_there_when_the_page_comes_back(
    page: Any, server: Any
) -> None:
    token = page.evaluate("JSON.parse(Object.values(localStorage)[0]).sitzung")
    server.say(token, 1, antwort={"fakt": "wunsch", "wert": ["arbeit"]})
    page.reload()
    page.get_by_text("Frage nach ort?").wait_for()


def test_a_bot_that_fails_says_so_and_the_message_is_sent_again(page: Any, server: Any) -> None:
    usual, server.bot.answer = server.bot.answer, lambda latest: []
    button(page, "Eine Ausbildung").click()
    button(page, "Fertig").click()
    page.get_by_text("Das geht gerade nicht. Bitte versuch es gleich noch einmal.").wait_for()
    server.bot.answer = usual
    button(page, "Noch einmal senden").click()
    page.get_by_text("Frage nach ort?").wait_for()
    assert said(server) == ["/angabe"]


def test_three_tabs_show_the_same_conversation(page: Any, server: Any) -> None:
    others = [page.context.new_page() for _ in range(2)]
    for other in others:
        open_page(other, server)
    button(page, "Eine Ausbildung").click()
    button(page, "Fertig").click()
    for tab in (page, *others):
        tab.get_by_text("Frage nach ort?").wait_for()
    type_text(others[0], "Köln")
    for tab in (page, *others):
        tab.get_by_text("Frage nach alter?").wait_for()
    assert said(server) == ["/angabe", "Köln"]


def test_words_typed_while_another_phone_answered_come_back_to_the_input(
    page: Any, server: Any
) -> None:
    token = page.evaluate("JSON.parse(Object.values(localStorage)[0]).sitzung")
    server.say(token, 1, antwort={"fakt": "wunsch", "wert": ["arbeit"]})
    type_text(page, "ich will lernen")
    page.get_by_text("In einem anderen Fenster ist schon eine Antwort.").wait_for()
    page.get_by_text("Frage nach ort?").wait_for()
    expect(page.get_by_label("Deine Nachricht")).to_have_value("ich will lernen")


def test_a_text_that_is_too_long_is_not_sent_and_not_lost(page: Any) -> None:
    page.get_by_label("Deine Nachricht").fill("ä" * 450)
    assert page.get_by_text("Noch 50 Zeichen").is_visible()
    page.get_by_label("Deine Nachricht").fill("ä" * 501)
    assert page.get_by_text("Dein Text ist zu lang.").is_visible()
    assert button(page, "Senden").is_disabled()
    assert page.get_by_label("Deine Nachricht").input_value() == "ä" * 501


def test_what_people_and_offers_write_is_shown_as_text(page: Any) -> None:
    type_text(page, "xss")
    page.get_by_text("<b>fett</b><img src=x onerror=alert(1)>").wait_for()
    assert page.locator("img").count() == 0


def test_a_message_that_cannot_be_drawn_does_not_end_the_talk(page: Any) -> None:
    type_text(page, "kaputt")
    page.get_by_text("Diese Antwort kann ich nicht zeigen.").wait_for()
    type_text(page, "Köln")
    page.get_by_text("Frage nach alter?").wait_for()


def test_deleting_asks_first_and_leaves_nothing_here_and_there(page: Any, server: Any) -> None:
    interview(page)
    button(page, "Menü").click()
    button(page, "Meine Daten löschen").click()
    button(page, "Nein").click()
    assert any(server.rows().values())
    button(page, "Meine Daten löschen").click()
    button(page, "Ja, alles löschen").click()
    page.get_by_text("Ich habe alles gelöscht.").wait_for()
    assert not any(server.rows().values())
    assert page.evaluate("localStorage.length") == 0
    assert page.get_by_text("Frage nach").count() == 0
    button(page, "Neu anfangen").click()
    page.get_by_text("Frage nach wunsch?").wait_for()


def test_what_tells_who_somebody_is_is_hidden_on_the_phone_too(page: Any) -> None:
    type_text(page, "Köln, 0176 1234567")
    page.get_by_text("Bitte schreib keine Namen oder Nummern.").wait_for()
    assert page.locator(".blase.du").last.inner_text().endswith("Köln, …")
    assert "1234567" not in page.evaluate("JSON.stringify(localStorage)")


def test_a_session_that_is_gone_offers_a_new_one(page: Any, server: Any) -> None:
    token = page.evaluate("JSON.parse(Object.values(localStorage)[0]).sitzung")
    server.http.delete(server.api(f"sitzung/{token}"))
    type_text(page, "hallo")
    page.get_by_text("Dieses Gespräch gibt es nicht mehr.").wait_for()
    button(page, "Neu anfangen").click()
    page.get_by_text("Frage nach wunsch?").wait_for()
    assert page.get_by_text("Dieses Gespräch gibt es nicht mehr.").count() == 0


def test_nothing_is_asked_of_any_other_host(phone: Callable[..., Any], server: Any) -> None:
    page = phone().new_page()
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    open_page(page, server)
    interview(page)
    assert hosts == {server.base.split("/")[2]}
    assert page.context.cookies() == []


def test_a_phone_that_may_store_nothing_can_talk_too(
    phone: Callable[..., Any], server: Any
) -> None:
    page = phone().new_page()
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('nein') }})"
    )
    page.goto(server.base)
    interview(page)


def test_the_quick_way_out_leaves_no_page_to_come_back_to(page: Any) -> None:
    page.route("https://de.wikipedia.org/**", lambda route: route.fulfill(body="Wetter"))
    button(page, "Schnell weg").click()
    page.wait_for_url(re.compile("wikipedia"))
    assert page.title() != "Fragen und Antworten"


def test_the_title_says_nothing_of_the_subject(page: Any) -> None:
    assert page.title() == "Fragen und Antworten"
