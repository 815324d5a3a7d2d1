"""`wegweiser doctor`: what is in use, what is reachable, what has to be looked at again."""

from __future__ import annotations

import argparse
import json
import platform
import sys
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bot.cli.abbruch import FAILED
from bot.cli.modell import MODEL, read_steckbrief, reason_to_train
from bot.cli.spuren import package_version, spacy_pipeline
from bot.settings import ROOT, Settings, read_settings

if TYPE_CHECKING:
    from bot.eligibility.frische import Frist

PACKAGES = ("rasa", "rasa-sdk", "spacy", "tensorflow-cpu", "sqlalchemy", "sanic", "rapidfuzz")
LONGEST_WAIT = 3
"""Seconds a database may take to answer."""


def main(args: argparse.Namespace) -> int:
    """Prints the state as one JSON object; exit 1 when something in use does not answer."""
    settings = read_settings()
    probleme: list[str] = []
    stand = {
        "fassungen": {"python": platform.python_version(), **_versions()},
        "spacy": spacy_pipeline(),
        "modell": _model(),
        "datenbank": _tried(lambda: _database(settings), "datenbank", probleme),
        "redis": _tried(lambda: _redis(settings), "redis", probleme),
        "regeln": _tried(lambda: _rules(date.today()), "regeln", probleme),
        "angebote": _tried(_offers, "angebote", probleme),
        "probleme": probleme,
    }
    json.dump(stand, sys.stdout, ensure_ascii=False, indent=2)
    print()
    return FAILED if probleme else 0


def _versions() -> dict[str, str]:
    return {name: package_version(name) for name in PACKAGES}


def _model() -> dict[str, str | None]:
    note = read_steckbrief()
    return {
        "datei": str(MODEL.relative_to(ROOT)),
        "trainiert": note.trainiert if note else None,
        "spacy": note.teile.get("spaCy") if note else None,
        "neu_trainieren_weil": reason_to_train(),
    }


def _tried(look: Callable[[], Any], name: str, probleme: list[str]) -> Any:
    """What `look` finds; an error becomes one line among the problems."""
    try:
        return look()
    except Exception as fehler:
        probleme.append(f"{name}: {' '.join(str(fehler).split())[:300]}")
        return None


def _database(settings: Settings) -> dict[str, str]:
    from sqlalchemy import create_engine, text

    wait = {"timeout" if settings.db_is_file else "connect_timeout": LONGEST_WAIT}
    if settings.db_is_file:
        (ROOT / "var").mkdir(exist_ok=True)
    engine = create_engine(settings.db, connect_args=wait, hide_parameters=True)
    with engine.connect() as connection:
        query = "select sqlite_version()" if settings.db_is_file else "show server_version"
        return {
            "art": engine.dialect.name,
            "fassung": str(connection.execute(text(query)).scalar()),
            "ort": engine.url.render_as_string(hide_password=True),
        }


def _redis(settings: Settings) -> dict[str, str] | None:
    if not settings.redis:
        return None
    from redis import Redis

    client = Redis.from_url(settings.redis, socket_timeout=LONGEST_WAIT)
    address = urlsplit(settings.redis)
    ort = f"{address.hostname}:{address.port or 6379}"
    return {"fassung": str(client.info("server")["redis_version"]), "ort": ort}


def _rules(heute: date) -> dict[str, Any]:
    """How much law there is, what is overdue and what falls due soon."""
    from bot.eligibility import find_due, load_rules

    regelwerk = load_rules(ROOT / "data" / "eligibility")
    frische = find_due(regelwerk, heute)
    return {
        "wege": len(regelwerk.wege),
        "noch_nicht_eingetragen": [weg.name for weg in regelwerk.wege if not weg.eingetragen],
        "pruefen": [_deadline(frist) for frist in frische.faellig],
        "bald_pruefen": [_deadline(frist) for frist in frische.bald],
    }


def _deadline(frist: Frist) -> dict[str, str]:
    return {"weg": frist.weg, "wo": frist.wo, "bis": str(frist.bis)}


def _offers() -> dict[str, int]:
    from bot.catalogue.dateien import load_offers

    return {"in_dateien": len(load_offers(ROOT / "data" / "angebote"))}
