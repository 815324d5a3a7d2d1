"""The order of advice: which three Wege a person hears of first.

By wish, then `ja` before `offen`, then what is urgent, then how near it brings the wish, then
how near the offer is. What is closed, what the person already does and what must not be
advised is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from bot.eligibility.antwort import JA, NEIN, Antwort
from bot.eligibility.lage import Lage
from bot.eligibility.regelwerk import Knoten, Regelwerk, Weg

Rang = tuple[int, ...]
T = TypeVar("T")

ERSTE = 3
WUNSCH, ZUM_WUNSCH, MENSCH, UNTERWEGS, SONST = range(5)
"""Is the wish itself; leads to it; human advice; only helps on the way; serves other wishes."""

OHNE_WUNSCH = ("beratung",)
WEIT_WEG = 9
IST_WUNSCH_AB = 80
DIENT_AB = 50
"""From here on a Weg leads to the wish itself; below it only helps on the way (advice, money)."""


def ranking(
    regelwerk: Regelwerk,
    antworten: Mapping[str, Antwort],
    lage: Lage,
    naehe: Mapping[str, int] | None = None,
) -> tuple[str, ...]:
    """All Wege that may be advised, the best first. `naehe`: 0 = in the town, 9 = no offer."""
    return tuple(regelwerk.wege[rang[-1]].name for rang in ranks(regelwerk, antworten, lage, naehe))


def ranks(
    regelwerk: Regelwerk,
    antworten: Mapping[str, Antwort],
    lage: Lage,
    naehe: Mapping[str, int] | None = None,
) -> list[Rang]:
    """The ranks of all Wege that may be advised, best first; the last number is the Weg."""
    return sorted(
        (*rank(weg, antworten[weg.name], lage, naehe or {}), platz)
        for platz, weg in enumerate(regelwerk.wege)
        if antworten[weg.name] is not NEIN and may_be_advised(weg, lage)
    )


def first_choices(
    regelwerk: Regelwerk,
    antworten: Mapping[str, Antwort],
    lage: Lage,
    naehe: Mapping[str, int] | None = None,
) -> tuple[str, ...]:
    """At most three Wege: what leads to the wish and human advice; else what helps on the way."""
    raenge = ranks(regelwerk, antworten, lage, naehe)
    return tuple(regelwerk.wege[rang[-1]].name for rang in choose(raenge, key=lambda rang: rang))


def choose(reihe: Sequence[T], key: Callable[[T], Rang]) -> list[T]:
    """The first choices of a sorted row."""
    gut = [einer for einer in reihe[:ERSTE] if key(einer)[0] <= MENSCH]
    return gut or list(reihe[:ERSTE])


def gets_in(rang: Rang, vorne: Sequence[Rang]) -> bool:
    """Whether a further rank would be among the first choices that `choose` finds.

    `vorne` are the first ranks of the row without it, at most three.
    """
    if len(vorne) == ERSTE and rang > vorne[-1]:
        return False
    return rang[0] <= MENSCH or not vorne or vorne[0][0] > MENSCH


def may_be_advised(weg: Weg, lage: Lage) -> bool:
    """Whether a Weg that is not closed may be among the first choices."""
    if not weg.eingetragen:
        return False
    rat = weg.empfehlung
    if rat.amt and lage.fakten.get("aufenthalt") == "kein_papier":
        return False
    return not (_is_yes(rat.schon_dabei, lage) or _is_yes(rat.nicht_raten, lage))


def rank(weg: Weg, antwort: Antwort, lage: Lage, naehe: Mapping[str, int]) -> tuple[int, ...]:
    """Where a Weg stands in the advice; smaller is earlier. The order of the parts is fixed:
    leads to the wish or is human advice, `ja` before `offen`, urgent, how near to the wish, how
    near the offer.
    """
    dienst = serves(weg, lage)
    return (
        _tier(weg, dienst),
        0 if antwort is JA else 1,
        0 if _is_yes(weg.empfehlung.dringend, lage) else 1,
        -dienst,
        naehe.get(weg.name, WEIT_WEG),
    )


def _tier(weg: Weg, dienst: int) -> int:
    """How a Weg serves the wish."""
    if dienst >= IST_WUNSCH_AB:
        return WUNSCH
    if dienst >= DIENT_AB:
        return ZUM_WUNSCH
    if weg.empfehlung.mensch:
        return MENSCH
    return UNTERWEGS if dienst else SONST


def serves(weg: Weg, lage: Lage) -> int:
    """How near a Weg brings the wishes of a person, 0 to 100; who has none wants advice."""
    wuensche = lage.fakten.get("wunsch") or OHNE_WUNSCH
    assert isinstance(wuensche, tuple)
    return max((weg.empfehlung.wuensche.get(wunsch, 0) for wunsch in wuensche), default=0)


def _is_yes(knoten: Knoten | None, lage: Lage) -> bool:
    return knoten is not None and knoten.pruefe(lage) is JA
