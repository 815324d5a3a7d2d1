"""Logs as JSON lines for a collector: few fields, and none that could hold words of a person."""

from __future__ import annotations

import json
import logging
import os
import traceback
from datetime import datetime, timezone
from typing import Any

VARIABLE = "WEGWEISER_PROTOKOLL"


def write_json_lines() -> None:
    """Every logger of this process writes JSON lines from now on, if the settings say so.

    Rasa, the SDK and Sanic each set up handlers of their own, later and more than once; what all
    of them share is how a handler turns a record into text.
    """
    if os.environ.get(VARIABLE) == "json":
        logging.Handler.format = lambda self, record: as_json_line(record)  # type: ignore[method-assign]
        logging.captureWarnings(True)


def as_json_line(record: logging.LogRecord) -> str:
    """A record as one line. Of an error only its kind and place: its text may quote a message."""
    line = {
        "zeit": datetime.fromtimestamp(record.created, timezone.utc).isoformat("T", "milliseconds"),
        "stufe": record.levelname,
        "quelle": record.name,
        "prozess": record.process,
        "meldung": _message(record),
        **_error(record),
    }
    return json.dumps(line, ensure_ascii=False)


def _message(record: logging.LogRecord) -> str:
    """The message; of a structured one only the name of the event, the rest holds data."""
    text = record.getMessage()
    try:
        return str(json.loads(text)["event"])
    except (ValueError, KeyError, TypeError):
        return text


def _error(record: logging.LogRecord) -> dict[str, Any]:
    if not record.exc_info or record.exc_info[0] is None:
        return {}
    frames = traceback.extract_tb(record.exc_info[2])
    places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    return {"fehler": record.exc_info[0].__name__, "ort": places}
