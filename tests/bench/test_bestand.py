"""Many stored sessions for the benchmark: true copies of one, some of them expired."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime, timezone

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.channel.sitzungen import Sitzungen, Turn
from scripts.bench_gespraech.bestand import TAGE, Vorlage, copy_statement, fill
from scripts.bench_katalog import own_postgres

pytestmark = pytest.mark.dienste
TABELLEN = {
    "sitzung": ("kennung", "nr", "zuletzt"),
    "turn": ("kennung", "nr", "gesagt", "antworten", "am"),
}


@pytest.fixture()
def engine() -> Iterator[Engine]:
    """A database of its own with one session of two turns."""
    with own_postgres() as url:
        if url is None:
            if os.environ.get("CI") == "true":
                pytest.fail("PostgreSQL fehlt (WEGWEISER_TEST_POSTGRES)")
            pytest.skip("PostgreSQL ist nicht erreichbar (WEGWEISER_TEST_POSTGRES)")
        engine, now = sa.create_engine(url, future=True), datetime.now(timezone.utc)
        store = Sitzungen(engine)
        store.begin("vorlage", now)
        for nr in (0, 1):
            turn = Turn(nr, {"befehl": "weiter"}, [{"text": "Hallo"}])
            assert store.add_turn("vorlage", turn, now, lambda _: None)
        yield engine
        engine.dispose()


def test_each_copy_has_all_turns_and_each_hundredth_is_expired(engine: Engine) -> None:
    fill(engine, Vorlage("vorlage", TABELLEN), 0, 250)

    store, now = Sitzungen(engine), datetime.now(timezone.utc)
    expired = next(store.expired(TAGE, now))
    assert len(expired) == 2
    assert [turn.nr for turn in store.turns(expired[0], -1)] == [0, 1]
    with engine.connect() as connection:
        sessions = connection.execute(sa.text("SELECT count(*) FROM sitzung")).scalar_one()
        turns = connection.execute(sa.text("SELECT count(*) FROM turn")).scalar_one()
    assert (sessions, turns) == (251, 502)


def test_more_copies_come_under_new_names(engine: Engine) -> None:
    fill(engine, Vorlage("vorlage", TABELLEN), 0, 30)
    fill(engine, Vorlage("vorlage", TABELLEN), 30, 40)

    with engine.connect() as connection:
        assert connection.execute(sa.text("SELECT count(*) FROM sitzung")).scalar_one() == 41


def test_events_of_rasa_are_copied_by_the_name_of_the_sender() -> None:
    statement = copy_statement("events", ("sender_id", "type_name", "data"))

    assert statement.endswith("WHERE sender_id = :kennung")
    assert "sha256" in statement.split("SELECT")[1].split(",")[0]
