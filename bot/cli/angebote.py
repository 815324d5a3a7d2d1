"""`wegweiser angebote`: what is wrong or old, the offers as a table, whether addresses answer."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from pathlib import Path

from bot.cli.abbruch import BAD_INPUT, FAILED, Abbruch
from bot.cli.eingabe import write_json
from bot.cli.modell import say
from bot.settings import ROOT

ORDNER = ROOT / "data" / "angebote"
ARTEN = {
    "vorbei": "vorbei",
    "alt": "lange nicht bestätigt",
    "zukunft": "mit einem Tag in der Zukunft",
    "unvollstaendig": "unvollständig",
    "ohne_quelle": "ohne gelesene Quelle",
    "kaputt": "kaputt",
    "unklar": "bitte selbst ansehen",
    "unerreichbar": "unerreichbar",
}


def main(args: argparse.Namespace) -> int:
    """Lists, exports, imports or checks links; exit 2 when a file holds mistakes."""
    from bot.catalogue import AngebotsFehler

    try:
        if args.export:
            return export_offers(Path(args.export))
        if args.quelle:
            return import_offers(Path(args.quelle))
        return list_links() if args.links else list_problems()
    except AngebotsFehler as fehler:
        for mangel in fehler.maengel:
            write_json(asdict(mangel))
        say(f"{fehler}\n{len(fehler.maengel)} Fehler. Nichts ist geändert.")
        return BAD_INPUT


def list_problems() -> int:
    """Prints what staff should look at, one offer and reason a line."""
    from bot.catalogue import list_problems

    problems = list_problems(ORDNER, date.today())
    for problem in problems:
        write_json(asdict(problem))
    _summary([problem.art for problem in problems], len({problem.id for problem in problems}))
    return 0


def export_offers(ziel: Path) -> int:
    """Writes the table and prints where it is and how many offers it holds."""
    from bot.catalogue import export_table

    with _file_errors_as_one_line(ziel):
        anzahl = export_table(ORDNER, ziel)
    write_json({"datei": str(ziel), "angebote": anzahl})
    say(f"{anzahl} Angebote stehen jetzt in {ziel}.")
    return 0


def import_offers(quelle: Path) -> int:
    """Takes a table into the files and prints which files and offers have changed."""
    from bot.catalogue import import_table

    with _file_errors_as_one_line(quelle):
        bericht = import_table(quelle, ORDNER)
    write_json(asdict(bericht))
    neu, anders = len(bericht.neu), len(bericht.geaendert)
    say(f"{neu} neue und {anders} geänderte Angebote, {len(bericht.dateien)} Dateien geschrieben.")
    return 0


def list_links() -> int:
    """Prints the addresses that do not answer; without a network it says so and that is all."""
    from bot.catalogue.verweise import KeinNetz, check_links, collect_links

    verweise = collect_links(ORDNER)
    try:
        problems = check_links(verweise)
    except KeinNetz as fehler:
        say(f"Kein Netz: Die Adressen sind nicht geprüft ({fehler}).")
        return 0
    for problem in problems:
        write_json(asdict(problem))
    say(f"{len(verweise)} Adressen geprüft.")
    _summary([problem.art for problem in problems], len(problems), "Adressen")
    return 0


def _summary(arten: Sequence[str], anzahl: int, was: str = "Angeboten") -> None:
    if not arten:
        say("Alles in Ordnung.")
        return
    gezaehlt = Counter(arten)
    teile = (f"{gezaehlt[art]} {satz}" for art, satz in ARTEN.items() if gezaehlt[art])
    say(f"{len(arten)} Hinweise zu {anzahl} {was}: {', '.join(teile)}.")


@contextmanager
def _file_errors_as_one_line(datei: Path) -> Iterator[None]:
    try:
        yield
    except ImportError:
        raise Abbruch("Für Excel fehlt das Paket openpyxl. CSV geht ohne.", FAILED) from None
    except OSError as fehler:
        raise Abbruch(f"{datei}: {fehler.strerror or fehler}", FAILED) from None
