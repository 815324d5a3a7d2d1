"""Which question comes next: only facts that can still change what we would advise.

First who asks, what they want and where they live. Then a fact is asked only if two of its
values lead to different results among the first choices (their set or their answers). After
12 questions, or when nothing can change any more, it stops.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from bot.eligibility.lage import Lage
from bot.eligibility.probelauf import Probelauf
from bot.eligibility.regelwerk import Regelwerk
from bot.profile import FAKTEN, Profil

ANFANG = ("rolle", "wunsch", "ort")
FRAGEN_HOECHSTENS = 12
NIE_GEFRAGT = frozenset({"geburtsdatum"})
SENSIBEL_KOSTET = 1.5
GLEICHES_THEMA = 0.4
_PLATZ = {name: platz for platz, name in enumerate(FAKTEN)}


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
        lauf = Probelauf(self.regelwerk, Lage(profil, self.stichtag), self.naehe)
        offen = [fakt for fakt in ANFANG if self._askable(fakt, profil, erledigt)]
        rest = self._deciding(lauf, profil, erledigt)
        grenze = max(1, min(FRAGEN_HOECHSTENS - gestellt, len({*offen, *rest})))
        if offen:
            return Frage(offen[0], (), FRAGEN_HOECHSTENS - gestellt)
        fakt = _parent_first(self._choose(lauf, profil, rest, offen_ist), profil)
        return None if fakt is None else Frage(fakt, lauf.affected(fakt), grenze)

    def _choose(
        self, lauf: Probelauf, profil: Profil, rest: tuple[str, ...], offen_ist: str | None
    ) -> str | None:
        relevant = lauf.relevant(rest)
        if offen_ist in relevant:
            return offen_ist
        thema = _last_topic(profil)
        return min(
            relevant,
            key=lambda fakt: (self._cost(fakt, lauf, rest, thema), _PLATZ[fakt]),
            default=None,
        )

    def _cost(self, fakt: str, lauf: Probelauf, rest: tuple[str, ...], thema: str | None) -> float:
        """How many questions are left after this one; one topic at a time, delicate ones late."""
        eintrag = FAKTEN[fakt]
        sensibel = SENSIBEL_KOSTET if eintrag.sensibel else 0.0
        return (
            lauf.expected_rest(fakt, rest)
            + sensibel
            - (GLEICHES_THEMA if eintrag.thema == thema else 0.0)
        )

    def _deciding(
        self, lauf: Probelauf, profil: Profil, erledigt: Collection[str]
    ) -> tuple[str, ...]:
        offen = lauf.deciding()
        return tuple(
            fakt for fakt in FAKTEN if fakt in offen and self._askable(fakt, profil, erledigt)
        )

    def _askable(self, fakt: str, profil: Profil, erledigt: Collection[str]) -> bool:
        if fakt in NIE_GEFRAGT or fakt in erledigt or profil.answered(fakt):
            return False
        bedingung = FAKTEN[fakt].nur_wenn
        if bedingung is None:
            return True
        grund, werte = bedingung
        return profil.get(grund) in werte or self._askable(grund, profil, erledigt)


def _parent_first(fakt: str | None, profil: Profil) -> str | None:
    """Which paper before which paragraph: a detail is asked when what it is about is known."""
    if fakt is None:
        return None
    bedingung = FAKTEN[fakt].nur_wenn
    return fakt if bedingung is None or profil.answered(bedingung[0]) else bedingung[0]


def _last_topic(profil: Profil) -> str | None:
    themen = [FAKTEN[name].thema for name in profil.fakten if name not in ANFANG]
    return themen[-1] if themen else None
