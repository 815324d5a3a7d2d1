"""Tries values of unknown facts on one person: what would be advised, what could still change."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from bot.eligibility.antwort import JA, NEIN, OFFEN, Antwort
from bot.eligibility.auswahl import ERSTE, MENSCH, choose, gets_in, may_be_advised, rank
from bot.eligibility.gedaechtnis import weg_facts
from bot.eligibility.lage import Lage
from bot.eligibility.moeglich import (
    FEST,
    VORAUS,
    Blick,
    Spielraum,
    Wahl,
    can_become,
    current_answer,
    one_of,
)
from bot.eligibility.regelwerk import Knoten, Regelwerk, Weg
from bot.eligibility.werte import AMT, telling_values
from bot.profile import FAKTEN, Value

Ergebnis = tuple[tuple[str, Antwort], ...]
"""The first choices with their answers, in a fixed order so that they can be compared."""

Rang = tuple[int, ...]


class Stelle:
    """A Weg that may be advised: its answer, its rank, and on demand what can still change."""

    def __init__(self, weg: Weg, antwort: Antwort, rang: Rang, blick: Blick) -> None:
        self.weg, self.antwort, self.rang, self.blick = weg, antwort, rang, blick

    @cached_property
    def raum(self) -> Spielraum:
        """What its answer can still become."""
        return self.blick.room_of_weg(self.weg) if self.antwort is OFFEN else FEST[self.antwort]

    @cached_property
    def faellt(self) -> Spielraum:
        """Whether it can still drop out of the advice."""
        rat = self.weg.empfehlung
        raeume = [_room_of(knoten, self.blick) for knoten in (rat.schon_dabei, rat.nicht_raten)]
        return one_of([*raeume, _room_of(AMT, self.blick)] if rat.amt else raeume)

    @cached_property
    def eilt(self) -> Spielraum:
        """Whether it can still become urgent."""
        return _room_of(self.weg.empfehlung.dringend, self.blick)

    @cached_property
    def fakten(self) -> frozenset[str]:
        """All facts that can still be asked about this Weg."""
        return self.raum.offen | self.faellt.offen | self.eilt.offen


@dataclass(frozen=True)
class Bild:
    """What would be advised, and which Wege could still change it: the Weg and how."""

    ergebnis: Ergebnis
    strittig: Mapping[Stelle, str] = field(default_factory=dict)

    def merkmal(self) -> tuple[Ergebnis, frozenset[tuple[str, str]]]:
        """What two answers must have in common so that it does not matter which is given."""
        return self.ergebnis, frozenset((s.weg.name, wie) for s, wie in self.strittig.items())

    @property
    def fakten(self) -> frozenset[str]:
        """Facts that what can still change waits for."""
        return frozenset[str]().union(*(stelle.fakten for stelle in self.strittig))


class Probelauf:
    """One person on one day of law, what can be asked and how many questions are left."""

    def __init__(
        self,
        regelwerk: Regelwerk,
        lage: Lage,
        naehe: Mapping[str, int],
        frei: frozenset[str],
        fragen: int,
    ) -> None:
        self._regelwerk, self._naehe, self._fragen = regelwerk, naehe, fragen
        self._blick = Blick(lage, frei)
        stellen = (
            self._place(weg, platz, self._blick)
            for platz, weg in enumerate(regelwerk.wege)
            if weg.eingetragen
        )
        self._stellen = _contenders([stelle for stelle in stellen if stelle])
        self._offene = frozenset(stelle.weg for stelle in self._stellen if stelle.fakten)
        self.bild = self._picture(self._stellen, min(VORAUS, fragen))
        self._bilder: dict[str, tuple[tuple[Bild, int], ...]] = {}

    def candidates(self) -> tuple[str, ...]:
        """Facts to ask next: open ones of Wege that can still change the first choices."""
        fakten = sorted(self.bild.fakten, key=_PLATZ.__getitem__)
        return tuple(dict.fromkeys(map(self._parent, fakten)))

    def relevant(self) -> tuple[str, ...]:
        """Candidates of which two values lead to different first choices; else those that do so
        together with further answers."""
        kandidaten = self.candidates()
        sofort = tuple(f for f in kandidaten if self._matters(f, lambda bild: bild.ergebnis))
        return sofort or tuple(f for f in kandidaten if self._matters(f, Bild.merkmal))

    def _matters(self, fakt: str, merkmal: Callable[[Bild], Hashable]) -> bool:
        return len({merkmal(bild) for bild, _ in self.pictures(fakt)}) > 1

    def pictures(self, fakt: str) -> tuple[tuple[Bild, int], ...]:
        """The picture after each telling value of a fact, and how common the value is."""
        if fakt not in self._bilder:
            werte = self._values(fakt)
            self._bilder[fakt] = tuple((self._assume(fakt, wert), zahl) for wert, zahl in werte)
        return self._bilder[fakt]

    def expected_rest(self, fakt: str) -> float:
        """How many facts still matter on average after an answer."""
        bilder = self.pictures(fakt)
        summe = sum(zahl * len(bild.fakten) for bild, zahl in bilder)
        return summe / max(1, sum(zahl for _, zahl in bilder))

    def affected(self, fakt: str) -> tuple[str, ...]:
        """The Wege a question is asked for, the best first."""
        gefragt = {fakt, *(name for name in FAKTEN if _parent_of(name) == fakt)}
        return tuple(
            stelle.weg.name
            for stelle in sorted(self.bild.strittig, key=lambda stelle: stelle.rang)
            if not gefragt.isdisjoint(stelle.fakten)
        )

    def possible_facts(self) -> frozenset[str]:
        """All facts that may be asked from here on, whatever the answers are."""
        moeglich = frozenset[str]().union(*(stelle.fakten for stelle in self._stellen))
        return moeglich | {self._parent(fakt) for fakt in moeglich}

    def _parent(self, fakt: str) -> str:
        """Which paper before which paragraph: a detail is asked when what it is about is known."""
        grund = _parent_of(fakt)
        return grund if grund in self._blick.frei else fakt

    def _assume(self, fakt: str, wert: Value) -> Bild:
        blick = Blick(
            self._blick.lage.assume({fakt: wert}), _still_free(self._blick.frei, fakt, wert)
        )
        weg = self._blick.frei - blick.frei
        neue = []
        for stelle in self._stellen:
            if weg.isdisjoint(stelle.fakten):
                neue.append(stelle)
            elif neu := self._place(stelle.weg, stelle.rang[-1], blick):
                neue.append(neu)
        return self._picture(neue, min(VORAUS, self._fragen - 1))

    def _place(self, weg: Weg, platz: int, blick: Blick) -> Stelle | None:
        """Where a Weg stands; None where it is not advised, whatever else is told."""
        antwort = current_answer(weg, blick.lage)
        if antwort is NEIN or not may_be_advised(weg, blick.lage):
            return None
        return Stelle(weg, antwort, (*rank(weg, antwort, blick.lage, self._naehe), platz), blick)

    def _picture(self, stellen: Iterable[Stelle], fragen: int) -> Bild:
        reihe = sorted(stellen, key=lambda stelle: stelle.rang)
        erste = choose(reihe, key=lambda stelle: stelle.rang)
        strittig = {}
        for stelle in reihe[: len(erste)]:
            if stelle.fakten and (wie := self._change_of_first(stelle, fragen)):
                strittig[stelle] = wie
        for stelle in reihe[len(erste) :]:
            if self._way_up(stelle, [einer.rang for einer in reihe[:ERSTE]], fragen):
                strittig[stelle] = "auf"
        ergebnis = tuple(sorted((stelle.weg.name, stelle.antwort) for stelle in erste))
        return Bild(ergebnis, strittig)

    def _change_of_first(self, stelle: Stelle, fragen: int) -> str:
        """How a first choice can still change: its answer, or that it is advised at all."""
        wie = "".join(ziel.wort for ziel in (JA, NEIN) if self._can_become(stelle, ziel, fragen))
        return wie + ("rat" if _within(stelle.faellt.ja, fragen) else "")

    def _way_up(self, stelle: Stelle, vorne: list[Rang], fragen: int) -> bool:
        """Whether a further Weg can still come among the first choices."""
        if not gets_in(_at_best(stelle), vorne) or not stelle.fakten:
            return False
        ja = stelle.antwort is JA or self._can_become(stelle, JA, fragen)
        eilt = stelle.eilt.jetzt is JA or bool(_within(stelle.eilt.ja, fragen))
        rang = (stelle.rang[0], 0 if ja else 1, 0 if eilt else 1, *stelle.rang[3:])
        return rang < stelle.rang and gets_in(rang, vorne)

    def _can_become(self, stelle: Stelle, ziel: Antwort, fragen: int) -> bool:
        wahl = _within(stelle.raum.ja if ziel is JA else stelle.raum.nein, fragen)
        return bool(wahl) and can_become(stelle.weg, ziel, wahl, stelle.blick.lage, self._examples)

    def _values(self, fakt: str) -> tuple[tuple[Value, int], ...]:
        """Values that the Wege in question tell apart, and how common they are."""
        return telling_values(self._regelwerk, fakt, self._blick.lage.stichtag, self._offene)

    def _examples(self, fakt: str) -> tuple[Value, ...]:
        return tuple(wert for wert, _ in self._values(fakt))


def _contenders(stellen: list[Stelle]) -> list[Stelle]:
    """Without the Wege that come after first choices which are certain, whatever is told."""
    sicher = [s for s in stellen if s.antwort is JA and not s.fakten]
    feste = choose(sorted(stelle.rang for stelle in sicher), key=lambda rang: rang)
    if not feste or feste[0][0] > MENSCH:
        return stellen
    grenze = feste[-1] if len(feste) == ERSTE else (MENSCH + 1,)
    return [stelle for stelle in stellen if stelle in sicher or _at_best(stelle) <= grenze]


def _at_best(stelle: Stelle) -> Rang:
    """The rank of a Weg if it were open and urgent."""
    return (stelle.rang[0], 0, 0, *stelle.rang[3:])


_PLATZ = {name: platz for platz, name in enumerate(FAKTEN)}


def _within(wahl: Wahl, fragen: int) -> Wahl:
    """The alternatives that need some of the questions that are left, and no more."""
    return frozenset(fakten for fakten in wahl if 0 < len(fakten) <= fragen)


def _room_of(knoten: Knoten | None, blick: Blick) -> Spielraum:
    return FEST[NEIN] if knoten is None else blick.room_of(knoten)


def _parent_of(fakt: str) -> str:
    bedingung = FAKTEN[fakt].nur_wenn
    return bedingung[0] if bedingung else ""


def _still_free(frei: frozenset[str], fakt: str, wert: Value) -> frozenset[str]:
    """What can be asked after an answer: details of something else make no sense any more."""
    sinnlos = {
        name
        for name in frei
        if (bedingung := FAKTEN[name].nur_wenn)
        and bedingung[0] == fakt
        and wert not in bedingung[1]
    }
    return frei - sinnlos - {fakt}


@lru_cache(maxsize=64)
def facts_in_use(regelwerk: Regelwerk) -> frozenset[str]:
    """All facts that the law of some day or the advice looks at."""
    rat = (
        knoten.fakten
        for weg in regelwerk.wege
        for knoten in (
            weg.empfehlung.schon_dabei,
            weg.empfehlung.nicht_raten,
            weg.empfehlung.dringend,
        )
        if knoten
    )
    return frozenset({"wunsch", "aufenthalt"}).union(*map(weg_facts, regelwerk.wege), *rat)
