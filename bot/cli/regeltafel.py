"""`wegweiser regeltafel`: the rules as pages that a lawyer can read, print and sign."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from bot.cli.abbruch import Abbruch, data_errors_as_one_line
from bot.settings import ROOT


def main(args: argparse.Namespace) -> int:
    """Writes the pages and prints where the index is."""
    from bot.eligibility import load_rules
    from bot.reply.texte import load_texts
    from bot.tafel import write_pages

    ziel = Path(args.ziel) if args.ziel else ROOT / "var" / "regeltafel"
    regeln = ROOT / "data" / "eligibility"
    with data_errors_as_one_line():
        load_rules(regeln)
        try:
            print(write_pages(regeln, load_texts(ROOT / "data" / "texte"), ziel, date.today()))
        except OSError as fehler:
            raise Abbruch(f"{ziel} lässt sich nicht schreiben: {fehler.strerror}") from None
    return 0
