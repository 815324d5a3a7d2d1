"""Databases for the tests of the catalogue: SQLite always, PostgreSQL where it can be reached."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.exc import OperationalError

from bot.catalogue import Catalogue, import_offers, open_catalogue

POSTGRES = os.environ.get("WEGWEISER_TEST_POSTGRES", "postgresql://postgres@127.0.0.1/postgres")
DATEN = Path(__file__).resolve().parents[2] / "data" / "angebote"


def _admin() -> Engine:
    return create_engine(POSTGRES, future=True, isolation_level="AUTOCOMMIT")


@pytest.fixture(scope="session")
def postgres_database() -> Iterator[str]:
    """The address of a database of this test run alone; it is dropped at the end."""
    name = f"wegweiser_test_{uuid.uuid4().hex[:12]}"
    try:
        with _admin().connect() as verbindung:
            verbindung.execute(text(f"CREATE DATABASE {name}"))
    except OperationalError:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip("PostgreSQL ist nicht erreichbar (WEGWEISER_TEST_POSTGRES)")
    yield make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)
    with _admin().connect() as verbindung:
        verbindung.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, one of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/katalog.db"
    adresse: str = request.getfixturevalue("postgres_database")
    engine = create_engine(adresse, future=True)
    with engine.begin() as verbindung:
        verbindung.execute(text("DROP SCHEMA public CASCADE"))
        verbindung.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return adresse


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The address of an empty SQLite database."""
    return f"sqlite:///{tmp_path}/katalog.db"


@pytest.fixture(scope="session")
def katalog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    """The catalogue as it is delivered."""
    url = f"sqlite:///{tmp_path_factory.mktemp('katalog')}/katalog.db"
    import_offers(url, DATEN)
    katalog = open_catalogue(url)
    yield katalog
    katalog.close()
