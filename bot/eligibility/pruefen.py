"""A person on a day of law -> one Befund per Weg."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import lru_cache
from itertools import chain
from typing import TypeVar

from bot.eligibility.antwort import JA, NEIN, OFFEN, Antwort
from bot.eligibility.aussicht import opens_in, what_to_change
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
from bot.eligibility.tueren import Aussage, doors_on, unique
from bot.profile import Profil

T = TypeVar("T")
_BEFUNDE: Gedaechtnis[Befund] = Gedaechtnis(20_000)
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


def forget() -> None:
    """Empties what is remembered of people, for measuring."""
    _BEFUNDE.clear()


def assess_weg(regelwerk: Regelwerk, weg: Weg, lage: Lage, heute: date) -> Befund:
    """The Befund of one Weg with reasons, missing facts, advice and outlook."""
    if not weg.eingetragen:
        return Befund(weg.name, OFFEN, gruende=NICHT_EINGETRAGEN)
    return _BEFUNDE.get(
        (heute, regelwerk, key_of(weg, lage)), lambda: _assess(regelwerk, weg, lage, heute)
    )


def _assess(regelwerk: Regelwerk, weg: Weg, lage: Lage, heute: date) -> Befund:
    tueren = [(tuer.fassung, tuer.statement(lage)) for tuer in doors_on(weg, lage.stichtag)]
    frisch = [_fresh(aussage.antwort, f, lage.stichtag, heute) for f, aussage in tueren]
    beste = max(frisch, default=NEIN)
    passend = [tuer for tuer, antwort in zip(tueren, frisch, strict=True) if antwort is beste]
    if beste is JA:
        return _yes(weg, passend)
    if beste is OFFEN:
        return _open(weg, passend)
    return _no(regelwerk, weg, [aussage for _, aussage in tueren], lage)


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
    beste = NEIN
    for tuer in doors_on(weg, lage.stichtag):
        beste = max(beste, tuer.answer(lage))
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


def _yes(weg: Weg, tueren: list[tuple[Fassung, Aussage]]) -> Befund:
    fassung, aussage = min(tueren, key=lambda tuer: STAERKE[tuer[0].art])
    return Befund(weg.name, JA, fassung.art, aussage.gruende, tun=fassung.tun)


def _open(weg: Weg, tueren: list[tuple[Fassung, Aussage]]) -> Befund:
    teile = [_stale(*tuer) if tuer[1].antwort is JA else tuer[1] for tuer in tueren]
    gruende = _joined([teil.gruende for teil in teile])
    fehlend = (grund.fakt for grund in gruende if grund.fakt and grund.sorte is Sorte.FEHLT)
    return Befund(
        weg.name,
        OFFEN,
        gruende=gruende,
        fehlende_fakten=tuple(dict.fromkeys(fehlend)),
        tun=_joined([teil.tun for teil in teile]),
    )


def _stale(fassung: Fassung, aussage: Aussage) -> Aussage:
    """What an open door says when nobody has looked at its law for too long."""
    satz, *weitere = aussage.gruende
    alt = Grund("", fassung.beleg, Sorte.VERALTET)
    return Aussage(OFFEN, True, (satz, alt, *weitere), fassung.tun)


def _no(regelwerk: Regelwerk, weg: Weg, aussagen: list[Aussage], lage: Lage) -> Befund:
    gruende = [aussage.gruende for aussage in aussagen]
    if not any(aussage.gemeint for aussage in aussagen):
        gruende = [general_reasons(weg, lage.stichtag), *gruende]
    return Befund(
        weg.name,
        NEIN,
        gruende=_joined(gruende),
        tun=_joined([aussage.tun for aussage in aussagen]),
        was_aendern=what_to_change(regelwerk, weg, lage, answer_of_weg),
        ab_wann=opens_in(weg, lage, answer_of_weg),
    )


def _joined(teile: list[tuple[T, ...]]) -> tuple[T, ...]:
    """All parts one after another, each thing once; the parts hold nothing twice."""
    volle = [teil for teil in teile if teil]
    if len(volle) < 2:
        return volle[0] if volle else ()
    return tuple(dict.fromkeys(chain.from_iterable(volle)))


@lru_cache(maxsize=16384)
def general_reasons(weg: Weg, stichtag: date) -> tuple[Grund, ...]:
    """The dated sentences that say why a Weg is not for everybody, or has ended."""
    saetze = (satz for satz in weg.sonst if satz.geltung.covers(stichtag))
    return unique(Grund(satz.text, satz.beleg, Sorte.AUSSCHLUSS) for satz in saetze)
