"""An action server on another machine: connections break, the turn does not."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import aiohttp
import pytest
from rasa.utils.endpoints import EndpointConfig

from bot.ablauf.aktionen import Fern

Antwort = Callable[[asyncio.StreamWriter], Awaitable[None]]


async def _hang_up(writer: asyncio.StreamWriter) -> None:
    writer.transport.abort()


async def _answer(writer: asyncio.StreamWriter) -> None:
    body = b'{"events": [], "responses": []}'
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    writer.write(head.encode() + b"Connection: close\r\n\r\n" + body)
    await writer.drain()
    writer.close()


async def _ask(*answers: Antwort) -> object:
    """One call of a server that does these things, one for each connection."""
    todo = list(answers)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"}")
        await todo.pop(0)(writer)

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    fern = Fern(EndpointConfig(f"http://127.0.0.1:{port}/webhook"))
    try:
        return await fern.request({"next_action": "x"})
    finally:
        assert fern._session is not None
        await fern._session.close()
        server.close()
        assert not todo


def test_a_connection_that_the_server_has_closed_is_opened_again() -> None:
    assert asyncio.run(_ask(_hang_up, _answer)) == {"events": [], "responses": []}


def test_a_server_that_hangs_up_every_time_is_an_error() -> None:
    with pytest.raises((aiohttp.ServerDisconnectedError, aiohttp.ClientOSError)):
        asyncio.run(_ask(_hang_up, _hang_up))
