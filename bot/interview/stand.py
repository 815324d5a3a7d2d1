"""Where a conversation stands: small, frozen, stored as JSON in one slot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from bot.profile import Value

SCHRITTE_HOECHSTENS = 20
"""How many steps "Zurück" can go; more than an interview has questions."""


@dataclass(frozen=True)
class Schritt:
    """One answered question and the facts as they were before; None = was not known."""

    frage: str | None
    vorher: Mapping[str, Value | None]
    erledigt: tuple[str, ...] = ()


@dataclass(frozen=True)
class Stand:
    """State beside the facts.

    `frage` is the open question, `erledigt` was declined and is not asked again, `gestellt`
    counts answered questions, `noch` is the promise "Noch höchstens n Fragen", `bis` is the
    number of questions at the last overview, `loeschen` waits for a yes to delete everything.
    """

    frage: str | None = None
    erledigt: tuple[str, ...] = ()
    gestellt: int = 0
    noch: int | None = None
    bis: int = 0
    phase: str = "frage"
    fehlversuche: int = 0
    mehr: bool = False
    loeschen: bool = False
    thema: str | None = None
    schritte: tuple[Schritt, ...] = ()

    def with_changes(self, **neu: Any) -> Stand:
        """The same state with some fields changed."""
        return replace(self, **neu)

    def remember(self, schritt: Schritt) -> Stand:
        """One more step to go back to."""
        return replace(self, schritte=(*self.schritte, schritt)[-SCHRITTE_HOECHSTENS:])

    def to_json(self) -> dict[str, Any]:
        """Only what differs from the beginning, so that stored events stay small."""
        leer = asdict(Stand())
        return {name: wert for name, wert in asdict(self).items() if wert != leer[name]}

    @classmethod
    def from_json(cls, daten: Any) -> Stand:
        """The state that `to_json` wrote; anything unreadable starts anew."""
        if not isinstance(daten, Mapping):
            return cls()
        bekannt = {feld.name for feld in fields(cls)}
        werte = {name: wert for name, wert in daten.items() if name in bekannt}
        werte["erledigt"] = tuple(werte.get("erledigt", ()))
        werte["schritte"] = tuple(_read_step(schritt) for schritt in werte.get("schritte", ()))
        return cls(**werte)


def _read_step(daten: Mapping[str, Any]) -> Schritt:
    vorher = {name: _as_value(wert) for name, wert in daten.get("vorher", {}).items()}
    return Schritt(daten.get("frage"), vorher, tuple(daten.get("erledigt", ())))


def _as_value(wert: Any) -> Any:
    return tuple(wert) if isinstance(wert, list) else wert
