"""Long calculations beside the pages: one at a time for each page, with progress."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any

Melde = Callable[[int, int], None]
"""To be called with how many of how many are done; ends the work when nobody wants it any more."""
Arbeit = Callable[[Melde], Any]


class _Abgeloest(Exception):
    """Another calculation has been started since."""


@dataclass(frozen=True)
class Rechnung:
    """How far a calculation is, and what came of it. `schluessel`: what it was done for."""

    schluessel: Hashable = None
    fertig: int = 0
    alle: int = 0
    sekunden: float = 0.0
    laeuft: bool = False
    ergebnis: Any = None
    fehler: str = ""


class Hintergrund:
    """Runs the last calculation that somebody asked for and keeps its result."""

    def __init__(self) -> None:
        self._hand = ThreadPoolExecutor(1, "hintergrund")
        self._schloss = Lock()
        self._nummer = 0
        self._stand = Rechnung()
        self._gut = Rechnung()

    @property
    def stand(self) -> Rechnung:
        """The calculation that was asked for last."""
        with self._schloss:
            return self._stand

    @property
    def letztes(self) -> Rechnung:
        """The last calculation that came to an end."""
        with self._schloss:
            return self._gut

    def start(self, schluessel: Hashable, arbeit: Arbeit) -> None:
        """Begins; a calculation that is on ends, but for one that is for the same."""
        with self._schloss:
            if self._stand.laeuft and self._stand.schluessel == schluessel:
                return
            self._nummer += 1
            self._stand = Rechnung(schluessel, laeuft=True)
            self._hand.submit(self._run, self._nummer, arbeit)

    def wait(self, sekunden: float) -> None:
        """Waits for the end, at most so long: what is quick need not be asked for twice."""
        ende = time.monotonic() + sekunden
        while self.stand.laeuft and time.monotonic() < ende:
            time.sleep(0.02)

    def _run(self, nummer: int, arbeit: Arbeit) -> None:
        beginn = time.monotonic()

        def melde(fertig: int, alle: int) -> None:
            sekunden = time.monotonic() - beginn
            self._set(nummer, fertig=fertig, alle=alle, sekunden=sekunden)

        try:
            ergebnis = arbeit(melde)
            self._set(nummer, ergebnis=ergebnis, laeuft=False)
        except _Abgeloest:
            return
        except Exception as fehler:  # Der Grund gehört auf die Seite, nicht nur in den Thread.
            self._set(nummer, laeuft=False, fehler=f"{type(fehler).__name__}: {fehler}")

    def _set(self, nummer: int, **neu: Any) -> None:
        with self._schloss:
            if nummer != self._nummer:
                raise _Abgeloest
            self._stand = replace(self._stand, **neu)
            if self._stand.ergebnis is not None:
                self._gut = self._stand
