"""Whether the server lives, and whether it could answer a message now."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any
from urllib.parse import urljoin

import aiohttp
import sqlalchemy as sa
from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channel.http import reply
from bot.channel.tracker import real_store

FRIST = 2.0
"""Seconds after which a service that does not answer counts as gone."""


def mount(app: Sanic) -> None:
    """Add /health (the process answers) and /bereit (whatever a message needs answers too)."""

    async def health(request: Request) -> HTTPResponse:
        return reply(request, {"status": "ok"})

    async def bereit(request: Request) -> HTTPResponse:
        state = await look(getattr(app.ctx, "agent", None))
        return reply(request, state, 200 if all(state.values()) else 503)

    app.add_route(health, "/health", methods=["GET"], name="web_health")
    app.add_route(bereit, "/bereit", methods=["GET"], name="web_bereit")


async def look(agent: Any) -> dict[str, bool]:
    """What a message needs, and whether it is there; all are asked at the same time."""
    if agent is None or not agent.is_ready():
        return {"modell": False}
    names = ("aktionen", "datenbank", "sperren")
    found = await asyncio.gather(
        _actions_answer(agent),
        _answers(lambda: _ask_database(agent.tracker_store)),
        _answers(lambda: _ask_redis(agent.lock_store)),
    )
    return {"modell": True, **dict(zip(names, found, strict=True))}


async def _actions_answer(agent: Any) -> bool:
    """Whether the action server answers; True where actions run in this process."""
    url = str(getattr(agent.action_endpoint, "url", None) or "")
    if not url.startswith("http"):
        return agent.action_endpoint is not None
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=FRIST)) as session,
            session.get(urljoin(url, "/health")) as answer,
        ):
            return answer.status == 200
    except (aiohttp.ClientError, asyncio.TimeoutError):
        return False


async def _answers(ask: Callable[[], object]) -> bool:
    """Whether `ask` comes back in time, without holding up the turns of others."""
    work = asyncio.get_running_loop().run_in_executor(None, ask)
    try:
        await asyncio.wait_for(work, FRIST)
        return True
    except Exception:
        return False


def _ask_database(store: Any) -> None:
    engine = getattr(real_store(store), "engine", None)
    if engine is not None:
        with engine.connect() as connection:
            connection.execute(sa.text("SELECT 1"))


def _ask_redis(lock_store: Any) -> None:
    """Rasa's own lock store and ours hold a client; locks in memory need nothing."""
    client = getattr(lock_store, "red", None) or getattr(lock_store, "redis", None)
    if client is not None:
        client.ping()
