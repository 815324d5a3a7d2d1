"""The table with the sums of each day."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Engine
from sqlalchemy.pool import NullPool

from bot.zahlen.sammler import Tageszahl, Zaehlung
from bot.zahlen.zaehlen import Zahl

AUFHEBEN_TAGE = 730
"""Sums are kept for two years, so that a year can be compared with the one before."""

metadata = sa.MetaData()

zahl_table = sa.Table(
    "zahl",
    metadata,
    sa.Column("tag", sa.Date, primary_key=True),
    sa.Column("art", sa.String(20), primary_key=True),
    sa.Column("name", sa.String(60), primary_key=True),
    sa.Column("anzahl", sa.Integer, nullable=False),
)


class Tabelle:
    """Sums in the database of the house; no connection stays open between two visits."""

    def __init__(self, url: str) -> None:
        self._engine: Engine = sa.create_engine(url, poolclass=NullPool, hide_parameters=True)
        self._ready = False

    def add(self, zaehlung: Zaehlung) -> None:
        """Adds to the sums, all or none; forgets what is too old."""
        with self._open().begin() as connection:
            for tageszahl, anzahl in sorted(zaehlung.items()):
                connection.execute(self._upsert(tageszahl, anzahl))
            if zaehlung:
                newest = max(tageszahl.tag for tageszahl in zaehlung)
                old = zahl_table.c.tag < newest - timedelta(days=AUFHEBEN_TAGE)
                connection.execute(sa.delete(zahl_table).where(old))

    def read(self, von: date, bis: date) -> Zaehlung:
        """The sums from one day to another, both included."""
        query = sa.select(zahl_table).where(zahl_table.c.tag.between(von, bis))
        with self._open().connect() as connection:
            return Counter(
                {
                    Tageszahl(row.tag, Zahl(row.art, row.name)): row.anzahl
                    for row in connection.execute(query)
                }
            )

    def _upsert(self, tageszahl: Tageszahl, anzahl: int) -> Any:
        dialect = postgresql if self._engine.dialect.name == "postgresql" else sqlite
        insert = dialect.insert(zahl_table).values(
            tag=tageszahl.tag, art=tageszahl.zahl.art, name=tageszahl.zahl.name, anzahl=anzahl
        )
        return insert.on_conflict_do_update(
            index_elements=list(zahl_table.primary_key),
            set_={"anzahl": zahl_table.c.anzahl + insert.excluded.anzahl},
        )

    def _open(self) -> Engine:
        """The engine, with the table in its place; another process may make it at the same time."""
        if not self._ready:
            try:
                metadata.create_all(self._engine)
            except sa.exc.DBAPIError:
                metadata.create_all(self._engine)
            self._ready = True
        return self._engine
