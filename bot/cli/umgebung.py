"""What the processes find in their environment: no warnings of others, no telemetry."""

from __future__ import annotations

import os
from collections.abc import Mapping

QUIET = {
    # Rasa 3.6 braucht SQLAlchemy 1.4; der Hinweis auf 2.0 hilft hier niemandem.
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "PYTHONWARNINGS": "ignore::DeprecationWarning",
    "RASA_TELEMETRY_ENABLED": "false",
    "LOG_LEVEL": "WARNING",
}


def quiet_environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment for a child; what the person has set herself stays."""
    return {**QUIET, **os.environ, **(more or {})}


def quieten() -> None:
    """The same for this process; call it before Rasa is imported."""
    import warnings

    os.environ.update(quiet_environment())
    # Sanic zeigt beim Laden jede Abkündigung einmal an; unser Filter muss nach seinem kommen.
    import sanic  # noqa: F401

    warnings.filterwarnings("ignore", category=DeprecationWarning)
    # Rasa erklärt bei jedem Laden, dass es Slots nicht mehr von selbst füllt.
    warnings.filterwarnings("ignore", message="Slot auto-fill", category=UserWarning)


def silence_rasa() -> None:
    """Rasa's own log prints every message with its text unless it is told not to."""
    import logging

    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.WARNING)


def preload() -> None:
    """Loads skops before Rasa, which loads it for its classifier: 1 instead of 5 seconds.

    skops searches all loaded modules for the home of each class of scikit-learn; without
    TensorFlow among them there are few.
    """
    import skops.io  # noqa: F401
