"""A condition as the law of one day has it, made ready to be checked quickly and explained.

Checks look only at the bits of comparisons (bot/eligibility/vergleiche.py). Comparisons that
stand side by side are checked at once; the sentences are put together with their sources here,
not for each person again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from bot.eligibility.antwort import GEGENTEIL, JA, NEIN, OFFEN, Antwort
from bot.eligibility.regelwerk import Beleg, Grund, Knoten, Sorte, Vermerk
from bot.eligibility.vergleiche import ERFUELLT, NICHT, Muster, all_bits, place_of, union

Pruefe = Callable[[Muster], Antwort]


@dataclass(frozen=True, eq=False)
class Teil:
    """A condition: its check, the bits it looks at, what is inside, what it can say.

    `erfuellt` and `nicht` are the bits of a single comparison (turned around by a "nicht"),
    otherwise 0.
    """

    art: str
    pruefe: Pruefe
    bits: Muster = 0
    kinder: tuple[Teil, ...] = ()
    erfuellt: Muster = 0
    nicht: Muster = 0
    sonst: Grund | None = None
    dann: Grund | None = None
    vermutung: Grund | None = None
    ausnahme: Grund | None = None
    offen: Grund | None = None
    """Said where nothing about the person decides: not modelled, or the authority's choice."""
    fehlt: Grund | None = None
    ungenau: Grund | None = None
    tun: tuple[str, ...] = ()
    sagt_ja: bool = False
    """Whether anything in here says something when it is met."""
    raet: bool = False
    """Whether anything in here says what to do."""
    vermutet: bool = False
    """Whether anything in here is presumed."""
    steigt: bool = True
    """Whether an answer that is open can never be worse than what it becomes with more bits."""
    gesagt: dict[Muster, tuple[Grund, ...]] = field(default_factory=dict)
    geraten: dict[Muster, tuple[str, ...]] = field(default_factory=dict)
    """What was said and advised for the bits in here (bot/eligibility/erklaeren.py)."""


def prepare(knoten: Knoten, tag: date, beleg: Beleg) -> Teil:
    """The condition as it holds on a day; `beleg` is the source of what names none."""
    return _BAU[knoten.art](knoten, tag, beleg)


def _leaf(blatt: Knoten, tag: date, beleg: Beleg) -> Teil:
    gleich = (blatt.text, blatt.vergleich)
    platz = place_of(blatt.name, gleich, blatt.pruefe, blatt.wechsel, blatt.tage)
    erfuellt, nicht = ERFUELLT << platz, NICHT << platz
    return Teil(
        "blatt",
        lambda muster: JA if muster & erfuellt else NEIN if muster & nicht else OFFEN,
        all_bits(platz),
        erfuellt=erfuellt,
        nicht=nicht,
        fehlt=Grund("", beleg, Sorte.FEHLT, blatt.name),
        ungenau=Grund("", beleg, Sorte.UNGENAU, blatt.name),
    )


def _constant(knoten: Knoten, tag: date, beleg: Beleg) -> Teil:
    antwort = Antwort[knoten.text.upper()]
    return Teil("immer", lambda muster: antwort)


def _group(knoten: Knoten, tag: date, beleg: Beleg) -> Teil:
    kinder = tuple(prepare(kind, tag, beleg) for kind in knoten.kinder)
    erfuellt = union(kind.erfuellt for kind in kinder)
    nicht = union(kind.nicht for kind in kinder)
    andere = tuple(kind.pruefe for kind in kinder if not kind.erfuellt)
    check = _check_all if knoten.art == "alle" else _check_one
    return _with_children(knoten.art, check(erfuellt, nicht, andere), kinder)


def _check_all(erfuellt: Muster, nicht: Muster, andere: tuple[Pruefe, ...]) -> Pruefe:
    def check(muster: Muster) -> Antwort:
        if muster & nicht:
            return NEIN
        antwort = JA if muster & erfuellt == erfuellt else OFFEN
        for pruefe in andere:
            eine = pruefe(muster)
            if eine is NEIN:
                return NEIN
            if eine is OFFEN:
                antwort = OFFEN
        return antwort

    return check


def _check_one(erfuellt: Muster, nicht: Muster, andere: tuple[Pruefe, ...]) -> Pruefe:
    def check(muster: Muster) -> Antwort:
        if muster & erfuellt:
            return JA
        antwort = NEIN if muster & nicht == nicht else OFFEN
        for pruefe in andere:
            eine = pruefe(muster)
            if eine is JA:
                return JA
            if eine is OFFEN:
                antwort = OFFEN
        return antwort

    return check


def _negation(knoten: Knoten, tag: date, beleg: Beleg) -> Teil:
    kind = prepare(knoten.kinder[0], tag, beleg)
    innen = kind.pruefe
    teil = _with_children("nicht", lambda muster: GEGENTEIL[innen(muster)], (kind,))
    steigt = kind.steigt and not kind.vermutet
    return replace(teil, erfuellt=kind.nicht, nicht=kind.erfuellt, steigt=steigt)


def _begriff(knoten: Knoten, tag: date, beleg: Beleg) -> Teil:
    gueltige = (kind for geltung, kind in knoten.fassungen if geltung.covers(tag))
    gueltig = next(gueltige, None)
    if gueltig is None:
        return Teil("begriff", lambda muster: OFFEN)
    return _wrapped("begriff", prepare(gueltig, tag, beleg))


def _wrapped(art: str, kind: Teil) -> Teil:
    """What says the same as the one condition in it."""
    teil = _with_children(art, kind.pruefe, (kind,))
    return replace(teil, erfuellt=kind.erfuellt, nicht=kind.nicht)


def _noted(knoten: Knoten, tag: date, beleg: Beleg) -> Teil:
    vermerk = knoten.vermerk
    beleg = _nearer(vermerk.beleg, beleg)
    kind = prepare(knoten.kinder[0], tag, beleg)
    if vermerk.vermutung or vermerk.ausnahme:
        teil = _with_children("vermerk", _lifted(kind.pruefe, vermerk), (kind,))
    else:
        teil = _wrapped("vermerk", kind)
    return replace(
        teil,
        sonst=_reason(vermerk.sonst, beleg, Sorte.AUSSCHLUSS),
        dann=_reason(vermerk.dann, beleg, Sorte.TRAGEND),
        vermutung=_reason(vermerk.vermutung, beleg, Sorte.VERMUTUNG),
        ausnahme=_reason(vermerk.ausnahme, beleg, Sorte.BEHOERDE),
        offen=Grund(vermerk.sonst, beleg, vermerk.warum) if kind.art == "immer" else None,
        tun=vermerk.tun,
        sagt_ja=bool(vermerk.dann or vermerk.vermutung or kind.sagt_ja),
        raet=bool(vermerk.tun or kind.raet),
        vermutet=bool(vermerk.vermutung or kind.vermutet),
    )


def _lifted(innen: Pruefe, vermerk: Vermerk) -> Pruefe:
    """A presumption lifts offen to ja, an exception nein to offen."""
    bei_nein = OFFEN if vermerk.ausnahme else NEIN
    bei_offen = JA if vermerk.vermutung else OFFEN
    antworten = (bei_nein, bei_offen, JA)
    return lambda muster: antworten[innen(muster)]


def _nearer(eigener: Beleg | None, beleg: Beleg) -> Beleg:
    """The source beside a condition; what it does not name comes from above."""
    if eigener is None:
        return beleg
    return Beleg(eigener.rechtsgrundlage or beleg.rechtsgrundlage, eigener.quelle or beleg.quelle)


def _reason(satz: str, beleg: Beleg, sorte: Sorte) -> Grund | None:
    return Grund(satz, beleg, sorte) if satz else None


def _with_children(art: str, pruefe: Pruefe, kinder: tuple[Teil, ...]) -> Teil:
    return Teil(
        art,
        pruefe,
        union(kind.bits for kind in kinder),
        kinder,
        sagt_ja=any(kind.sagt_ja for kind in kinder),
        raet=any(kind.raet for kind in kinder),
        vermutet=any(kind.vermutet for kind in kinder),
        steigt=all(kind.steigt for kind in kinder),
    )


_BAU: dict[str, Callable[[Knoten, date, Beleg], Teil]] = {
    "blatt": _leaf,
    "immer": _constant,
    "alle": _group,
    "eine_von": _group,
    "nicht": _negation,
    "begriff": _begriff,
    "vermerk": _noted,
}
