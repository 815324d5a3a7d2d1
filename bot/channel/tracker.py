"""Reaches behind Rasa's tracker stores for what they do not offer: errors."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from rasa.core.tracker_store import FailSafeTrackerStore
from sqlalchemy.engine import Engine
from sqlalchemy.pool import StaticPool


def real_store(store: Any) -> Any:
    """The store behind Rasa's fail-safe wrapper.

    The wrapper keeps conversations in memory when the database fails and says nothing; we want
    the error, so that the person can send the message again.
    """
    return store._tracker_store if isinstance(store, FailSafeTrackerStore) else store


def engine_of(store: Any) -> Engine:
    """The database of the tracker; one in memory when Rasa keeps its trackers in memory."""
    engine: Engine | None = getattr(real_store(store), "engine", None)
    if engine is not None:
        return engine
    return sa.create_engine(
        "sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False}
    )
