"""The order of advice: which three Wege a person hears of first.

By wish, then `ja` before `offen`, then what is urgent, then how near it brings the wish, then
how near the offer is. What is closed, what the person already does and what must not be
advised is left out.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.eligibility.antwort import JA, NEIN, Antwort
from bot.eligibility.lage import Lage
from bot.eligibility.regelwerk import Knoten, Regelwerk, Weg

ERSTE = 3
OHNE_WUNSCH = ("beratung",)
WEIT_WEG = 9
DIENT_AB = 50
"""From here on a Weg leads to the wish itself; below it only helps on the way (advice, money)."""


def ranking(
    regelwerk: Regelwerk,
    antworten: Mapping[str, Antwort],
    lage: Lage,
    naehe: Mapping[str, int] | None = None,
) -> tuple[str, ...]:
    """All Wege that may be advised, the best first. `naehe`: 0 = in the town, 9 = no offer."""
    raenge = [
        (*rank(weg, antworten[weg.name], lage, naehe or {}), platz, weg.name)
        for platz, weg in enumerate(regelwerk.wege)
        if antworten[weg.name] is not NEIN and may_be_advised(weg, lage)
    ]
    return tuple(str(rang[-1]) for rang in sorted(raenge))


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


def rank(weg: Weg, antwort: Antwort, lage: Lage, naehe: Mapping[str, int]) -> tuple[int, ...]:
    """Where a Weg stands in the advice; smaller is earlier. The order of the parts is fixed:
    leads to the wish or is human advice, `ja` before `offen`, urgent, how near to the wish, how
    near the offer.
    """
    dienst = serves(weg, lage)
    return (
        0 if dienst >= DIENT_AB else 1 if weg.empfehlung.mensch else 2 if dienst else 3,
        0 if antwort is JA else 1,
        0 if _is_yes(weg.empfehlung.dringend, lage) else 1,
        -dienst,
        naehe.get(weg.name, WEIT_WEG),
    )


def serves(weg: Weg, lage: Lage) -> int:
    """How near a Weg brings the wishes of a person, 0 to 100; who has none wants advice."""
    wuensche = lage.fakten.get("wunsch") or OHNE_WUNSCH
    assert isinstance(wuensche, tuple)
    return max((weg.empfehlung.wuensche.get(wunsch, 0) for wunsch in wuensche), default=0)


def _is_yes(knoten: Knoten | None, lage: Lage) -> bool:
    return knoten is not None and knoten.pruefe(lage) is JA
