"""Whether the server lives, and whether it could answer a message now."""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import urljoin

import aiohttp
from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channel.http import reply

_FRIST = aiohttp.ClientTimeout(total=2)


def mount(app: Sanic) -> None:
    """Add /health (the process answers) and /bereit (model loaded, actions answering)."""

    async def health(request: Request) -> HTTPResponse:
        return reply(request, {"status": "ok"})

    async def bereit(request: Request) -> HTTPResponse:
        agent = getattr(app.ctx, "agent", None)
        model = agent is not None and agent.is_ready()
        state = {"modell": model, "aktionen": model and await _actions_answer(agent)}
        return reply(request, state, 200 if all(state.values()) else 503)

    app.add_route(health, "/health", methods=["GET"], name="web_health")
    app.add_route(bereit, "/bereit", methods=["GET"], name="web_bereit")


async def _actions_answer(agent: Any) -> bool:
    """Whether the action server answers; True where actions run in this process."""
    url = getattr(agent.action_endpoint, "url", None)
    if not url:
        return agent.action_endpoint is not None
    try:
        async with (
            aiohttp.ClientSession(timeout=_FRIST) as session,
            session.get(urljoin(url, "/health")) as answer,
        ):
            return answer.status == 200
    except (aiohttp.ClientError, asyncio.TimeoutError):
        return False
