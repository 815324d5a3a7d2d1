"""Why an answer is what it is: the sentences of the conditions that decided."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from bot.eligibility.antwort import GEGENTEIL, JA, NEIN, OFFEN, Antwort
from bot.eligibility.lage import Lage
from bot.eligibility.regelwerk import Beleg, Grund, Knoten, Sorte


def value(knoten: Knoten, lage: Lage) -> Antwort:
    """The answer of a condition; worked out once for a person, with all conditions inside."""
    antwort = lage.knoten.get(knoten)
    if antwort is None:
        antwort = lage.knoten[knoten] = _VALUE.get(knoten.art, _checked)(knoten, lage)
    return antwort


def _checked(knoten: Knoten, lage: Lage) -> Antwort:
    return knoten.pruefe(lage)


def _value_of_all(knoten: Knoten, lage: Lage) -> Antwort:
    antwort = JA
    for kind in knoten.kinder:
        eigen = value(kind, lage)
        if eigen is NEIN:
            return NEIN
        if eigen is OFFEN:
            antwort = OFFEN
    return antwort


def _value_of_one(knoten: Knoten, lage: Lage) -> Antwort:
    antwort = NEIN
    for kind in knoten.kinder:
        eigen = value(kind, lage)
        if eigen is JA:
            return JA
        if eigen is OFFEN:
            antwort = OFFEN
    return antwort


def _value_with_notes(knoten: Knoten, lage: Lage) -> Antwort:
    antwort = value(knoten.kinder[0], lage)
    if antwort is OFFEN and knoten.vermerk.vermutung:
        return JA
    return OFFEN if antwort is NEIN and knoten.vermerk.ausnahme else antwort


def _value_of_negation(knoten: Knoten, lage: Lage) -> Antwort:
    return GEGENTEIL[value(knoten.kinder[0], lage)]


def _value_of_begriff(knoten: Knoten, lage: Lage) -> Antwort:
    gueltig = version_on(knoten, lage.stichtag)
    return OFFEN if gueltig is None else value(gueltig, lage)


@lru_cache(maxsize=65536)
def version_on(knoten: Knoten, stichtag: date) -> Knoten | None:
    """The version of a Begriff on a day."""
    gueltige = (kind for geltung, kind in knoten.fassungen if geltung.covers(stichtag))
    return next(gueltige, None)


_VALUE = {
    "alle": _value_of_all,
    "eine_von": _value_of_one,
    "vermerk": _value_with_notes,
    "nicht": _value_of_negation,
    "begriff": _value_of_begriff,
}


def reasons_for_no(knoten: Knoten, lage: Lage, beleg: Beleg) -> Iterator[Grund]:
    """The sentences of all conditions that are not met; the innermost source wins."""
    beleg = _nearer(knoten.vermerk.beleg, beleg)
    if knoten.vermerk.sonst:
        yield Grund(knoten.vermerk.sonst, beleg, Sorte.AUSSCHLUSS)
        return
    for kind in _deciding(knoten, lage, NEIN):
        yield from reasons_for_no(kind, lage, beleg)


def _nearer(eigener: Beleg | None, beleg: Beleg) -> Beleg:
    """The source beside a condition; what it does not name comes from above."""
    if eigener is None:
        return beleg
    return Beleg(eigener.rechtsgrundlage or beleg.rechtsgrundlage, eigener.quelle or beleg.quelle)


def reasons_for_yes(knoten: Knoten, lage: Lage, beleg: Beleg) -> Iterator[Grund]:
    """The sentences of the conditions that are met, and the presumptions that were used."""
    if not _has_yes_sentence(knoten):
        return
    beleg = _nearer(knoten.vermerk.beleg, beleg)
    if knoten.vermerk.vermutung and value(knoten.kinder[0], lage) is OFFEN:
        yield Grund(knoten.vermerk.vermutung, beleg, Sorte.VERMUTUNG)
        return
    if knoten.vermerk.dann:
        yield Grund(knoten.vermerk.dann, beleg, Sorte.TRAGEND)
        return
    for kind in _deciding(knoten, lage, JA):
        yield from reasons_for_yes(kind, lage, beleg)


def reasons_for_open(knoten: Knoten, lage: Lage, beleg: Beleg) -> Iterator[Grund]:
    """What is missing or who decides, for every condition that is still open."""
    gruende: list[Grund] = []
    if value(knoten, lage) is OFFEN:
        _collect_open(knoten, lage, beleg, gruende)
    return iter(gruende)


def _collect_open(knoten: Knoten, lage: Lage, beleg: Beleg, gruende: list[Grund]) -> None:
    """The same for a condition that is known to be open."""
    art = knoten.art
    if art == "blatt":
        beleg = _nearer(knoten.vermerk.beleg, beleg)
        sorte = Sorte.UNGENAU if lage.knows(knoten.name) else Sorte.FEHLT
        gruende.append(_reason("", beleg, sorte, knoten.name))
        return
    if art == "vermerk":
        beleg = _nearer(knoten.vermerk.beleg, beleg)
        if _is_discretion(knoten, lage):
            gruende.append(_reason(knoten.vermerk.ausnahme, beleg, Sorte.BEHOERDE))
            return
        if _is_constant(knoten):
            gruende.append(_reason(knoten.vermerk.sonst, beleg, knoten.vermerk.warum))
            return
    if art == "begriff":
        gueltig = version_on(knoten, lage.stichtag)
        kinder: tuple[Knoten, ...] = () if gueltig is None else (gueltig,)
    else:
        kinder = knoten.kinder
    for kind in kinder:
        if value(kind, lage) is OFFEN:
            _collect_open(kind, lage, beleg, gruende)


@lru_cache(maxsize=65536)
def _reason(satz: str, beleg: Beleg, sorte: Sorte, fakt: str | None = None) -> Grund:
    """One object for equal reasons, so that comparing them is quick."""
    return Grund(satz, beleg, sorte, fakt)


def _is_discretion(knoten: Knoten, lage: Lage) -> bool:
    """Whether only an exception is left: the condition itself is missed."""
    return bool(knoten.vermerk.ausnahme) and value(knoten.kinder[0], lage) is NEIN


def _is_constant(knoten: Knoten) -> bool:
    """Whether nothing about the person decides: not modelled, or the authority's choice."""
    return knoten.art == "vermerk" and knoten.kinder[0].art == "immer"


def _is_left_to_others(knoten: Knoten, lage: Lage) -> bool:
    return _is_discretion(knoten, lage) or _is_constant(knoten)


def _undecided(knoten: Knoten, lage: Lage) -> Iterator[Knoten]:
    """The open conditions inside an open one, those under a "nicht" included."""
    return iter(knoten.kinder) if knoten.art == "nicht" else _deciding(knoten, lage, OFFEN)


def _deciding(knoten: Knoten, lage: Lage, antwort: Antwort) -> Iterator[Knoten]:
    """The children whose answer makes the answer of their parent."""
    if knoten.art == "begriff":
        gueltig = version_on(knoten, lage.stichtag)
        yield from () if gueltig is None else (gueltig,)
    elif knoten.art == "nicht":
        return
    else:
        yield from (kind for kind in knoten.kinder if value(kind, lage) is antwort)


def missing_facts(knoten: Knoten, lage: Lage) -> Iterator[str]:
    """The facts that open conditions wait for; not those that were told, even if not exactly."""
    if value(knoten, lage) is not OFFEN or _is_discretion(knoten, lage):
        return
    if knoten.art == "blatt":
        if not lage.knows(knoten.name):
            yield knoten.name
    else:
        for kind in _undecided(knoten, lage):
            yield from missing_facts(kind, lage)


def advice(knoten: Knoten, lage: Lage) -> Iterator[str]:
    """What to do about conditions that are missed; nothing about those that are only unknown."""
    if not _has_advice(knoten):
        return
    antwort = value(knoten, lage)
    if antwort is JA:
        return
    if knoten.vermerk.tun and (antwort is NEIN or _is_left_to_others(knoten, lage)):
        yield from knoten.vermerk.tun
    elif knoten.art != "nicht":
        for kind in _deciding(knoten, lage, antwort):
            yield from advice(kind, lage)


@lru_cache(maxsize=65536)
def _has_yes_sentence(knoten: Knoten) -> bool:
    """Whether anything below says something when it is met, so that others need no look."""
    eigener = bool(knoten.vermerk.dann or knoten.vermerk.vermutung)
    return eigener or any(_has_yes_sentence(kind) for kind in knoten.kinder)


@lru_cache(maxsize=65536)
def _has_advice(knoten: Knoten) -> bool:
    """Whether anything below says what to do."""
    return bool(knoten.vermerk.tun) or any(_has_advice(kind) for kind in knoten.kinder)
