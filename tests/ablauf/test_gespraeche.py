"""A conversation in memory is the one in the database, whoever answers next."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    BotUttered,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from bot.ablauf import gespraeche
from bot.ablauf.gespraeche import Gespraeche, events_since, write_events
from bot.ablauf.speicher import Speicher
from bot.settings import ROOT

pytestmark = pytest.mark.filterwarnings("ignore:Slot auto-fill:UserWarning")

KENNUNG = "amira"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Speicher]:
    """An empty store with the real domain."""
    domain = Domain.load(str(ROOT / "domain.yml"))
    store = Speicher(host=f"sqlite:///{tmp_path / 'a.db'}", domain=domain)
    yield store
    store.engine.dispose()


def turn(nr: int) -> list[Event]:
    """What a turn leaves: the message, what it told, the answer."""
    said = [UserUttered(f"Satz {nr}", {"name": "angabe"}, [], metadata={"nr": nr})]
    opened: list[Event] = [SessionStarted(), ActiveLoop("interview_form")] if nr == 0 else []
    told: list[Event] = [SlotSet("alter", 17 + nr), SlotSet("wunsch", ["arbeit"])]
    spoken = [BotUttered(data={"custom": {"antworten": [{"text": "Gut."}]}})]
    return [*opened, *said, ActionExecuted("interview_form"), *told, *spoken]


def go_on(conversations: Gespraeche, store: Speicher, nr: int) -> DialogueStateTracker:
    """One more turn, as the channel does it."""
    tracker = conversations.load(KENNUNG, nr - 1)
    last = tracker.events[-1] if tracker.events else None
    tracker.update_with_events(turn(nr), store.domain)
    with store.engine.begin() as connection:
        write_events(connection, KENNUNG, events_since(tracker, last))
    conversations.keep(KENNUNG, nr, tracker)
    return tracker


def what_counts(tracker: DialogueStateTracker) -> dict[str, Any]:
    """All that decides the next turn."""
    state = tracker.current_state()
    return {name: state[name] for name in ("slots", "active_loop", "latest_action_name")}


def test_memory_and_database_say_the_same_after_every_turn(store: Speicher) -> None:
    conversations = Gespraeche(store.engine, store)
    for nr in range(30):
        tracker = go_on(conversations, store, nr)
        assert what_counts(tracker) == what_counts(conversations.read(KENNUNG))
        assert tracker.get_slot("alter") == 17 + nr


def test_every_event_is_stored_once_also_when_memory_keeps_only_the_last(
    store: Speicher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gespraeche, "EREIGNISSE", 8)
    conversations = Gespraeche(store.engine, store)
    tracker = [go_on(conversations, store, nr) for nr in range(10)][-1]
    assert len(tracker.events) == 8
    stored = DialogueStateTracker.from_dict(KENNUNG, rows(store), store.domain.slots)
    said = [event.text for event in stored.events if isinstance(event, UserUttered)]
    assert said == [f"Satz {nr}" for nr in range(10)]


def rows(store: Speicher) -> list[dict[str, Any]]:
    """All events of the table, as Rasa itself would read them."""
    import json

    with store.session_scope() as session:
        return [json.loads(row.data) for row in session.query(store.SQLEvent).all()]


def test_a_turn_of_another_process_is_read_from_the_database(store: Speicher) -> None:
    here, there = Gespraeche(store.engine, store), Gespraeche(store.engine, store)
    go_on(here, store, 0)
    go_on(there, store, 1)
    assert here.load(KENNUNG, 1).get_slot("alter") == 18


def test_an_unfinished_turn_leaves_nothing_behind(store: Speicher) -> None:
    conversations = Gespraeche(store.engine, store)
    go_on(conversations, store, 0)
    conversations.load(KENNUNG, 0).update(SlotSet("alter", 99), store.domain)
    assert conversations.load(KENNUNG, 0).get_slot("alter") == 17


def test_what_is_old_or_too_much_is_forgotten(
    store: Speicher, monkeypatch: pytest.MonkeyPatch
) -> None:
    conversations = Gespraeche(store.engine, store)
    tracker = go_on(conversations, store, 0)
    monkeypatch.setattr(gespraeche, "GEMERKT_HOECHSTENS", 2)
    for name in ("a", "b", "c"):
        conversations.keep(name, 0, tracker)
    assert list(conversations._gemerkt) == ["b", "c"]
    monkeypatch.setattr(gespraeche, "GEMERKT_SEKUNDEN", -1.0)
    conversations.tidy()
    assert not conversations._gemerkt


def test_a_deleted_conversation_is_not_in_memory(store: Speicher) -> None:
    conversations = Gespraeche(store.engine, store)
    go_on(conversations, store, 0)
    conversations.forget([KENNUNG])
    assert KENNUNG not in conversations._gemerkt
