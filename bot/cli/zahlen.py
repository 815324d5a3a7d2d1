"""`wegweiser zahlen`: anonymous numbers for staff; with --sammeln it fetches them from RabbitMQ."""

from __future__ import annotations

import argparse
import json
from datetime import date, timedelta

from bot.cli.abbruch import BAD_INPUT, FAILED, Abbruch
from bot.cli.modell import say
from bot.settings import Settings, read_settings

TAGE = 31
"""So many days are shown unless told otherwise."""


def main(args: argparse.Namespace) -> int:
    """Prints the numbers up to yesterday, or stores what waits in RabbitMQ."""
    settings = read_settings()
    if args.sammeln:
        return collect(settings, args.einmal)
    return show(settings, args)


def show(settings: Settings, args: argparse.Namespace) -> int:
    """Only days that are over: a sum that grows while one looks would tell of a single person."""
    from bot.zahlen import Tabelle
    from bot.zahlen.bericht import as_json, as_table, report

    gestern = date.today() - timedelta(days=1)
    bis = min(args.bis or gestern, gestern)
    von = args.von or bis - timedelta(days=TAGE - 1)
    if von > bis:
        raise Abbruch(f"--von {von} liegt nach --bis {bis}; heute zählt noch nicht", BAD_INPUT)
    zeilen = report(Tabelle(settings.db).read(von, bis), je_monat=args.je == "monat")
    if args.json:
        print(json.dumps(as_json(zeilen), ensure_ascii=False, indent=2))
    elif zeilen:
        print(as_table(zeilen))
    else:
        say(f"Von {von} bis {bis} ist nichts gezählt.")
    return 0


def collect(settings: Settings, einmal: bool) -> int:
    """Runs until it is stopped; with `einmal` until nothing is left. Raises Abbruch."""
    from aio_pika.exceptions import AMQPError
    from sqlalchemy.exc import SQLAlchemyError

    from bot.zahlen import Tabelle
    from bot.zahlen.rabbit import collect as collect_from

    if not settings.broker:
        raise Abbruch("Ohne WEGWEISER_BROKER kommen die Zahlen ohne Sammeln in die Datenbank.")
    try:
        count = collect_from(settings.broker, Tabelle(settings.db).add, einmal)
        say(f"{count} Nachrichten eingetragen.")
    except KeyboardInterrupt:
        say("Das Sammeln ist beendet.")
    except (AMQPError, SQLAlchemyError, OSError) as fehler:
        raise Abbruch(f"Das Sammeln geht nicht: {type(fehler).__name__}", FAILED) from None
    return 0
