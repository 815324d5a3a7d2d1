"""Reaches behind Rasa's tracker stores for what they do not offer: errors, and deletion."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from rasa.core.tracker_store import FailSafeTrackerStore, InMemoryTrackerStore, SQLTrackerStore
from rasa.shared.core.events import BotUttered, UserUttered
from sqlalchemy.engine import Connection, Engine
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


def events_table(store: Any) -> sa.Table | None:
    """The table with the tracker's events, where there is one."""
    sql = isinstance(real_store(store), SQLTrackerStore)
    return SQLTrackerStore.SQLEvent.__table__ if sql else None


async def prepare_save(store: Any, tracker: Any) -> Callable[[Connection], object]:
    """What stores the tracker's new events once the turn's own transaction is open.

    Rasa's `save` would open one of its own, and load the whole tracker again for its broker.
    """
    real = real_store(store)
    if not isinstance(real, SQLTrackerStore):
        await real.save(tracker)
        return lambda connection: None

    with real.session_scope() as session:
        rows = [_row(tracker, event) for event in real._additional_events(session, tracker)]
    return lambda connection: connection.execute(sa.insert(real.SQLEvent.__table__), rows)


def publish(store: Any, tracker: Any) -> None:
    """Shows the broker what was said in the last turn; call it when the turn is stored."""
    broker = real_store(store).event_broker
    for event in reversed(tracker.events) if broker else ():
        if isinstance(event, (UserUttered, BotUttered)):
            broker.publish(event.as_dict())
        if isinstance(event, UserUttered):
            return


def _row(tracker: Any, event: Any) -> dict[str, Any]:
    """An event as Rasa's SQL store keeps it."""
    data = event.as_dict()
    return {
        "sender_id": tracker.sender_id,
        "type_name": event.type_name,
        "timestamp": data.get("timestamp"),
        "intent_name": data.get("parse_data", {}).get("intent", {}).get("name"),
        "action_name": data.get("name"),
        "data": json.dumps(data),
    }


def forget_in_memory(store: Any, kennungen: list[str]) -> None:
    """Delete trackers that Rasa keeps in memory, by setting or after an error."""
    for candidate in (real_store(store), getattr(store, "_fallback_tracker_store", None)):
        if isinstance(candidate, InMemoryTrackerStore):
            for kennung in kennungen:
                candidate.store.pop(kennung, None)
