"""`wegweiser texte`, `glossar`: lists for people who look after the contents."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from bot.cli.eingabe import write_json
from bot.settings import ROOT


def main(args: argparse.Namespace) -> int:
    """Prints the list as JSON lines."""
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
