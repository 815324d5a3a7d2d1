"""Rasa's lock of a conversation in Redis, taken in one step.

Rasa's own RedisLockStore reads a list of tickets, adds one and writes it back: of two workers
that do so at the same moment both may get in. It asks Redis seven times for a turn, this twice.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from typing import Any

import redis
from rasa.core.lock_store import LOCK_LIFETIME, LockError, LockStore
from redis.exceptions import LockError as NotOurs
from redis.lock import Lock

FRIST_REDIS = 5.0
"""Seconds after which a Redis that does not answer counts as gone."""
_NAME = "wegweiser:sperre:"


class Sperren(LockStore):
    """Locks that end by themselves `lock_lifetime` seconds after a process has died."""

    def __init__(self, endpoint_config: Any) -> None:
        """`endpoint_config.url` is the address redis://host:port/db."""
        self.redis = redis.Redis.from_url(endpoint_config.url, socket_timeout=FRIST_REDIS)
        super().__init__()

    @asynccontextmanager
    async def lock(
        self,
        conversation_id: str,
        lock_lifetime: float = LOCK_LIFETIME,
        wait_time_in_seconds: float = 1,
    ) -> AsyncGenerator[Any, None]:
        """Waits for the conversation; raises LockError after a lifetime or without Redis."""
        lock = self.redis.lock(_NAME + conversation_id, timeout=lock_lifetime)
        until = time.monotonic() + lock_lifetime
        while not _taken(lock):
            if time.monotonic() > until:
                raise LockError("the conversation is locked by another message")
            await asyncio.sleep(wait_time_in_seconds)
        try:
            yield lock
        finally:
            # Ist Redis fort oder die Sperre abgelaufen, endet sie ohne uns.
            with suppress(NotOurs, redis.RedisError):
                lock.release()

    def delete_lock(self, conversation_id: str) -> None:
        """Forgets a lock, also one that another process holds."""
        with suppress(redis.RedisError):
            self.redis.delete(_NAME + conversation_id)


def _taken(lock: Lock) -> bool:
    try:
        return bool(lock.acquire(blocking=False))
    except redis.RedisError as error:
        raise LockError(type(error).__name__) from None
