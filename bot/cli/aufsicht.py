"""Keeps the children alive: what has died is started again, slower each time it dies at once."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.cli.abbruch import Abbruch
from bot.cli.modell import ensure_model, read_steckbrief, say
from bot.cli.prozesse import Kind, start_again
from bot.settings import ROOT

RASA = "Rasa"
FIRST_WAIT, LONGEST_WAIT = 0.5, 30.0
"""Seconds before a start; each early death doubles them."""
LONG_LIFE = 60.0
"""Seconds after which a child counts as well: the next death begins with the first wait."""


@dataclass
class _Stand:
    """What we know of one child."""

    seit: float
    wait: float = FIRST_WAIT
    wieder: float | None = None
    """When it will be started again; None while it lives."""
    complete: bool = False
    """Whether all its workers have been there since its start."""


class Aufsicht:
    """Looks after children; `look` is called again and again."""

    def __init__(
        self,
        children: list[Kind],
        workers: Mapping[str, int],
        clock: Callable[[], float] = time.monotonic,
        mend: Callable[[Kind], None] | None = None,
    ) -> None:
        self._children = children
        self._workers = workers
        self._clock = clock
        self._mend = mend or mend_model
        self._stand = [_Stand(clock()) for _ in children]

    def look(self) -> None:
        """Says who has died, and starts those whose time has come."""
        for place, stand in enumerate(self._stand):
            if stand.wieder is None and self._ill(self._children[place], stand):
                self._plan(self._children[place], stand)
            if stand.wieder is not None and self._clock() >= stand.wieder:
                self._revive(place, stand)

    def _revive(self, place: int, stand: _Stand) -> None:
        try:
            self._mend(self._children[place])
            self._children[place] = start_again(self._children[place])
        except (Abbruch, OSError) as fehler:
            say(f"{self._children[place].name}: Neustart gescheitert, {fehler}")
            stand.wieder = self._clock() + LONGEST_WAIT
            return
        stand.seit, stand.wieder, stand.complete = self._clock(), None, False

    def _ill(self, kind: Kind, stand: _Stand) -> bool:
        """Dead, or alive but with a dead worker, whose part nobody does any more."""
        return not kind.alive or self._misses_workers(kind, stand)

    def _misses_workers(self, kind: Kind, stand: _Stand) -> bool:
        wanted = self._workers.get(kind.name, 0)
        found = kind.workers() if wanted else None
        if found is None:
            return False
        stand.complete = stand.complete or found >= wanted
        return stand.complete and found < wanted

    def _plan(self, kind: Kind, stand: _Stand) -> None:
        lived = self._clock() - stand.seit
        stand.wait = FIRST_WAIT if lived >= LONG_LIFE else stand.wait
        stand.wieder = self._clock() + stand.wait
        say(_report(kind, stand.wait))
        stand.wait = min(stand.wait * 2, LONGEST_WAIT)


def _report(kind: Kind, wait: float) -> str:
    log = kind.log.relative_to(ROOT) if kind.log.is_relative_to(ROOT) else kind.log
    code = kind.process.poll()
    how = f"Code {code}" if code is not None else "ein Arbeiter fehlt"
    return f"{kind.name} ist unerwartet beendet ({how}, siehe {log}). Neustart in {wait:g} s."


def mend_model(kind: Kind) -> None:
    """Rasa cannot live without its model; a damaged one is trained anew."""
    if kind.name == RASA and read_steckbrief() is None:
        ensure_model()
