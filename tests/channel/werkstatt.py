"""The workshop of the channel's tests: a real server around a scripted bot."""

from __future__ import annotations

import asyncio
import socket
import threading
import uuid
import warnings
from collections.abc import Callable
from typing import Any

import requests
import sqlalchemy as sa
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage, register
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.tracker_store import FailSafeTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, SessionStarted, SlotSet
from sanic import Sanic

from bot.ablauf.ablauf import Ablauf
from bot.ablauf.speicher import Speicher
from bot.channel.settings import ChannelSettings
from bot.channel.web_input import WebInput
from bot.profile import FAKTEN

Sanic.test_mode = True  # a process may start more than one server

Answer = Callable[[Any], list[dict[str, Any]]]


def frage(fakt: str, *wahl: dict[str, Any], **mehr: Any) -> list[dict[str, Any]]:
    """A turn that asks for a fact."""
    custom = {"typ": "frage", "fakt": fakt, "warum": "Dann finde ich Wege.", "mehrfach": False}
    custom |= {"schritt": 1, "noch_hoechstens": 9, **mehr}
    return [{"text": f"Frage nach {fakt}?", "wahl": list(wahl), "custom": custom}]


def knopf(titel: str, fakt: str, wert: Any) -> dict[str, Any]:
    """A choice that answers."""
    return {"titel": titel, "antwort": {"fakt": fakt, "wert": wert}}


ALTER = (knopf("Ich bin 17", "alter", 17), knopf("Weiß ich nicht", "alter", "weiss_nicht"))


class ScriptedProcessor(Ablauf):
    """Rasa's processor with its tracker work, but `answer` in the place of model and actions."""

    def __init__(self, tracker_store: Any, lock_store: Any, domain: Domain) -> None:
        self.tracker_store = tracker_store
        self.lock_store = lock_store
        self.domain = domain
        self.model_metadata = type("M", (), {"model_id": "m", "assistant_id": "a"})()
        self.answer: Answer = lambda latest: frage("alter", *ALTER)
        self.parsed: list[str] = []
        self.wait = 0.0

    async def _update_tracker_session(self, tracker: Any, *_: Any) -> None:
        if not tracker.applied_events():
            tracker.update_with_events(
                [ActionExecuted("action_session_start"), SessionStarted()], self.domain
            )

    async def parse_message(self, message: UserMessage, tracker: Any = None, *_: Any) -> Any:
        self.parsed.append(str(message.text))
        return {"text": message.text, "intent": {"name": "angabe"}, "entities": []}

    async def _run_prediction_loop(self, output_channel: Any, tracker: Any) -> None:
        await asyncio.sleep(self.wait)
        for entity in tracker.latest_message.entities:
            if entity["entity"] in FAKTEN:
                tracker.update(SlotSet(entity["entity"], entity["value"]), self.domain)
        antworten = self.answer(tracker.latest_message)
        event = BotUttered(data={"custom": {"antworten": antworten}})
        tracker.update(event, self.domain)
        await output_channel.send_response(tracker.sender_id, event.message())


def _domain() -> Domain:
    slots = {name: {"type": "any", "mappings": [{"type": "custom"}]} for name in FAKTEN}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Rasa warns of every domain that has slots
        return Domain.from_dict({"intents": ["angabe"], "slots": slots})


class Server:
    """The channel under test, with a small client."""

    def __init__(self, url: str, settings: ChannelSettings) -> None:
        domain = _domain()
        store = Speicher(host=url, domain=domain)
        self.store = store
        self.locks = InMemoryLockStore()
        self.agent = Agent(domain=domain, tracker_store=store, lock_store=self.locks)
        self.agent.tracker_store = FailSafeTrackerStore(store)
        self.bot = ScriptedProcessor(self.agent.tracker_store, self.locks, domain)
        self.agent.processor = self.bot
        self.app = Sanic(f"test_{uuid.uuid4().hex}", configure_logging=False)
        self.app.add_route(lambda _request: None, "/")
        self.channel = WebInput(settings)
        register([self.channel], self.app, "/webhooks/")
        self.app.ctx.agent = self.agent
        self.http = requests.Session()
        self._loop = asyncio.new_event_loop()
        self._start()

    def _start(self) -> None:
        self.sock = socket.socket()
        self.sock.bind(("127.0.0.1", 0))
        self.base = f"http://127.0.0.1:{self.sock.getsockname()[1]}"
        ready = threading.Event()
        self._thread = threading.Thread(target=self._serve, args=(ready,), daemon=True)
        self._thread.start()
        assert ready.wait(10)

    def _serve(self, ready: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)

        async def start() -> None:
            self._server = await self.app.create_server(sock=self.sock, return_asyncio_server=True)
            await self._server.startup()
            await self._server.before_start()
            await self._server.start_serving()
            await self._server.after_start()
            ready.set()

        self._loop.run_until_complete(start())
        self._loop.run_forever()

    def stop(self) -> None:
        """Stop serving; what is stored stays."""

        async def close() -> None:
            await self._server.before_stop()
            self._server.close()
            await self._server.wait_closed()
            for task in asyncio.all_tasks() - {asyncio.current_task()}:
                task.cancel()

        asyncio.run_coroutine_threadsafe(close(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self.store.engine.dispose()

    def run(self, coroutine: Any) -> Any:
        """Run something inside the server's loop."""
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(20)

    def api(self, path: str) -> str:
        return f"{self.base}/webhooks/web/{path}"

    def begin(self) -> str:
        """A new session; its token."""
        reply = self.http.post(self.api("sitzung"))
        assert reply.status_code == 201, reply.text
        return str(reply.json()["sitzung"])

    def say(self, token: str, nr: int, text: str | None = None, **more: Any) -> requests.Response:
        """Send a message."""
        content = {"sitzung": token, "nr": nr, **({"text": text} if text is not None else {})}
        return requests.post(self.api("nachricht"), json=content | more)

    def history(self, token: str, since: int | None = None) -> requests.Response:
        """Ask for the history."""
        params = {} if since is None else {"seit": since}
        return self.http.get(self.api(f"verlauf/{token}"), params=params)

    def rows(self) -> dict[str, list[str]]:
        """Every row of every table of the database, as text."""
        tables = sa.MetaData()
        tables.reflect(self.store.engine)
        with self.store.engine.connect() as connection:
            return {
                table.name: [str(tuple(row)) for row in connection.execute(sa.select(table))]
                for table in tables.sorted_tables
            }
