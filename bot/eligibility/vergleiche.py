"""What all comparisons of the law say to one person, as the bits of one whole number (Muster).

Each comparison has three bits: met, not met, told but not exactly enough. None of them: nobody
told. So a condition becomes a few operations on whole numbers, and a person later, or after a
change, is the same number with some bits turned. What a comparison says hangs on one fact (an
age also on the date of birth) and on the day, so it is worked out once for each value and day.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from threading import Lock
from typing import Any, NamedTuple, TypeVar, cast

from bot.eligibility.antwort import JA, NEIN
from bot.eligibility.bedingungen import months_until
from bot.eligibility.lage import Lage
from bot.eligibility.regelwerk import Pruefung, Wechsel
from bot.profile import FAKTEN, Art, Profil, Value
from bot.profile.zeit import add_months

T = TypeVar("T")
Muster = int
"""The bits of all comparisons for one person."""

MONATE_VORAUS = 36
WERTE_HOECHSTENS = 20_000
"""So many values of one fact on one day are remembered."""

MIT_TAG = (Art.ALTER, Art.GEBURT, Art.MONAT, Art.LAND)
"""Facts whose comparisons look at the day."""

ERFUELLT, NICHT, UNGENAU = 1, 2, 4
BREITE = 3


@dataclass(frozen=True)
class Vergleich:
    """One comparison with the place of its bits, and when it may change by itself."""

    platz: int
    pruefung: Pruefung
    wechsel: tuple[Wechsel, ...] = ()
    tage: frozenset[date] = frozenset()

    def bits(self, lage: Lage) -> Muster:
        """What it says to a person of whom the fact is known."""
        antwort = self.pruefung(lage)
        return (ERFUELLT if antwort is JA else NICHT if antwort is NEIN else UNGENAU) << self.platz

    def months(self, lage: Lage) -> Iterable[int]:
        """Months from now in which it may change, in their order."""
        monate = {months_until(tag, lage.stichtag) for tag in self.tage}
        for wechsel in self.wechsel:
            von, bis = wechsel(lage)
            if bis >= 0:
                monate.update(range(von, bis + 2))
        return sorted(monat for monat in monate if 1 <= monat <= MONATE_VORAUS)


class Lauf(NamedTuple):
    """What a value says now, and the bits that turn in later months."""

    jetzt: Muster
    wechsel: tuple[tuple[int, Muster], ...]


class Faktvergleiche:
    """All comparisons of one fact, or of some that are read together."""

    def __init__(self, fakten: tuple[str, ...]) -> None:
        self.bits: Muster = 0
        self._fakten = fakten
        self._vergleiche: list[Vergleich] = []
        self._laeufe: dict[Hashable, Lauf] = {}

    def add(self, vergleich: Vergleich) -> None:
        """One more comparison; what was worked out without it is forgotten."""
        self._vergleiche.append(vergleich)
        self.bits |= all_bits(vergleich.platz)
        self.forget()

    def forget(self) -> None:
        """Empties what is remembered of values."""
        self._laeufe.clear()

    def course(self, lage: Lage) -> Lauf:
        """What these facts say now and later; at least one of them is known."""
        if len(self._fakten) == 1:
            schluessel: Hashable = (lage.fakten[self._fakten[0]], lage.stichtag)
        else:
            werte = tuple(map(lage.fakten.get, self._fakten))
            schluessel = (werte, lage.stichtag, lage.profil.stand)
        lauf = self._laeufe.get(schluessel)
        if lauf is None:
            with _SCHLOSS:
                lauf = remember(self._laeufe, schluessel, self._course(lage), WERTE_HOECHSTENS)
        return lauf

    def now(self, lage: Lage) -> Muster:
        """What these facts say today; at least one of them is known."""
        return sum(vergleich.bits(lage) for vergleich in self._vergleiche)

    def _course(self, lage: Lage) -> Lauf:
        profil = Profil(
            {f: lage.fakten[f] for f in self._fakten if f in lage.fakten}, lage.profil.stand
        )
        tage = {0: Lage(profil, lage.stichtag)}
        dreht: dict[int, Muster] = {}
        jetzt = 0
        for vergleich in self._vergleiche:
            alt = vergleich.bits(tage[0])
            jetzt |= alt
            for monat in vergleich.months(tage[0]):
                if monat not in tage:
                    tage[monat] = Lage(profil, add_months(lage.stichtag, monat))
                neu = vergleich.bits(tage[monat])
                if neu != alt:
                    dreht[monat] = dreht.get(monat, 0) ^ neu ^ alt
                    alt = neu
        return Lauf(jetzt, tuple(sorted(dreht.items())))


_SCHLOSS = Lock()
_NUMMERN: dict[Hashable, int] = {}
_GEBURT = ("alter", "geburtsdatum")
_FAKTEN = {name: Faktvergleiche((name,)) for name in FAKTEN if name not in _GEBURT}
_FAKTEN.update(dict.fromkeys(_GEBURT, Faktvergleiche(_GEBURT)))
_MIT_TAG = tuple(name for name, fakt in FAKTEN.items() if fakt.art in MIT_TAG)
_OHNE_TAG: dict[tuple[str, Value], Muster] = {}
"""What values say whatever the day."""


def all_bits(platz: int) -> Muster:
    """The three bits of a comparison."""
    return (ERFUELLT | NICHT | UNGENAU) << platz


def union(bits: Iterable[Muster]) -> Muster:
    """All bits of some numbers."""
    return reduce(or_, bits, 0)


def bits_of(fakt: str) -> Muster:
    """The bits of all comparisons of a fact."""
    return _FAKTEN[fakt].bits


def place_of(
    fakt: str,
    gleich: Hashable,
    pruefung: Pruefung,
    wechsel: tuple[Wechsel, ...] = (),
    tage: frozenset[date] = frozenset(),
) -> int:
    """Where the bits of a comparison are; those of a fact that agree in `gleich` share them."""
    schluessel = fakt, gleich
    with _SCHLOSS:
        if schluessel not in _NUMMERN:
            platz = BREITE * len(_NUMMERN)
            _FAKTEN[fakt].add(Vergleich(platz, pruefung, wechsel, tage))
            _OHNE_TAG.clear()
            _NUMMERN[schluessel] = platz
    return _NUMMERN[schluessel]


def muster_of(lage: Lage) -> Muster:
    """What all comparisons that are known so far say to a person; kept with her."""
    anzahl, muster = lage.muster
    if anzahl != len(_NUMMERN):
        anzahl, muster = len(_NUMMERN), 0
        for eintrag in lage.fakten.items():
            bits = _OHNE_TAG.get(eintrag)
            muster |= _bits_for(eintrag, lage) if bits is None else bits
        lage.muster = anzahl, muster
    return muster


def _bits_for(eintrag: tuple[str, Value], lage: Lage) -> Muster:
    """What the comparisons of one fact of a person say."""
    fakt = eintrag[0]
    if fakt in _MIT_TAG:
        return _FAKTEN[fakt].course(lage).jetzt
    with _SCHLOSS:
        bits = _FAKTEN[fakt].now(lage)
        return remember(_OHNE_TAG, eintrag, bits, WERTE_HOECHSTENS)


def bits_if(fakt: str, wert: Value, lage: Lage) -> Muster:
    """What the comparisons of a fact would say to another value."""
    eintrag = fakt, wert
    bits = _OHNE_TAG.get(eintrag)
    return _bits_for(eintrag, lage.assume({fakt: wert})) if bits is None else bits


def course_of(lage: Lage) -> Verlauf:
    """How what is said to a person changes by itself; kept with her."""
    anzahl, verlauf = lage.verlauf
    if anzahl != len(_NUMMERN):
        verlauf = Verlauf(lage)
        lage.verlauf = len(_NUMMERN), verlauf
    return cast(Verlauf, verlauf)


class Verlauf:
    """How the bits of a person turn in the months to come."""

    def __init__(self, lage: Lage) -> None:
        laeufe = {_FAKTEN[fakt] for fakt in _MIT_TAG if fakt in lage.fakten}
        dreht: dict[int, Muster] = {}
        for fakten in laeufe:
            for monat, bits in fakten.course(lage).wechsel:
                dreht[monat] = dreht.get(monat, 0) ^ bits
        muster = self.anfang = muster_of(lage)
        self.wechsel: list[tuple[int, Muster, Muster]] = []
        """Month, the bits from then on, the bits that have turned."""
        for monat, bits in sorted(dreht.items()):
            muster ^= bits
            self.wechsel.append((monat, muster, bits))
        self.bits = union(dreht.values())

    def at(self, monat: int) -> Muster:
        """The bits in a month from now."""
        bisher = (muster for ab, muster, _ in reversed(self.wechsel) if ab <= monat)
        return next(bisher, self.anfang)


def remember(speicher: dict[Any, T], schluessel: Any, wert: T, hoechstens: int) -> T:
    """Keeps a value; a memory that is full is emptied first."""
    if len(speicher) >= hoechstens:
        speicher.clear()
    speicher[schluessel] = wert
    return wert


def forget_values() -> None:
    """Empties what is remembered of values, for measuring."""
    _OHNE_TAG.clear()
    for fakten in set(_FAKTEN.values()):
        fakten.forget()
