"""Several servers share one database, and nothing else: each number is still answered once."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

import pytest
import requests
from rasa.shared.core.events import BotUttered, UserUttered
from redis.exceptions import RedisError

from bot.ablauf.sperren import Sperren
from bot.channel.sitzungen import kennung_of
from tests.channel.werkstatt import Server, frage


@pytest.fixture
def two(start: Callable[..., Server]) -> list[Server]:
    """Two servers whose locks know nothing of each other; each signs its answers."""
    servers = [start(), start()]
    for name, server in zip("ab", servers, strict=True):
        server.bot.answer = lambda latest, name=name: frage("alter", server=name)
        server.bot.wait = 0.05
    return servers


def events(server: Server, token: str, kind: type) -> list[Any]:
    tracker = server.run(server.store.retrieve(kennung_of(token)))
    return [event for event in tracker.events if isinstance(event, kind)]


def test_the_same_number_at_two_servers_at_once_is_answered_once(two: list[Server]) -> None:
    token = two[0].begin()
    with ThreadPoolExecutor(4) as pool:
        for nr in range(1, 6):
            replies = list(pool.map(lambda s, nr=nr: s.say(token, nr, f"{nr}"), two * 2))
            assert [reply.status_code for reply in replies] == [200] * 4
            assert len({reply.text for reply in replies}) == 1
    assert [turn["nr"] for turn in two[1].history(token).json()["turns"]] == [0, 1, 2, 3, 4, 5]
    said = [event.metadata["nr"] for event in events(two[0], token, UserUttered)]
    assert said == [0, 1, 2, 3, 4, 5]
    assert len(events(two[1], token, BotUttered)) == 6


def test_the_other_server_knows_what_was_told_to_the_first(two: list[Server]) -> None:
    token = two[0].begin()
    two[0].say(token, 1, antwort={"fakt": "alter", "wert": 17})
    two[1].say(token, 2, antwort={"fakt": "ort", "wert": "05315000"})
    tracker = two[0].run(two[0].store.retrieve(kennung_of(token)))
    assert (tracker.get_slot("alter"), tracker.get_slot("ort")) == (17, "05315000")


def test_what_is_deleted_at_one_server_is_not_written_again_by_the_other(
    two: list[Server],
) -> None:
    token = two[0].begin()
    two[0].bot.wait = 0.5
    with ThreadPoolExecutor(1) as pool:
        late = pool.submit(two[0].say, token, 1, "ich bin 17")
        while not two[0].bot.parsed:
            pass
        assert requests.delete(two[1].api(f"sitzung/{token}")).status_code == 204
        assert late.result().status_code == 404
    assert not any(two[0].rows().values())


@pytest.fixture
def redis_locks() -> Iterator[Sperren]:
    """Locks in the Redis of this machine."""
    locks = Sperren(SimpleNamespace(url="redis://127.0.0.1:6379/9"))
    try:
        locks.redis.ping()
    except RedisError:
        if os.environ.get("CI"):
            raise
        pytest.skip("Redis auf 127.0.0.1:6379 antwortet nicht")
    yield locks
    locks.redis.close()


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_lock_of_a_process_that_died_holds_nobody_up_for_long(
    server: Server, redis_locks: Sperren, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channel.turns._SPERRE", 0.3)
    server.agent.lock_store = redis_locks
    token = server.begin()

    async def die_inside() -> None:
        lock = redis_locks.redis.lock(f"wegweiser:sperre:{kennung_of(token)}", timeout=0.3)
        assert lock.acquire(blocking=False)

    server.run(die_inside())
    replies = [server.say(token, 1, "ich bin 17") for _ in range(5)]
    assert replies[-1].status_code == 200
    said = [event.metadata["nr"] for event in events(server, token, UserUttered)]
    assert said == [0, 1]
