"""Which question comes next: only facts that can still change what we would advise.

First who asks, what they want and where they live. Then a fact is asked only if two of its
values lead to different results among the first choices (their set or their answers). After
12 questions, or when nothing can change any more, it stops.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import permutations

from bot.eligibility.antwort import NEIN, OFFEN, Antwort
from bot.eligibility.auswahl import first_choices, may_be_advised
from bot.eligibility.erklaeren import missing_facts
from bot.eligibility.gedaechtnis import weg_facts
from bot.eligibility.lage import Lage
from bot.eligibility.pruefen import answer_of_weg, doors
from bot.eligibility.regelwerk import Knoten, Regelwerk, Weg
from bot.eligibility.werte import example_values
from bot.profile import FAKTEN, Profil, Value

ANFANG = ("rolle", "wunsch", "ort")
FRAGEN_HOECHSTENS = 12
NIE_GEFRAGT = frozenset({"geburtsdatum"})

Ergebnis = tuple[tuple[str, Antwort], ...]


@dataclass(frozen=True)
class Frage:
    """The next question, for which Wege its answer matters, how many can still come."""

    fakt: str
    wege: tuple[str, ...]
    noch_hoechstens: int


@dataclass(frozen=True)
class Planer:
    """Plans the questions for one day of law. `naehe` ranks Wege by how near their offer is."""

    regelwerk: Regelwerk
    stichtag: date
    naehe: Mapping[str, int]

    def next_question(
        self,
        profil: Profil,
        erledigt: Collection[str] = (),
        gestellt: int = 0,
        offen_ist: str | None = None,
    ) -> Frage | None:
        """The next question; None when no answer changes the first choices any more.

        `erledigt` are facts that were declined, `gestellt` counts the questions asked so far,
        `offen_ist` is a question that was asked and stays if it still matters.
        """
        if gestellt >= FRAGEN_HOECHSTENS:
            return None
        offen = [fakt for fakt in ANFANG if self._askable(fakt, profil, erledigt)]
        rest = self.deciding_facts(profil, erledigt)
        grenze = min(FRAGEN_HOECHSTENS - gestellt, len({*offen, *rest}))
        if offen:
            return Frage(offen[0], (), max(1, grenze))
        return self._best(profil, rest, offen_ist, grenze)

    def _best(
        self, profil: Profil, rest: tuple[str, ...], offen_ist: str | None, grenze: int
    ) -> Frage | None:
        lauf = Probelauf(self, profil)
        relevant = lauf.relevant(rest)
        if not relevant:
            return None
        if offen_ist in relevant:
            fakt = offen_ist
        else:
            fakt = min(relevant, key=lambda einer: self._cost(einer, lauf, profil))
        return Frage(fakt, lauf.affected(fakt), max(1, grenze))

    def _cost(self, fakt: str, lauf: Probelauf, profil: Profil) -> tuple[float, int]:
        """Smaller is asked earlier: what settles most, one topic at a time, delicate ones late."""
        eintrag = FAKTEN[fakt]
        offen = lauf.expected_open(fakt)
        themen = [FAKTEN[name].thema for name in profil.fakten if name not in ANFANG]
        gleiches = bool(themen) and themen[-1] == eintrag.thema
        return (
            offen + (0.5 if eintrag.sensibel else 0.0) - (0.25 if gleiches else 0.0),
            list(FAKTEN).index(fakt),
        )

    def deciding_facts(self, profil: Profil, erledigt: Collection[str] = ()) -> tuple[str, ...]:
        """Facts that an open condition of some Weg waits for, in the order of the vocabulary."""
        lage = Lage(profil, self.stichtag)
        fehlend: set[str] = set()
        for weg in self.regelwerk.wege:
            fehlend.update(open_facts(weg, lage))
        return tuple(
            fakt for fakt in FAKTEN if fakt in fehlend and self._askable(fakt, profil, erledigt)
        )

    def _askable(self, fakt: str, profil: Profil, erledigt: Collection[str]) -> bool:
        if fakt in NIE_GEFRAGT or fakt in erledigt or profil.answered(fakt):
            return False
        bedingung = FAKTEN[fakt].nur_wenn
        return bedingung is None or profil.get(bedingung[0]) in (None, *bedingung[1])


def open_facts(weg: Weg, lage: Lage) -> Iterator[str]:
    """Facts that can still change the answer of a Weg or whether it is advised."""
    if answer_of_weg(weg, lage) is NEIN or not may_be_advised(weg, lage):
        return
    for knoten in _advice_conditions(weg):
        yield from missing_facts(knoten, lage)
    if answer_of_weg(weg, lage) is not OFFEN:
        return
    for fassung in doors(weg, lage.stichtag):
        if not fassung.gesperrt and _still_open((fassung.betrifft, fassung.wenn), lage):
            yield from missing_facts(fassung.betrifft, lage)
            yield from missing_facts(fassung.wenn, lage)


def _advice_conditions(weg: Weg) -> Iterator[Knoten]:
    rat = weg.empfehlung
    yield from (knoten for knoten in (rat.schon_dabei, rat.nicht_raten, rat.dringend) if knoten)


def _still_open(knoten: Iterable[Knoten], lage: Lage) -> bool:
    return min(einer.pruefe(lage) for einer in knoten) is OFFEN


class Probelauf:
    """Tries values of unknown facts on one profile and looks at the first choices."""

    def __init__(self, planer: Planer, profil: Profil) -> None:
        self._planer = planer
        self._regelwerk = planer.regelwerk
        self._lage = Lage(profil, planer.stichtag)
        self._grund = {weg.name: answer_of_weg(weg, self._lage) for weg in self._regelwerk.wege}
        self._offene = [
            weg
            for weg in self._regelwerk.wege
            if self._grund[weg.name] is OFFEN and may_be_advised(weg, self._lage)
        ]
        self._rat_fakten = advice_facts(self._regelwerk)
        self._ergebnisse: dict[str, tuple[Ergebnis, ...]] = {}
        self._reihen: dict[Ergebnis, Ergebnis] = {}

    def relevant(self, fakten: tuple[str, ...]) -> tuple[str, ...]:
        """Facts of which two values lead to different first choices, alone or with another."""
        allein = tuple(fakt for fakt in fakten if len(set(self.results(fakt))) > 1)
        if allein:
            return allein
        paarweise = {fakt for weg in self._offene for fakt in self._pairs(weg, fakten)}
        return tuple(fakt for fakt in fakten if fakt in paarweise)

    def results(self, fakt: str) -> tuple[Ergebnis, ...]:
        """The first choices for each example value of a fact."""
        if fakt not in self._ergebnisse:
            self._ergebnisse[fakt] = tuple(
                self._outcome({fakt: wert}) for wert in self._examples(fakt)
            )
        return self._ergebnisse[fakt]

    def expected_open(self, fakt: str) -> float:
        """How many first choices stay open on average after this answer."""
        ergebnisse = self.results(fakt)
        offen = sum(antwort is OFFEN for eines in ergebnisse for _, antwort in eines)
        return offen / max(1, len(ergebnisse))

    def affected(self, fakt: str) -> tuple[str, ...]:
        """The Wege among the first choices whose answer or place hangs on a fact."""
        moeglich = [dict(ergebnis) for ergebnis in self.results(fakt)]
        namen = dict.fromkeys(weg for ergebnis in moeglich for weg in ergebnis)
        return tuple(weg for weg in namen if len({eines.get(weg) for eines in moeglich}) > 1)

    def _examples(self, fakt: str) -> tuple[Value, ...]:
        return example_values(self._regelwerk, fakt, self._planer.stichtag)

    def _pairs(self, weg: Weg, fakten: tuple[str, ...]) -> Iterator[str]:
        """Facts that matter for one Weg only together with a second one, and show."""
        kandidaten = [fakt for fakt in fakten if fakt in set(open_facts(weg, self._lage))]
        for fakt, anderer in permutations(kandidaten, 2):
            if self._show(weg, fakt, anderer):
                yield fakt

    def _show(self, weg: Weg, fakt: str, anderer: str) -> bool:
        for fest in self._examples(anderer):
            je_antwort: dict[Antwort, dict[str, Value]] = {}
            for wert in self._examples(fakt):
                annahme = {anderer: fest, fakt: wert}
                je_antwort.setdefault(answer_of_weg(weg, self._lage.assume(annahme)), annahme)
            if len({self._outcome(annahme) for annahme in je_antwort.values()}) > 1:
                return True
        return False

    def _outcome(self, fakten: Mapping[str, Value]) -> Ergebnis:
        lage = self._lage.assume(fakten)
        neu = tuple(
            (weg.name, answer_of_weg(weg, lage)) for weg in self._offene if uses_any(weg, fakten)
        )
        if not self._rat_fakten.isdisjoint(fakten):
            return self._first(neu, lage)
        if neu not in self._reihen:
            self._reihen[neu] = self._first(neu, lage)
        return self._reihen[neu]

    def _first(self, neu: Ergebnis, lage: Lage) -> Ergebnis:
        antworten = {**self._grund, **dict(neu)}
        erste = first_choices(self._regelwerk, antworten, lage, self._planer.naehe)
        return tuple(sorted((weg, antworten[weg]) for weg in erste))


@lru_cache(maxsize=8)
def advice_facts(regelwerk: Regelwerk) -> frozenset[str]:
    """Facts that decide what is advised beside the answers: wishes, papers, the situation."""
    fakten = (k.fakten for weg in regelwerk.wege for k in _advice_conditions(weg))
    return frozenset({"wunsch", "aufenthalt"}).union(*fakten)


def uses_any(weg: Weg, fakten: Iterable[str]) -> bool:
    """Whether the law of a Weg looks at one of some facts."""
    return not weg_facts(weg).isdisjoint(fakten)
