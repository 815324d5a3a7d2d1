"""Adds the facts of a message as entities and settles its intent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.settings import read_settings
from bot.understanding import Verstanden, decide_absicht
from bot.understanding.verstehen import default

UNKNOWN_CRISIS = "lebensgefahr"
"""The kind of crisis if only the classifier saw it: the emergency numbers fit always."""

STICHTAG_KEY = "stichtag"
"""Name in a message's metadata under which a caller may pass the day to count back from."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class Fakten(GraphComponent, EntityExtractorMixin):
    """Reads the open question and the role from the tracker, then lets `bot.understanding` read."""

    def __init__(self) -> None:
        """Loads patterns and pipeline now, so that the first message is not slow."""
        self._verstehen = default()
        self._stichtag = read_settings().stichtag

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Fakten:
        """Creates the component (see Rasa's GraphComponent)."""
        return cls()

    def process(
        self, messages: list[Message], tracker: DialogueStateTracker | None = None
    ) -> list[Message]:
        """Sets entities and intent of each message; the tracker may know nothing."""
        for message in messages:
            if message.get(TEXT):
                self._read(message, tracker)
        return messages

    def _read(self, message: Message, tracker: DialogueStateTracker | None) -> None:
        frage, rolle = _slot(tracker, "requested_slot"), _slot(tracker, "rolle")
        day = self._day(message.get("metadata") or {})
        found = self._verstehen.understand(message.get(TEXT), frage, rolle, day)
        length = len(message.get(TEXT))
        intent = self._settle_intent(message, found)
        if intent == "notlage" and not found.notlage:
            found = replace(found, notlage=UNKNOWN_CRISIS)
        entities = [_entity(name, value, length) for name, value in _values(found)]
        message.set(ENTITIES, entities, add_to_output=True)

    def _settle_intent(self, message: Message, found: Verstanden) -> str:
        ranking = [(one["name"], one["confidence"]) for one in message.get("intent_ranking") or ()]
        name = decide_absicht(found.hinweise, ranking)
        sure = 1.0 if found.absicht == name else dict(ranking).get(name, 0.0)
        message.set(INTENT, {"name": name, "confidence": sure}, add_to_output=True)
        return name

    def _day(self, metadata: dict[str, Any]) -> date:
        given = metadata.get(STICHTAG_KEY)
        if given:
            return date.fromisoformat(given)
        return self._stichtag or datetime.now(ZoneInfo("Europe/Berlin")).date()


def _slot(tracker: DialogueStateTracker | None, name: str) -> str | None:
    slot = tracker.slots.get(name) if tracker else None
    return slot.value if slot and isinstance(slot.value, str) else None


def _values(found: Verstanden) -> Iterator[tuple[str, Any]]:
    for name, value in found.fakten.items():
        yield name, list(value) if isinstance(value, tuple) else value
    for fakt, wert in found.verneint:
        yield "verneint", {"fakt": fakt, "wert": wert}
    hints: tuple[tuple[str, Any], ...] = (
        ("thema", found.thema),
        ("ort_vorschlag", list(found.ort_vorschlaege) or None),
        ("ort_ausserhalb", found.ort_ausserhalb),
        ("kreis", found.kreis),
        ("sprache", found.sprache),
        ("notlage", found.notlage),
    )
    yield from ((name, value) for name, value in hints if value is not None)


def _entity(name: str, value: Any, length: int) -> dict[str, Any]:
    return {"entity": name, "value": value, "start": 0, "end": length, "extractor": "Fakten"}
