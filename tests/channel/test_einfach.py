"""The conversation as plain forms: what a browser without JavaScript sends and shows."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

import pytest
import requests

from bot.channel.sitzungen import kennung_of
from tests.browser.drehbuch import answer
from tests.channel.werkstatt import Server


@pytest.fixture(params=["sqlite"])
def database(tmp_path: Path) -> str:
    """Forms do not depend on the kind of database."""
    return f"sqlite:///{tmp_path / 'kanal.db'}"


class Browser:
    """Sends forms as a browser does; `page` is what it shows now."""

    def __init__(self, server: Server) -> None:
        server.bot.answer = answer
        self.url = f"{server.base}/einfach"
        self.reply = requests.get(self.url)

    @property
    def page(self) -> str:
        return html.unescape(self.reply.text)

    def hidden(self) -> dict[str, str]:
        found = re.findall(r'type="hidden" name="(sitzung|nr|fakt)" value="([^"]*)"', self.page)
        return dict(found)

    def send(self, **fields: Any) -> requests.Response:
        self.reply = requests.post(self.url, data={**self.hidden(), **fields})
        return self.reply

    def tap(self, title: str) -> requests.Response:
        button = rf'<button class="[^"]*" name="(\w+)" value="([^"]*)">{re.escape(title)}</button>'
        found = re.search(button, self.reply.text)
        assert found, f"{title} fehlt auf der Seite"
        return self.send(**{found[1]: html.unescape(found[2])})


@pytest.fixture
def browser(server: Server) -> Browser:
    return Browser(server)


def test_the_whole_interview_works_as_forms(browser: Browser) -> None:
    browser.tap("Anfangen")
    assert "Frage nach wunsch?" in browser.page
    browser.send(mehrfach=["ausbildung", "deutsch"])
    assert "Frage nach ort?" in browser.page
    browser.send(text="Köln")
    browser.tap("16 oder 17")
    assert "Du wohnst in Köln." in browser.page
    browser.tap("Ja, weiter")
    assert "Jugend-Migrations-Dienst" in browser.page
    assert 'href="tel:000012345"' in browser.page
    assert '<form method="post" action="/plan">' in browser.page
    assert "<script" not in browser.page


def test_nothing_is_stored_before_somebody_begins(browser: Browser, server: Server) -> None:
    assert browser.reply.status_code == 200
    assert not any(server.rows().values())


def test_a_form_sent_twice_is_one_turn(browser: Browser) -> None:
    browser.tap("Anfangen")
    fields = {**browser.hidden(), "wahl": '{"antwort": {"fakt": "ort", "wert": "weiss_nicht"}}'}
    first = requests.post(browser.url, data=fields).text
    assert requests.post(browser.url, data=fields).text == first


def test_an_empty_line_is_explained_and_the_question_stays(browser: Browser) -> None:
    browser.tap("Anfangen")
    reply = browser.send(text="")
    assert reply.status_code == 400
    assert "Deine Nachricht ist leer." in browser.page
    assert "Frage nach wunsch?" in browser.page


def test_a_long_text_stays_in_its_field(browser: Browser) -> None:
    browser.tap("Anfangen")
    assert browser.send(text="x" * 600).status_code == 413
    assert f'value="{"x" * 600}"' in browser.page


def test_what_is_typed_is_never_markup(browser: Browser) -> None:
    browser.tap("Anfangen")
    browser.send(text='"><script>alert(1)</script>' * 30)
    assert "<script" not in browser.reply.text
    browser.send(text="xss")
    assert "<img" not in browser.reply.text
    assert "<b>fett</b>" in browser.page


def test_deleting_asks_first(browser: Browser, server: Server) -> None:
    browser.tap("Anfangen")
    token = browser.hidden()["sitzung"]
    browser.tap("Meine Daten löschen")
    browser.tap("Nein")
    assert "Frage nach wunsch?" in browser.page
    browser.tap("Meine Daten löschen")
    browser.tap("Ja, alles löschen")
    assert "Ich habe alles gelöscht." in browser.page
    assert kennung_of(token) not in str(server.rows())


def test_deleted_in_the_talk_shows_the_beginning(browser: Browser, server: Server) -> None:
    browser.tap("Anfangen")
    geloescht = {"typ": "bestaetigung", "fakten": {}, "geloescht": True}
    server.bot.answer = lambda latest: [{"text": "Gelöscht.", "custom": geloescht}]
    browser.send(text="ja")
    assert "Ich habe alles gelöscht." in browser.page
    assert "Anfangen" in browser.page
    assert not any(server.rows().values())


@pytest.mark.parametrize("nr", ["x", "-1", "", "1" * 50, "²"])
def test_a_broken_form_is_refused(browser: Browser, nr: str) -> None:
    browser.tap("Anfangen")
    reply = browser.send(nr=nr, text="a")
    assert reply.status_code == 400
    assert "Frage nach wunsch?" in browser.page


def test_a_session_that_is_gone_leads_to_the_beginning(browser: Browser) -> None:
    reply = browser.send(sitzung="weg", nr="1", text="a")
    assert reply.status_code == 404
    assert "Ich finde dieses Gespräch nicht mehr." in browser.page
    assert "Anfangen" in browser.page
