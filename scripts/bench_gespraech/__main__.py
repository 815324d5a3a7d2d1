"""`python -m scripts.bench_gespraech`: whole interviews over HTTP, beside a plain Rasa bot.

Starts each side on free ports with a database of its own, one side after the other, drives
interviews from the profiles of the test cases, and prints a table; the figures as JSON go to
var/bench. No aim is checked here: docs/leistung.md tells what they are and what was reached.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.cli.modell import ensure_model, say
from bot.settings import ROOT
from scripts.bench_gespraech import bericht, bestand, messung, schlicht, schlicht_start, seiten
from scripts.bench_gespraech.menschen import people
from scripts.bench_katalog import own_postgres

REDIS = os.environ.get("WEGWEISER_TEST_REDIS", "redis://127.0.0.1:6379/0")
ZIEL = ROOT / "var" / "bench"
Step = Callable[[messung.Plan, dict[str, Any]], None]
SEITEN = ("rasa-init", "rasa-leicht", "wegweiser", "wegweiser-postgres")


def main(args: argparse.Namespace) -> int:
    """Measures the chosen sides and prints the table."""
    # Wer die Messung abbricht, soll keine Bots zurücklassen.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    ensure_model()
    plan = messung.Plan(
        gleichzeitig=args.gleichzeitig,
        vorlauf=min(3.0, args.sekunden),
        sekunden=args.sekunden,
        zuege_lang=0 if args.kurz else 205,
        menschen=people(),
        schnell=args.schnell,
    )
    ergebnis: dict[str, Any] = {"wann": _now(), "rechner": _machine(), "seiten": {}, "hinweise": []}
    steps = {side: MESSEN[side] for side in args.seiten}
    if args.viele:
        steps = {"gespeicherte Gespräche": _many(args.viele)}
    for name, step in steps.items():
        try:
            say(f"Ich messe {name} ...")
            step(plan, ergebnis)
        except (seiten.StartGescheitert, Uebersprungen) as reason:
            ergebnis["hinweise"].append(f"{name}: {reason}")
        file = _keep(ergebnis)
    print(bericht.table(ergebnis))
    print(f"\nAlle Zahlen: {file.relative_to(ROOT)}")
    return 0


class Uebersprungen(Exception):
    """A side cannot be measured here; the text says why."""


def _wegweiser(plan: messung.Plan, ergebnis: dict[str, Any]) -> None:
    with own_file() as db, seiten.wegweiser(db) as seite:
        ergebnis["seiten"]["Wegweiser, SQLite"] = messung.measure(seite, plan)


def _wegweiser_postgres(plan: messung.Plan, ergebnis: dict[str, Any]) -> None:
    with postgres_and_redis() as db, seiten.wegweiser(db, REDIS, 2) as seite:
        name = "Wegweiser, PostgreSQL, 2 Prozesse"
        ergebnis["seiten"][name] = messung.measure(seite, plan)


@contextmanager
def own_file() -> Iterator[str]:
    """The address of a SQLite file for this run alone."""
    with tempfile.TemporaryDirectory() as folder:
        yield f"sqlite:///{folder}/wegweiser.db"


@contextmanager
def postgres_and_redis() -> Iterator[str]:
    """The address of a database for this run alone. Raises Uebersprungen without the services."""
    import redis

    try:
        redis.Redis.from_url(REDIS).ping()
    except redis.RedisError:
        raise Uebersprungen("Redis ist nicht erreichbar (WEGWEISER_TEST_REDIS)") from None
    with own_postgres() as db:
        if db is None:
            raise Uebersprungen("PostgreSQL ist nicht erreichbar (WEGWEISER_TEST_POSTGRES)")
        yield db


def _many(anzahlen: list[int]) -> Step:
    """Measures with so many stored sessions."""

    def measure(plan: messung.Plan, ergebnis: dict[str, Any]) -> None:
        with postgres_and_redis() as db:
            ergebnis["viele"] = bestand.measure_many(db, REDIS, plan, sorted(anzahlen))

    return measure


def _rasa(art: str, name: str) -> Step:
    """Measures a plain bot; says so when it cannot have the versions that Rasa resolves."""

    def measure(plan: messung.Plan, ergebnis: dict[str, Any]) -> None:
        schnell = plan.schnell and art == "init"
        folder, environ = schlicht_start.trained(art, schnell), schlicht_start.environment()
        title = name + (", kurz trainiert" if schnell else "")
        found = schlicht_start.jsonschema_version(environ)
        if "PYTHONPATH" not in environ:
            ergebnis["hinweise"].append(
                f"{title}: ohne Netz nur jsonschema {found}, also schneller"
            )
        mehr = {"fragen": schlicht.questions(), "ende": schlicht.ENDE}
        with schlicht_start.plain_bot(folder, environ) as seite:
            measured = messung.measure(seite, plan, mehr)
        ergebnis["seiten"][title] = {"schlicht": True, "jsonschema": found, **measured}

    return measure


MESSEN = {
    "rasa-init": _rasa("init", "Rasa wie `rasa init`"),
    "rasa-leicht": _rasa("leicht", "Rasa, nur Regeln"),
    "wegweiser": _wegweiser,
    "wegweiser-postgres": _wegweiser_postgres,
}


def _keep(ergebnis: dict[str, Any]) -> Path:
    """Writes what has been measured so far."""
    ZIEL.mkdir(parents=True, exist_ok=True)
    file = ZIEL / f"gespraech-{ergebnis['wann'].replace(':', '').replace(' ', '-')}.json"
    file.write_text(json.dumps(ergebnis, ensure_ascii=False, indent=2), "utf-8")
    return file


def _now() -> str:
    return datetime.now().astimezone().strftime("%Y-%m-%d %H:%M:%S")


def _machine() -> str:
    memory = Path("/proc/meminfo")
    total = memory.read_text().split()[1] if memory.exists() else ""
    size = f", {int(total) / 2**20:.0f} GiB" if total else ""
    return f"{os.cpu_count()} Kerne{size}, Python {platform.python_version()}"


def _read_args(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m scripts.bench_gespraech", allow_abbrev=False)
    parser.add_argument("--seiten", nargs="+", choices=SEITEN, default=list(SEITEN))
    parser.add_argument("--gleichzeitig", nargs="+", type=int, default=[1, 8, 32])
    parser.add_argument("--sekunden", type=float, default=10.0, help="Messzeit je Stufe")
    parser.add_argument(
        "--schnell", action="store_true", help="schlichter Bot mit 3 statt 100 Runden Training"
    )
    parser.add_argument(
        "--viele", nargs="+", type=int, metavar="ANZAHL",
        help="statt des Vergleichs: so viele gespeicherte Gespräche, zum Beispiel 1000 1000000",
    )  # fmt: skip
    parser.add_argument("--kurz", action="store_true", help="ohne das lange Gespräch")
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main(_read_args(sys.argv[1:])))
