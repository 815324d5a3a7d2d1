"""Measures the search of the catalogue: `python scripts/bench_katalog.py [ANZAHL ...]`.

Makes databases of its own (SQLite, and PostgreSQL where WEGWEISER_TEST_POSTGRES answers) and
drops them afterwards. Fills each with synthetic offers of all levels, then searches for persons
in all 396 municipalities: first with empty memory (every place for the first time), then again.
Prints p50 and p95 in milliseconds and ends with 1 when SQLite misses the aim.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from bot.catalogue.angebot import Angebot, Ebene, Kontakt, Quelle, Termin, Terminart
from bot.catalogue.dateien import Fund
from bot.catalogue.datenbank import migrate, open_engine
from bot.catalogue.einspielen import write_found
from bot.catalogue.suchen import Catalogue
from bot.catalogue.wege import WEGE
from bot.places import all_gemeinden
from bot.profile import Profil

STICHTAG = date(2026, 11, 22)
ZIEL_MS = 5.0
"""p95 of a search in the whole catalogue on SQLite, with everything in memory as in service."""
LAEUFE = 5
POSTGRES = os.environ.get("WEGWEISER_TEST_POSTGRES", "postgresql://postgres@127.0.0.1/postgres")
BEDINGUNGEN = (
    {"deutsch": {"unter": "b2"}},
    {"alter": {"ab": 16, "bis": 21}},
    {"eine_von": [{"situation": ["ifk", "ffm"]}, {"alter": {"unter": 27}}]},
    {"alle": [{"alter": {"ab": 18}}, {"nicht": {"situation": "studium"}}]},
)


def one_offer(nr: int, wuerfel: random.Random) -> Angebot:
    """An offer as wordy as real ones: 70 % for a municipality, 29 % for a Kreis, 1 % wider."""
    ort = wuerfel.choice(all_gemeinden())
    los = wuerfel.random()
    ebene, schluessel = (
        (Ebene.GEMEINDE, ort.ags)
        if los < 0.70
        else (Ebene.KREIS, ort.kreis)
        if los < 0.99
        else (Ebene.BEZIRK, ort.bezirk)
        if los < 0.9995
        else (Ebene.NRW, "")
    )
    weg = wuerfel.choice(WEGE)
    return Angebot(
        id=f"kunst-{nr}",
        weg=weg,
        wege=tuple(dict.fromkeys((weg, wuerfel.choice(WEGE)))),
        name=f"Angebot {nr} in {ort.name}",
        satz="[Du lernst|Die Person lernt] hier Deutsch. Das Ziel ist eine Ausbildung." * 2,
        ebene=ebene,
        schluessel=schluessel,
        kreis=ort.kreis if ebene in (Ebene.GEMEINDE, Ebene.KREIS) else None,
        zuletzt_bestaetigt=STICHTAG - timedelta(days=wuerfel.randrange(900)),
        bestaetigt_von="Beratung",
        quellen=(Quelle("Messung"),),
        traeger=f"Träger {nr % 500}",
        genaueres=("Der Kurs ist am Vormittag.", "Der Freitag bleibt frei."),
        kontakt=Kontakt(hinweis="Frag bei der Stadt nach dem Angebot."),
        sprachen=("de", "ar"),
        termine=(Termin(Terminart.BEGINN, jaehrlich="02-01"),),
        bedingung=wuerfel.choice(BEDINGUNGEN) if wuerfel.random() < 0.3 else None,
        gilt_bis=STICHTAG + timedelta(days=wuerfel.randrange(-200, 400)),
    )


def persons(wuerfel: random.Random) -> list[Profil]:
    """One person in each municipality, in mixed order."""
    orte = list(all_gemeinden())
    wuerfel.shuffle(orte)
    return [
        Profil.from_json(
            {
                "alter": wuerfel.randrange(16, 30),
                "ort": ort.ags,
                "deutsch": wuerfel.choice(("a1", "b1", "c1")),
                "situation": wuerfel.choice(("ifk", "nichts", "studium")),
            },
            STICHTAG,
        )
        for ort in orte
    ]


def measure(katalog: Catalogue, wege: tuple[str, ...] | None) -> tuple[float, float, float]:
    """p50 and p95 in ms, and how many offers a search finds on average."""
    zeiten, funde = [], []
    for person in persons(random.Random(7)):
        start = time.perf_counter()
        gefunden = katalog.search(person, STICHTAG, wege)
        zeiten.append((time.perf_counter() - start) * 1000)
        funde.append(len(gefunden))
    p95 = statistics.quantiles(zeiten, n=20)[-1]
    return statistics.median(zeiten), p95, statistics.mean(funde)


def fill(url: str, anzahl: int) -> None:
    """Puts this many offers into the database, closing all others."""
    engine = open_engine(url)
    migrate(engine)
    wuerfel = random.Random(anzahl)
    funde = tuple(Fund(one_offer(nr, wuerfel), "kunst.yml", 1) for nr in range(anzahl))
    start = time.perf_counter()
    write_found(engine, funde, STICHTAG)
    dauer = time.perf_counter() - start
    print(f"{anzahl:>7} Angebote, {engine.dialect.name}, gefüllt in {dauer:.1f} s", flush=True)
    engine.dispose()


def bench(url: str, anzahlen: list[int]) -> float:
    """Fills and measures for each number of offers; returns the last p95 of a warm search.

    A warm search is measured several times and the best run counts: others may use the computer.
    """
    p95 = 0.0
    for anzahl in anzahlen:
        fill(url, anzahl)
        for name, wege in (("3 Wege", WEGE[:3]), ("alle Wege", None)):
            katalog = Catalogue(open_engine(url))
            kalt = measure(katalog, wege)
            warm = min((measure(katalog, wege) for _ in range(LAEUFE)), key=lambda lauf: lauf[1])
            katalog.close()
            for lauf, (p50, p95, funde) in (("kalt", kalt), ("warm", warm)):
                zeiten = f"p50 {p50:6.2f}  p95 {p95:6.2f} ms"
                print(f"  {name:9} {lauf}: {zeiten}, im Mittel {funde:.0f} Angebote", flush=True)
    return p95


@contextmanager
def own_postgres() -> Iterator[str | None]:
    """The address of a database for this run alone; None where there is no PostgreSQL."""
    verwalter = create_engine(POSTGRES, future=True, isolation_level="AUTOCOMMIT")
    name = f"wegweiser_bench_{uuid.uuid4().hex[:12]}"
    try:
        with verwalter.connect() as verbindung:
            verbindung.execute(text(f"CREATE DATABASE {name}"))
    except OperationalError:
        yield None
        return
    try:
        yield make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)
    finally:
        with verwalter.connect() as verbindung:
            verbindung.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


def main(anzahlen: list[int]) -> int:
    """Measures both databases; 0 when SQLite reaches the aim."""
    with tempfile.TemporaryDirectory() as ort:
        p95 = bench(f"sqlite:///{ort}/katalog.db", anzahlen)
    with own_postgres() as url:
        if url:
            bench(url, anzahlen)
        else:
            print("PostgreSQL ist nicht erreichbar (WEGWEISER_TEST_POSTGRES): nur SQLite gemessen.")
    erreicht = p95 < ZIEL_MS
    print(
        f"Ziel p95 unter {ZIEL_MS:g} ms (SQLite, alle Wege, warm): {'ja' if erreicht else 'nein'}"
    )
    return 0 if erreicht else 1


if __name__ == "__main__":
    sys.exit(main([int(zahl) for zahl in sys.argv[1:]] or [1_000, 100_000]))
