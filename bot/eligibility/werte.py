"""A few values per fact that stand for all: on both sides of every comparison in the rules."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from bot.eligibility.regelwerk import Knoten, Regelwerk, Vergleich
from bot.profile import FAKTEN, Art, Value
from bot.profile.zeit import add_months, month_text

MONATE_OHNE_GRENZE = (1, 24)
ALTER_OHNE_GRENZE = (16, 20, 26)
OHNE_LISTE = "gn"


@lru_cache(maxsize=4096)
def example_values(regelwerk: Regelwerk, fakt: str, stichtag: date) -> tuple[Value, ...]:
    """Values of a fact of which at least one stands for every case the rules tell apart."""
    art = FAKTEN[fakt].art
    vergleiche = [v for v in _comparisons(regelwerk) if v.fakt == fakt]
    if art in (Art.WAHL, Art.LISTE):
        return FAKTEN[fakt].werte
    if art is Art.MONAT:
        return _months(vergleiche, stichtag)
    if art in (Art.ALTER, Art.ZAHL):
        return _numbers(vergleiche)
    if art is Art.LAND:
        return _countries(vergleiche, stichtag)
    return ()


@lru_cache(maxsize=8)
def _comparisons(regelwerk: Regelwerk) -> tuple[Vergleich, ...]:
    knoten = (
        baum
        for weg in regelwerk.wege
        for zugang in weg.zugaenge
        for fassung in zugang.fassungen
        for baum in (fassung.betrifft, fassung.wenn)
    )
    return tuple({blatt.vergleich for baum in knoten for blatt in _leaves(baum) if blatt.vergleich})


def _leaves(knoten: Knoten) -> Iterator[Knoten]:
    if knoten.art == "blatt":
        yield knoten
    for kind in knoten.kinder:
        yield from _leaves(kind)


def _months(vergleiche: list[Vergleich], stichtag: date) -> tuple[Value, ...]:
    abstaende = set(MONATE_OHNE_GRENZE)
    monate: set[str] = set()
    for vergleich in vergleiche:
        for zahl in vergleich.zahlen:
            abstand = -zahl if vergleich.voraus else zahl
            abstaende.update((abstand, abstand - 1))
        for tag in vergleich.tage:
            monate.update(month_text(add_months(tag, schritt)) for schritt in (-1, 0, 1))
    monate.update(month_text(add_months(stichtag, -abstand)) for abstand in abstaende)
    vergangen = any(vergleich.voraus for vergleich in vergleiche)
    heute = month_text(stichtag)
    return tuple(sorted(monat for monat in monate if vergangen or monat <= heute))


def _numbers(vergleiche: list[Vergleich]) -> tuple[Value, ...]:
    zahlen = {zahl + schritt for v in vergleiche for zahl in v.zahlen for schritt in (-1, 0, 1)}
    return tuple(sorted({zahl for zahl in (*zahlen, *ALTER_OHNE_GRENZE) if zahl >= 0}))


def _countries(vergleiche: list[Vergleich], stichtag: date) -> tuple[Value, ...]:
    """One country for each combination of lists, and one that stands on none."""
    listen = [v.laender(stichtag) for v in vergleiche if v.laender is not None]
    einzelne = {land for v in vergleiche for land in v.werte}
    vertreter: dict[tuple[bool, ...], str] = {}
    for land in sorted(set().union(*listen, einzelne, {OHNE_LISTE})):
        merkmal = (*(land in liste for liste in listen), land in einzelne)
        vertreter.setdefault(merkmal, land)
    return tuple(vertreter.values())
