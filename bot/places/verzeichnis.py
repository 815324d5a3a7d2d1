"""The index of all known names: exact lookup, and nearest names for a misspelt one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.places.register import Gemeinde, all_gemeinden, all_kreise
from bot.places.schreibweise import name_keys, sound
from bot.places.woerterbuch import Woerterbuch, load_woerterbuch


class Art(str, Enum):
    """What a name stands for."""

    ORT = "ort"
    FRAGE = "frage"
    KREIS = "kreis"
    AUSSEN = "aussen"


@dataclass(frozen=True)
class Ziel:
    """A meaning of a name: AGS for ORT and FRAGE, a 5-digit key for KREIS, a name for AUSSEN."""

    art: Art
    werte: tuple[str, ...]


@dataclass(frozen=True)
class Deutung:
    """What a written name means: `sicher` one Ziel, or `ziele` to ask about (best first)."""

    ziele: tuple[Ziel, ...]
    sicher: bool
    exakt: bool
    nah: bool = True
    """Near enough to be the name; if not `sicher`, then because another one is as near."""


MIN_FUZZY = 4
"""Shorter words are never taken for a misspelt name."""
_MAX_KEY = 32
_MAX_DISTANCE = 4
_MARGIN = 0.75
"""How much worse (in edits) the second-best name has to be before the best one counts as sure."""
_SUFFIX = re.compile(r" \(| am | an der |/")


def exact(key: str) -> Ziel | None:
    """The meaning of a name whose key (see `name_key`) is written without a mistake."""
    return _index().get(key)


@lru_cache(maxsize=4096)
def nearest(key: str) -> Deutung | None:
    """What a misspelt name probably means: sure, something to ask about, or nothing."""
    ranked = _ranked(key) if len(key) <= _MAX_KEY else []
    if not ranked or ranked[0].over > ranked[0].may_ask:
        return None
    best = ranked[0]
    close = tuple(one.ziel for one in ranked if one.cost < best.cost + _MARGIN)
    near = best.over <= 0 and len(key) >= MIN_FUZZY
    sure = near and len(close) == 1 and best.ziel.art is not Art.FRAGE
    return Deutung(close[:1] if sure else close[:3], sure, exakt=False, nah=near)


@dataclass(frozen=True)
class _Kandidat:
    """A Ziel, its cost (mean of edits in writing and in sound), and how far over the limit."""

    ziel: Ziel
    cost: float
    over: float
    may_ask: float
    """How far over the limit it is still worth a question."""


def _ranked(key: str) -> list[_Kandidat]:
    """Every near Ziel, cheapest first; ties in the order of the index."""
    heard = sound(key)
    best: dict[Ziel, _Kandidat] = {}
    found = process.extract(
        key, _keys(), scorer=OSA.distance, score_cutoff=_MAX_DISTANCE, limit=None
    )
    for name, distance, _ in found:
        cost = (distance + OSA.distance(heard, sound(name))) / 2
        ziel = _index()[name]
        if ziel not in best or cost < best[ziel].cost:
            best[ziel] = _Kandidat(
                ziel, cost, cost - _sure_limit(len(name)), 0.5 if len(name) < 6 else 1.0
            )
    return sorted(best.values(), key=lambda one: one.cost)


def _sure_limit(length: int) -> float:
    """The cost up to which a name of this length is taken for the one that was meant."""
    for longest, limit in ((5, 0.5), (7, 1.0), (9, 1.5), (12, 2.0)):
        if length <= longest:
            return limit
    return 2.5


@cache
def _keys() -> tuple[str, ...]:
    return tuple(key for key in _index() if len(key) >= MIN_FUZZY)


@cache
def _index() -> Mapping[str, Ziel]:
    """Key -> Ziel; the entries given first win."""
    index: dict[str, Ziel] = {}
    for name, ziel in _entries(load_woerterbuch()):
        for key in name_keys(name):
            index.setdefault(key, ziel)
    return index


def _entries(words: Woerterbuch) -> Iterator[tuple[str, Ziel]]:
    by_name = {g.name: g.ags for g in all_gemeinden()}
    kreise = {k.name: k.schluessel for k in all_kreise()}
    for name, targets in words.fragen:
        yield name, Ziel(Art.FRAGE, tuple(by_name[t] for t in targets))
    for one in all_gemeinden():
        yield one.name, Ziel(Art.ORT, (one.ags,))
    yield from ((name, Ziel(Art.ORT, (by_name[ort],))) for name, ort in words.namen)
    for name, kreis in words.kreise:
        yield name, Ziel(Art.KREIS, (kreise[kreis],))
    yield from _kreis_entries()
    yield from ((name, Ziel(Art.AUSSEN, (shown,))) for name, shown in words.ausserhalb)
    for one in all_gemeinden():
        yield from ((name, Ziel(Art.ORT, (one.ags,))) for name in _short_names(one))


def _kreis_entries() -> Iterator[tuple[str, Ziel]]:
    """ "Kreis Viersen", "Landkreis Viersen", "Viersen Kreis"; "Kreis Köln" can only be the town."""
    for kreis in all_kreise():
        core = kreis.name.removeprefix("Kreis ")
        art = Art.ORT if kreis.kreisfrei else Art.KREIS
        ziel = Ziel(art, (kreis.gemeinden[0].ags if kreis.kreisfrei else kreis.schluessel,))
        yield kreis.name, ziel
        if kreis.kreisfrei or core != kreis.name:
            for name in (f"Kreis {core}", f"Landkreis {core}", f"{core} Kreis", f"Krs {core}"):
                yield name, ziel


def _short_names(one: Gemeinde) -> Iterator[str]:
    short = _SUFFIX.split(one.name)[0]
    yield short
    yield short.removeprefix("Bad ")
