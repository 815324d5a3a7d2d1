"""`wegweiser texte`, `glossar`, `angebote`: lists for people who look after the contents."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date

from bot.cli.abbruch import BAD_INPUT
from bot.cli.eingabe import write_json
from bot.settings import ROOT


def main(args: argparse.Namespace) -> int:
    """Prints the list as JSON lines; exit 2 when the files of the offers hold mistakes."""
    if args.befehl == "angebote":
        return _print_problems()
    for zeile in _texte() if args.befehl == "texte" else _glossar():
        write_json(zeile)
    return 0


def _texte() -> Iterable[dict[str, str]]:
    from bot.reply.alle_texte import output_lines

    return output_lines(ROOT)


def _glossar() -> Iterable[dict[str, str]]:
    from bot.reply.glossar import load_glossar
    from bot.reply.texte import load_texts

    return load_glossar(load_texts(ROOT / "data" / "texte")).zeilen()


def _print_problems() -> int:
    from bot.catalogue import AngebotsFehler, list_problems

    try:
        problems = list_problems(ROOT / "data" / "angebote", date.today())
    except AngebotsFehler as fehler:
        for mangel in fehler.maengel:
            write_json(asdict(mangel))
        return BAD_INPUT
    for problem in problems:
        write_json(asdict(problem))
    return 0
