"""Extra conditions of a place ("EQ plus Sprache": German below B2), written like rules."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from bot.eligibility.antwort import JA, Antwort
from bot.eligibility.bedingungen import BedingungsFehler, Nachschlag, compile_condition
from bot.eligibility.lage import Lage
from bot.eligibility.regelwerk import Pruefung
from bot.profile import FAKTEN, Profil

_Schluessel = tuple[tuple[str, Any], ...]


def holds(bedingung: Mapping[str, Any], profil: Profil, stichtag: date) -> Antwort:
    """Whether all comparisons of a mapping fact -> comparison hold. Raises BedingungsFehler."""
    return holds_for(bedingung, Lage(profil, stichtag))


def holds_for(bedingung: Mapping[str, Any], lage: Lage) -> Antwort:
    """The same for a person who is looked at many times."""
    return min((pruefung(lage) for pruefung in _compiled(_freeze(bedingung))), default=JA)


def check_condition(bedingung: Mapping[str, Any]) -> None:
    """Raises BedingungsFehler where a condition cannot be read."""
    _compiled(_freeze(bedingung))


@lru_cache(maxsize=8192)
def _compiled(bedingung: _Schluessel) -> tuple[Pruefung, ...]:
    unbekannt = [fakt for fakt, _ in bedingung if fakt not in FAKTEN]
    if unbekannt:
        raise BedingungsFehler(f"{unbekannt[0]!r} ist kein Fakt. Erlaubt: {', '.join(FAKTEN)}")
    return tuple(compile_condition(fakt, _thaw(angabe), Nachschlag()) for fakt, angabe in bedingung)


def _freeze(bedingung: Mapping[str, Any]) -> _Schluessel:
    return tuple((str(fakt), _frozen(angabe)) for fakt, angabe in bedingung.items())


def _frozen(angabe: Any) -> Any:
    if isinstance(angabe, Mapping):
        return ("abbildung", tuple((str(wort), wert) for wort, wert in angabe.items()))
    return ("liste", tuple(angabe)) if isinstance(angabe, list | tuple) else angabe


def _thaw(angabe: Any) -> Any:
    if not isinstance(angabe, tuple):
        return angabe
    form, inhalt = angabe
    return dict(inhalt) if form == "abbildung" else list(inhalt)
