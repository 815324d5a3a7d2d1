"""Rasa's SQL tracker store with connections that stay open."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from rasa.core.tracker_store import SQLTrackerStore
from sqlalchemy.pool import QueuePool


class Speicher(SQLTrackerStore):
    """Rasa opens the file of SQLite anew for every query, which takes longer than the query."""

    def __init__(self, host: str = "", **kwargs: Any) -> None:
        """`host` is the whole address of the database: `url` in endpoints.yml."""
        self.engine: sa.engine.Engine
        super().__init__(host=host, **kwargs)
        if self.engine.dialect.name == "sqlite" and self.engine.url.database:
            self.engine.dispose()
            self.engine = open_sqlite(self.engine.url)
            self.sessionmaker = sa.orm.session.sessionmaker(bind=self.engine)


def open_sqlite(url: Any) -> sa.engine.Engine:
    """An engine for a file of SQLite that keeps its connections and writes ahead."""
    engine = sa.create_engine(url, poolclass=QueuePool, connect_args={"check_same_thread": False})
    sa.event.listen(engine, "connect", _write_ahead)
    return engine


def _write_ahead(connection: Any, _record: object) -> None:
    """One write to the disk for a turn instead of three; nothing acknowledged gets lost."""
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
