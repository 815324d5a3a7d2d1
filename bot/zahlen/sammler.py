"""Collects numbers in memory and hands them on in the background, far from any answer."""

from __future__ import annotations

import logging
import threading
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from bot.zahlen.zaehlen import Zahl

logger = logging.getLogger(__name__)

ALLE_SEKUNDEN = 60.0
"""Seconds between two deliveries: many turns of many people go out as one sum."""


class Tageszahl(NamedTuple):
    """A number belongs to a day; there is nothing finer."""

    tag: date
    zahl: Zahl


Zaehlung = Counter[Tageszahl]
Ziel = Callable[[Zaehlung], None]
"""Takes sums over; raises what it likes when it cannot, they are then kept and offered again."""


class Sammler:
    """Sums of this process; adding to them never waits and never fails.

    The memory stays small whatever happens to the target: there are only as many sums as days
    and things that are counted. A process that is killed loses what it had not handed on yet.
    """

    def __init__(
        self, ziel: Ziel, heute: Callable[[], date], alle_sekunden: float = ALLE_SEKUNDEN
    ) -> None:
        self._ziel = ziel
        self._heute = heute
        self._alle_sekunden = alle_sekunden
        self._offen: Zaehlung = Counter()
        self._lock = threading.Lock()
        self._ende = threading.Event()
        self._thread: threading.Thread | None = None

    def add(self, zahlen: Iterable[Zahl]) -> None:
        """Counts each once, for today."""
        heute = self._heute()
        with self._lock:
            self._offen.update(Tageszahl(heute, zahl) for zahl in zahlen)
        if self._thread is None:
            # Erst hier: Arbeiter werden abgespalten, ein früherer Faden bliebe im Elternprozess.
            self._thread = threading.Thread(target=self._deliver, name="zahlen", daemon=True)
            self._thread.start()

    def deliver(self) -> bool:
        """Hands everything on now; False when that failed and it is kept for the next time."""
        with self._lock:
            unterwegs, self._offen = self._offen, Counter()
        if not unterwegs:
            return True
        try:
            self._ziel(unterwegs)
            return True
        except Exception as error:
            # Der Text des Fehlers kann eine Adresse mit Passwort enthalten.
            logger.warning("Zahlen bleiben vorerst hier: %s", type(error).__name__)
            with self._lock:
                self._offen.update(unterwegs)
            return False

    def close(self) -> None:
        """Ends the background work and hands on what is left."""
        self._ende.set()
        if self._thread is not None:
            self._thread.join()
        self.deliver()

    def _deliver(self) -> None:
        while not self._ende.wait(self._alle_sekunden):
            self.deliver()
