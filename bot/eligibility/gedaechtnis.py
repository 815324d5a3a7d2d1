"""Remembers answers: only few facts matter to a Weg, so the same question comes again and again.

A person is told apart only by the facts a Weg looks at; two people who agree in them get the
same answer. The memory is emptied when it is full, so that it never grows without bound.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Generic, TypeVar

from bot.eligibility.lage import Lage
from bot.eligibility.regelwerk import Weg

T = TypeVar("T")


class Gedaechtnis(Generic[T]):
    """A bounded memory from keys to values."""

    def __init__(self, hoechstens: int) -> None:
        self._hoechstens = hoechstens
        self._werte: dict[Hashable, T] = {}

    def get(self, schluessel: Hashable, rechne: Callable[[], T]) -> T:
        """The remembered value, or the one that is worked out now."""
        wert = self._werte.get(schluessel)
        if wert is None:
            if len(self._werte) >= self._hoechstens:
                self._werte.clear()
            wert = self._werte[schluessel] = rechne()
        return wert

    def clear(self) -> None:
        """Forgets everything."""
        self._werte.clear()


def key_of(weg: Weg, lage: Lage) -> Hashable:
    """What makes two people equal for one Weg on one day."""
    return weg, lage.stichtag, lage.profil.stand, *map(lage.fakten.get, ordered_facts(weg))


@lru_cache(maxsize=1024)
def ordered_facts(weg: Weg) -> tuple[str, ...]:
    """The facts a Weg looks at; an age may also come from the date of birth."""
    fakten = weg_facts(weg)
    return tuple(sorted({*fakten, "geburtsdatum"} if "alter" in fakten else fakten))


@lru_cache(maxsize=1024)
def weg_facts(weg: Weg) -> frozenset[str]:
    """All facts that some version of a Weg looks at."""
    fakten = (fassung.fakten for zugang in weg.zugaenge for fassung in zugang.fassungen)
    return frozenset[str]().union(*fakten)
