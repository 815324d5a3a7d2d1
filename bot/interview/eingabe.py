"""One message of a person, as it was understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.profile import Value


@dataclass(frozen=True)
class Eingabe:
    """Intent, facts and hints of one message, or a tapped command with what it is about.

    `verneint` are values that were said not to hold. `fakt`, `weg` and `thema` say what a
    command or a question is about. `orte` are places to choose from, `ausserhalb` a place
    outside North Rhine-Westphalia, `kreis` a Kreis that was named instead of a town.
    """

    absicht: str
    fakten: Mapping[str, Value] = field(default_factory=dict)
    verneint: tuple[tuple[str, Value], ...] = ()
    fakt: str | None = None
    weg: str | None = None
    thema: str | None = None
    orte: tuple[str, ...] = ()
    ausserhalb: str | None = None
    kreis: str | None = None
    sprache: str | None = None
    notlage: str | None = None
