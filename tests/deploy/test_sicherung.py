"""A backup in the middle of an interview, brought back: the interview goes on.

The commands are those of docs/betrieb.md, read from there.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from bot.channel.settings import ChannelSettings
from bot.channel.sitzungen import kennung_of
from bot.settings import ROOT
from tests.channel.conftest import POSTGRES
from tests.channel.werkstatt import Server, frage

SEITE = (ROOT / "docs" / "betrieb.md").read_text("utf-8")


def command(name: str) -> str:
    """The lines of a block of the page."""
    found = re.findall(rf"^```sh {name}\n(.+?)\n```$", SEITE, re.MULTILINE | re.DOTALL)
    assert len(found) == 1
    return str(found[0])


def run(name: str, folder: Path, **environ: str) -> None:
    subprocess.run(
        ["sh", "-ec", command(name)], cwd=folder, check=True, env={**os.environ, **environ}
    )


@pytest.fixture(params=["sqlite", "postgresql"])
def art(request: pytest.FixtureRequest) -> str:
    """The kind of database; skipped when its programs are missing."""
    needed = {"sqlite": ("sqlite3",), "postgresql": ("pg_dump", "pg_restore")}[request.param]
    if missing := [name for name in needed if not shutil.which(name)]:
        pytest.skip(f"{missing[0]} fehlt")
    return str(request.param)


@pytest.fixture
def databases(art: str, tmp_path: Path) -> Iterator[tuple[str, str]]:
    """The address of an empty database, and of one to bring a backup back into."""
    if art == "sqlite":
        (tmp_path / "var").mkdir()
        yield f"sqlite:///{tmp_path}/var/wegweiser.db", f"sqlite:///{tmp_path}/neu.db"
        return
    admin = sa.create_engine(f"{POSTGRES}postgres", isolation_level="AUTOCOMMIT")
    names = [f"sicherung_{uuid.uuid4().hex[:12]}" for _ in range(2)]
    try:
        with admin.connect() as connection:
            for name in names:
                connection.execute(sa.text(f"CREATE DATABASE {name}"))
    except sa.exc.OperationalError:
        if os.environ.get("CI"):
            raise
        pytest.skip("PostgreSQL auf 127.0.0.1:5432 antwortet nicht")
    yield f"{POSTGRES}{names[0]}", f"{POSTGRES}{names[1]}"
    with admin.connect() as connection:
        for name in names:
            connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture
def database(databases: tuple[str, str]) -> str:
    """The first of them, for the server."""
    return databases[0]


def test_an_interview_goes_on_in_a_database_that_was_brought_back(
    start: Callable[..., Server],
    databases: tuple[str, str],
    art: str,
    tmp_path: Path,
) -> None:
    old, new = databases
    server = start()
    token = server.begin()
    server.say(token, 1, antwort={"fakt": "alter", "wert": 17})
    run(art, tmp_path, WEGWEISER_DB=old)
    server.say(token, 2, antwort={"fakt": "ort", "wert": "05315000"})
    before = server.history(token).json()["turns"]

    run(f"{art} zurueck", tmp_path, NEUE_DB=new)
    again = Server(new, ChannelSettings())
    try:
        assert again.history(token).json()["turns"] == before[:2]
        assert again.say(token, 3, "weiter").json()["erwartet"] == 2
        again.bot.answer = lambda latest: frage("aufenthalt")
        reply = again.say(token, 2, antwort={"fakt": "ort", "wert": "05315000"})
        assert reply.json()["antworten"] == frage("aufenthalt")
        assert facts(again, token) == {"alter": 17, "ort": "05315000"}
        assert again.http.get(f"{again.base}/bereit").json()["datenbank"] is True
    finally:
        again.stop()


def facts(server: Server, token: str) -> dict[str, Any]:
    tracker = server.run(server.store.retrieve(kennung_of(token)))
    return {name: tracker.get_slot(name) for name in ("alter", "ort")}
