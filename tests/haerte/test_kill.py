"""kill -9 in the middle of interviews: what was acknowledged is there afterwards, and once."""

from __future__ import annotations

import json
import os
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.channel.sitzungen import kennung_of
from tests.haerte.dienste import Dienst, Postgres, Redis
from tests.haerte.haus import Betrieb
from tests.haerte.menschen import Mensch

pytestmark = [pytest.mark.server]

MENSCHEN = 32
KILLS = int(os.environ.get("HAERTE_KILLS", "200"))
SAAT = int(os.environ.get("HAERTE_SAAT", "2"))


@contextmanager
def _people(adresse: str, wie_viele: int) -> Iterator[list[Mensch]]:
    people = [Mensch(adresse, saat) for saat in range(wie_viele)]
    for mensch in people:
        mensch.start()
    yield people
    for mensch in people:
        mensch.schluss.set()
    for mensch in people:
        mensch.join(300)


def _opfer(betrieb: Betrieb, dienste: dict[str, Dienst]) -> dict[str, Callable[[], None]]:
    """What can be killed now; a dead service is started again, as a service manager would."""

    def restart(dienst: Dienst) -> None:
        dienst.kill()
        dienst.start()

    found: dict[str, Callable[[], None]] = {
        name: lambda pids=pids: betrieb.kill(random.choice(pids))
        for name, pids in betrieb.pids().items()
    }
    return found | {n: (lambda dienst=dienst: restart(dienst)) for n, dienst in dienste.items()}


def _told_twice(db: str, people: list[Mensch]) -> list[tuple[str, int]]:
    """Messages that stand in Rasa's tracker more than once."""
    mine = {kennung_of(g.sitzung) for mensch in people for g in mensch.gespraeche}
    heard: Counter[tuple[str, int]] = Counter()
    engine = sa.create_engine(db)
    query = sa.text("SELECT sender_id, data FROM events WHERE type_name = 'user'")
    with engine.connect() as connection:
        for kennung, data in connection.execute(query):
            heard[kennung, (json.loads(data).get("metadata") or {}).get("nr", -1)] += 1
    engine.dispose()
    assert mine <= {kennung for kennung, _ in heard}
    return [key for key, count in heard.items() if count > 1]


def _storm(
    betrieb: Betrieb, db: str, dienste: dict[str, Dienst], menschen: int, kills: int, saat: int
) -> Counter[str]:
    """Kills, lets people go on, compares; returns how often what was killed."""
    zufall, killed = random.Random(saat), Counter[str]()
    random.seed(saat)
    with _people(betrieb.adresse, menschen) as people:
        for _ in range(kills):
            opfer = _opfer(betrieb, dienste)
            name = min(opfer, key=lambda n: (killed[n] + zufall.random(), n))
            time.sleep(zufall.random() * 1.5)
            opfer[name]()
            killed[name] += 1
            betrieb.wait_until_ready()
            if broken := [mensch.fehler[0] for mensch in people if mensch.fehler]:
                raise broken[0]
    compared = sum(mensch.check() for mensch in people)
    zuege = sum(mensch.zuege for mensch in people)
    assert compared >= zuege > 0
    assert _told_twice(db, people) == []
    again = sum(mensch.noch_einmal for mensch in people)
    sessions = sum(len(mensch.gespraeche) for mensch in people)
    print(f"\n{kills} kill -9 {dict(killed)}: {zuege} Züge in {sessions} Gesprächen, {again} Mal")
    print(f"noch einmal geschickt, {compared} Züge verglichen: keiner fehlt, keiner ist doppelt")
    return killed


@pytest.mark.timeout(400)
def test_each_process_dies_once_on_sqlite(trained_model: Path, tmp_path: Path) -> None:
    db = f"sqlite:///{tmp_path / 'haus.db'}"
    betrieb = Betrieb(db)
    try:
        killed = _storm(betrieb, db, {}, menschen=4, kills=len(betrieb.pids()), saat=1)
    finally:
        betrieb.close()
    assert {"Starter", "Rasa"} <= set(killed) and set(killed.values()) == {1}


@pytest.mark.haerte
@pytest.mark.timeout(4 * 3600)
def test_every_process_dies_again_and_again_with_all_services(
    trained_model: Path, postgres: Postgres, redis: Redis
) -> None:
    settings = {"WEGWEISER_REDIS": redis.url, "WEGWEISER_PROZESSE": "2", "WEGWEISER_AKTIONEN": "1"}
    betrieb = Betrieb(postgres.url, **settings)
    dienste: dict[str, Dienst] = {"PostgreSQL": postgres, "Redis": redis}
    try:
        killed = _storm(betrieb, postgres.url, dienste, MENSCHEN, KILLS, SAAT)
    finally:
        betrieb.close()
    assert {"Starter", "Rasa", "Rasa-Arbeiter", "Aktionen", *dienste} <= set(killed)


@pytest.mark.haerte
@pytest.mark.timeout(3600)
def test_every_process_dies_again_and_again_on_sqlite(trained_model: Path, tmp_path: Path) -> None:
    db = f"sqlite:///{tmp_path / 'haus.db'}"
    betrieb = Betrieb(db)
    try:
        _storm(betrieb, db, {}, MENSCHEN, 40, saat=3)
    finally:
        betrieb.close()
