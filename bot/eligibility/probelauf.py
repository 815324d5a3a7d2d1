"""Tries values of unknown facts on one person: what would be advised, what would still be open."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import permutations

from bot.eligibility.antwort import NEIN, OFFEN, Antwort
from bot.eligibility.auswahl import ERSTE, may_be_advised, rank
from bot.eligibility.erklaeren import missing_facts
from bot.eligibility.gedaechtnis import Gedaechtnis, key_of, weg_facts
from bot.eligibility.lage import Lage
from bot.eligibility.pruefen import answer_of_weg, doors
from bot.eligibility.regelwerk import Knoten, Regelwerk, Weg
from bot.eligibility.werte import example_values
from bot.profile import Value

Ergebnis = tuple[tuple[str, Antwort], ...]
"""The first choices with their answers, in a fixed order so that they can be compared."""

_Rang = tuple[int, ...]
_OFFENE_FAKTEN: Gedaechtnis[frozenset[str]] = Gedaechtnis(100_000)


class Probelauf:
    """One person on one day of law, with whatever else somebody assumes about her."""

    def __init__(self, regelwerk: Regelwerk, lage: Lage, naehe: Mapping[str, int]) -> None:
        self._regelwerk, self._lage, self._naehe = regelwerk, lage, naehe
        self._wege = [weg for weg in regelwerk.wege if weg.eingetragen]
        self._antworten = {weg: answer_of_weg(weg, lage) for weg in self._wege}
        self._raenge = {weg: self._rank(weg, self._antworten[weg], lage) for weg in self._wege}
        self._ergebnisse: dict[str, tuple[Ergebnis, ...]] = {}
        self._reste: dict[str, tuple[frozenset[str], ...]] = {}

    def deciding(self) -> frozenset[str]:
        """Facts that can still change who is among the first choices or what they answer."""
        return self._open_facts(self._lage, self._antworten, self._raenge)

    def relevant(self, fakten: Iterable[str]) -> tuple[str, ...]:
        """Facts of which two values lead to different first choices, alone or with another."""
        fakten = tuple(fakten)
        allein = tuple(fakt for fakt in fakten if len(set(self.results(fakt))) > 1)
        if allein:
            return allein
        paarweise = {fakt for weg in self._contenders() for fakt in self._pairs(weg, fakten)}
        return tuple(fakt for fakt in fakten if fakt in paarweise)

    def results(self, fakt: str) -> tuple[Ergebnis, ...]:
        """The first choices for each example value of a fact."""
        self._try(fakt)
        return self._ergebnisse[fakt]

    def expected_rest(self, fakt: str, fragbar: Collection[str]) -> float:
        """How many facts still matter on average after an answer."""
        self._try(fakt)
        reste = self._reste[fakt]
        return sum(len(rest.intersection(fragbar)) for rest in reste) / max(1, len(reste))

    def affected(self, fakt: str) -> tuple[str, ...]:
        """The Wege among the first choices whose answer or place hangs on a fact."""
        moeglich = [dict(ergebnis) for ergebnis in self.results(fakt)]
        namen = dict.fromkeys(weg for ergebnis in moeglich for weg in ergebnis)
        return tuple(weg for weg in namen if len({eines.get(weg) for eines in moeglich}) > 1)

    def _try(self, fakt: str) -> None:
        if fakt in self._ergebnisse:
            return
        proben = {self._outcome({fakt: wert}): None for wert in self._examples(fakt)}
        self._ergebnisse[fakt] = tuple(ergebnis for ergebnis, _ in proben)
        self._reste[fakt] = tuple(rest - {fakt} for _, rest in proben)

    def _examples(self, fakt: str) -> tuple[Value, ...]:
        return example_values(self._regelwerk, fakt, self._lage.stichtag)

    def _outcome(self, fakten: Mapping[str, Value]) -> tuple[Ergebnis, frozenset[str]]:
        lage = self._lage.assume(fakten)
        antworten, raenge = dict(self._antworten), dict(self._raenge)
        for weg in self._wege:
            if not facts_of(weg).isdisjoint(fakten):
                antworten[weg] = answer_of_weg(weg, lage)
                raenge[weg] = self._rank(weg, antworten[weg], lage)
        erste = sorted((rang, weg.name, antworten[weg]) for weg, rang in raenge.items() if rang)
        ergebnis = tuple(sorted((name, antwort) for _, name, antwort in erste[:ERSTE]))
        return ergebnis, self._open_facts(lage, antworten, raenge)

    def _rank(self, weg: Weg, antwort: Antwort, lage: Lage) -> _Rang:
        """Empty for a Weg that is not advised."""
        if antwort is NEIN or not may_be_advised(weg, lage):
            return ()
        return rank(weg, antwort, lage, self._naehe)

    def _open_facts(
        self, lage: Lage, antworten: Mapping[Weg, Antwort], raenge: Mapping[Weg, _Rang]
    ) -> frozenset[str]:
        """Open facts of all Wege that are, or as a `ja` would be, among the first choices."""
        grenze = _limit(raenge)
        return frozenset[str]().union(
            *(
                open_facts(weg, antworten[weg], lage)
                for weg, rang in raenge.items()
                if rang and (grenze is None or _at_best(rang) <= grenze)
            )
        )

    def _contenders(self) -> list[Weg]:
        grenze = _limit(self._raenge)
        return [
            weg
            for weg, rang in self._raenge.items()
            if rang
            and self._antworten[weg] is OFFEN
            and (grenze is None or _at_best(rang) <= grenze)
        ]

    def _pairs(self, weg: Weg, fakten: tuple[str, ...]) -> Iterator[str]:
        """Facts that matter for one Weg only together with a second one, and show."""
        offen = open_facts(weg, OFFEN, self._lage)
        kandidaten = [fakt for fakt in fakten if fakt in offen]
        gezeigt: set[str] = set()
        for fakt, anderer in permutations(kandidaten, 2):
            if fakt not in gezeigt and self._show(weg, fakt, anderer):
                gezeigt.add(fakt)
        yield from gezeigt

    def _show(self, weg: Weg, fakt: str, anderer: str) -> bool:
        for fest in self._examples(anderer):
            je_antwort: dict[Antwort, dict[str, Value]] = {}
            for wert in self._examples(fakt):
                annahme = {anderer: fest, fakt: wert}
                je_antwort.setdefault(answer_of_weg(weg, self._lage.assume(annahme)), annahme)
            if len({self._outcome(annahme)[0] for annahme in je_antwort.values()}) > 1:
                return True
        return False


def _limit(raenge: Mapping[Weg, _Rang]) -> _Rang | None:
    """The rank of the last of the first choices; None when there are fewer."""
    erste = sorted(rang for rang in raenge.values() if rang)[:ERSTE]
    return erste[-1] if len(erste) == ERSTE else None


def _at_best(rang: _Rang) -> _Rang:
    """The rank of a Weg if it were open and urgent."""
    return (rang[0], 0, 0, *rang[3:])


def open_facts(weg: Weg, antwort: Antwort, lage: Lage) -> frozenset[str]:
    """Facts that can still change the answer of a Weg or whether it is advised."""
    schluessel = (key_of(weg, lage), *map(lage.fakten.get, sorted(advice_facts(weg))))
    return _OFFENE_FAKTEN.get(schluessel, lambda: frozenset(_open_facts(weg, antwort, lage)))


def _open_facts(weg: Weg, antwort: Antwort, lage: Lage) -> Iterator[str]:
    for knoten in _advice_conditions(weg):
        yield from missing_facts(knoten, lage)
    if antwort is not OFFEN:
        return
    for fassung in doors(weg, lage.stichtag):
        betrifft, wenn = fassung.betrifft.pruefe(lage), fassung.wenn.pruefe(lage)
        if not fassung.gesperrt and min(betrifft, wenn) is OFFEN:
            yield from missing_facts(fassung.betrifft, lage)
            yield from missing_facts(fassung.wenn, lage)


def _advice_conditions(weg: Weg) -> Iterator[Knoten]:
    rat = weg.empfehlung
    yield from (knoten for knoten in (rat.schon_dabei, rat.nicht_raten, rat.dringend) if knoten)


@lru_cache(maxsize=1024)
def advice_facts(weg: Weg) -> frozenset[str]:
    """Facts that decide whether a Weg is advised at all, or is urgent."""
    amt = {"aufenthalt"} if weg.empfehlung.amt else set()
    return frozenset(amt).union(*(knoten.fakten for knoten in _advice_conditions(weg)))


@lru_cache(maxsize=1024)
def facts_of(weg: Weg) -> frozenset[str]:
    """All facts that may change the answer of a Weg or its place in the advice."""
    return weg_facts(weg) | advice_facts(weg) | {"wunsch"}
