"""Turns become anonymous numbers, once each, and no turn waits or fails because of them."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest

from bot.channel.zaehler import Zaehler
from bot.zahlen import Sammler, Zahl
from tests.channel.werkstatt import Server, frage


@pytest.fixture
def counted(server: Server) -> Counter[Zahl]:
    """What the server counts."""
    found: Counter[Zahl] = Counter()

    class Sofort(Sammler):
        def add(self, zahlen: Any) -> None:
            found.update(zahlen)

    server.store.event_broker = Zaehler(Sofort(lambda _: None, date.today))
    return found


def test_a_turn_is_counted_once_however_often_it_is_sent(
    server: Server, counted: Counter[Zahl]
) -> None:
    token = server.begin()
    assert counted == {Zahl("gefragt", "alter"): 1}
    server.bot.answer = lambda latest: frage("ort")
    for _ in range(3):
        server.say(token, 1, "ich bin 17")
    assert counted[Zahl("gefragt", "ort")] == counted[Zahl("begonnen")] == 1


def test_a_turn_that_could_not_be_stored_is_not_counted(
    server: Server, counted: Counter[Zahl], monkeypatch: pytest.MonkeyPatch
) -> None:
    token = server.begin()
    before = dict(counted)
    with monkeypatch.context() as broken:
        broken.setattr("bot.channel.sitzungen._dump", lambda _: 1 / 0)
        assert server.say(token, 1, "ich bin 17").status_code == 503
    assert counted == before


def test_a_broker_that_is_away_holds_nobody_up(server: Server) -> None:
    def away(_: Any) -> None:
        raise ConnectionRefusedError

    sammler = Sammler(away, date.today, alle_sekunden=0.01)
    server.store.event_broker = Zaehler(sammler)
    token = server.begin()
    assert [server.say(token, nr, "17").status_code for nr in range(1, 6)] == [200] * 5
    sammler.close()
