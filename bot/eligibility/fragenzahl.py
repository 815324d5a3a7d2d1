"""How many questions an interview takes: planned, with the best plan, with the whole questionnaire.

The best plan is found by trying out: for one person whose answers are known, all sets of facts
of one size after another, until after one of them no answer can change the first choices any
more, by the very test with which the planner stops. Nobody can plan so in earnest, because the
answers would have to be known before; so it is a bound from below.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.eligibility.fragen import ANFANG, NIE_GEFRAGT, Planer
from bot.eligibility.probelauf import facts_in_use
from bot.eligibility.regelwerk import Regelwerk
from bot.profile import FAKTEN, WEISS_NICHT, Profil

ZUSTAENDE_HOECHSTENS = 3000
"""So many sets of facts are looked at for one person; after that only a bound is known."""


@dataclass(frozen=True)
class BesterPlan:
    """The fewest questions; `sicher` is false where there are at least so many."""

    fragen: int
    sicher: bool


def questionnaire(regelwerk: Regelwerk) -> tuple[str, ...]:
    """All facts that some rule uses, with the questions everybody is asked."""
    benutzt = facts_in_use(regelwerk).union(ANFANG) - NIE_GEFRAGT
    return tuple(fakt for fakt in FAKTEN if fakt in benutzt)


def fitting(fakten: tuple[str, ...], wissen: Profil) -> tuple[str, ...]:
    """Questions that make sense for a person: no paragraph without a permit."""
    return tuple(
        fakt
        for fakt in fakten
        if (bedingung := FAKTEN[fakt].nur_wenn) is None or wissen.get(bedingung[0]) in bedingung[1]
    )


def answered(profil: Profil, fakt: str, wissen: Profil) -> Profil:
    """The profile after a question to somebody who says what she knows, else "weiß nicht"."""
    if fakt == "alter" and (geburt := wissen.get("geburtsdatum")) is not None:
        return profil.mit(geburtsdatum=geburt)
    sonst = WEISS_NICHT if FAKTEN[fakt].kennt_weiss_nicht else FAKTEN[fakt].werte[0]
    wert = wissen.get(fakt)
    return profil.mit(**{fakt: sonst if wert is None else wert})


def interview(planer: Planer, wissen: Profil) -> tuple[str, ...]:
    """The questions that the planner asks somebody, in their order."""
    profil = Profil.of({}, wissen.stand)
    gefragt: list[str] = []
    while frage := planer.next_question(profil, (), len(gefragt)):
        gefragt.append(frage.fakt)
        profil = answered(profil, frage.fakt, wissen)
    return tuple(gefragt)


def best_plan(planer: Planer, wissen: Profil, hoechstens: int) -> BesterPlan:
    """The fewest questions for somebody; more than `hoechstens` are not looked for."""
    stufe, gesehen = {frozenset(ANFANG)}, 0
    for anzahl in range(len(ANFANG), hoechstens):
        weiter: set[frozenset[str]] = set()
        for gefragt in stufe:
            gesehen += 1
            kandidaten = _open_after(planer, gefragt, wissen)
            if not kandidaten:
                return BesterPlan(anzahl, True)
            weiter.update(gefragt | {fakt} for fakt in kandidaten)
        if gesehen + len(weiter) > ZUSTAENDE_HOECHSTENS and anzahl + 1 < hoechstens:
            return BesterPlan(anzahl + 1, False)
        stufe = weiter
    return BesterPlan(hoechstens, True)


def _open_after(planer: Planer, gefragt: frozenset[str], wissen: Profil) -> tuple[str, ...]:
    """Questions that can still change something when some have been answered."""
    profil = Profil.of({}, wissen.stand)
    for fakt in FAKTEN:
        if fakt in gefragt:
            profil = answered(profil, fakt, wissen)
    return planer.rehearse(profil).candidates()
