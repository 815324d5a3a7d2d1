"""`wegweiser train`: trains when the data changed, or always with --neu."""

from __future__ import annotations

import argparse

from bot.cli.eingabe import write_json
from bot.cli.modell import MODEL, ensure_model, read_steckbrief
from bot.settings import ROOT


def main(args: argparse.Namespace) -> int:
    """Makes sure that a fitting model exists and prints which one."""
    ensure_model(force=args.neu)
    note = read_steckbrief()
    assert note is not None
    write_json(
        {
            "modell": str(MODEL.relative_to(ROOT)),
            "trainiert": note.trainiert,
            "spacy": note.teile["spaCy"],
        }
    )
    return 0
