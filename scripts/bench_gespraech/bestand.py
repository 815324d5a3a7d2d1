"""Many stored sessions: one real session is copied by SQL until there are as many as wanted.

Whatever tables the channel and Rasa's tracker have, every row of the session is copied under a
new name. Each hundredth session is older than the channel keeps them.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.channel.settings import ChannelSettings
from scripts.bench_gespraech import messung, seiten
from scripts.bench_gespraech.messung import Plan
from scripts.bench_gespraech.seiten import Seite, post

Json = dict[str, Any]
NAMEN = ("kennung", "sender_id")
"""Columns that hold the name of a session."""
STAPEL = 20_000
ABGELAUFEN_JE = 100
LAENGSTES_AUFRAEUMEN = 900.0
TAGE = ChannelSettings().tage
SPALTEN = sa.text(
    "SELECT table_name, column_name FROM information_schema.columns "
    "WHERE table_schema = 'public' AND coalesce(column_default, '') NOT LIKE 'nextval%' "
    "AND is_identity = 'NO' ORDER BY table_name, ordinal_position"
)


@dataclass(frozen=True)
class Vorlage:
    """The session that is copied, and the tables in which it has rows."""

    kennung: str
    tabellen: Mapping[str, tuple[str, ...]]


def measure_many(db: str, redis: str, plan: Plan, anzahlen: list[int]) -> Json:
    """For each number of stored sessions: size, speed, and what the expiry takes."""
    engine = sa.create_engine(db, future=True)
    plan = replace(plan, gleichzeitig=(1, 8), zuege_lang=0)
    found, stored = {}, 0
    with seiten.wegweiser(db, redis, 2) as seite:
        vorlage = make_template(engine, seite)
    for anzahl in anzahlen:
        begin = time.monotonic()
        fill(engine, vorlage, stored, anzahl)
        stored, filled = anzahl, time.monotonic() - begin
        before = _expired(engine)
        with seiten.wegweiser(db, redis, 2) as seite:
            expiry = {"abgelaufen": before, **_watch_expiry(engine, seite, plan)}
            measured = messung.measure(seite, plan)
        size = {"fuellen_s": round(filled), "groesse_mb": _size_mb(engine), "ablauf": expiry}
        found[str(anzahl)] = {**size, **measured}
    engine.dispose()
    return found


def make_template(engine: Engine, seite: Seite) -> Vorlage:
    """A session with its welcome and one tapped answer, and nothing else."""
    token = post(seite.url + "/webhooks/web/sitzung", {})["sitzung"]
    answer = {"antwort": {"fakt": "rolle", "wert": "selbst"}}
    post(seite.url + "/webhooks/web/nachricht", {"sitzung": token, "nr": 1, **answer})
    with engine.connect() as connection:
        longest = "SELECT kennung FROM sitzung ORDER BY nr DESC LIMIT 1"
        kennung = connection.execute(sa.text(longest)).scalar_one()
        tables: dict[str, list[str]] = {}
        for table, column in connection.execute(SPALTEN):
            tables.setdefault(table, []).append(column)
    named = {t: tuple(columns) for t, columns in tables.items() if set(NAMEN) & set(columns)}
    return Vorlage(kennung, named)


def fill(engine: Engine, vorlage: Vorlage, first: int, last: int) -> None:
    """Copies the session under the numbers from `first` up to `last`."""
    for begin in range(first, last, STAPEL):
        with engine.begin() as connection:
            for table, columns in vorlage.tabellen.items():
                numbers = {"von": begin + 1, "bis": min(begin + STAPEL, last)}
                statement = sa.text(copy_statement(table, columns))
                connection.execute(statement, {"kennung": vorlage.kennung, **numbers})
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text("VACUUM ANALYZE"))


def copy_statement(table: str, columns: tuple[str, ...]) -> str:
    """INSERT ... SELECT that copies the rows of one session under many new names."""
    name = next(column for column in columns if column in NAMEN)
    new = {
        name: "encode(sha256(('kunst-' || n)::bytea), 'hex')",
        "zuletzt": f"zuletzt - make_interval(days => CASE WHEN n % {ABGELAUFEN_JE} = 0 "
        f"THEN {TAGE + 1} ELSE n % {TAGE - 1} END)",
    }
    values = ", ".join(new.get(column, f'"{column}"') for column in columns)
    quoted = ", ".join(f'"{column}"' for column in columns)
    return (
        f'INSERT INTO "{table}" ({quoted}) SELECT {values} FROM "{table}", '
        f"generate_series(:von, :bis) AS n WHERE {name} = :kennung"
    )


def _watch_expiry(engine: Engine, seite: Seite, plan: Plan) -> Json:
    """What the expiry job has left at the first answer, its end, and the turns meanwhile."""
    left, begin = _expired(engine), time.monotonic()
    load: Json = {}
    shorter = replace(plan, gleichzeitig=(1,), vorlauf=0.0)
    talk = threading.Thread(target=lambda: load.update(messung.measure(seite, shorter)))
    talk.start()
    while _expired(engine) and time.monotonic() - begin < LAENGSTES_AUFRAEUMEN:
        time.sleep(0.2)
    seconds = time.monotonic() - begin
    talk.join()
    turns = {name: load["last"]["1"][name] for name in ("p50", "p95", "laengste")}
    return {
        "uebrig_bei_erster_antwort": left,
        "noch_da": _expired(engine),
        "danach_s": round(seconds, 1),
        "zuege_dabei": turns,
    }


def _expired(engine: Engine) -> int:
    query = f"SELECT count(*) FROM sitzung WHERE zuletzt < now() - interval '{TAGE} days'"
    with engine.connect() as connection:
        return int(connection.execute(sa.text(query)).scalar_one())


def _size_mb(engine: Engine) -> int:
    query = "SELECT pg_database_size(current_database()) / 1048576"
    with engine.connect() as connection:
        return int(connection.execute(sa.text(query)).scalar_one())
