"""Databases and servers for the tests of the channel."""

from __future__ import annotations

import os
import socket
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from bot.channel.settings import ChannelSettings
from tests.channel.werkstatt import Server

POSTGRES = "postgresql://postgres@127.0.0.1:5432/"


def _postgres() -> Iterator[str]:
    admin = sa.create_engine(f"{POSTGRES}postgres", isolation_level="AUTOCOMMIT")
    name = f"kanal_{uuid.uuid4().hex[:12]}"
    with admin.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    yield f"{POSTGRES}{name}"
    with admin.connect() as connection:
        connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


def _postgres_answers() -> bool:
    try:
        with socket.create_connection(("127.0.0.1", 5432), timeout=1):
            return True
    except OSError:
        return False


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'kanal.db'}"
        return
    if not _postgres_answers() and not os.environ.get("CI"):
        pytest.skip("PostgreSQL auf 127.0.0.1:5432 antwortet nicht")
    yield from _postgres()


@pytest.fixture
def start(database: str) -> Iterator[Callable[..., Server]]:
    """Start a server on the database, with settings; started again it finds what was stored."""
    servers: list[Server] = []

    def start(**settings: Any) -> Server:
        servers.append(Server(database, ChannelSettings(**settings)))
        return servers[-1]

    yield start
    for server in servers:
        server.stop()


@pytest.fixture
def server(start: Callable[..., Server]) -> Server:
    """A server with the usual settings."""
    return start()
