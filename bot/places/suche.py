"""find_places: which municipality a message says somebody lives in. Never a guess."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.places.lesart import Fundstelle, Lesart, Satz
from bot.places.nennungen import find_nennungen
from bot.places.schreibweise import Token, tokenize
from bot.places.verzeichnis import Art, Ziel
from bot.places.woerterbuch import load_woerterbuch

MAX_VORSCHLAEGE = 3


@dataclass(frozen=True)
class PlaceResult:
    """What a message says about the place of living.

    `ags`: sure. `vorschlaege`: AGS to ask about, best first, at most three; empty if `ags` is set.
    `kreis`: 5-digit key, a Kreis was named and no town. `ausserhalb`: name (or postal code) of a
    place outside North Rhine-Westphalia. `verneint`: AGS of places said not to hold.
    """

    ags: str | None = None
    vorschlaege: tuple[str, ...] = ()
    kreis: str | None = None
    ausserhalb: str | None = None
    verneint: tuple[str, ...] = ()


def find_places(text: str, asked: bool) -> PlaceResult:
    """Read the place of living from a message; `asked`: the open question is "Wo wohnst du?"."""
    tokens = tokenize(text)
    nennungen = find_nennungen(tokens, asked)
    if not nennungen:
        return PlaceResult()
    satz = Satz(tokens, nennungen, _is_question(tokens, text, asked))
    stellen = satz.fundstellen()
    verneint = _negated(stellen)
    usable = _drop_corrected([s for s in stellen if _counts(s, asked)], satz)
    return _decide([s for s in usable if not _denied(s, verneint)], satz, verneint)


def _is_question(tokens: Sequence[Token], text: str, asked: bool) -> bool:
    """A question sets no fact; "Köln?" is an unsure answer."""
    starts = tokens[0].text in load_woerterbuch().hinweise["frageworter"]
    return starts or ("?" in text and not asked)


def _negated(stellen: Iterable[Fundstelle]) -> tuple[str, ...]:
    denied = (s.nennung.deutung for s in stellen if s.lesart is Lesart.NICHT)
    places = (d.ziele[0].werte[0] for d in denied if d.sicher and d.ziele[0].art is Art.ORT)
    return tuple(dict.fromkeys(places))


def _denied(stelle: Fundstelle, verneint: tuple[str, ...]) -> bool:
    ziel = stelle.nennung.deutung.ziele[0]
    return ziel.art is Art.ORT and ziel.werte[0] in verneint


def _drop_corrected(stellen: list[Fundstelle], satz: Satz) -> list[Fundstelle]:
    """ "Köln, nein, Bonn": what stands before the correction does not count."""
    for i in range(len(stellen) - 1, 0, -1):
        if satz.corrected(stellen[i - 1].nennung, stellen[i].nennung):
            return stellen[i:]
    return stellen


# --- which mentions count -----------------------------------------------------------------------


def _counts(stelle: Fundstelle, asked: bool) -> bool:
    if stelle.lesart <= Lesart.WEG:
        return False
    return asked or _said_unasked(stelle)


def _said_unasked(stelle: Fundstelle) -> bool:
    """Unasked, the sentence itself has to say that somebody lives or is there."""
    nennung, deutung = stelle.nennung, stelle.nennung.deutung
    if stelle.lesart is Lesart.WOHNT:
        return deutung.nah and (stelle.davor or (deutung.exakt and not nennung.ist_wort))
    if nennung.nur_mit_wohnen:
        return False
    if stelle.lesart >= Lesart.NAH:
        return deutung.sicher
    bare = stelle.lesart is Lesart.GENANNT and stelle.allein and deutung.exakt
    return bare and not (nennung.plz or nennung.ist_wort or deutung.ziele[0].art is not Art.ORT)


# --- the decision -------------------------------------------------------------------------------


def _decide(stellen: list[Fundstelle], satz: Satz, verneint: tuple[str, ...]) -> PlaceResult:
    if not stellen:
        return PlaceResult(verneint=verneint)
    base = _strongest(stellen)
    meant = [_ziele(s, satz) for s in base]
    ziele = [z for group in meant for z in group]
    orte = _narrow(_orte(ziele), meant, [_ziele(s, satz) for s in stellen if s not in base])
    sure = _is_sure(base, satz) or (len(orte) == 1 < len(_orte(ziele)))
    if orte:
        return _with_orte(orte, sure and not _has(ziele, Art.AUSSEN), verneint)
    return PlaceResult(
        kreis=_only(ziele, Art.KREIS) if sure else None,
        ausserhalb=_only(ziele, Art.AUSSEN) if sure else None,
        verneint=verneint,
    )


def _with_orte(orte: Sequence[str], sure: bool, verneint: tuple[str, ...]) -> PlaceResult:
    if sure and len(orte) == 1:
        return PlaceResult(ags=orte[0], verneint=verneint)
    return PlaceResult(vorschlaege=tuple(orte[:MAX_VORSCHLAEGE]), verneint=verneint)


_RANK = {Lesart.NAH: 1, Lesart.GENANNT: 2, Lesart.DORT: 2, Lesart.WOHNT: 3}
""""in Köln" says no more than "Köln"; "bei Köln" says less; all else least."""


def _strongest(stellen: list[Fundstelle]) -> list[Fundstelle]:
    """The mentions that say most; among them the well-written ones, if there are any."""
    best = max(_RANK.get(s.lesart, 0) for s in stellen)
    top = [s for s in stellen if _RANK.get(s.lesart, 0) == best]
    sure = [s for s in top if s.nennung.deutung.sicher]
    only_kreis = all(s.nennung.deutung.ziele[0].art is Art.KREIS for s in sure)
    return top if only_kreis else sure


def _is_sure(base: list[Fundstelle], satz: Satz) -> bool:
    return all(
        s.nennung.deutung.sicher and s.lesart is not Lesart.SCHWACH and not satz.roughly(s.nennung)
        for s in base
    )


def _ziele(stelle: Fundstelle, satz: Satz) -> list[Ziel]:
    """The meanings of a mention; "Kreis Kerpen" means the Kreis around Kerpen."""
    ziele = stelle.nennung.deutung.ziele
    if not satz.after_kreis(stelle.nennung):
        return list(ziele)
    return [Ziel(Art.KREIS, (z.werte[0][:5],)) if z.art is Art.ORT else z for z in ziele]


def _orte(ziele: Iterable[Ziel]) -> list[str]:
    """AGS in the order of mention, each once."""
    return list(dict.fromkeys(w for z in ziele if z.art in (Art.ORT, Art.FRAGE) for w in z.werte))


def _narrow(orte: list[str], base: list[list[Ziel]], rest: list[list[Ziel]]) -> list[str]:
    """ "Köln Mülheim", "40721 Hilden", "Neunkirchen, Kreis Siegen": one mention settles another."""
    common = [ags for ags in orte if all(_fits(ags, ziele) for ziele in base)]
    orte = common or orte
    for ziele in rest:
        orte = [ags for ags in orte if _fits(ags, ziele)] or orte
    return orte


def _fits(ags: str, ziele: list[Ziel]) -> bool:
    """True if the municipality is one of these, or lies in one of these Kreise."""
    return any(ags in z.werte or (z.art is Art.KREIS and ags[:5] == z.werte[0]) for z in ziele)


def _has(ziele: Iterable[Ziel], art: Art) -> bool:
    return any(z.art is art for z in ziele)


def _only(ziele: Iterable[Ziel], art: Art) -> str | None:
    """The value all of this kind agree on."""
    values = {z.werte[0] for z in ziele if z.art is art}
    return values.pop() if len(values) == 1 else None
