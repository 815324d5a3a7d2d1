"""The page for everybody: screen readers, keyboards, thumbs, zoom, dark, print, slow networks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import open_page
from tests.browser.drehbuch import ALTER
from tests.browser.laden import count_bytes, slow_down
from tests.browser.test_gespraech import button, interview, said, type_text

TARGET = 44
SMALL = """(size) => [...document.querySelector('wegweiser-chat').shadowRoot
  .querySelectorAll('button, a, input, summary')]
  .filter((e) => e.checkVisibility())
  .filter((e) => !e.matches('.begriff'))  // in the middle of a sentence (WCAG 2.5.8)
  .map((e) => [e.textContent || e.ariaLabel, e.getBoundingClientRect()])
  .filter(([, r]) => r.width < size || r.height < size)
  .map(([name, r]) => `${name}: ${r.width} x ${r.height}`)"""
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def screens(page: Any) -> Iterator[str]:
    """Every kind of screen, one after another."""
    yield "frage"
    page.get_by_text("Warum fragen wir das?").click()
    yield "warum"
    interview(page)
    yield "uebersicht"
    button(page, "Ja, weiter").click()
    page.get_by_role("heading", name="Jugend-Migrations-Dienst").wait_for()
    for summary in page.locator("summary").all():
        summary.click()
    yield "ergebnis"
    button(page, "Menü").click()
    yield "menue"
    button(page, "Mehrere Personen").click()
    page.get_by_text("Jede Person hat eigene Antworten.").wait_for()
    yield "personen"
    page.keyboard.press("Escape")
    button(page, "Menü").click()
    button(page, "Meine Daten löschen").click()
    yield "loeschen"
    button(page, "Nein").click()
    page.keyboard.press("Escape")
    page.get_by_label("Deine Nachricht").fill("x" * 501)
    yield "zu_lang"
    page.get_by_label("Deine Nachricht").fill("")
    page.context.set_offline(True)
    type_text(page, "Hallo")
    page.get_by_text("Kein Internet.").wait_for()
    yield "offline"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_screen(
    phone: Callable[..., Any], server: Any, scheme: str
) -> None:
    page = phone(color_scheme=scheme, bypass_csp=True).new_page()
    open_page(page, server)
    for screen in screens(page):
        found = Axe().run(page).response["violations"]
        nodes = [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found]
        assert not nodes, screen


def test_every_target_is_big_enough_for_a_thumb_and_nothing_sticks_out(page: Any) -> None:
    for screen in screens(page):
        assert page.evaluate(SMALL, TARGET) == [], screen
        assert not page.evaluate(SIDEWAYS), screen


@pytest.mark.parametrize("width", [180, 240, 1280])
def test_nothing_sticks_out_at_200_percent_and_on_a_desk(
    phone: Callable[..., Any], server: Any, width: int
) -> None:
    page = phone(viewport={"width": width, "height": 480}).new_page()
    open_page(page, server)
    for screen in screens(page):
        assert not page.evaluate(SIDEWAYS), screen


def test_an_interview_needs_no_mouse(page: Any) -> None:
    def tab_to(name: str) -> None:
        for _ in range(30):
            page.keyboard.press("Tab")
            focused = page.evaluate(
                "(e => e && (e.ariaLabel || e.textContent))"
                "(document.querySelector('wegweiser-chat').shadowRoot.activeElement)"
            )
            if focused and focused.strip() == name:
                return
        raise AssertionError(f"{name} ist mit Tab nicht zu erreichen")

    tab_to("Eine Ausbildung")
    page.keyboard.press("Space")
    tab_to("Fertig")
    page.keyboard.press("Enter")
    page.get_by_text("Frage nach ort?").wait_for()
    tab_to("Weiß ich nicht")
    page.keyboard.press("Enter")
    page.get_by_text("Frage nach alter?").wait_for()
    tab_to("Menü")
    page.keyboard.press("Enter")
    page.get_by_role("dialog").wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="hidden")


def test_the_focus_goes_on_with_the_talk(page: Any) -> None:
    button(page, "Eine Ausbildung").click()
    button(page, "Fertig").click()
    page.get_by_text("Frage nach ort?").wait_for()
    focused = page.evaluate(
        "document.querySelector('wegweiser-chat').shadowRoot.activeElement?.textContent"
    )
    assert "Frage nach ort?" in focused
    type_text(page, "Köln")
    page.get_by_text("Frage nach alter?").wait_for()
    assert (
        page.evaluate("document.querySelector('wegweiser-chat').shadowRoot.activeElement.tagName")
        == "INPUT"
    )


def test_new_words_are_announced(page: Any) -> None:
    log = page.get_by_role("log")
    assert log.get_attribute("aria-live") == "polite"
    interview(page)
    assert log.get_by_text("Stimmt das?").count() == 1


def test_the_new_question_is_read_from_its_beginning(page: Any) -> None:
    interview(page)
    button(page, "Ja, weiter").click()
    page.get_by_role("heading", name="Jugend-Migrations-Dienst").wait_for()
    page.wait_for_timeout(200)
    top = page.get_by_text("Ja, weiter").bounding_box()["y"]
    assert 0 < top < 120


def test_nothing_moves_for_who_wants_no_motion(phone: Callable[..., Any], server: Any) -> None:
    page = phone(reduced_motion="reduce").new_page()
    open_page(page, server)
    server.bot.wait = 2.0
    type_text(page, "Köln")
    page.get_by_text("Einen Moment bitte.").wait_for()
    animations = "document.querySelector('wegweiser-chat').shadowRoot.getAnimations().length"
    assert page.evaluate(animations) == 0


def test_a_line_of_another_script_runs_its_own_way(page: Any) -> None:
    type_text(page, "من هفده ساله هستم")
    page.get_by_text("Das habe ich nicht verstanden.").wait_for()
    bubble = page.locator(".blase.du p").last
    assert bubble.evaluate("e => getComputedStyle(e).direction") == "rtl"


def test_the_result_prints_without_buttons(page: Any, tmp_path: Path) -> None:
    interview(page)
    button(page, "Ja, weiter").click()
    page.get_by_role("heading", name="Jugend-Migrations-Dienst").wait_for()
    page.emulate_media(media="print")
    assert not button(page, "Menü").is_visible()
    assert not page.get_by_label("Deine Nachricht").is_visible()
    assert page.get_by_text("0000 12345").is_visible()
    file = tmp_path / "druck.pdf"
    page.pdf(path=str(file), format="A4")
    assert file.stat().st_size > 5_000


def test_reading_aloud_is_german_and_slow_and_hidden_without_a_voice(
    phone: Callable[..., Any], server: Any
) -> None:
    silent = phone().new_page()
    open_page(silent, server)
    assert button(silent, "Vorlesen").count() == 0
    page = phone().new_page()
    page.add_init_script(
        """
        window.spoken = [];
        const voice = {lang: "de-DE", name: "Anna"};
        speechSynthesis.getVoices = () => [voice];
        speechSynthesis.speak = (said) => spoken.push([said.text, said.lang, said.rate]);
        Object.defineProperty(SpeechSynthesisUtterance.prototype, "voice", {set() {}});
        """
    )
    open_page(page, server)
    button(page, "Vorlesen").first.click()
    text, lang, rate = page.evaluate("spoken[0]")
    assert (text, lang) == ("Frage nach wunsch?", "de-DE")
    assert rate < 1


@pytest.mark.parametrize("path", ["datenschutz", "einfach"])
def test_pages_without_script_are_sound(phone: Callable[..., Any], server: Any, path: str) -> None:
    page = phone(bypass_csp=True).new_page()
    page.goto(f"{server.base}/{path}")
    found = Axe().run(page).response["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []
    assert not page.evaluate(SIDEWAYS)


def test_the_privacy_page_is_one_tap_from_the_start_and_from_the_menu(page: Any) -> None:
    page.get_by_role("link", name="Was passiert mit deinen Daten?").click()
    page.get_by_role("heading", name="Deine Daten").wait_for()
    page.get_by_role("link", name="Zurück zum Gespräch").click()
    page.get_by_text("Frage nach wunsch?").wait_for()
    button(page, "Menü").click()
    page.get_by_role("dialog").get_by_role("link", name="Was passiert").click()
    page.get_by_role("heading", name="Deine Daten").wait_for()


def test_pictograms_stand_beside_the_words_of_answers_and_results(page: Any) -> None:
    picture = page.locator("svg.bild")
    button(page, "Eine Ausbildung").locator(picture).wait_for()
    assert button(page, "Eine Ausbildung").inner_text() == "Eine Ausbildung"
    interview(page)
    button(page, "Ja, weiter").click()
    page.get_by_role("heading", name="Jugend-Migrations-Dienst").locator(picture).wait_for()
    hidden = picture.evaluate_all(
        "all => all.every((e) => e.getAttribute('aria-hidden') == 'true')"
    )
    assert hidden


def test_a_paper_with_a_red_stripe_shows_it(page: Any) -> None:
    type_text(page, "papier")
    button(page, "Duldung").locator("svg[data-bild=duldung] .rot").wait_for()


def test_the_script_is_at_most_15_kilobytes(server: Any) -> None:
    packed = requests.get(f"{server.base}/wegweiser.js", stream=True).raw.read()
    assert 5_000 < len(packed) <= 15_000


def test_the_first_question_can_be_answered_after_one_reply_of_the_server(
    phone: Callable[..., Any], server: Any
) -> None:
    """How long that takes far out: python -m tests.browser.laden."""
    page = phone(service_workers="block").new_page()
    slow_down(page)
    held: list[Any] = []
    page.route(re.compile("/(s|webhooks)/"), lambda route: held.append(route))
    page.goto(server.base, wait_until="commit")
    button(page, "Eine Ausbildung").click()
    button(page, "Fertig").click()
    page.locator(".blase.du", has_text="Eine Ausbildung").wait_for()
    assert said(server) == []
    assert held
    page.route(re.compile("/(s|webhooks)/"), lambda route: route.continue_())
    for route in held:
        route.continue_()
    page.get_by_text("Frage nach ort?").wait_for()
    assert said(server) == ["/angabe"]
    assert len(server.rows()["sitzung"]) == 1


def test_the_first_load_is_small(phone: Callable[..., Any], server: Any) -> None:
    page = phone().new_page()
    cdp = page.context.new_cdp_session(page)
    cdp.send("Network.enable")
    received = count_bytes(cdp)
    open_page(page, server)
    page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
    page.wait_for_load_state("networkidle")
    assert 15_000 < sum(received) <= 40_000


def test_nothing_jumps_when_the_script_takes_the_page_over(
    phone: Callable[..., Any], server: Any
) -> None:
    server.bot.answer = lambda latest: ALTER
    words = ("Frage nach alter?", "16 oder 17", "Das ist vielleicht die letzte Frage.", "Schnell")
    places = []
    for script in (False, True):
        page = phone(java_script_enabled=script).new_page()
        page.goto(server.base)
        parts = [*(page.get_by_text(word).first for word in words), page.locator(".feld")]
        places.append([part.bounding_box() for part in parts])
    assert places[0] == places[1]
