"""One message of a person, as it was understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.profile import FAKTEN, UngueltigerWert, Value, check_value

OHNE_ABSICHT = "nlu_fallback"
FOLGENREICH = ("neu_anfangen", "daten_loeschen", "zurueck", "aendern")
"""Intents that throw something away: a typed "/restart" is a word and never one of them."""


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


def read_parsed(nachricht: Mapping[str, Any]) -> Eingabe:
    """A message as Rasa's NLU (or a tapped button) tells it: intent, entities, metadata."""
    absicht = (nachricht.get("intent") or {}).get("name") or OHNE_ABSICHT
    teile: dict[str, Any] = {}
    verneint: list[tuple[str, Value]] = []
    for eintrag in nachricht.get("entities") or ():
        name, wert = eintrag.get("entity"), eintrag.get("value")
        if name == "verneint":
            verneint += allowed_facts({wert["fakt"]: wert["wert"]}).items()
        else:
            teile[str(name)] = wert
    if (nachricht.get("metadata") or {}).get("schraegstrich") and absicht in FOLGENREICH:
        absicht = OHNE_ABSICHT
    return Eingabe(
        absicht=str(absicht),
        fakten=allowed_facts({name: wert for name, wert in teile.items() if name in FAKTEN}),
        verneint=tuple(verneint),
        fakt=teile.get("fakt"),
        weg=teile.get("weg"),
        thema=teile.get("thema"),
        orte=tuple(teile.get("ort_vorschlag") or ()),
        ausserhalb=teile.get("ort_ausserhalb"),
        kreis=teile.get("kreis"),
        sprache=teile.get("sprache"),
        notlage=teile.get("notlage"),
    )


def allowed_facts(fakten: Mapping[str, object]) -> dict[str, Value]:
    """Only values that the vocabulary knows: payloads are never trusted."""
    geprueft: dict[str, Value] = {}
    for name, wert in fakten.items():
        try:
            geprueft[name] = check_value(name, wert)
        except UngueltigerWert:
            continue
    return geprueft
