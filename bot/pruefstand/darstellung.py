"""Values and people in words for staff."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.places import gemeinde
from bot.profile import FAKTEN, WEISS_NICHT, Art, Profil, Value
from bot.reply.texte import Texte, zeit_in_worten

Wahl = tuple[tuple[str, str], ...]


def fact_name(texte: Texte, fakt: str) -> str:
    """The short word for a fact ("Alter")."""
    return texte.satz(f"fragen.{fakt}.name")


def value_words(texte: Texte, fakt: str, wert: Value | None) -> str:
    """A value as people say it: "Köln", "Duldung", "März 2024"; a dash for what nobody told."""
    if wert is None:
        return "–"
    if wert == WEISS_NICHT:
        return "weiß nicht"
    if isinstance(wert, tuple):
        return ", ".join(_single(texte, fakt, einer) for einer in wert)
    return _single(texte, fakt, wert)


def _single(texte: Texte, fakt: str, wert: str | int) -> str:
    art = FAKTEN[fakt].art
    if art is Art.ORT:
        ort = gemeinde(str(wert))
        return f"{ort.name} ({ort.kreis_name})" if ort else str(wert)
    if art in (Art.MONAT, Art.GEBURT):
        return zeit_in_worten(str(wert))
    return texte.wert_name(fakt, wert) or str(wert)


def person(texte: Texte, fakten: Mapping[str, Value]) -> Iterable[tuple[str, str, str]]:
    """Fact, its name and its value in words, in the order of the vocabulary."""
    for fakt in FAKTEN:
        if fakt in fakten:
            yield fakt, fact_name(texte, fakt), value_words(texte, fakt, fakten[fakt])


def weg_titles(regelwerk_wege: Iterable[object]) -> dict[str, str]:
    """The titles of the Wege by name."""
    return {weg.name: weg.titel for weg in regelwerk_wege}  # type: ignore[attr-defined]


def choices(texte: Texte, fakt: str) -> Wahl:
    """The values a fact may have where they are few; empty where one has to type."""
    eintrag = FAKTEN[fakt]
    if not eintrag.werte:
        return ()
    werte = (*eintrag.werte, *((WEISS_NICHT,) if eintrag.kennt_weiss_nicht else ()))
    return tuple((wert, value_words(texte, fakt, wert)) for wert in werte)


def known(profil: Profil) -> int:
    """How many facts somebody has told."""
    return len(profil.fakten)
