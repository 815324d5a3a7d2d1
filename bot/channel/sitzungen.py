"""Sessions and their numbered turns, in the same database as Rasa's tracker.

A session is stored under a hash of its token: whoever reads the database cannot take part in an
open conversation.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.channel.eingabe import Json

OHNE_TURN = -1
"""Number of the last turn of a session that has none yet."""
_STAPEL = 500

Writer = Callable[[Connection], object]
"""Writes something more in a transaction that is open."""

metadata = sa.MetaData()
"""All tables of the channel."""

sitzung_table = sa.Table(
    "sitzung",
    metadata,
    sa.Column("kennung", sa.String(64), primary_key=True),
    sa.Column("nr", sa.Integer, nullable=False),
    sa.Column("zuletzt", sa.DateTime, nullable=False, index=True),
)

turn_table = sa.Table(
    "turn",
    metadata,
    sa.Column("kennung", sa.String(64), primary_key=True),
    sa.Column("nr", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("gesagt", sa.Text, nullable=False),
    sa.Column("antworten", sa.Text, nullable=False),
    sa.Column("am", sa.DateTime, nullable=False),
)


# Einmal gebaut: SQLAlchemy braucht für das Bauen einer Abfrage länger als die Datenbank für sie.
_KENNUNG = sa.bindparam("diese")
_OF_SESSION = turn_table.c.kennung == _KENNUNG
_LAST = sa.select(sitzung_table.c.nr).where(sitzung_table.c.kennung == _KENNUNG)
_TURN = sa.select(turn_table).where(_OF_SESSION, turn_table.c.nr == sa.bindparam("die_nr"))
_BEGIN = sa.insert(sitzung_table)
_ADD = sa.insert(turn_table)
_MOVE_ON = (
    sa.update(sitzung_table)
    .where(sitzung_table.c.kennung == _KENNUNG, sitzung_table.c.nr == sa.bindparam("vorher"))
    .values(nr=sa.bindparam("neu"), zuletzt=sa.bindparam("jetzt"))
)


@dataclass(frozen=True)
class Turn:
    """What was said under a number (None at the start), and what was answered."""

    nr: int
    gesagt: Json
    antworten: list[Json]


def kennung_of(token: str) -> str:
    """The name of a session in every table: the SHA-256 of its token."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


class Sitzungen:
    """The session store; all methods raise sqlalchemy errors when the database is away."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lesen = engine.execution_options(isolation_level="AUTOCOMMIT")
        engine.hide_parameters = True
        if engine.dialect.name == "sqlite":
            sa.event.listen(engine, "connect", _overwrite_deleted)
        _create_tables(engine)

    def begin(self, kennung: str, now: datetime) -> None:
        """Store a new session without turns."""
        values = {"kennung": kennung, "nr": OHNE_TURN, "zuletzt": _utc(now)}
        with self._engine.begin() as connection:
            connection.execute(_BEGIN, values)

    def last_nr(self, kennung: str) -> int | None:
        """Number of the last answered turn, or None for an unknown session."""
        with self._lesen.connect() as connection:
            nr: int | None = connection.execute(_LAST, {"diese": kennung}).scalar()
            return nr

    def turns(self, kennung: str, after: int) -> list[Turn]:
        """The turns after number `after`, oldest first."""
        query = (
            sa.select(turn_table)
            .where(turn_table.c.kennung == kennung, turn_table.c.nr > after)
            .order_by(turn_table.c.nr)
        )
        with self._lesen.connect() as connection:
            return [_read_turn(row) for row in connection.execute(query)]

    def turn(self, kennung: str, nr: int) -> Turn | None:
        """One turn, or None."""
        with self._lesen.connect() as connection:
            row = connection.execute(_TURN, {"diese": kennung, "die_nr": nr}).first()
            return _read_turn(row) if row else None

    def add_turn(self, kennung: str, turn: Turn, now: datetime, more: Writer) -> bool:
        """Move the session on, store the turn and write `more`, all of it or nothing.

        Whoever moves the session from the number before to this one has answered it. False, and
        nothing stored, when another process was faster or the session is deleted.
        """
        stamp = _utc(now)
        with self._engine.begin() as connection:
            if not _move_on(connection, kennung, turn.nr, stamp):
                return False
            row = {"gesagt": _dump(turn.gesagt), "antworten": _dump(turn.antworten), "am": stamp}
            connection.execute(_ADD, {"kennung": kennung, "nr": turn.nr, **row})
            more(connection)
        return True

    def delete(self, kennungen: list[str], events: sa.Table | None) -> None:
        """Delete sessions, their turns and their tracker events, all in one step."""
        with self._engine.begin() as connection:
            for table in (turn_table, sitzung_table):
                connection.execute(sa.delete(table).where(table.c.kennung.in_(kennungen)))
            if events is not None:
                connection.execute(sa.delete(events).where(events.c.sender_id.in_(kennungen)))
        self._empty_journal()

    def expired(self, tage: int, now: datetime) -> Iterator[list[str]]:
        """Sessions without a message for `tage` days, in batches; delete each before the next."""
        border = _utc(now) - timedelta(days=tage)
        query = sa.select(sitzung_table.c.kennung).where(sitzung_table.c.zuletzt < border)
        while batch := self._column(query.limit(_STAPEL)):
            yield batch

    def _column(self, query: Any) -> list[str]:
        with self._engine.connect() as connection:
            return list(connection.execute(query).scalars())

    def _empty_journal(self) -> None:
        """Drop what a write-ahead log of SQLite still holds of the deleted rows."""
        if self._engine.dialect.name == "sqlite":
            with self._autocommit() as connection:
                connection.execute(sa.text("PRAGMA wal_checkpoint(TRUNCATE)"))

    @contextmanager
    def _autocommit(self) -> Iterator[Connection]:
        with self._engine.connect() as connection:
            yield connection.execution_options(isolation_level="AUTOCOMMIT")


def _move_on(connection: Connection, kennung: str, nr: int, stamp: datetime) -> bool:
    """One statement, so that of two processes only one finds the number before."""
    values = {"diese": kennung, "vorher": nr - 1, "neu": nr, "jetzt": stamp}
    return bool(connection.execute(_MOVE_ON, values).rowcount)


def _create_tables(engine: Engine) -> None:
    """Create what is missing; another process that starts now may be faster."""
    try:
        metadata.create_all(engine)
    except sa.exc.DBAPIError:
        metadata.create_all(engine)


def _overwrite_deleted(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA secure_delete=ON")


def _utc(now: datetime) -> datetime:
    return now.astimezone(timezone.utc).replace(tzinfo=None)


def _dump(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def _read_turn(row: Any) -> Turn:
    return Turn(row.nr, json.loads(row.gesagt), json.loads(row.antworten))
