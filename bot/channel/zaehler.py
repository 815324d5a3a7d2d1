"""Rasa's event broker, reduced to anonymous numbers: no event ever leaves through it.

Rasa's own brokers publish each event whole, with the words of the person and the session's name.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from rasa.core.brokers.broker import EventBroker

from bot.zahlen import Sammler, Tabelle, counts_of
from bot.zahlen.rabbit import send
from bot.zahlen.sammler import Ziel


class Zaehler(EventBroker):
    """Counts; sums go to RabbitMQ or, without one, straight into the database of the house."""

    def __init__(self, sammler: Sammler) -> None:
        self._sammler = sammler

    @classmethod
    async def from_endpoint_config(
        cls, broker_config: Any, event_loop: asyncio.AbstractEventLoop | None = None
    ) -> Zaehler:
        """`url` is amqp://..., or the address of the database."""
        return cls(Sammler(target(broker_config.url), date.today))

    def publish(self, event: Mapping[str, Any]) -> None:
        """Counts what is worth counting in an event and drops it; never fails, never waits."""
        if zahlen := counts_of(event):
            self._sammler.add(zahlen)

    async def close(self) -> None:
        """Hands on what is left when the server ends."""
        await asyncio.get_running_loop().run_in_executor(None, self._sammler.close)


def target(url: str) -> Ziel:
    """Where sums go to."""
    if url.startswith(("amqp://", "amqps://")):
        return partial(send, url)
    return Tabelle(url).add
