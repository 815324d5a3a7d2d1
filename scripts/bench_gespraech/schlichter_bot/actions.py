"""Actions of the plain bot, as a tutorial writes them: one form, one validator for each slot.

This file is copied into the folder that the benchmark generates; werte.json lies beside it there.
"""

import json
from pathlib import Path
from typing import Any

from rasa_sdk import Action, FormValidationAction, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

ALLOWED = json.loads(Path(__file__).with_name("werte.json").read_text("utf-8"))


def one_of(slot: str, value: Any, dispatcher: CollectingDispatcher) -> dict[str, Any]:
    """The slot with its allowed value, or empty so that the form asks again."""
    text = str(value).strip().lower()
    if text == "weiss_nicht":
        return {slot: text}
    found = ALLOWED[slot].get(text)
    if found is None:
        dispatcher.utter_message(response="utter_nicht_verstanden")
    return {slot: found}


class ValidateInterviewForm(FormValidationAction):
    """The questions depend on the paper."""

    def name(self) -> str:
        return "validate_interview_form"

    async def required_slots(
        self,
        domain_slots: list[str],
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: DomainDict,
    ) -> list[str]:
        """Only who has the paper is asked for its kind."""
        slots = list(domain_slots)
        if tracker.get_slot("aufenthalt") != "erlaubnis":
            slots.remove("paragraf")
        if tracker.get_slot("aufenthalt") != "duldung":
            slots.remove("duldungsart")
        return slots

    def validate_alter(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> dict[str, Any]:
        digits = "".join(c for c in str(value) if c.isdigit())
        if str(value) == "weiss_nicht" or (digits and int(digits) <= 120):
            return {"alter": digits or value}
        dispatcher.utter_message(response="utter_nicht_verstanden")
        return {"alter": None}

    def validate_rolle(self, value: Any, dispatcher: CollectingDispatcher, *_: Any) -> Any:
        return one_of("rolle", value, dispatcher)

    def validate_wunsch(self, value: Any, dispatcher: CollectingDispatcher, *_: Any) -> Any:
        return one_of("wunsch", value, dispatcher)

    def validate_ort(self, value: Any, dispatcher: CollectingDispatcher, *_: Any) -> Any:
        return one_of("ort", value, dispatcher)

    def validate_aufenthalt(self, value: Any, dispatcher: CollectingDispatcher, *_: Any) -> Any:
        return one_of("aufenthalt", value, dispatcher)

    def validate_paragraf(self, value: Any, dispatcher: CollectingDispatcher, *_: Any) -> Any:
        return one_of("paragraf", value, dispatcher)

    def validate_duldungsart(self, value: Any, dispatcher: CollectingDispatcher, *_: Any) -> Any:
        return one_of("duldungsart", value, dispatcher)

    def validate_herkunft(self, value: Any, dispatcher: CollectingDispatcher, *_: Any) -> Any:
        return one_of("herkunft", value, dispatcher)

    def validate_erwerbstaetigkeit(
        self, value: Any, dispatcher: CollectingDispatcher, *_: Any
    ) -> Any:
        return one_of("erwerbstaetigkeit", value, dispatcher)

    def validate_deutsch(self, value: Any, dispatcher: CollectingDispatcher, *_: Any) -> Any:
        return one_of("deutsch", value, dispatcher)

    def validate_schulabschluss(self, value: Any, dispatcher: CollectingDispatcher, *_: Any) -> Any:
        return one_of("schulabschluss", value, dispatcher)

    def validate_situation(self, value: Any, dispatcher: CollectingDispatcher, *_: Any) -> Any:
        return one_of("situation", value, dispatcher)

    def validate_zusage(self, value: Any, dispatcher: CollectingDispatcher, *_: Any) -> Any:
        return one_of("zusage", value, dispatcher)


class ActionEmpfehlung(Action):
    """Says the end; a real bot would decide something here."""

    def name(self) -> str:
        return "action_empfehlung"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[dict[str, Any]]:
        dispatcher.utter_message(response="utter_ergebnis")
        return []
