"""From the turn to the table: nothing waits, nothing fails, nothing is counted twice."""

from __future__ import annotations

import asyncio
import json
import threading
from collections import Counter
from datetime import date, timedelta
from types import SimpleNamespace

import aio_pika
import pytest
import sqlalchemy as sa

from bot.channel.zaehler import Zaehler
from bot.zahlen import Sammler, Tabelle, Zahl, rabbit
from bot.zahlen.sammler import Tageszahl, Zaehlung
from bot.zahlen.tabelle import AUFHEBEN_TAGE

HEUTE = date(2026, 11, 22)
ALTER = Zahl("gefragt", "alter")


def sums(anzahl: int = 1, tag: date = HEUTE) -> Zaehlung:
    return Counter({Tageszahl(tag, ALTER): anzahl})


def test_sums_of_several_servers_add_up(database: str) -> None:
    for _ in range(3):
        Tabelle(database).add(sums(2))
    assert Tabelle(database).read(HEUTE, HEUTE) == sums(6)


def test_servers_that_write_at_the_same_time_lose_nothing(database: str) -> None:
    Tabelle(database).add(sums())
    threads = [threading.Thread(target=Tabelle(database).add, args=(sums(),)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Tabelle(database).read(HEUTE, HEUTE) == sums(9)


def test_after_two_years_a_sum_is_gone(database: str) -> None:
    old = HEUTE - timedelta(days=AUFHEBEN_TAGE)
    Tabelle(database).add(sums(7, old))
    Tabelle(database).add(sums(1))
    assert Tabelle(database).read(old, HEUTE) == sums(7, old) + sums(1)
    Tabelle(database).add(sums(1, HEUTE + timedelta(days=1)))
    assert Tabelle(database).read(old, old) == Counter()


def test_the_table_has_no_place_for_a_person_or_a_time(database: str) -> None:
    Tabelle(database).add(sums())
    columns = sa.inspect(sa.create_engine(database)).get_columns("zahl")
    assert {column["name"] for column in columns} == {"tag", "art", "name", "anzahl"}


def test_a_target_that_is_away_gets_everything_later_and_nobody_waits() -> None:
    got: Zaehlung = Counter()
    there = False

    def target(zaehlung: Zaehlung) -> None:
        if not there:
            raise OSError("amqp://wegweiser:geheim@broker")
        got.update(zaehlung)

    sammler = Sammler(target, lambda: HEUTE, alle_sekunden=3600)
    sammler.add([ALTER, ALTER])
    assert not sammler.deliver()
    sammler.add([ALTER])
    there = True
    assert sammler.deliver() and sammler.deliver()
    assert got == sums(3)
    sammler.close()


def test_what_fails_tells_no_password(caplog: pytest.LogCaptureFixture) -> None:
    def target(_: Zaehlung) -> None:
        raise OSError("amqp://wegweiser:geheim@broker")

    sammler = Sammler(target, lambda: HEUTE, alle_sekunden=3600)
    sammler.add([ALTER])
    sammler.close()
    assert "OSError" in caplog.text and "geheim" not in caplog.text


def test_the_background_delivers_by_itself() -> None:
    arrived = threading.Event()
    sammler = Sammler(lambda _: arrived.set(), lambda: HEUTE, alle_sekunden=0.01)
    sammler.add([ALTER])
    assert arrived.wait(30)
    sammler.close()


def test_sums_travel_through_rabbitmq_and_are_stored_once(rabbitmq: str, database: str) -> None:
    rabbit.send(rabbitmq, sums(2))
    rabbit.send(rabbitmq, sums(3))
    assert rabbit.collect(rabbitmq, Tabelle(database).add, fertig=True) == 2
    assert rabbit.collect(rabbitmq, Tabelle(database).add, fertig=True) == 0
    assert Tabelle(database).read(HEUTE, HEUTE) == sums(5)


def test_what_cannot_be_stored_stays_in_rabbitmq(rabbitmq: str) -> None:
    def broken(_: Zaehlung) -> None:
        raise OSError("Datenbank fort")

    got: list[Zaehlung] = []
    rabbit.send(rabbitmq, sums(2))
    with pytest.raises(OSError, match="Datenbank fort"):
        rabbit.collect(rabbitmq, broken, fertig=True)
    rabbit.collect(rabbitmq, got.append, fertig=True)
    assert got == [sums(2)]


def test_a_message_that_is_not_ours_is_dropped(rabbitmq: str) -> None:
    async def publish(body: bytes) -> None:
        async with await aio_pika.connect(rabbitmq) as connection:
            channel = await connection.channel()
            await channel.declare_queue(rabbit.WARTESCHLANGE, durable=True)
            await channel.default_exchange.publish(aio_pika.Message(body), rabbit.WARTESCHLANGE)

    bad = [b"", b"[]x", b"{}", b"7", b'[["2026-11-22","name","Amina",1]]', b"[[1,2,3,4]]"]
    for body in bad:
        asyncio.run(publish(body))
    rabbit.send(rabbitmq, sums())
    got: list[Zaehlung] = []
    rabbit.collect(rabbitmq, got.append, fertig=True)
    assert [zaehlung for zaehlung in got if zaehlung] == [sums()]


def test_rasa_makes_the_broker_and_what_leaves_holds_neither_words_nor_session(
    rabbitmq: str,
) -> None:
    async def turn() -> None:
        broker = await Zaehler.from_endpoint_config(SimpleNamespace(url=rabbitmq))
        custom = {"typ": "frage", "fakt": "alter"}
        broker.publish({"sender_id": "KENNUNG", "event": "user", "text": "Ich bin Amina"})
        broker.publish(
            {"sender_id": "KENNUNG", "event": "slot", "name": "ort", "value": "05315000"}
        )
        inhalt = {"antworten": [{"text": "Hallo Amina"}, {"custom": custom}], "vorher": None}
        broker.publish({"sender_id": "KENNUNG", "event": "bot", "data": {"custom": inhalt}})
        await broker.close()

    bodies: list[str] = []
    asyncio.run(turn())
    rabbit.collect(rabbitmq, lambda z: bodies.append(rabbit.as_message(z).decode()), fertig=True)
    assert [json.loads(body) for body in bodies] == [[[str(date.today()), "gefragt", "alter", 1]]]
