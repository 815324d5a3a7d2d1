"""The order of advice: which three Wege a person hears of first.

By wish, then `ja` before `offen`, then what is urgent, then how near it brings the wish, then
how near the offer is. What is closed, what the person already does and what must not be
advised is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.eligibility.antwort import JA, NEIN, Antwort
from bot.eligibility.lage import Lage
from bot.eligibility.regelwerk import Knoten, Regelwerk, Weg

ERSTE = 3
OHNE_WUNSCH = ("beratung",)
WEIT_WEG = 9


@dataclass(frozen=True)
class Rang:
    """Where a Weg stands in the advice; smaller is earlier."""

    schluessel: tuple[int, int, int, int, int]
    weg: str


def ranking(
    regelwerk: Regelwerk,
    antworten: Mapping[str, Antwort],
    lage: Lage,
    naehe: Mapping[str, int] | None = None,
) -> tuple[str, ...]:
    """All Wege that may be advised, the best first. `naehe`: 0 = in the town, 9 = no offer."""
    raenge = [
        _rank(weg, antworten[weg.name], lage, (naehe or {}).get(weg.name, WEIT_WEG))
        for weg in regelwerk.wege
        if antworten[weg.name] is not NEIN and may_be_advised(weg, lage)
    ]
    return tuple(rang.weg for rang in sorted(raenge, key=lambda rang: rang.schluessel))


def first_choices(
    regelwerk: Regelwerk,
    antworten: Mapping[str, Antwort],
    lage: Lage,
    naehe: Mapping[str, int] | None = None,
) -> tuple[str, ...]:
    """The first three Wege of the ranking."""
    return ranking(regelwerk, antworten, lage, naehe)[:ERSTE]


def may_be_advised(weg: Weg, lage: Lage) -> bool:
    """Whether a Weg that is not closed may be among the first choices."""
    if not weg.eingetragen:
        return False
    rat = weg.empfehlung
    if rat.amt and lage.fakten.get("aufenthalt") == "kein_papier":
        return False
    return not (_is_yes(rat.schon_dabei, lage) or _is_yes(rat.nicht_raten, lage))


def _rank(weg: Weg, antwort: Antwort, lage: Lage, naehe: int) -> Rang:
    dienst = serves(weg, lage)
    return Rang(
        (
            0 if dienst else 1,
            0 if antwort is JA else 1,
            0 if _is_yes(weg.empfehlung.dringend, lage) else 1,
            -dienst,
            naehe,
        ),
        weg.name,
    )


def serves(weg: Weg, lage: Lage) -> int:
    """How near a Weg brings the wishes of a person, 0 to 100; who has none wants advice."""
    wuensche = lage.fakten.get("wunsch") or OHNE_WUNSCH
    assert isinstance(wuensche, tuple)
    return max((weg.empfehlung.wuensche.get(wunsch, 0) for wunsch in wuensche), default=0)


def _is_yes(knoten: Knoten | None, lage: Lage) -> bool:
    return knoten is not None and knoten.pruefe(lage) is JA
