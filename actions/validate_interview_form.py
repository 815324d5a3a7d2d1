"""The one action of a turn: reads the message, lets bot.interview decide, stores and speaks."""

from __future__ import annotations

from datetime import date
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.sprechen import speak
from actions.tracker_lesen import STAND_SLOT, read_facts, read_message, read_state
from bot.interview.aufbau import open_tools
from bot.interview.gespraech import Antwort, advance
from bot.profile import FAKTEN, Value
from bot.reply.rahmen import as_json
from bot.settings import read_settings

WEITER_OFFEN = "gespraech"
"""Slot that Rasa's form waits for when no fact is asked, so that it never closes."""


class ValidateInterviewForm(Action):
    """Rasa calls it for every message while the interview form is active, which is always."""

    def __init__(self) -> None:
        """Reads law, texts and offers now: what is broken shows at the start, not to a person."""
        open_tools(read_settings().stichtag, date.today())

    def name(self) -> str:
        """The name by which Rasa's form finds its validation."""
        return "validate_interview_form"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """One turn."""
        fakten = read_facts(tracker)
        werkzeug = open_tools(read_settings().stichtag, date.today())
        stand = read_state(tracker)
        antwort = advance(read_message(tracker), fakten, stand, werkzeug)
        speak(dispatcher, tracker, antwort.antworten, vorher=stand.frage)
        return events_of(fakten, antwort)


def events_of(vorher: dict[str, Value], antwort: Antwort) -> list[EventType]:
    """What Rasa stores: facts that changed, the state, and which fact is asked now."""
    anders = [name for name in FAKTEN if vorher.get(name) != antwort.fakten.get(name)]
    events: list[EventType] = [
        SlotSet(name, as_json(antwort.fakten[name]) if name in antwort.fakten else None)
        for name in anders
    ]
    frage = antwort.stand.frage or WEITER_OFFEN
    return [
        *events,
        SlotSet(STAND_SLOT, antwort.stand.to_json()),
        SlotSet("requested_slot", frage),
    ]
