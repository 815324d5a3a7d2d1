"""The entry point: reads the arguments, calls one command, turns errors into one line."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from importlib import import_module
from typing import NoReturn

from bot.cli.abbruch import BAD_INPUT, FAILED, Abbruch
from bot.settings import UngueltigeEinstellung, read_stichtag

COMMANDS = {
    "run": ("bot.cli.run", "startet alles und zeigt die Adresse der Seite"),
    "aktionen": ("bot.cli.aktionen", "startet nur einen Aktions-Server (für mehrere Rechner)"),
    "train": ("bot.cli.train", "trainiert das Sprachmodell, wenn sich Daten geändert haben"),
    "test": ("bot.cli.test", "führt die Tests aus (weitere Wörter gehen an pytest)"),
    "doctor": ("bot.cli.doctor", "zeigt Pipeline, Modell, Datenbanken, Fassungen und Fälliges"),
    "pruefe": ("bot.cli.pruefe", "prüft ein Profil (JSON auf der Eingabe) gegen alle Wege"),
    "auswirkung": ("bot.cli.auswirkung", "zeigt, wer durch geänderte Regeln gewinnt und verliert"),
    "regeltafel": ("bot.cli.regeltafel", "schreibt die Regeln als Seiten zum Prüfen und Drucken"),
    "fragen": ("bot.cli.fragen", "zählt die Fragen eines Gesprächs über alle Fälle"),
    "verstehe": ("bot.cli.verstehe", "zeigt, was der Chat aus Sätzen versteht (JSON-Zeilen)"),
    "texte": ("bot.cli.listen", "zeigt jeden Satz, den jemand im Chat sehen kann"),
    "glossar": ("bot.cli.listen", "zeigt die erklärten Wörter"),
    "zahlen": ("bot.cli.zahlen", "zeigt, wie oft etwas vorkam, je Tag und ohne Personen"),
    "angebote": ("bot.cli.angebote", "listet, was an den Angeboten nicht stimmt oder alt ist"),
    "verwaltung": ("bot.cli.verwaltung", "startet die Seite, auf der Angebote gepflegt werden"),
    "pruefstand": ("bot.cli.pruefstand", "startet die Seite zum Prüfen von Gesprächen und Recht"),
}


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line instead of a whole usage text."""

    def error(self, message: str) -> NoReturn:
        """One line on standard error, exit 2."""
        raise Abbruch(f"{_german(message)} (Hilfe: {self.prog} --help)")


def build_parser() -> argparse.ArgumentParser:
    """The whole command line, without importing any command."""
    parser = Parser(prog="wegweiser", description="Wege für junge Geflüchtete in NRW.")
    commands = parser.add_subparsers(dest="befehl", metavar="BEFEHL", required=True)
    each = {
        name: commands.add_parser(name, help=text, description=f"wegweiser {name}: {text}.")
        for name, (_, text) in COMMANDS.items()
    }
    for name in ("run", "pruefe", "verstehe"):
        each[name].add_argument(
            "--stichtag", type=_day, metavar="JJJJ-MM-TT", help="Recht dieses Tages statt heute"
        )
    each["run"].add_argument("--port", type=_port, help="Port der Seite (sonst 5005)")
    each["run"].add_argument("--host", help="Adresse der Seite (sonst 127.0.0.1)")
    _add_care(each)
    each["train"].add_argument("--neu", action="store_true", help="auch ohne Änderung")
    each["pruefe"].add_argument(
        "--stapel", action="store_true", help='JSON-Zeilen {"id", "stichtag", "profil"}'
    )
    _add_rules(each)
    _add_numbers(each["zahlen"])
    each["aktionen"].add_argument("--port", type=_port, help="Port (sonst 5055)")
    each["aktionen"].add_argument("--host", help="Adresse, nur ein eigenes Netz (sonst 127.0.0.1)")
    each["pruefstand"].add_argument("--port", type=_port, help="Port der Seite (sonst 5020)")
    each["pruefstand"].add_argument("--host", help="Adresse der Seite (sonst 127.0.0.1)")
    return parser


def _add_numbers(zahlen: argparse.ArgumentParser) -> None:
    """The options of the anonymous numbers."""
    for name, text in (("--von", "erster Tag"), ("--bis", "letzter Tag, spätestens gestern")):
        zahlen.add_argument(name, type=_day, metavar="JJJJ-MM-TT", help=text)
    zahlen.add_argument("--je", choices=("tag", "monat"), default="tag", help="sonst tag")
    zahlen.add_argument("--json", action="store_true", help="ein JSON-Objekt")
    zahlen.add_argument("--sammeln", action="store_true", help="holt sie aus RabbitMQ, bis Strg-C")
    zahlen.add_argument("--einmal", action="store_true", help="mit --sammeln: nur, was da ist")


def _add_rules(each: Mapping[str, argparse.ArgumentParser]) -> None:
    """The options of the commands for people who write the rules."""
    each["auswirkung"].add_argument(
        "rev", metavar="REV", help="frühere Fassung in git, zum Beispiel main oder HEAD~3"
    )
    each["auswirkung"].add_argument("--json", action="store_true", help="ein JSON-Objekt")
    each["auswirkung"].add_argument(
        "--html", metavar="DATEI", help="auch Angebote, Sätze und Modell, als Seite zum Durchsehen"
    )
    each["fragen"].add_argument("--json", action="store_true", help="ein JSON-Objekt")
    each["fragen"].add_argument(
        "--stichprobe", type=int, default=30, metavar="N", help="so viele beste Pläne (sonst 30)"
    )
    each["regeltafel"].add_argument("--ziel", metavar="ORDNER", help="sonst var/regeltafel")


def _add_care(each: Mapping[str, argparse.ArgumentParser]) -> None:
    """The options of the two commands for people who keep the offers."""
    eins_von = each["angebote"].add_mutually_exclusive_group()
    eins_von.add_argument("--export", metavar="ZIEL", help="alle Angebote als .csv oder .xlsx")
    eins_von.add_argument(
        "--import", dest="quelle", metavar="QUELLE", help="eine .csv oder .xlsx in die Dateien"
    )
    eins_von.add_argument("--links", action="store_true", help="prüft die Adressen im Netz")
    each["verwaltung"].add_argument("--port", type=_port, help="Port der Seite (sonst 5010)")
    each["verwaltung"].add_argument("--host", help="Adresse der Seite (sonst 127.0.0.1)")
    each["verwaltung"].add_argument(
        "--passwort", action="store_true", help="liest ein Passwort und zeigt, was einzustellen ist"
    )


def parse(parser: argparse.ArgumentParser, argv: Sequence[str] | None) -> argparse.Namespace:
    """The arguments; only `test` takes words that we do not know, they are for pytest."""
    args, rest = parser.parse_known_args(argv)
    if rest and args.befehl != "test":
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    args.rest = rest
    return args


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and returns the exit code: 0, 2 for bad input, 1 when something failed."""
    try:
        args = parse(build_parser(), argv)
        command = import_module(COMMANDS[args.befehl][0])
        return int(command.main(args) or 0)
    except (Abbruch, UngueltigeEinstellung) as fehler:
        print(f"wegweiser: {fehler}", file=sys.stderr)
        return getattr(fehler, "code", BAD_INPUT)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Der Leser ist weg (wegweiser texte | head): beim Ende nicht noch einmal schreiben.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED


def _day(text: str) -> date:
    try:
        return read_stichtag(text)
    except UngueltigeEinstellung as fehler:
        raise argparse.ArgumentTypeError(str(fehler)) from None


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and 1 <= int(text) <= 65535:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} ist kein Port. Erlaubt: 1 bis 65535")


def _german(message: str) -> str:
    for english, german in (
        ("unrecognized arguments", "unbekannt"),
        ("invalid choice", "gibt es nicht"),
        ("choose from", "erlaubt"),
        ("the following arguments are required", "es fehlt"),
        ("expected one argument", "braucht einen Wert"),
        ("not allowed with argument", "geht nicht zusammen mit"),
        ("argument ", ""),
    ):
        message = message.replace(english, german)
    return message
