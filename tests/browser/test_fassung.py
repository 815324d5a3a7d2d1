"""The page as an app on the phone: it opens without a network; a new version replaces the old."""

from __future__ import annotations

from typing import Any

from bot.channel.settings import ChannelSettings
from bot.channel.web_input import WebInput
from tests.browser.test_gespraech import interview

NEU = "https://neu.example/"
AUSGANG = "JSON.parse(document.getElementById('wegweiser-texte').textContent).ausgang"


def deploy(server: Any) -> None:
    """The server goes on with another version of the page."""
    new = WebInput(ChannelSettings(ausgang=NEU))
    for part in ("seite", "start"):
        getattr(server.channel, part).__dict__.update(getattr(new, part).__dict__)


def wait_for_other_files(page: Any, old: list[str]) -> None:
    """Until the phone keeps the files of another version and no longer those of the old one."""
    for _ in range(200):
        if not set(old) & set(page.evaluate("caches.keys()")):
            return
        page.wait_for_timeout(100)
    raise AssertionError("die alte Fassung bleibt auf dem Telefon")


def test_a_new_version_comes_by_itself_and_the_talk_goes_on(page: Any, server: Any) -> None:
    page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
    interview(page)
    old = page.evaluate("caches.keys()")
    deploy(server)
    page.reload()
    assert page.evaluate(AUSGANG) != NEU  # kept on the phone: the new one comes meanwhile
    wait_for_other_files(page, old)
    page.reload()
    assert page.evaluate(AUSGANG) == NEU
    page.get_by_text("Du wohnst in Köln.").wait_for()
    assert len(page.evaluate("caches.keys()")) == 1


def test_the_page_can_be_installed_and_opens_without_a_network(page: Any) -> None:
    page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
    cdp = page.context.new_cdp_session(page)
    errors = cdp.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert {error["errorId"] for error in errors} <= {"in-incognito"}
    page.context.set_offline(True)
    page.reload()
    page.get_by_text("Frage nach wunsch?").wait_for()
