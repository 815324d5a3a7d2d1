"""What an answer can still become when one or two more facts are told.

Facts in `frei` may still be asked; what was declined, not known or told inexactly stays open.
What is presumed counts as told: nobody is asked to rebut it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from bot.eligibility.antwort import GEGENTEIL, JA, NEIN, OFFEN, Antwort
from bot.eligibility.gedaechtnis import Gedaechtnis, key_of
from bot.eligibility.knoten import begriff_on
from bot.eligibility.lage import Lage
from bot.eligibility.pruefen import answer_of_door, doors
from bot.eligibility.regelwerk import Fassung, Knoten, Weg
from bot.profile import Value

VORAUS = 2
"""So many answers are looked at together: a fact counts alone or with one more.

Chains of three and more conditions that only all together change something (the exceptions of
§ 16g AufenthG) are not asked to their end, which would take more than 12 questions; what is
missing is named in the result.
"""

Fakten = frozenset[str]
Wahl = frozenset[Fakten]
"""Alternatives: each a set of at most VORAUS facts that together may do it."""

Beispiele = Callable[[str], tuple[Value, ...]]

_NICHTS: Fakten = frozenset()
SOFORT: Wahl = frozenset({_NICHTS})
NIE: Wahl = frozenset()


class Spielraum(NamedTuple):
    """The answer now, what may make it `ja` or `nein`, and all facts that can be asked about it."""

    jetzt: Antwort
    ja: Wahl
    nein: Wahl
    offen: Fakten


FEST = (
    Spielraum(NEIN, NIE, SOFORT, _NICHTS),
    Spielraum(OFFEN, NIE, NIE, _NICHTS),
    Spielraum(JA, SOFORT, NIE, _NICHTS),
)
"""What cannot change any more, by its answer."""


class Blick:
    """One person on one day, and what can still be asked."""

    __slots__ = ("_begriffe", "frei", "lage")

    def __init__(self, lage: Lage, frei: Fakten) -> None:
        self.lage, self.frei = lage, frei
        self._begriffe: dict[str, Spielraum] = {}

    def room_of(self, knoten: Knoten) -> Spielraum:
        """What a condition can still become; each comparison is looked at on its own."""
        art = knoten.art
        if art == "blatt":
            antwort = knoten.pruefe(self.lage)
            fraglich = antwort is OFFEN and knoten.name in self.frei
            return _room_of_leaf(knoten.name) if fraglich else FEST[antwort]
        if art == "eine_von":
            return one_of(map(self.room_of, knoten.kinder))
        if art == "alle":
            return all_of(map(self.room_of, knoten.kinder))
        if art == "vermerk":
            return _with_notes(knoten, self.room_of(knoten.kinder[0]))
        if art == "nicht":
            jetzt, ja, nein, offen = self.room_of(knoten.kinder[0])
            return Spielraum(GEGENTEIL[jetzt], nein, ja, offen)
        return self._room_of_begriff(knoten) if art == "begriff" else FEST[knoten.pruefe(self.lage)]

    def _room_of_begriff(self, knoten: Knoten) -> Spielraum:
        raum = self._begriffe.get(knoten.name)
        if raum is None:
            gueltig = begriff_on(knoten.fassungen, self.lage)
            raum = FEST[OFFEN] if gueltig is None else self.room_of(gueltig)
            self._begriffe[knoten.name] = raum
        return raum

    def room_of_door(self, fassung: Fassung) -> Spielraum:
        """What one door can still become."""
        if fassung.gesperrt:
            return FEST[NEIN]
        return all_of(map(self.room_of, (fassung.betrifft, fassung.wenn)))

    def room_of_weg(self, weg: Weg) -> Spielraum:
        """What the answer of a Weg can still become."""
        return one_of(map(self.room_of_door, doors(weg, self.lage.stichtag)))


@lru_cache(maxsize=256)
def _room_of_leaf(fakt: str) -> Spielraum:
    eigener = frozenset((fakt,))
    return Spielraum(OFFEN, frozenset((eigener,)), frozenset((eigener,)), eigener)


def _with_notes(knoten: Knoten, innen: Spielraum) -> Spielraum:
    """A presumption holds while nothing is known; an exception lifts nein to offen."""
    if innen.jetzt is OFFEN and knoten.vermerk.vermutung:
        return FEST[JA]
    if not knoten.vermerk.ausnahme:
        return innen
    return Spielraum(max(OFFEN, innen.jetzt), innen.ja, NIE, innen.offen)


def all_of(raeume: Iterable[Spielraum]) -> Spielraum:
    """Several conditions that must all hold."""
    jetzt, ja, nein, offen = FEST[JA]
    for raum in raeume:
        if raum.jetzt is NEIN:
            return FEST[NEIN]
        if raum.jetzt is OFFEN:
            jetzt = OFFEN
            ja, nein = _both(ja, raum.ja), _either(nein, raum.nein)
            offen |= raum.offen
    return Spielraum(jetzt, ja, nein, offen)


def one_of(raeume: Iterable[Spielraum]) -> Spielraum:
    """Several conditions of which one must hold."""
    jetzt, ja, nein, offen = FEST[NEIN]
    for raum in raeume:
        if raum.jetzt is JA:
            return FEST[JA]
        if raum.jetzt is OFFEN:
            jetzt = OFFEN
            ja, nein = _either(ja, raum.ja), _both(nein, raum.nein)
            offen |= raum.offen
    return Spielraum(jetzt, ja, nein, offen)


@lru_cache(maxsize=65536)
def _both(eine: Wahl, andere: Wahl) -> Wahl:
    """What does two things at once."""
    zusammen = (a | b for a in eine for b in andere)
    return _smallest(frozenset(fakten for fakten in zusammen if len(fakten) <= VORAUS))


@lru_cache(maxsize=65536)
def _either(eine: Wahl, andere: Wahl) -> Wahl:
    """What does one of two things."""
    return _smallest(eine | andere)


def _smallest(wahl: Wahl) -> Wahl:
    """Without the sets that contain another one."""
    return frozenset(a for a in wahl if not any(b < a for b in wahl))


_ERREICHBAR: Gedaechtnis[bool] = Gedaechtnis(200_000)


def can_become(weg: Weg, ziel: Antwort, wahl: Wahl, lage: Lage, beispiele: Beispiele) -> bool:
    """Whether some values of one of the sets of facts really give an open Weg this answer."""
    schluessel = (key_of(weg, lage), ziel, wahl)
    return _ERREICHBAR.get(
        schluessel,
        lambda: any(
            current_answer(weg, lage.assume(annahme)) is ziel
            for fakten in sorted(wahl, key=lambda fakten: (len(fakten), sorted(fakten)))
            for annahme in _assumptions(sorted(fakten), beispiele)
        ),
    )


def _assumptions(fakten: list[str], beispiele: Beispiele) -> Iterator[dict[str, Value]]:
    for werte in product(*map(beispiele, fakten)):
        yield dict(zip(fakten, werte, strict=True))


def current_answer(weg: Weg, lage: Lage) -> Antwort:
    """The answer of a Weg; not remembered, because what is assumed here is seldom asked twice."""
    beste = NEIN
    for fassung in doors(weg, lage.stichtag):
        beste = max(beste, answer_of_door(fassung, lage))
        if beste is JA:
            break
    return beste
