"""`wegweiser verstehe`: what the chat would understand of each line."""

from __future__ import annotations

import argparse
from datetime import date

from bot.cli.abbruch import BAD_INPUT
from bot.cli.eingabe import read_lines, write_json
from bot.cli.modell import ensure_model
from bot.cli.umgebung import preload, quieten, silence_rasa


def main(args: argparse.Namespace) -> int:
    """Reads JSON lines and prints one answer a line in the same order."""
    quieten()
    preload()
    model = ensure_model()
    silence_rasa()
    from bot.nlu.verstehe import verstehe_lines

    code = 0
    for answer in verstehe_lines(read_lines(), model, args.stichtag or date.today()):
        code = BAD_INPUT if "fehler" in answer else code
        write_json(answer)
    return code
