"""What the bot says, collected as the `antworten` of CONTRACT section 4."""

from __future__ import annotations

import json
import re
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel

from bot.channel.eingabe import Json

NAME = "web"


class WebOutput(CollectingOutputChannel):
    """Collects one turn."""

    def __init__(self) -> None:
        super().__init__()
        self.antworten: list[Json] = []

    @classmethod
    def name(cls) -> str:
        return NAME

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Take what the bot said as it is: nothing is split, nothing is lost."""
        self.antworten.extend(read_antworten(message))


def read_antworten(message: dict[str, Any]) -> list[Json]:
    """The `antworten` in one message of Rasa: our own list, or plain text and buttons."""
    custom = message.get("custom") or {}
    if isinstance(custom, dict) and isinstance(custom.get("antworten"), list):
        return [antwort for antwort in custom["antworten"] if isinstance(antwort, dict)]
    wahl = [_read_button(button) for button in message.get("buttons") or []]
    parts = {"text": message.get("text"), "wahl": wahl, "custom": custom}
    antwort = {key: value for key, value in parts.items() if value}
    return [antwort] if antwort else []


def _read_button(button: dict[str, Any]) -> Json:
    """Rasa's `/befehl_neu` or `/angabe{"fakt": wert}` as a choice of ours."""
    titel, payload = button.get("title", ""), button.get("payload") or ""
    if befehl := re.fullmatch(r"/befehl_(\w+)", payload):
        return {"titel": titel, "befehl": befehl[1]}
    if angabe := re.fullmatch(r"/angabe(\{.*\})", payload, re.DOTALL):
        fakt, wert = next(iter(json.loads(angabe[1]).items()))
        return {"titel": titel, "antwort": {"fakt": fakt, "wert": wert}}
    return {"titel": titel, "text": payload}


def is_complete(antworten: list[Json]) -> bool:
    """Whether these make a turn: together exactly one `custom` that says its `typ`."""
    customs = (antwort.get("custom") for antwort in antworten)
    return sum(isinstance(c, dict) and isinstance(c.get("typ"), str) for c in customs) == 1


def custom_of(antworten: list[Json]) -> Json:
    """The `custom` of a turn; empty where it has none."""
    return next((a["custom"] for a in antworten if a.get("custom")), {})


def is_deletion(antworten: list[Json]) -> bool:
    """Whether the bot has just told the person that everything is deleted."""
    custom = custom_of(antworten)
    return custom.get("typ") == "bestaetigung" and custom.get("geloescht") is True


def asks_to_delete(antworten: list[Json]) -> bool:
    """Whether the turn asks "Soll ich wirklich alles löschen?"."""
    return bool(custom_of(antworten).get("thema") == "daten_loeschen")
