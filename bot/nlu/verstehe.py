"""The command `wegweiser verstehe`: what the chat would store and do, line by line."""

from __future__ import annotations

import asyncio
import json
import logging
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.slots import AnySlot
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.log_utils import configure_structlog

from bot.nlu.fakten import STICHTAG_KEY
from bot.profile import FAKTEN, UngueltigerWert, check_value
from bot.understanding import ABSICHTEN

ROLLEN = ("selbst", "helfer")
_OUTSIDE = "ausserhalb"


class UngueltigeZeile(ValueError):
    """A line that cannot be understood; the text says what is wrong and what is allowed."""


@dataclass(frozen=True)
class Zeile:
    """One line of input."""

    id: Any
    text: str
    frage: str | None
    rolle: str | None


def verstehe_lines(
    lines: Iterable[bytes | str], model_path: str | Path | None, stichtag: date
) -> Iterator[dict[str, Any]]:
    """An answer `{"id", "absicht", "fakten"}` for each line, `{"id", "fehler"}` for a bad one.

    `model_path`: the trained archive; None only counts on rules (no classifier), for tests.
    """
    parser = Parser(model_path, stichtag)
    for line in lines:
        yield parser.answer(line)


class Parser:
    """Parses messages with the NLU graph of a trained model, loaded once."""

    def __init__(self, model_path: str | Path | None, stichtag: date) -> None:
        self._processor = _processor(Path(model_path)) if model_path else None
        self._stichtag = stichtag

    def answer(self, line: bytes | str) -> dict[str, Any]:
        """The answer to one line of JSON."""
        try:
            raw = _object(line)
        except UngueltigeZeile as error:
            return {"id": None, "fehler": str(error)}
        try:
            zeile = _checked(raw)
        except UngueltigeZeile as error:
            return {"id": raw.get("id"), "fehler": str(error)}
        return {"id": zeile.id, **self.understand(zeile)}

    def understand(self, zeile: Zeile) -> dict[str, Any]:
        """Intent of the contract and facts of a message."""
        if not zeile.text.strip():
            return {"absicht": _OUTSIDE, "fakten": {}}
        parsed = self.parse(zeile)
        intent = parsed["intent"]["name"]
        return {
            "absicht": intent if intent in ABSICHTEN else _OUTSIDE,
            "fakten": dict(_facts(parsed["entities"])),
        }

    def parse(self, zeile: Zeile, stichtag: date | None = None) -> dict[str, Any]:
        """Everything the NLU graph says of a message; months count back from `stichtag`."""
        tag = stichtag or self._stichtag
        message = UserMessage(text=zeile.text, metadata={STICHTAG_KEY: tag.isoformat()})
        if self._processor is None:
            return _without_model(message, _tracker(zeile))
        parsed: dict[str, Any] = asyncio.run(
            self._processor.parse_message(message, _tracker(zeile))
        )
        return parsed


def _processor(model: Path) -> MessageProcessor:
    # Without this Rasa prints every message with its text to standard output.
    configure_structlog(logging.WARNING)
    with warnings.catch_warnings():
        # Rasa warns of "slot auto-fill" whenever it loads a domain with slots.
        warnings.filterwarnings("ignore", "Slot auto-fill", UserWarning)
        return _load(model)


def _load(model: Path) -> MessageProcessor:
    domain = Domain.empty()
    return MessageProcessor(str(model), InMemoryTrackerStore(domain), InMemoryLockStore(), None)


def _without_model(message: UserMessage, tracker: DialogueStateTracker) -> dict[str, Any]:
    from rasa.graph_components.converters.nlu_message_converter import NLUMessageConverter

    from bot.nlu.fakten import Fakten

    messages = NLUMessageConverter().convert_user_message([message])
    parsed: dict[str, Any] = Fakten().process(messages, tracker)[0].as_dict()
    return parsed


def _tracker(zeile: Zeile) -> DialogueStateTracker:
    tracker = DialogueStateTracker("verstehe", _SLOTS)
    tracker.slots["requested_slot"].value = zeile.frage
    tracker.slots["rolle"].value = zeile.rolle
    return tracker


_SLOTS = [
    AnySlot(name, mappings=[{}], influence_conversation=False)
    for name in ("requested_slot", "rolle")
]


def _facts(entities: Iterable[dict[str, Any]]) -> Iterator[tuple[str, Any]]:
    for entity in entities:
        if entity["entity"] in FAKTEN:
            try:
                value = check_value(entity["entity"], entity["value"])
            except UngueltigerWert:
                continue
            yield entity["entity"], list(value) if isinstance(value, tuple) else value


def _object(line: bytes | str) -> dict[str, Any]:
    try:
        raw = json.loads(line)
    except (ValueError, RecursionError):
        raise UngueltigeZeile(
            'kein JSON; erlaubt: {"id", "frage", "rolle", "text"} in einer Zeile'
        ) from None
    if not isinstance(raw, dict):
        raise UngueltigeZeile('kein JSON-Objekt; erlaubt: {"id", "frage", "rolle", "text"}')
    return raw


def _checked(raw: dict[str, Any]) -> Zeile:
    text, frage, rolle = raw.get("text"), raw.get("frage"), raw.get("rolle")
    if not isinstance(text, str):
        raise UngueltigeZeile("text fehlt; erlaubt: eine Zeichenkette")
    if frage is not None and (not isinstance(frage, str) or frage not in FAKTEN):
        raise UngueltigeZeile(
            f"frage: {str(frage)[:40]!r} kenne ich nicht; erlaubt: null, {', '.join(FAKTEN)}"
        )
    if rolle is not None and rolle not in ROLLEN:
        raise UngueltigeZeile(f"rolle: {str(rolle)[:40]!r}; erlaubt: selbst, helfer")
    return Zeile(raw.get("id"), text, frage, rolle)
