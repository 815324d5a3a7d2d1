"""The reply in the form a channel can carry: one object for `web`, plain text elsewhere."""

from __future__ import annotations

import json
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.reply.klartext import as_bubbles
from bot.reply.rahmen import Antworten

WEB = "web"


def speak(
    dispatcher: CollectingDispatcher, tracker: Tracker, antworten: Antworten, vorher: str | None
) -> None:
    """Says all of a turn; channels without our page get cards as text and choices as buttons.

    `vorher` is the question that was open until now: the anonymous numbers (bot.zahlen) need it.
    """
    if tracker.get_latest_input_channel() == WEB:
        dispatcher.utter_message(json_message={"antworten": antworten, "vorher": vorher})
        return
    for blase in as_bubbles(antworten):
        dispatcher.utter_message(text=blase.text, buttons=[_button(w) for w in blase.wahl])


def _button(wahl: dict[str, Any]) -> dict[str, str]:
    """A choice as Rasa's own payload, which `rasa shell` sends back when it is chosen."""
    if "antwort" in wahl:
        antwort = wahl["antwort"]
        inhalt = json.dumps({antwort["fakt"]: antwort["wert"]})
        return {"title": wahl["titel"], "payload": f"/angabe{inhalt}"}
    worum = {name: wert for name, wert in wahl.items() if name not in ("titel", "befehl")}
    inhalt = json.dumps(worum) if worum else ""
    return {"title": wahl["titel"], "payload": f"/befehl_{wahl['befehl']}{inhalt}"}
