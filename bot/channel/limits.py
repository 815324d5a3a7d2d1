"""Rate limits in memory; addresses are kept only as hashes with a salt of this process."""

from __future__ import annotations

import hashlib
import math
import secrets
import time
from collections.abc import Callable

_SALT = secrets.token_bytes(16)
_MANY = 10_000


class Limit:
    """Lets each key through `rate` times a second on average, and `burst` times at once."""

    def __init__(
        self, rate: float, burst: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._rate = rate
        self._burst = burst
        self._clock = clock
        self._used: dict[bytes, tuple[float, float]] = {}

    def wait(self, key: str) -> int:
        """Take one; 0 when allowed, else the whole seconds to wait before the next try."""
        if not self._rate:
            return 0
        name, now = _anonymous(key), self._clock()
        used = self._still_used(name, now)
        if used + 1 > self._burst:
            return math.ceil((used + 1 - self._burst) / self._rate)
        if len(self._used) >= _MANY:
            self._forget_idle(now)
        self._used[name] = (used + 1, now)
        return 0

    def _still_used(self, name: bytes, now: float) -> float:
        used, since = self._used.get(name, (0.0, now))
        return max(0.0, used - (now - since) * self._rate)

    def _forget_idle(self, now: float) -> None:
        busy = {name: self._used[name] for name in self._used if self._still_used(name, now) > 0}
        self._used = busy if len(busy) < _MANY else {}


def _anonymous(key: str) -> bytes:
    return hashlib.blake2b(key.encode("utf-8", "replace"), key=_SALT, digest_size=16).digest()
