"""Our parts answer as Rasa's own parts do; only what they do on the way is less."""

from __future__ import annotations

import asyncio
import json
import os
import socket
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.core.lock_store import LockError
from rasa.core.policies.rule_policy import RulePolicy
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.ablauf.ablauf import Ablauf
from bot.ablauf.aktionen import ADRESSE, Aktion, Innen
from bot.ablauf.regeln import Regeln
from bot.ablauf.sperren import Sperren
from bot.channel.ausgabe import WebOutput
from bot.settings import ROOT

pytestmark = pytest.mark.filterwarnings("ignore:Slot auto-fill:UserWarning")

SAGT = ("hallo", "ich bin 19", "ich wohne in köln", "was ist eine duldung?", "b1")


@pytest.fixture(scope="module")
def agent(trained_model: Path) -> Agent:
    """Rasa with our model and our actions inside."""
    agent = Agent.load(str(trained_model), action_endpoint=EndpointConfig(ADRESSE))
    assert agent.processor is not None
    return agent


def test_no_slot_is_filled_by_rasa_itself() -> None:
    """Ablauf leaves out Rasa's search for slot values: nothing may depend on it."""
    slots = Domain.load(str(ROOT / "domain.yml")).as_dict()["slots"]
    kinds = {mapping["type"] for slot in slots.values() for mapping in slot.get("mappings", [])}
    assert kinds <= {"custom"}


def test_a_conversation_goes_the_same_way_with_rasas_processor(agent: Agent) -> None:
    ours, theirs = asyncio.run(_both_ways(agent))
    assert json.dumps(ours) == json.dumps(theirs)


async def _both_ways(agent: Agent) -> tuple[list[Any], list[Any]]:
    processor: Any = agent.processor
    ablauf = Ablauf(processor)
    processor.action_endpoint = Innen()
    tracker = DialogueStateTracker("eins", agent.domain.slots)
    ours, theirs = [], []
    for text in SAGT:
        output = WebOutput()
        await ablauf.run_turn(UserMessage(text, output, "eins", input_channel="web"), tracker)
        ours.append((output.antworten, tracker.current_slot_values()))
        output = WebOutput()
        await processor.handle_message(UserMessage(text, output, "zwei", input_channel="web"))
        stored = await agent.tracker_store.retrieve("zwei")
        theirs.append((output.antworten, stored.current_slot_values()))
    return ours, theirs


def test_the_policy_predicts_what_rule_policy_predicts(agent: Agent) -> None:
    processor: Any = agent.processor
    policy = _policy(processor)
    tracker = DialogueStateTracker("drei", agent.domain.slots)
    seen = []

    def compare(tracker: DialogueStateTracker) -> Any:
        ours, theirs = (
            policy._predict(tracker, agent.domain),
            RulePolicy._predict(policy, tracker, agent.domain),
        )
        seen.append((ours[0].probabilities, ours[1]) == (theirs[0].probabilities, theirs[1]))
        return Ablauf._predict_next_with_tracker(ablauf, tracker)

    ablauf = Ablauf(processor)
    ablauf._predict_next_with_tracker = compare  # type: ignore[method-assign]

    async def talk() -> None:
        for text in SAGT:
            message = UserMessage(text, WebOutput(), "drei", input_channel="web")
            await ablauf.run_turn(message, tracker)

    asyncio.run(talk())
    assert len(seen) == 2 * len(SAGT)
    assert all(seen)


def _policy(processor: Any) -> Regeln:
    nodes = processor.graph_runner._instantiated_nodes.values()
    return next(node._component for node in nodes if isinstance(node._component, Regeln))


def test_an_action_that_answers_nonsense_is_refused() -> None:
    action = Aktion("validate_interview_form", None)
    assert action._validate_action_result({"events": [], "responses": []})
    with pytest.raises(jsonschema.ValidationError):
        action._validate_action_result({"events": "keine"})


def test_of_two_processes_only_one_has_the_lock() -> None:
    one, other = _locks(), _locks()
    inside: list[str] = []

    async def work(locks: Sperren, name: str) -> None:
        async with locks.lock("bana", wait_time_in_seconds=0.01):
            inside.append(name)
            assert len(inside) == 1
            await asyncio.sleep(0.05)
            inside.remove(name)

    async def all_at_once() -> None:
        await asyncio.gather(*(work(locks, f"{n}") for n in range(4) for locks in (one, other)))

    asyncio.run(all_at_once())


def test_a_lock_of_a_dead_process_ends_by_itself() -> None:
    locks = _locks()

    async def die_and_come_back() -> None:
        dead = locks.lock("bana", lock_lifetime=0.2)
        await dead.__aenter__()
        async with locks.lock("bana", wait_time_in_seconds=0.05, lock_lifetime=5):
            pass

    asyncio.run(die_and_come_back())


def test_without_redis_there_is_no_lock() -> None:
    locks = Sperren(EndpointConfig("redis://127.0.0.1:1/0"))

    async def knock() -> None:
        async with locks.lock("bana"):
            pytest.fail("somebody got in")

    with pytest.raises(LockError):
        asyncio.run(knock())
    locks.delete_lock("bana")


def _locks() -> Sperren:
    try:
        socket.create_connection(("127.0.0.1", 6379), timeout=1).close()
    except OSError:
        if not os.environ.get("CI"):
            pytest.skip("Redis auf 127.0.0.1:6379 antwortet nicht")
    return Sperren(EndpointConfig("redis://127.0.0.1:6379/9"))
