"""What a door says, looked up by the answers of its comparisons.

Two people of whom every comparison of a door says the same hear the same from it: 19 or 20
years old, since 2021 or since 2022. So each comparison is made once for a person, and what a
door says to a pattern of answers is worked out once. Nothing here tells people apart by facts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from operator import itemgetter
from typing import Any, TypeVar

from bot.eligibility.antwort import JA, NEIN, OFFEN, Antwort
from bot.eligibility.erklaeren import (
    advice,
    reasons_for_no,
    reasons_for_open,
    reasons_for_yes,
    value,
    version_on,
)
from bot.eligibility.lage import Lage
from bot.eligibility.regelwerk import Fassung, Grund, Knoten, Pruefung, Sorte, Weg
from bot.profile import FAKTEN, Art

MUSTER_HOECHSTENS = 2_000
"""So many patterns are remembered for one door on one day."""

UNGENAU = 3
"""The code of a comparison that is open although the fact was told; the others are answers."""

T = TypeVar("T")
Holer = Callable[["Antworten"], Any]

_VERGLEICHE: list[tuple[str, Pruefung, bool]] = []
_NUMMERN: dict[object, int] = {}


class Antworten(dict[int, int]):
    """What every comparison says to one person, worked out when it is asked for.

    `vorher` are the answers of the same person before some facts changed, or on another day
    (`geaendert` None): what that does not touch is taken from there.
    """

    def __init__(
        self, lage: Lage, vorher: Antworten | None = None, geaendert: frozenset[str] | None = None
    ) -> None:
        super().__init__()
        self._lage, self._vorher, self._geaendert = lage, vorher, geaendert

    def __missing__(self, nummer: int) -> int:
        fakt, pruefe, zeitlos = _VERGLEICHE[nummer]
        if self._vorher is not None and self._same(fakt, zeitlos):
            code = self._vorher[nummer]
        else:
            antwort = pruefe(self._lage)
            code = UNGENAU if antwort is OFFEN and self._lage.knows(fakt) else int(antwort)
        self[nummer] = code
        return code

    def _same(self, fakt: str, zeitlos: bool) -> bool:
        return zeitlos if self._geaendert is None else fakt not in self._geaendert


def answers_of(lage: Lage) -> Antworten:
    """The answers of a person, kept with her."""
    if lage.antworten is None:
        ursprung, geaendert = lage.ursprung
        vorher = None if ursprung is None else answers_of(ursprung)
        lage.antworten = Antworten(lage, vorher, geaendert)
    antworten: Antworten = lage.antworten
    return antworten


@lru_cache(maxsize=65536)
def _number(blatt: Knoten) -> int:
    """Equal comparisons have one number, wherever they stand."""
    schluessel = (blatt.name, blatt.text, blatt.vergleich)
    if schluessel not in _NUMMERN:
        _NUMMERN[schluessel] = len(_VERGLEICHE)
        zeitlos = not blatt.wechsel and not blatt.tage and not _is_dated(blatt)
        _VERGLEICHE.append((blatt.name, blatt.pruefe, zeitlos))
    return _NUMMERN[schluessel]


def _is_dated(blatt: Knoten) -> bool:
    """Whether a comparison looks at the day: ages, months, lists of countries."""
    return FAKTEN[blatt.name].art not in (Art.WAHL, Art.LISTE, Art.ORT, Art.ZAHL)


@dataclass(frozen=True)
class Aussage:
    """What a door says: its answer, whether the person is meant, the reasons, what to do."""

    antwort: Antwort
    gemeint: bool
    gruende: tuple[Grund, ...]
    tun: tuple[str, ...]


class Tuer:
    """One version of a door on one day of law."""

    def __init__(self, fassung: Fassung, stichtag: date) -> None:
        self.fassung = fassung
        self._gemeint = _getter(fassung.betrifft, stichtag)
        self._verlangt = _getter(fassung.wenn, stichtag)
        self._meint: dict[Any, Antwort] = {}
        self._antworten: dict[Any, Antwort] = {}
        self._aussagen: dict[Any, Aussage] = {}

    def means(self, lage: Lage) -> bool:
        """Whether the person may be meant."""
        return self._meaning(lage, self._gemeint(answers_of(lage))) is not NEIN

    def _meaning(self, lage: Lage, muster: Any) -> Antwort:
        betrifft = self._meint.get(muster)
        if betrifft is None:
            betrifft = _remember(self._meint, muster, value(self.fassung.betrifft, lage))
        return betrifft

    def _pattern(self, lage: Lage) -> Any:
        """The answers that decide; those of the conditions only where the person may be meant."""
        antworten = answers_of(lage)
        gemeint = self._gemeint(antworten)
        if self.fassung.gesperrt or self._meaning(lage, gemeint) is NEIN:
            return gemeint
        return gemeint, self._verlangt(antworten)

    def answer(self, lage: Lage) -> Antwort:
        """Whether the door is open for a person."""
        muster = self._pattern(lage)
        antwort = self._antworten.get(muster)
        return (
            _remember(self._antworten, muster, self._answer(lage)) if antwort is None else antwort
        )

    def statement(self, lage: Lage) -> Aussage:
        """What the door says to a person."""
        muster = self._pattern(lage)
        aussage = self._aussagen.get(muster)
        if aussage is None:
            aussage = _remember(self._aussagen, muster, self._say(lage))
        return aussage

    def _answer(self, lage: Lage) -> Antwort:
        if self.fassung.gesperrt:
            return NEIN
        betrifft = value(self.fassung.betrifft, lage)
        return NEIN if betrifft is NEIN else min(betrifft, value(self.fassung.wenn, lage))

    def _say(self, lage: Lage) -> Aussage:
        antwort = self._answer(lage)
        if antwort is NEIN:
            return self._say_no(lage)
        gruende = self._why_yes(lage) if antwort is JA else self._why_open(lage)
        tun = () if antwort is JA else self._todo(lage)
        return Aussage(antwort, True, unique(gruende), tuple(dict.fromkeys(tun)))

    def _say_no(self, lage: Lage) -> Aussage:
        fassung = self.fassung
        if not self.means(lage):
            gruende = reasons_for_no(fassung.betrifft, lage, fassung.beleg)
            return Aussage(NEIN, False, unique(gruende), ())
        if fassung.gesperrt:
            grund = Grund(fassung.gesperrt, fassung.beleg, Sorte.AUSSCHLUSS)
            return Aussage(NEIN, True, (grund,), tuple(dict.fromkeys(fassung.tun)))
        gruende = reasons_for_no(fassung.wenn, lage, fassung.beleg)
        tun = dict.fromkeys(advice(fassung.wenn, lage))
        return Aussage(NEIN, True, unique(gruende), tuple(tun))

    def _why_yes(self, lage: Lage) -> Iterator[Grund]:
        yield Grund(self.fassung.satz, self.fassung.beleg, Sorte.TRAGEND)
        for knoten in (self.fassung.betrifft, self.fassung.wenn):
            yield from reasons_for_yes(knoten, lage, self.fassung.beleg)

    def _why_open(self, lage: Lage) -> Iterator[Grund]:
        for knoten in (self.fassung.betrifft, self.fassung.wenn):
            yield from reasons_for_open(knoten, lage, self.fassung.beleg)

    def _todo(self, lage: Lage) -> Iterator[str]:
        for knoten in (self.fassung.betrifft, self.fassung.wenn):
            yield from advice(knoten, lage)
        yield from self.fassung.tun


def unique(gruende: Iterable[Grund]) -> tuple[Grund, ...]:
    """Each reason once, in the order in which they were found."""
    return tuple(dict.fromkeys(gruende))


def _remember(speicher: dict[Any, T], schluessel: Any, wert: T) -> T:
    if len(speicher) >= MUSTER_HOECHSTENS:
        speicher.clear()
    speicher[schluessel] = wert
    return wert


def _getter(knoten: Knoten, stichtag: date) -> Holer:
    """Gets the answers of all comparisons in a condition, as the law of a day has them."""
    nummern = tuple(dict.fromkeys(_number(blatt) for blatt in _leaves(knoten, stichtag)))
    if nummern:
        return itemgetter(*nummern)
    return lambda antworten: ()


def _leaves(knoten: Knoten, stichtag: date) -> Iterator[Knoten]:
    if knoten.art == "blatt":
        yield knoten
    elif knoten.art == "begriff":
        gueltig = version_on(knoten, stichtag)
        yield from _leaves(gueltig, stichtag) if gueltig else ()
    else:
        for kind in knoten.kinder:
            yield from _leaves(kind, stichtag)


@lru_cache(maxsize=65536)
def doors_on(weg: Weg, stichtag: date) -> tuple[Tuer, ...]:
    """The versions in force on a day, one for each door that exists then."""
    fassungen = (zugang.fassung_on(stichtag) for zugang in weg.zugaenge)
    return tuple(Tuer(fassung, stichtag) for fassung in fassungen if fassung is not None)
