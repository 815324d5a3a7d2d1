"""`wegweiser texte`, `glossar`, `angebote`: lists for people who look after the contents."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping

from bot.cli.eingabe import write_json


def main(args: argparse.Namespace) -> int:
    """Prints the list as JSON lines."""
    for eintrag in _LISTS[args.befehl]():
        write_json(eintrag)
    return 0


def _texte() -> Iterable[Mapping[str, object]]:
    from bot.reply.alle_texte import all_texts

    return all_texts()


def _glossar() -> Iterable[Mapping[str, object]]:
    from bot.reply import load_glossar

    return [{"wort": begriff.wort, "text": begriff.text} for begriff in load_glossar()]


def _angebote() -> Iterable[Mapping[str, object]]:
    from bot.catalogue import list_problems

    return list_problems()


_LISTS = {"texte": _texte, "glossar": _glossar, "angebote": _angebote}
