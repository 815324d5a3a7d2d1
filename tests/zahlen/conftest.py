"""Databases and a RabbitMQ for the numbers."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator

import aio_pika
import pytest

from bot.zahlen import rabbit
from tests.channel.conftest import database  # noqa: F401 - dieselben Datenbanken wie der Kanal

RABBIT = "amqp://guest:guest@127.0.0.1:5672/"


async def _drop_queue(name: str) -> None:
    async with await aio_pika.connect(RABBIT, timeout=3) as connection:
        channel = await connection.channel()
        await channel.queue_delete(name)


@pytest.fixture
def rabbitmq(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a RabbitMQ with a queue of this test alone."""
    name = f"test.zahlen.{os.getpid()}"
    try:
        asyncio.run(_drop_queue(name))
    except (OSError, aio_pika.exceptions.AMQPError):
        if os.environ.get("CI"):
            raise
        pytest.skip("RabbitMQ auf 127.0.0.1:5672 antwortet nicht")
    monkeypatch.setattr(rabbit, "WARTESCHLANGE", name)
    yield RABBIT
    asyncio.run(_drop_queue(name))
