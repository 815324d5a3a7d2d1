"""Rasa's conversations in its own table of events, without reading again what is known.

The rows are Rasa's own, so that every other tool of Rasa can read them.
"""

from __future__ import annotations

import json
import time
from collections import OrderedDict
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from rasa.core.tracker_store import SQLTrackerStore, TrackerStore
from rasa.shared.core.events import BotUttered, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.engine import Connection, Engine

from bot.ablauf.ereignisse import as_event

GEMERKT_HOECHSTENS = 400
"""So many conversations are kept in the memory of a process."""
GEMERKT_SEKUNDEN = 600.0
"""A conversation that is silent for so long is read from the database when it goes on."""
EREIGNISSE = 60
"""So many of its last events a conversation keeps in memory; what the others set, its slots say."""

events_table: sa.Table = SQLTrackerStore.SQLEvent.__table__
_READ = (
    sa.select(events_table.c.data)
    .where(events_table.c.sender_id == sa.bindparam("kennung"))
    .where(events_table.c.type_name != BotUttered.type_name)
    .order_by(events_table.c.id)
)
_INSERT = sa.insert(events_table)


class Gespraeche:
    """The conversations of one process; the caller holds Rasa's lock of the one it works on."""

    def __init__(self, engine: Engine, store: TrackerStore) -> None:
        """`store` knows the domain and the event broker; the rows go to `engine`."""
        self._engine = engine
        self._store = store
        self._gemerkt: OrderedDict[str, tuple[int, float, DialogueStateTracker]] = OrderedDict()
        SQLTrackerStore.Base.metadata.create_all(engine)

    def load(self, kennung: str, nr: int) -> DialogueStateTracker:
        """The conversation after message `nr`: as this process left it, else from the database.

        It is taken out of memory: `keep` puts it back when the next message is stored.
        """
        fresh = self.remembers(kennung, nr)
        known = self._gemerkt.pop(kennung, None)
        return known[2] if known and fresh else self.read(kennung)

    def remembers(self, kennung: str, nr: int) -> bool:
        """Whether this process answered message `nr` last, not long ago."""
        known = self._gemerkt.get(kennung)
        border = time.monotonic() - GEMERKT_SEKUNDEN
        return known is not None and known[0] == nr and known[1] > border

    def read(self, kennung: str) -> DialogueStateTracker:
        """The conversation from the database; without what the bot said, nothing needs it."""
        with self._engine.connect() as connection:
            rows = connection.execute(_READ, {"kennung": kennung}).scalars().all()
        domain = self._store.domain
        tracker = DialogueStateTracker(kennung, domain.slots, max_event_history=EREIGNISSE)
        for row in rows:
            tracker.update(as_event(json.loads(row)), domain)
        return tracker

    def keep(self, kennung: str, nr: int, tracker: DialogueStateTracker) -> None:
        """Remembers a conversation whose message `nr` is stored."""
        self._gemerkt[kennung] = (nr, time.monotonic(), tracker)
        self.tidy()

    def tidy(self) -> None:
        """Forgets what is too old or too much: other processes may have deleted it."""
        border = time.monotonic() - GEMERKT_SEKUNDEN
        while self._gemerkt and (
            len(self._gemerkt) > GEMERKT_HOECHSTENS
            or next(iter(self._gemerkt.values()))[1] < border
        ):
            self._gemerkt.popitem(last=False)

    def forget(self, kennungen: Iterable[str]) -> None:
        """Takes conversations out of memory; the database is not touched."""
        for kennung in kennungen:
            self._gemerkt.pop(kennung, None)

    def publish(self, events: Iterable[Event]) -> None:
        """Shows the event broker, if there is one, what was said; call it when it is stored."""
        broker = self._store.event_broker
        for event in events if broker else ():
            if isinstance(event, (UserUttered, BotUttered)):
                broker.publish(event.as_dict())


def write_events(connection: Connection, kennung: str, events: Iterable[Event]) -> None:
    """Adds events to a conversation, in a transaction of the caller."""
    connection.execute(_INSERT, [_row(kennung, event) for event in events])


def events_since(tracker: DialogueStateTracker, last: Event | None) -> list[Event]:
    """The events that came after `last`; all of them when it is None."""
    events = list(tracker.events)
    if last is None:
        return events
    return events[next(nr for nr in range(len(events), 0, -1) if events[nr - 1] is last) :]


def _row(kennung: str, event: Event) -> dict[str, Any]:
    data = event.as_dict()
    return {
        "sender_id": kennung,
        "type_name": event.type_name,
        "timestamp": data.get("timestamp"),
        "intent_name": data.get("parse_data", {}).get("intent", {}).get("name"),
        "action_name": data.get("name"),
        "data": json.dumps(data, ensure_ascii=False),
    }
