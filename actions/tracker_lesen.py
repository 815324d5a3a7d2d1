"""Tracker -> what the dialogue works with. The only place that reads Rasa's slots and entities."""

from __future__ import annotations

from rasa_sdk import Tracker

from bot.interview.eingabe import Eingabe, allowed_facts, read_parsed
from bot.interview.stand import Stand
from bot.profile import FAKTEN, Value

STAND_SLOT = "gespraech"


def read_facts(tracker: Tracker) -> dict[str, Value]:
    """The facts in the slots; a value that is no longer allowed counts as not told."""
    gespeichert = {name: tracker.get_slot(name) for name in FAKTEN}
    return allowed_facts({name: wert for name, wert in gespeichert.items() if wert is not None})


def read_state(tracker: Tracker) -> Stand:
    """Where the conversation stands."""
    return Stand.from_json(tracker.get_slot(STAND_SLOT))


def read_message(tracker: Tracker) -> Eingabe:
    """The last message: its intent, facts and hints."""
    return read_parsed(tracker.latest_message or {})
