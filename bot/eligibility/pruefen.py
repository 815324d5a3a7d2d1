"""A person on a day of law -> one Befund per Weg."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from functools import lru_cache

from bot.eligibility.antwort import JA, NEIN, OFFEN, Antwort
from bot.eligibility.aussicht import opens_in, what_to_change
from bot.eligibility.erklaeren import (
    advice,
    missing_facts,
    reasons_for_no,
    reasons_for_open,
    reasons_for_yes,
)
from bot.eligibility.gedaechtnis import Gedaechtnis, key_of
from bot.eligibility.lage import Lage
from bot.eligibility.regelwerk import (
    STAERKE,
    Befund,
    Beleg,
    Fassung,
    Grund,
    Regelwerk,
    Sorte,
    Weg,
)
from bot.profile import Profil

_BEFUNDE: Gedaechtnis[Befund] = Gedaechtnis(20_000)
_ANTWORTEN: Gedaechtnis[Antwort] = Gedaechtnis(300_000)
NICHT_EINGETRAGEN = (Grund("", Beleg(), Sorte.NICHT_EINGETRAGEN),)


def assess(
    regelwerk: Regelwerk,
    profil: Profil,
    stichtag: date,
    heute: date,
    nur: Collection[str] | None = None,
) -> tuple[Befund, ...]:
    """The Befund of every Weg (or of those in `nur`), in the order of the contract.

    `stichtag` is the day of law, `heute` the day the program runs: a version that should have
    been looked at again by then no longer says `ja` about today.
    """
    lage = Lage(profil, stichtag)
    return tuple(
        assess_weg(regelwerk, weg, lage, heute)
        for weg in regelwerk.wege
        if nur is None or weg.name in nur
    )


def assess_weg(regelwerk: Regelwerk, weg: Weg, lage: Lage, heute: date) -> Befund:
    """The Befund of one Weg with reasons, missing facts, advice and outlook."""
    if not weg.eingetragen:
        return Befund(weg.name, OFFEN, gruende=NICHT_EINGETRAGEN)
    return _BEFUNDE.get(
        (heute, regelwerk, key_of(weg, lage)), lambda: _assess(regelwerk, weg, lage, heute)
    )


def _assess(regelwerk: Regelwerk, weg: Weg, lage: Lage, heute: date) -> Befund:
    tueren = [(answer_of_door(fassung, lage), fassung) for fassung in doors(weg, lage.stichtag)]
    frisch = [(_fresh(antwort, f, lage.stichtag, heute), f) for antwort, f in tueren]
    beste = max((antwort for antwort, _ in frisch), default=NEIN)
    if beste is JA:
        return _yes(weg, [fassung for antwort, fassung in frisch if antwort is JA], lage)
    if beste is OFFEN:
        return _open(weg, [f for (antwort, f) in frisch if antwort is OFFEN], lage)
    return _no(regelwerk, weg, [fassung for _, fassung in tueren], lage)


@lru_cache(maxsize=65536)
def doors(weg: Weg, stichtag: date) -> tuple[Fassung, ...]:
    """The versions in force on a day, one for each door that exists then."""
    fassungen = (zugang.fassung_on(stichtag) for zugang in weg.zugaenge)
    return tuple(fassung for fassung in fassungen if fassung is not None)


def answer_of_door(fassung: Fassung, lage: Lage) -> Antwort:
    """Whether one door is open for a person; a closed one is closed for everybody."""
    if fassung.gesperrt:
        return NEIN
    betrifft = fassung.betrifft.pruefe(lage)
    return NEIN if betrifft is NEIN else min(betrifft, fassung.wenn.pruefe(lage))


def answer_of_weg(weg: Weg, lage: Lage) -> Antwort:
    """The answer alone, without reasons; the law is taken as fresh."""
    if not weg.eingetragen:
        return OFFEN
    return _ANTWORTEN.get(key_of(weg, lage), lambda: _answer(weg, lage))


def _answer(weg: Weg, lage: Lage) -> Antwort:
    beste = NEIN
    for fassung in doors(weg, lage.stichtag):
        beste = max(beste, answer_of_door(fassung, lage))
        if beste is JA:
            break
    return beste


def is_stale(fassung: Fassung, heute: date) -> bool:
    """Whether a version without an end should have been looked at again before `heute`."""
    bis = fassung.stand.pruefen_bis
    return fassung.geltung.bis is None and bis is not None and bis < heute


def _fresh(antwort: Antwort, fassung: Fassung, stichtag: date, heute: date) -> Antwort:
    """Old information fails closed, but only for answers about today or later."""
    veraltet = antwort is JA and stichtag >= heute and is_stale(fassung, heute)
    return OFFEN if veraltet else antwort


def _yes(weg: Weg, offene: list[Fassung], lage: Lage) -> Befund:
    staerkste = min(offene, key=lambda fassung: STAERKE[fassung.art])
    gruende = (Grund(staerkste.satz, staerkste.beleg, Sorte.TRAGEND), *_why_open(staerkste, lage))
    return Befund(weg.name, JA, staerkste.art, unique(gruende), tun=staerkste.tun)


def _why_open(fassung: Fassung, lage: Lage) -> Iterator[Grund]:
    yield from reasons_for_yes(fassung.betrifft, lage, fassung.beleg)
    yield from reasons_for_yes(fassung.wenn, lage, fassung.beleg)


def _open(weg: Weg, tueren: list[Fassung], lage: Lage) -> Befund:
    gruende: list[Grund] = []
    fehlend: list[str] = []
    tun: list[str] = []
    for fassung in tueren:
        if answer_of_door(fassung, lage) is JA:
            gruende += [Grund(fassung.satz, fassung.beleg, Sorte.TRAGEND)]
            gruende += [Grund("", fassung.beleg, Sorte.VERALTET), *_why_open(fassung, lage)]
        else:
            for knoten in (fassung.betrifft, fassung.wenn):
                gruende += reasons_for_open(knoten, lage, fassung.beleg)
                fehlend += missing_facts(knoten, lage)
                tun += advice(knoten, lage)
        tun += fassung.tun
    return Befund(
        weg.name,
        OFFEN,
        gruende=unique(gruende),
        fehlende_fakten=tuple(dict.fromkeys(fehlend)),
        tun=tuple(dict.fromkeys(tun)),
    )


def _no(regelwerk: Regelwerk, weg: Weg, tueren: list[Fassung], lage: Lage) -> Befund:
    gruende: list[Grund] = []
    tun: list[str] = []
    for fassung in tueren:
        if fassung.betrifft.pruefe(lage) is NEIN:
            gruende += reasons_for_no(fassung.betrifft, lage, fassung.beleg)
        elif fassung.gesperrt:
            gruende.append(Grund(fassung.gesperrt, fassung.beleg, Sorte.AUSSCHLUSS))
            tun += fassung.tun
        else:
            gruende += reasons_for_no(fassung.wenn, lage, fassung.beleg)
            tun += advice(fassung.wenn, lage)
    if not any(fassung.betrifft.pruefe(lage) is not NEIN for fassung in tueren):
        gruende = [*general_reasons(weg, lage.stichtag), *gruende]
    return Befund(
        weg.name,
        NEIN,
        gruende=unique(gruende),
        tun=tuple(dict.fromkeys(tun)),
        was_aendern=what_to_change(regelwerk, weg, lage, answer_of_weg),
        ab_wann=opens_in(weg, lage, answer_of_weg),
    )


def general_reasons(weg: Weg, stichtag: date) -> list[Grund]:
    """The dated sentences that say why a Weg is not for everybody, or has ended."""
    return [
        Grund(satz.text, satz.beleg, Sorte.AUSSCHLUSS)
        for satz in weg.sonst
        if satz.geltung.covers(stichtag)
    ]


def unique(gruende: Iterable[Grund]) -> tuple[Grund, ...]:
    """Each reason once, in the order in which they were found."""
    return tuple(dict.fromkeys(gruende))
