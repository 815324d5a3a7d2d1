"""The endpoints file that Rasa reads, written from our settings for one run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bot.cli.netz import LOOPBACK
from bot.settings import Settings

ZAEHLER = "bot.channel.zaehler.Zaehler"
"""Never one of Rasa's own brokers: they publish every event with its text."""


def endpoints(settings: Settings, action_port: int) -> dict[str, Any]:
    """What stands in endpoints.yml: actions, conversations, numbers and, with Redis, locks."""
    here = f"http://{LOOPBACK}:{action_port}"
    found: dict[str, Any] = {
        "action_endpoint": {
            "url": f"{here if settings.aktionen_hier else settings.aktionen}/webhook"
        },
        # Rasa nimmt eine ganze Adresse als `url` und liest dann nichts anderes.
        "tracker_store": {"type": "SQL", "url": settings.db},
        "event_broker": {"type": ZAEHLER, "url": settings.broker or settings.db},
    }
    if settings.redis:
        found["lock_store"] = _redis(settings.redis)
    return found


def write_endpoints(settings: Settings, action_port: int, folder: Path) -> Path:
    """Writes the file (JSON is YAML too), readable only for us: it may hold a password."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "endpoints.yml"
    file.touch(mode=0o600)
    file.write_text(json.dumps(endpoints(settings, action_port), indent=2), "utf-8")
    return file


def _redis(address: str) -> dict[str, Any]:
    parts = urlsplit(address)
    found = {
        "type": "redis",
        "url": parts.hostname or LOOPBACK,
        "port": parts.port or 6379,
        "db": int(parts.path.strip("/") or 0),
        "use_ssl": parts.scheme == "rediss",
        "username": parts.username,
        "password": parts.password,
    }
    return {name: value for name, value in found.items() if value is not None}
