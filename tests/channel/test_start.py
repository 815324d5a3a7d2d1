"""The start page: its first question is drawn already, and nothing is stored for it."""

from __future__ import annotations

import asyncio
import html
import json
import re
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.channel.werkstatt import Server, frage, knopf


@pytest.fixture(params=["sqlite"])
def database(tmp_path: Path) -> str:
    """The page does not depend on the kind of database."""
    return f"sqlite:///{tmp_path / 'kanal.db'}"


def brought(page: requests.Response) -> Any:
    """What the page brings along for the script."""
    found = re.search(r'id="wegweiser-anfang">(.*?)</script>', page.text)
    assert found
    return json.loads(found[1])


def test_the_first_question_is_in_the_page_for_eyes_and_for_the_script(server: Server) -> None:
    page = requests.get(server.base)
    visible = page.text.split("<main>")[1].split("</main>")[0]
    assert "Frage nach alter?" in visible and "Ich bin 17" in visible
    begun = server.http.post(server.api("sitzung")).json()
    assert brought(page)["antworten"] == begun["antworten"]


def test_looking_at_the_page_stores_nothing(server: Server) -> None:
    assert "Frage nach alter?" in requests.get(server.base).text
    assert not any(server.rows().values())


def test_the_first_answer_can_be_given_as_a_form(server: Server) -> None:
    page = requests.get(server.base)
    server.bot.answer = lambda latest: frage("ort" if latest.entities else "alter")
    button = re.search(r'name="wahl" value="([^"]*)">.*?Ich bin 17', page.text)
    assert button
    reply = requests.post(f"{server.base}/einfach", data={"wahl": html.unescape(button[1])})
    assert "Frage nach ort?" in reply.text
    assert 'name="nr" value="2"' in reply.text
    assert len(server.rows()["sitzung"]) == 1


@pytest.mark.parametrize("fields", [{"wahl": "{"}, {"text": " "}, {"wahl": '{"befehl": "x"}'}])
def test_a_broken_first_answer_begins_nothing(server: Server, fields: dict[str, str]) -> None:
    assert requests.post(f"{server.base}/einfach", data=fields).status_code == 400
    assert not any(server.rows().values())


def test_without_a_bot_the_page_comes_without_a_question_and_later_with_it(
    server: Server,
) -> None:
    usual, server.bot.answer = server.bot.answer, lambda latest: []
    page = requests.get(server.base)
    assert page.status_code == 200
    assert brought(page)["antworten"] == []
    assert "Die Seite lädt." in page.text
    server.bot.answer = usual
    assert "Frage nach alter?" in requests.get(server.base).text


def test_a_bot_that_hangs_does_not_keep_the_page(server: Server) -> None:
    server.bot.wait = 4
    assert brought(requests.get(server.base))["antworten"] == []


def test_a_new_first_question_is_learned_from_the_next_conversation(server: Server) -> None:
    old = requests.get(server.base)
    server.bot.answer = lambda latest: frage("ort", knopf("Köln", "ort", "05315000"))
    server.begin()
    new = requests.get(server.base, headers={"If-None-Match": old.headers["ETag"]})
    assert new.status_code == 200
    assert "Frage nach ort?" in new.text and "Frage nach alter?" not in new.text


def test_what_the_bot_says_cannot_break_out_of_the_page(server: Server) -> None:
    evil = "</script><script>alert(1)</script>"
    server.bot.answer = lambda latest: [{"text": evil, "custom": {"typ": "frage", "fakt": None}}]
    page = requests.get(server.base)
    assert "<script>alert" not in page.text
    assert brought(page)["antworten"][0]["text"] == evil


def test_a_server_asks_before_the_first_visitor_does(server: Server) -> None:
    usual, server.bot.answer = server.bot.answer, lambda latest: []
    task = server.run(_begin(server.channel.start.warm(server.app)))
    server.bot.answer = usual
    server.run(asyncio.wait_for(task, 10))
    server.bot.answer = lambda latest: []
    assert "Frage nach alter?" in requests.get(server.base).text


async def _begin(coroutine: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
    return asyncio.ensure_future(coroutine)
