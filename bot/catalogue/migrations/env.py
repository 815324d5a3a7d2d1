"""Alembic's entry: a given connection (the program) or WEGWEISER_DB (the command)."""

from __future__ import annotations

import os

from alembic import context
from sqlalchemy.engine import Connection

from bot.catalogue.datenbank import open_engine
from bot.catalogue.tabellen import metadata


def ours(_ding: object, name: str | None, art: str, gespiegelt: bool, gegenstueck: object) -> bool:
    """Conversations may live in the same database: their tables are none of our business."""
    return not (
        art == "table" and gespiegelt and gegenstueck is None and name not in metadata.tables
    )


def run(verbindung: Connection) -> None:
    """Runs the wanted migrations on an open connection."""
    context.configure(
        connection=verbindung,
        target_metadata=metadata,
        include_object=ours,
        render_as_batch=True,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


gegeben = context.config.attributes.get("connection")
if gegeben is not None:
    run(gegeben)
else:
    url = os.environ.get("WEGWEISER_DB", "sqlite:///var/wegweiser.db")
    with open_engine(url).connect().execution_options(schreibt=True) as eigene, eigene.begin():
        run(eigene)
