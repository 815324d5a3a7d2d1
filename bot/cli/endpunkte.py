"""The endpoints file that Rasa reads, written from our settings for one run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from bot.cli.netz import LOOPBACK
from bot.settings import INNEN, Settings

ADRESSE = "innen"
"""What bot.ablauf.aktionen reads as: in Rasa's own process."""
ZAEHLER = "bot.channel.zaehler.Zaehler"
"""Never one of Rasa's own brokers: they publish every event with its text."""


def endpoints(settings: Settings, action_port: int) -> dict[str, Any]:
    """What stands in endpoints.yml: actions, conversations, numbers and, with Redis, locks."""
    found: dict[str, Any] = {
        "action_endpoint": {"url": _actions(settings, action_port)},
        # Rasa nimmt eine ganze Adresse als `url` und liest dann nichts anderes.
        "tracker_store": {"type": "bot.ablauf.speicher.Speicher", "url": settings.db},
        "event_broker": {"type": ZAEHLER, "url": settings.broker or settings.db},
    }
    if settings.redis:
        found["lock_store"] = {"type": "bot.ablauf.sperren.Sperren", "url": settings.redis}
    return found


def _actions(settings: Settings, port: int) -> str:
    if settings.aktionen == INNEN:
        return ADRESSE
    here = f"http://{LOOPBACK}:{port}"
    return f"{here if settings.aktionen_hier else settings.aktionen}/webhook"


def write_endpoints(settings: Settings, action_port: int, folder: Path) -> Path:
    """Writes the file (JSON is YAML too), readable only for us: it may hold a password."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "endpoints.yml"
    file.touch(mode=0o600)
    file.write_text(json.dumps(endpoints(settings, action_port), indent=2), "utf-8")
    return file
