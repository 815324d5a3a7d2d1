"""The database behind the catalogue: opening it, bringing its schema up to date."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import create_engine, event, text
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, OperationalError
from sqlalchemy.pool import QueuePool

MIGRATIONS = Path(__file__).parent / "migrations"
ERLAUBTE_ADRESSEN = "sqlite:///pfad/katalog.db oder postgresql://nutzer@rechner/name"


class KatalogFehler(RuntimeError):
    """The catalogue cannot be used; one line says why and what to do."""


def open_engine(url: str) -> Engine:
    """An engine for SQLite or PostgreSQL. Raises KatalogFehler for any other address."""
    try:
        adresse = make_url(url)
    except ArgumentError:
        raise KatalogFehler(f"{url!r} ist keine Adresse. Erlaubt: {ERLAUBTE_ADRESSEN}") from None
    art = adresse.get_backend_name()
    if art == "postgresql":
        return create_engine(adresse, future=True, pool_pre_ping=True)
    if art != "sqlite":
        raise KatalogFehler(f"{art} geht nicht. Erlaubt: {ERLAUBTE_ADRESSEN}")
    return _open_sqlite(url, adresse.database)


def _open_sqlite(url: str, datei: str | None) -> Engine:
    if datei and not _in_memory(datei):
        Path(datei).parent.mkdir(parents=True, exist_ok=True)
    arten: dict[str, Any] = {} if _in_memory(datei) else {"poolclass": QueuePool}
    angaben = {"timeout": 20, "check_same_thread": False}
    engine = create_engine(url, future=True, connect_args=angaben, **arten)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _in_memory(datei: str | None) -> bool:
    return not datei or datei == ":memory:"


def _prepare_sqlite(verbindung: Any, _eintrag: object) -> None:
    """Our own BEGIN instead of the driver's: a SELECT belongs to the transaction too."""
    verbindung.isolation_level = None
    for zeile in ("foreign_keys = ON", "journal_mode = WAL", "synchronous = NORMAL"):
        verbindung.execute(f"PRAGMA {zeile}")


def _begin_sqlite(verbindung: Connection) -> None:
    schreibt = verbindung.get_execution_options().get("schreibt")
    verbindung.exec_driver_sql("BEGIN IMMEDIATE" if schreibt else "BEGIN")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that only one writer at a time can hold; an error undoes all of it."""
    with engine.connect().execution_options(schreibt=True) as verbindung, verbindung.begin():
        if engine.dialect.name == "postgresql":
            verbindung.execute(text("LOCK TABLE angebot IN SHARE ROW EXCLUSIVE MODE"))
        yield verbindung


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


def migrate(engine: Engine) -> None:
    """Brings the schema to the newest version; nothing happens when it is there already.

    Raises KatalogFehler when the database cannot be reached or is newer than this program.
    """
    config = _config()
    try:
        with engine.connect().execution_options(schreibt=True) as verbindung, verbindung.begin():
            if engine.dialect.name == "postgresql":
                verbindung.execute(text("SELECT pg_advisory_xact_lock(20181122)"))
            config.attributes["connection"] = verbindung
            command.upgrade(config, "head")
    except OperationalError as fehler:
        raise _unreachable(engine, fehler) from fehler
    except CommandError as fehler:
        raise KatalogFehler(f"Der Katalog passt nicht zu diesem Programm: {fehler}") from fehler


def check_schema(engine: Engine) -> None:
    """Raises KatalogFehler when the catalogue is missing or its schema is not the newest."""
    try:
        with engine.connect() as verbindung:
            stand = MigrationContext.configure(verbindung).get_current_revision()
    except OperationalError as fehler:
        raise _unreachable(engine, fehler) from fehler
    if stand != ScriptDirectory.from_config(_config()).get_current_head():
        wo = engine.url.render_as_string(hide_password=True)
        raise KatalogFehler(f"Der Katalog {wo} fehlt oder ist alt. Erst die Angebote einspielen.")


def _unreachable(engine: Engine, fehler: OperationalError) -> KatalogFehler:
    wo = engine.url.render_as_string(hide_password=True)
    return KatalogFehler(f"Der Katalog {wo} ist nicht erreichbar: {str(fehler.orig).strip()}")
