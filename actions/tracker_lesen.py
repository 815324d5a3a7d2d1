"""Tracker -> what the dialogue works with. The only place that reads Rasa's slots and entities."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker

from bot.interview.eingabe import Eingabe
from bot.interview.stand import Stand
from bot.profile import FAKTEN, UngueltigerWert, Value, check_value

STAND_SLOT = "gespraech"
OHNE_ABSICHT = "nlu_fallback"
FOLGENREICH = ("neu_anfangen", "daten_loeschen", "zurueck", "aendern")
"""Intents that throw something away: a typed "/restart" is a word and never one of them."""


def read_facts(tracker: Tracker) -> dict[str, Value]:
    """The facts in the slots; a value that is no longer allowed counts as not told."""
    gespeichert = {name: tracker.get_slot(name) for name in FAKTEN}
    return _allowed({name: wert for name, wert in gespeichert.items() if wert is not None})


def read_state(tracker: Tracker) -> Stand:
    """Where the conversation stands."""
    return Stand.from_json(tracker.get_slot(STAND_SLOT))


def read_message(tracker: Tracker) -> Eingabe:
    """The last message: its intent, facts and hints."""
    nachricht: Mapping[str, Any] = tracker.latest_message or {}
    absicht = (nachricht.get("intent") or {}).get("name") or OHNE_ABSICHT
    teile: dict[str, Any] = {}
    verneint: list[tuple[str, Value]] = []
    for eintrag in nachricht.get("entities") or ():
        name, wert = eintrag.get("entity"), eintrag.get("value")
        if name == "verneint":
            verneint += _allowed({wert["fakt"]: wert["wert"]}).items()
        else:
            teile[str(name)] = wert
    if (nachricht.get("metadata") or {}).get("schraegstrich") and absicht in FOLGENREICH:
        absicht = OHNE_ABSICHT
    return Eingabe(
        absicht=str(absicht),
        fakten=_allowed({name: wert for name, wert in teile.items() if name in FAKTEN}),
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


def _allowed(fakten: Mapping[str, object]) -> dict[str, Value]:
    """Only values that the vocabulary knows: payloads are never trusted."""
    geprueft: dict[str, Value] = {}
    for name, wert in fakten.items():
        try:
            geprueft[name] = check_value(name, wert)
        except UngueltigerWert:
            continue
    return geprueft
