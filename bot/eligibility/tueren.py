"""The law of one Weg in days on which it stays the same: its doors, and what they say.

Everything hangs on the bits of comparisons alone (bot/eligibility/vergleiche.py). Two people
who have the same bits where a door looks hear the same from it: 19 or 20 years old, here since
2021 or since 2022. So what was said once to such bits is remembered.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from bot.eligibility.antwort import JA, NEIN, OFFEN, Antwort
from bot.eligibility.bedingungen import limits, months_until
from bot.eligibility.erklaeren import advice, forget_sentences, reasons
from bot.eligibility.regelwerk import Fassung, Grund, Sorte, Weg
from bot.eligibility.teile import prepare
from bot.eligibility.vergleiche import MONATE_VORAUS, Muster, remember, union
from bot.profile.zeit import add_months

MUSTER_HOECHSTENS = 2_000
"""So many patterns of bits are remembered for one door or one Weg."""


@dataclass(frozen=True)
class Aussage:
    """What a door says: its answer, whether the person is meant, the reasons, what to do."""

    antwort: Antwort
    gemeint: bool
    gruende: tuple[Grund, ...]
    tun: tuple[str, ...]


class Tuer:
    """One version of a door."""

    def __init__(self, fassung: Fassung, tag: date) -> None:
        self.fassung = fassung
        self._betrifft = prepare(fassung.betrifft, tag, fassung.beleg)
        self._wenn = prepare(fassung.wenn, tag, fassung.beleg)
        self.gemeint_bits = self._betrifft.bits
        self.bits = self.gemeint_bits | (0 if fassung.gesperrt else self._wenn.bits)
        self.steigt = self._betrifft.steigt and self._wenn.steigt
        self._aussagen: dict[Muster, Aussage] = {}

    def means(self, muster: Muster) -> bool:
        """Whether the person may be meant."""
        return self._betrifft.pruefe(muster) is not NEIN

    def answer(self, muster: Muster) -> Antwort:
        """Whether the door is open; a closed one is closed for everybody."""
        if self.fassung.gesperrt:
            return NEIN
        betrifft = self._betrifft.pruefe(muster)
        return NEIN if betrifft is NEIN else min(betrifft, self._wenn.pruefe(muster))

    def statement(self, muster: Muster) -> Aussage:
        """What the door says."""
        gemeint = self.means(muster)
        schluessel = muster & (self.bits if gemeint else self.gemeint_bits)
        aussage = self._aussagen.get(schluessel)
        if aussage is None:
            aussage = self._say(muster) if gemeint else self._not_meant(muster)
            remember(self._aussagen, schluessel, aussage, MUSTER_HOECHSTENS)
        return aussage

    def forget(self) -> None:
        """Empties what is remembered, for measuring."""
        self._aussagen.clear()
        forget_sentences(self._betrifft)
        forget_sentences(self._wenn)

    def _not_meant(self, muster: Muster) -> Aussage:
        return Aussage(NEIN, False, unique(reasons(self._betrifft, muster)), ())

    def _say(self, muster: Muster) -> Aussage:
        antwort = self.answer(muster)
        if antwort is NEIN:
            return self._say_no(muster)
        teile = self._betrifft, self._wenn
        gruende = [reasons(teil, muster) for teil in teile if teil.pruefe(muster) is antwort]
        if antwort is JA:
            satz = Grund(self.fassung.satz, self.fassung.beleg, Sorte.TRAGEND)
            return Aussage(JA, True, unique(chain([satz], *gruende)), ())
        rat = (*advice(self._betrifft, muster), *advice(self._wenn, muster), *self.fassung.tun)
        return Aussage(OFFEN, True, unique(chain(*gruende)), tuple(dict.fromkeys(rat)))

    def _say_no(self, muster: Muster) -> Aussage:
        fassung = self.fassung
        if fassung.gesperrt:
            grund = Grund(fassung.gesperrt, fassung.beleg, Sorte.AUSSCHLUSS)
            return Aussage(NEIN, True, (grund,), tuple(dict.fromkeys(fassung.tun)))
        rat = dict.fromkeys(advice(self._wenn, muster))
        return Aussage(NEIN, True, unique(reasons(self._wenn, muster)), tuple(rat))


class Rechtsstand:
    """One Weg in days on which neither a version nor a shared term nor a sentence changes."""

    def __init__(self, weg: Weg, tag: date) -> None:
        fassungen = (zugang.fassung_on(tag) for zugang in weg.zugaenge)
        self.weg = weg
        self.tueren = tuple(Tuer(fassung, tag) for fassung in fassungen if fassung is not None)
        saetze = (satz for satz in weg.sonst if satz.geltung.covers(tag))
        self.saetze = unique(Grund(satz.text, satz.beleg, Sorte.AUSSCHLUSS) for satz in saetze)
        """Why the Weg is not for everybody, or has ended."""
        self.bits = union(tuer.bits for tuer in self.tueren)
        self._steigt = all(tuer.steigt for tuer in self.tueren)
        self._gemeint_bits = union(tuer.gemeint_bits for tuer in self.tueren)
        self._zaehlen: dict[Muster, Muster] = {}
        self._antworten: dict[Muster, Antwort] = {}

    def what_counts(self, muster: Muster) -> Muster:
        """The bits that count: who is meant, and what the doors ask of those who are."""
        schluessel = muster & self._gemeint_bits
        bits = self._zaehlen.get(schluessel)
        if bits is None:
            gemeint = union(tuer.bits for tuer in self.tueren if tuer.means(muster))
            bits = self._gemeint_bits | gemeint
            remember(self._zaehlen, schluessel, bits, MUSTER_HOECHSTENS)
        return bits

    def answer(self, muster: Muster) -> Antwort:
        """The best answer of the doors, without reasons; the law is taken as fresh."""
        schluessel = muster & self.what_counts(muster)
        antwort = self._antworten.get(schluessel)
        if antwort is None:
            antwort = self._best(muster)
            remember(self._antworten, schluessel, antwort, MUSTER_HOECHSTENS)
        return antwort

    def stays_shut(self, muster: Muster, offen: Muster) -> bool:
        """Whether the Weg is closed whatever becomes of some bits.

        What is open with less known is never better than with more, but for presumptions that
        are turned around.
        """
        return self._steigt and self.answer(muster & ~offen) is NEIN

    def _best(self, muster: Muster) -> Antwort:
        beste = NEIN
        for tuer in self.tueren:
            antwort = tuer.answer(muster)
            if antwort is JA:
                return JA
            if antwort is OFFEN:
                beste = OFFEN
        return beste

    def forget(self) -> None:
        """Empties what is remembered, for measuring."""
        self._antworten.clear()
        self._zaehlen.clear()
        for tuer in self.tueren:
            tuer.forget()


def law_on(weg: Weg, tag: date) -> Rechtsstand:
    """The law of a Weg on a day."""
    tage = _days_of_change(weg)
    platz = bisect_right(tage, tag)
    return _law_since(weg, tage[platz - 1] if platz else date.min)


@lru_cache(maxsize=16_384)
def _law_since(weg: Weg, tag: date) -> Rechtsstand:
    return Rechtsstand(weg, tag)


@lru_cache(maxsize=1_024)
def _days_of_change(weg: Weg) -> tuple[date, ...]:
    """The days on which something of a Weg begins or has ended, the first one first."""
    tage = {tag for satz in weg.sonst for tag in limits(satz.geltung)}
    for zugang in weg.zugaenge:
        for fassung in zugang.fassungen:
            tage.update(limits(fassung.geltung), fassung.betrifft.tage, fassung.wenn.tage)
    return tuple(sorted(tage))


class Abschnitt(NamedTuple):
    """The law of a Weg from a number of months on and before another."""

    recht: Rechtsstand
    ab: int
    vor: int


@lru_cache(maxsize=16_384)
def law_ahead(weg: Weg, stichtag: date) -> tuple[Abschnitt, ...]:
    """The law of a Weg on a day and whenever it changes in the months after it."""
    monate = {months_until(tag, stichtag) for tag in _days_of_change(weg)}
    anfaenge = [(0, law_on(weg, stichtag))]
    for monat in sorted(monat for monat in monate if 1 <= monat <= MONATE_VORAUS):
        recht = law_on(weg, add_months(stichtag, monat))
        if recht is not anfaenge[-1][1]:
            anfaenge.append((monat, recht))
    enden = (*(monat for monat, _ in anfaenge[1:]), MONATE_VORAUS + 1)
    return tuple(
        Abschnitt(recht, ab, vor) for (ab, recht), vor in zip(anfaenge, enden, strict=True)
    )


def unique(gruende: Iterable[Grund]) -> tuple[Grund, ...]:
    """Each reason once, in the order in which they were found."""
    return tuple(dict.fromkeys(gruende))
