"""Misst, wie gut Nachrichten verstanden werden, und zeigt Fehler und Verwechslungen.

    python scripts/verstehen_messen.py [--modell ARCHIV] [--rauschen N] [--ohne-muster] [DATEI ...]

Ohne Dateien: tests/nlu/nachrichten_*.jsonl. --rauschen N schreibt jede Nachricht N-mal mit Fehlern
von Lernenden um; --ohne-muster liest ohne die Muster von data/verstehen/fakten.
"""

from __future__ import annotations

import argparse
import logging
import os
import random
import time
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
STICHTAG = date(2026, 11, 22)
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")


def main() -> None:
    args = _arguments()
    _quieten()
    from bot.nlu.messen import Messung, judge, read_rows

    rows = read_rows(args.dateien or sorted((ROOT / "tests" / "nlu").glob("nachrichten_*.jsonl")))
    if args.rauschen:
        rows = _noisy(rows, args.rauschen)
    if args.ohne_muster:
        _without_patterns()
    from bot.nlu.verstehe import Parser, Zeile

    parser, messung, start = Parser(args.modell, STICHTAG), Messung(), time.perf_counter()
    for row in rows:
        found = parser.understand(Zeile(None, row["text"], row["frage"], row.get("rolle")))
        messung.urteile.append(judge(row, found["absicht"], found["fakten"]))
    _report(messung, (time.perf_counter() - start) / max(1, len(rows)), args.still)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dateien", nargs="*", type=Path)
    parser.add_argument("--modell", type=Path, default=ROOT / "models" / "wegweiser.tar.gz")
    parser.add_argument("--rauschen", type=int, default=0)
    parser.add_argument("--ohne-muster", action="store_true")
    parser.add_argument("--still", action="store_true", help="nur die Summen")
    return parser.parse_args()


def _quieten() -> None:
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.ERROR)
    logging.disable(logging.WARNING)


def _noisy(rows, copies: int):
    from bot.nlu.rauschen import noisy

    rng = random.Random(7)
    return [{**row, "text": noisy(row["text"], rng)} for row in rows for _ in range(copies)]


def _without_patterns() -> None:
    from bot.understanding import verstehen

    verstehen.candidates = lambda bau, entries: []


def _report(messung, seconds: float, quiet: bool) -> None:
    for urteil in [] if quiet else messung.urteile:
        if not urteil.richtig:
            row = urteil.row
            print(f"{row['text']!r} (frage {row['frage']}, {row.get('rolle')})")
            print(f"   fehlt {urteil.fehlt} erfunden {urteil.erfunden} absicht {urteil.absicht}")
    print(f"Zeilen {len(messung.urteile)}, ganz richtig {messung.richtig:.1%}")
    print(f"Zeilen mit erfundenen Fakten {messung.erfunden:.2%}, Not erkannt {messung.notlage:.1%}")
    print(f"{seconds * 1000:.1f} ms je Nachricht")
    for (wanted, got), count in messung.verwechslungen().most_common():
        print(f"   {wanted} -> {got}: {count}")


if __name__ == "__main__":
    main()
