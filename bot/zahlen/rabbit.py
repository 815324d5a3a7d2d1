"""Sums over RabbitMQ: from the servers that count to the one command that stores them."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Callable
from datetime import date

import aio_pika
from aio_pika.abc import AbstractIncomingMessage

from bot.zahlen.sammler import Tageszahl, Zaehlung
from bot.zahlen.zaehlen import ARTEN, Zahl

WARTESCHLANGE = "wegweiser.zahlen"
FRIST = 10
"""Seconds after which RabbitMQ counts as gone."""


def as_message(zaehlung: Zaehlung) -> bytes:
    """What goes over the wire: day, kind, name and sum, in an order that tells nothing."""
    zeilen = sorted((str(t.tag), *t.zahl, anzahl) for t, anzahl in zaehlung.items())
    return json.dumps(zeilen, separators=(",", ":")).encode()


def read_message(body: bytes) -> Zaehlung:
    """The sums in a message; raises ValueError when it is not one of ours."""
    try:
        zeilen = [(date.fromisoformat(tag), *rest) for tag, *rest in json.loads(body)]
        gelesen = {Tageszahl(tag, Zahl(art, name)): int(n) for tag, art, name, n in zeilen}
    except (TypeError, AttributeError) as error:
        raise ValueError(str(error)) from None
    if any(t.zahl.art not in ARTEN or len(t.zahl.name) > 60 for t in gelesen):
        raise ValueError("unbekannte Zahl")
    return Counter(gelesen)


def send(url: str, zaehlung: Zaehlung) -> None:
    """Hands sums to RabbitMQ and waits until it has them on its disk.

    A connection for each delivery: once a minute that costs less than keeping one alive.
    """
    asyncio.run(asyncio.wait_for(_send(url, as_message(zaehlung)), FRIST))


async def _send(url: str, body: bytes) -> None:
    async with await aio_pika.connect(url, timeout=FRIST) as connection:
        channel = await connection.channel(publisher_confirms=True)
        await channel.declare_queue(WARTESCHLANGE, durable=True)
        message = aio_pika.Message(body, delivery_mode=aio_pika.DeliveryMode.PERSISTENT)
        await channel.default_exchange.publish(message, WARTESCHLANGE)


def collect(url: str, store: Callable[[Zaehlung], None], fertig: bool) -> int:
    """Stores what waits in RabbitMQ and returns how many messages it was.

    With `fertig` it ends when nothing is left; otherwise it waits for more until it is stopped.
    A message is taken off the queue after it is stored; what is not one of ours is dropped.
    """
    return asyncio.run(_collect(url, store, fertig))


async def _collect(url: str, store: Callable[[Zaehlung], None], fertig: bool) -> int:
    async with await aio_pika.connect(url, timeout=FRIST) as connection:
        channel = await connection.channel()
        await channel.set_qos(prefetch_count=10)
        queue = await channel.declare_queue(WARTESCHLANGE, durable=True)
        count = 0
        while True:
            message = await queue.get(fail=False)
            if message is None:
                if fertig:
                    return count
                await asyncio.sleep(1)
                continue
            await _store(message, store)
            count += 1


async def _store(message: AbstractIncomingMessage, store: Callable[[Zaehlung], None]) -> None:
    try:
        zaehlung = read_message(message.body)
    except ValueError:
        await message.reject(requeue=False)
        return
    async with message.process(requeue=True):
        store(zaehlung)
