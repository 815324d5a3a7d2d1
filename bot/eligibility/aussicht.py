"""What a closed Weg would need: from when it opens by itself, what the person can change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from itertools import combinations

from bot.eligibility.antwort import NEIN, Antwort
from bot.eligibility.bedingungen import limits, months_until
from bot.eligibility.erklaeren import value
from bot.eligibility.lage import Lage
from bot.eligibility.regelwerk import Aenderung, Fassung, Regelwerk, Weg
from bot.eligibility.tueren import doors_on
from bot.profile import DEUTSCH_STUFEN
from bot.profile.zeit import add_months, month_text

MONATE_VORAUS = 36
AENDERUNGEN_HOECHSTENS = 2

AnswerOf = Callable[[Weg, Lage], Antwort]


def opens_in(weg: Weg, lage: Lage, answer_of: AnswerOf) -> str | None:
    """The first month within 36 in which a closed Weg is no longer `nein`; None if there is none.

    Only time moves: the law of later days and the counted months. Nothing else is assumed.
    """
    for monate in _months_of_change(weg, lage):
        spaeter = lage.later(monate)
        if answer_of(weg, spaeter) is not NEIN:
            return month_text(spaeter.stichtag)
    return None


def _months_of_change(weg: Weg, lage: Lage) -> list[int]:
    """Months from now in which a comparison or a version may change, the next first."""
    monate: set[int] = set()
    for fassung in _versions_ahead(weg, lage.stichtag):
        if not _never_meant(fassung, lage):
            monate.update(_months_of_law(fassung, lage.stichtag))
            monate.update(_months_of_person(fassung, lage))
    return sorted(monate)


@lru_cache(maxsize=16384)
def _versions_ahead(weg: Weg, stichtag: date) -> tuple[Fassung, ...]:
    """The versions that are in force on a day or will be within the months that are looked at."""
    ende = add_months(stichtag, MONATE_VORAUS)
    return tuple(
        fassung
        for zugang in weg.zugaenge
        for fassung in zugang.fassungen
        if fassung.geltung.ab <= ende
        and (fassung.geltung.bis is None or fassung.geltung.bis >= stichtag)
    )


def _never_meant(fassung: Fassung, lage: Lage) -> bool:
    """Whether a door is for other people, and time alone does not change that."""
    betrifft = fassung.betrifft
    zeitlos = not betrifft.wechsel and not betrifft.tage
    return zeitlos and value(betrifft, lage) is NEIN


def _months_of_person(fassung: Fassung, lage: Lage) -> Iterator[int]:
    for wechsel in (*fassung.betrifft.wechsel, *fassung.wenn.wechsel):
        von, bis = wechsel(lage)
        if bis >= 0:
            yield from range(max(1, von), min(MONATE_VORAUS, bis + 1) + 1)


@lru_cache(maxsize=16384)
def _months_of_law(fassung: Fassung, stichtag: date) -> tuple[int, ...]:
    """Months from a date of law in which a version, a shared term or a list changes."""
    tage = {*limits(fassung.geltung), *fassung.betrifft.tage, *fassung.wenn.tage}
    monate = {months_until(tag, stichtag) for tag in tage}
    return tuple(monat for monat in monate if 1 <= monat <= MONATE_VORAUS)


def what_to_change(
    regelwerk: Regelwerk, weg: Weg, lage: Lage, answer_of: AnswerOf
) -> tuple[Aenderung, ...]:
    """The smallest set of changes a person can bring about that opens a closed Weg.

    One change is tried before two; the first in the order of `aendern.yml` wins. Empty where
    nothing that the person can influence helps.
    """
    betrifft = _changes_for(regelwerk, weg, lage.stichtag)
    passende = [aenderung for aenderung in betrifft if _fits(aenderung, lage)]
    wirksam = _facts_that_can_open(weg, lage, frozenset(einer.fakt for einer in passende))
    moegliche = [aenderung for aenderung in passende if aenderung.fakt in wirksam]
    for anzahl in range(1, AENDERUNGEN_HOECHSTENS + 1):
        for auswahl in combinations(moegliche, anzahl):
            if len({aenderung.fakt for aenderung in auswahl}) < anzahl:
                continue
            anders = lage.changed(tuple((einer.fakt, einer.wert) for einer in auswahl))
            if answer_of(weg, anders) is not NEIN:
                return auswahl
    return ()


def _facts_that_can_open(weg: Weg, lage: Lage, geaendert: frozenset[str]) -> frozenset[str]:
    """Facts of doors for this person, or of doors that a change may make one for her."""
    fakten: set[str] = set()
    if not geaendert:
        return frozenset()
    for tuer in doors_on(weg, lage.stichtag):
        if not tuer.fassung.betrifft.fakten.isdisjoint(geaendert) or tuer.means(lage):
            fakten |= tuer.fassung.fakten
    return frozenset(fakten)


def _fits(aenderung: Aenderung, lage: Lage) -> bool:
    """Whether a change starts from what is known of the person."""
    jetzt = lage.fakten.get(aenderung.fakt)
    if jetzt is None or jetzt == aenderung.wert:
        return False
    if aenderung.von:
        return jetzt in aenderung.von
    if aenderung.fakt == "deutsch":
        return DEUTSCH_STUFEN.index(str(jetzt)) < DEUTSCH_STUFEN.index(aenderung.wert)
    return True


@lru_cache(maxsize=8192)
def _changes_for(regelwerk: Regelwerk, weg: Weg, stichtag: date) -> tuple[Aenderung, ...]:
    """The changes that concern what a Weg looks at on a day."""
    fassungen = [fassung for z in weg.zugaenge if (fassung := z.fassung_on(stichtag))]
    fakten = frozenset[str]().union(*(fassung.fakten for fassung in fassungen))
    return tuple(einer for einer in regelwerk.aenderungen if einer.fakt in fakten)
