"""Why an answer is what it is: the sentences of the conditions that decided."""

from __future__ import annotations

from collections.abc import Iterator

from bot.eligibility.antwort import JA, NEIN, OFFEN, Antwort
from bot.eligibility.regelwerk import Grund
from bot.eligibility.teile import Teil
from bot.eligibility.vergleiche import Muster


def reasons_for_no(teil: Teil, muster: Muster) -> Iterator[Grund]:
    """The sentences of all conditions that are not met."""
    if teil.sonst:
        yield teil.sonst
        return
    for kind in _deciding(teil, muster, NEIN):
        yield from reasons_for_no(kind, muster)


def reasons_for_yes(teil: Teil, muster: Muster) -> Iterator[Grund]:
    """The sentences of the conditions that are met, and the presumptions that were used."""
    if not teil.sagt_ja:
        return
    if teil.vermutung and teil.kinder[0].pruefe(muster) is OFFEN:
        yield teil.vermutung
        return
    if teil.dann:
        yield teil.dann
        return
    for kind in _deciding(teil, muster, JA):
        yield from reasons_for_yes(kind, muster)


def reasons_for_open(teil: Teil, muster: Muster) -> Iterator[Grund]:
    """What is missing or who decides, for every condition that is still open."""
    if teil.pruefe(muster) is not OFFEN:
        return
    if teil.fehlt:
        grund = teil.ungenau if teil.bits & muster else teil.fehlt
    else:
        grund = teil.ausnahme if _is_discretion(teil, muster) else teil.offen
    if grund:
        yield grund
        return
    for kind in teil.kinder:
        yield from reasons_for_open(kind, muster)


def _is_discretion(teil: Teil, muster: Muster) -> bool:
    """Whether only an exception is left: the condition itself is missed."""
    return teil.ausnahme is not None and teil.kinder[0].pruefe(muster) is NEIN


def _deciding(teil: Teil, muster: Muster, antwort: Antwort) -> Iterator[Teil]:
    """The conditions inside whose answer makes the answer of the whole."""
    if teil.art != "nicht":
        yield from (kind for kind in teil.kinder if kind.pruefe(muster) is antwort)


def advice(teil: Teil, muster: Muster) -> Iterator[str]:
    """What to do about conditions that are missed; nothing about those that are only unknown."""
    if not teil.raet:
        return
    antwort = teil.pruefe(muster)
    if antwort is JA:
        return
    anderer = teil.offen is not None or _is_discretion(teil, muster)
    if teil.tun and (antwort is NEIN or anderer):
        yield from teil.tun
        return
    for kind in _deciding(teil, muster, antwort):
        yield from advice(kind, muster)
