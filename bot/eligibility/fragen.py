"""Which question comes next: only facts that can still change what we would advise.

First who asks, what they want and where they live. Then a fact is asked only if two of its
values lead to different results among the first choices (their set or their answers), alone or
with one more answer. Of those the one that leaves the fewest facts open on average. After 12
questions, or when nothing can change any more, it stops.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.eligibility.gedaechtnis import Gedaechtnis
from bot.eligibility.lage import Lage
from bot.eligibility.probelauf import Probelauf, facts_in_use
from bot.eligibility.regelwerk import Regelwerk
from bot.profile import FAKTEN, Profil

ANFANG = ("rolle", "wunsch", "ort")
FRAGEN_HOECHSTENS = 12
NIE_GEFRAGT = frozenset({"geburtsdatum"})
SENSIBEL_KOSTET = 1.5
GLEICHES_THEMA = 1.5
_PLATZ = {name: platz for platz, name in enumerate(FAKTEN)}


@dataclass(frozen=True)
class Frage:
    """The next question, for which Wege its answer matters, how many can still come."""

    fakt: str
    wege: tuple[str, ...]
    noch_hoechstens: int


_FRAGEN: Gedaechtnis[tuple[Frage | None]] = Gedaechtnis(20_000)


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
        offen = [fakt for fakt in ANFANG if _askable(fakt, profil, erledigt)]
        if offen:
            return Frage(offen[0], (), FRAGEN_HOECHSTENS - gestellt)
        schluessel = (self._key(profil), frozenset(erledigt), gestellt, offen_ist)
        return _FRAGEN.get(
            schluessel, lambda: (self._plan(profil, erledigt, gestellt, offen_ist),)
        )[0]

    def _plan(
        self, profil: Profil, erledigt: Collection[str], gestellt: int, offen_ist: str | None
    ) -> Frage | None:
        lauf = self.rehearse(profil, erledigt, gestellt)
        fakt = self._choose(lauf, profil, offen_ist)
        if fakt is None:
            return None
        grenze = min(FRAGEN_HOECHSTENS - gestellt, len(lauf.possible_facts()))
        return Frage(fakt, lauf.affected(fakt), max(1, grenze))

    def _key(self, profil: Profil) -> Hashable:
        """People who agree in what the rules look at get the same question."""
        benutzt = facts_in_use(self.regelwerk)
        fakten = tuple((n, w if n in benutzt else None) for n, w in profil.fakten.items())
        return self.regelwerk, self.stichtag, profil.stand, fakten, *sorted(self.naehe.items())

    def rehearse(
        self, profil: Profil, erledigt: Collection[str] = (), gestellt: int = 0
    ) -> Probelauf:
        """What would be advised now and what open facts could change about it."""
        frei = frozenset(fakt for fakt in FAKTEN if _askable(fakt, profil, erledigt))
        return Probelauf(
            self.regelwerk,
            Lage(profil, self.stichtag),
            self.naehe,
            frei,
            FRAGEN_HOECHSTENS - gestellt,
        )

    def _choose(self, lauf: Probelauf, profil: Profil, offen_ist: str | None) -> str | None:
        relevant = lauf.relevant()
        if offen_ist in relevant:
            return offen_ist
        thema = _last_topic(profil)
        return min(
            relevant,
            key=lambda fakt: (_cost(fakt, lauf, thema), _PLATZ[fakt]),
            default=None,
        )


def _cost(fakt: str, lauf: Probelauf, thema: str | None) -> float:
    """How many questions are left after this one; one topic at a time, delicate ones late."""
    eintrag = FAKTEN[fakt]
    sensibel = SENSIBEL_KOSTET if eintrag.sensibel else 0.0
    gleich = GLEICHES_THEMA if eintrag.thema == thema else 0.0
    return round(lauf.expected_rest(fakt) + sensibel - gleich, 6)


def _askable(fakt: str, profil: Profil, erledigt: Collection[str]) -> bool:
    if fakt in NIE_GEFRAGT or fakt in erledigt or profil.answered(fakt):
        return False
    bedingung = FAKTEN[fakt].nur_wenn
    if bedingung is None:
        return True
    grund, werte = bedingung
    return profil.get(grund) in werte or _askable(grund, profil, erledigt)


def _last_topic(profil: Profil) -> str | None:
    themen = [FAKTEN[name].thema for name in profil.fakten if name not in ANFANG]
    return themen[-1] if themen else None
