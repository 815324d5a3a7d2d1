"""Services fail and come back: nothing acknowledged is lost, nothing is done twice."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
import requests
import sqlalchemy as sa
from rasa.core.lock_store import RedisLockStore
from rasa.shared.core.events import BotUttered, UserUttered

from bot.channel.sitzungen import kennung_of
from tests.channel.werkstatt import ALTER, Server, frage


def count(server: Server, token: str, kind: type) -> int:
    tracker = server.run(server.store.retrieve(kennung_of(token)))
    return sum(isinstance(event, kind) for event in tracker.events)


@pytest.mark.parametrize("antworten", [[], [{"text": "Hallo"}], frage("ort") * 2])
def test_a_turn_without_exactly_one_typ_is_503_and_can_be_sent_again(
    server: Server, antworten: list[dict[str, Any]]
) -> None:
    token = server.begin()
    usual, server.bot.answer = server.bot.answer, lambda latest: antworten
    reply = server.say(token, 1, "ich bin 17")
    assert (reply.status_code, reply.json()["fehler"]) == (503, "nicht_bereit")
    assert int(reply.headers["Retry-After"]) >= 1
    assert count(server, token, UserUttered) == 1
    server.bot.answer = usual
    assert server.say(token, 1, "ich bin 17").json()["antworten"] == frage("alter", *ALTER)
    assert count(server, token, UserUttered) == 2
    assert [turn["nr"] for turn in server.history(token).json()["turns"]] == [0, 1]


def test_a_slow_bot_is_given_up_and_asked_again(start: Callable[..., Server]) -> None:
    server = start(frist_antwort=0.3)
    token = server.begin()
    server.bot.wait = 5.0
    assert server.say(token, 1, "ich bin 17").status_code == 503
    server.bot.wait = 0.0
    assert server.say(token, 1, "ich bin 17").status_code == 200
    assert count(server, token, UserUttered) == 2


def test_a_session_that_cannot_begin_leaves_nothing(server: Server) -> None:
    server.bot.answer = lambda latest: []
    reply = server.http.post(server.api("sitzung"))
    assert reply.status_code == 503
    assert not any(server.rows().values())


def test_a_turn_that_cannot_be_stored_in_full_leaves_nothing(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = server.begin()
    before = server.rows()

    def crash(*_: Any) -> None:
        raise sa.exc.OperationalError("insert", {}, Exception("disk full"))

    with monkeypatch.context() as broken:
        broken.setattr("bot.channel.sitzungen._dump", crash)
        assert server.say(token, 1, "ich bin 17").status_code == 503
    assert server.rows() == before
    assert server.say(token, 1, "ich bin 17").status_code == 200
    assert count(server, token, UserUttered) == count(server, token, BotUttered) == 2


def test_a_tracker_that_cannot_be_saved_is_503_and_nothing_moves(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = server.begin()

    def crash(*_: Any) -> None:
        raise sa.exc.OperationalError("insert", {}, Exception("gone"))

    with monkeypatch.context() as broken:
        broken.setattr("bot.ablauf.gespraeche._row", crash)
        assert server.say(token, 1, "ich bin 17").status_code == 503
    assert server.say(token, 1, "ich bin 18").status_code == 200
    assert count(server, token, UserUttered) == 2


def test_a_tracker_that_cannot_be_read_does_not_begin_anew(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = server.begin()

    def crash(*_: Any) -> None:
        raise sa.exc.OperationalError("select", {}, Exception("gone"))

    with monkeypatch.context() as broken:
        broken.setattr("bot.ablauf.gespraeche.Gespraeche.load", crash)
        assert server.say(token, 1, "ich bin 17").status_code == 503
    assert server.say(token, 1, "ich bin 17").status_code == 200
    assert count(server, token, UserUttered) == 2


def test_without_a_model_the_server_lives_but_is_not_ready(server: Server) -> None:
    processor, server.agent.processor = server.agent.processor, None
    assert requests.get(f"{server.base}/health").status_code == 200
    assert requests.get(f"{server.base}/bereit").status_code == 503
    assert server.http.post(server.api("sitzung")).status_code == 503
    server.agent.processor = processor
    assert server.http.post(server.api("sitzung")).status_code == 201


ALLES_DA = {"modell": True, "aktionen": True, "datenbank": True, "sperren": True}


def test_ready_means_that_the_action_server_answers(server: Server) -> None:
    endpoint = type("E", (), {"url": f"{server.base}/webhook"})()
    server.agent.action_endpoint = endpoint
    assert requests.get(f"{server.base}/bereit").json() == ALLES_DA
    endpoint.url = "http://127.0.0.1:9/webhook"
    reply = requests.get(f"{server.base}/bereit")
    assert (reply.status_code, reply.json()) == (503, ALLES_DA | {"aktionen": False})


def test_ready_means_that_the_database_answers(server: Server) -> None:
    server.agent.action_endpoint = object()
    engine, gone = server.store.engine, sa.create_engine("postgresql://nobody@127.0.0.1:9/nothing")
    server.store.engine = gone
    reply = requests.get(f"{server.base}/bereit")
    server.store.engine = engine
    assert (reply.status_code, reply.json()) == (503, ALLES_DA | {"datenbank": False})
    assert requests.get(f"{server.base}/health").status_code == 200
    assert requests.get(f"{server.base}/bereit").status_code == 200


def test_ready_means_that_the_locks_answer(server: Server) -> None:
    server.agent.action_endpoint = object()
    server.agent.lock_store = RedisLockStore(host="127.0.0.1", port=9)
    reply = requests.get(f"{server.base}/bereit")
    assert (reply.status_code, reply.json()) == (503, ALLES_DA | {"sperren": False})


def test_a_service_that_hangs_counts_as_gone_and_holds_nobody_up(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channel.gesundheit.FRIST", 0.05)
    server.agent.action_endpoint = object()
    hanging = threading.Event()
    server.locks.redis = type("R", (), {"ping": lambda _: hanging.wait(20)})()  # type: ignore[attr-defined]
    reply = requests.get(f"{server.base}/bereit")
    hanging.set()
    assert (reply.status_code, reply.json()) == (503, ALLES_DA | {"sperren": False})
