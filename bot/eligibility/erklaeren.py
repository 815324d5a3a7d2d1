"""Why an answer is what it is: the sentences of the conditions that decided.

What a condition says hangs on the bits it looks at, so each condition remembers what it said.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from bot.eligibility.antwort import JA, NEIN, OFFEN, Antwort
from bot.eligibility.regelwerk import Grund
from bot.eligibility.teile import Teil
from bot.eligibility.vergleiche import Muster, remember

SAETZE_HOECHSTENS = 500
"""For so many patterns of bits a condition remembers what it said."""

Gruende = tuple[Grund, ...]


def reasons(teil: Teil, muster: Muster) -> Gruende:
    """The sentences for the answer that a condition has: for `nein` those of all that is not
    met, for `ja` those of what is met or presumed, for `offen` what is missing or who decides.
    """
    schluessel = muster & teil.bits
    gesagt = teil.gesagt.get(schluessel)
    if gesagt is None:
        gesagt = _reasons(teil, muster)
        remember(teil.gesagt, schluessel, gesagt, SAETZE_HOECHSTENS)
    return gesagt


def _reasons(teil: Teil, muster: Muster) -> Gruende:
    antwort = teil.pruefe(muster)
    if antwort is OFFEN:
        return _for_open(teil, muster)
    return _for_no(teil, muster) if antwort is NEIN else _for_yes(teil, muster)


def _for_no(teil: Teil, muster: Muster) -> Gruende:
    return (teil.sonst,) if teil.sonst else _of_all(_inside(teil), muster, NEIN)


def _for_yes(teil: Teil, muster: Muster) -> Gruende:
    if not teil.sagt_ja:
        return ()
    if teil.vermutung and teil.kinder[0].pruefe(muster) is OFFEN:
        return (teil.vermutung,)
    if teil.dann:
        return (teil.dann,)
    return _of_all((kind for kind in _inside(teil) if kind.sagt_ja), muster, JA)


def _for_open(teil: Teil, muster: Muster) -> Gruende:
    if teil.fehlt and teil.ungenau:
        return (teil.ungenau,) if teil.bits & muster else (teil.fehlt,)
    grund = teil.ausnahme if _is_discretion(teil, muster) else teil.offen
    if grund:
        return (grund,)
    return _of_all(teil.kinder, muster, OFFEN)


def _of_all(teile: Iterable[Teil], muster: Muster, antwort: Antwort) -> Gruende:
    """What those say whose answer makes the answer of the whole."""
    gesagt = (reasons(teil, muster) for teil in teile if teil.pruefe(muster) is antwort)
    return tuple(chain.from_iterable(gesagt))


def _inside(teil: Teil) -> tuple[Teil, ...]:
    """The conditions inside; none of a "nicht", they would speak for the opposite."""
    return () if teil.art == "nicht" else teil.kinder


def _is_discretion(teil: Teil, muster: Muster) -> bool:
    """Whether only an exception is left: the condition itself is missed."""
    return teil.ausnahme is not None and teil.kinder[0].pruefe(muster) is NEIN


def advice(teil: Teil, muster: Muster) -> tuple[str, ...]:
    """What to do about conditions that are missed; nothing about those that are only unknown."""
    if not teil.raet:
        return ()
    schluessel = muster & teil.bits
    geraten = teil.geraten.get(schluessel)
    if geraten is None:
        geraten = _advice(teil, muster)
        remember(teil.geraten, schluessel, geraten, SAETZE_HOECHSTENS)
    return geraten


def _advice(teil: Teil, muster: Muster) -> tuple[str, ...]:
    antwort = teil.pruefe(muster)
    if antwort is JA:
        return ()
    anderer = teil.offen is not None or _is_discretion(teil, muster)
    if teil.tun and (antwort is NEIN or anderer):
        return teil.tun
    rat = (
        advice(kind, muster)
        for kind in _inside(teil)
        if kind.raet and kind.pruefe(muster) is antwort
    )
    return tuple(chain.from_iterable(rat))


def forget_sentences(teil: Teil) -> None:
    """Empties what is remembered, for measuring."""
    teil.gesagt.clear()
    teil.geraten.clear()
    for kind in teil.kinder:
        forget_sentences(kind)
