"""`wegweiser pruefe`: one profile, or one a line, against all Wege."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from datetime import date
from typing import Any

from bot.cli.abbruch import BAD_INPUT, Abbruch, data_errors_as_one_line
from bot.cli.eingabe import read_lines, read_object, write_json
from bot.settings import UngueltigeEinstellung, read_stichtag

ENVELOPE = ("id", "stichtag", "profil")


def main(args: argparse.Namespace) -> int:
    """Reads standard input and prints what is open for this person."""
    if args.stapel:
        return check_lines(read_lines(), args.stichtag)
    write_json(check(read_object(sys.stdin.buffer.read()), args.stichtag))
    return 0


def check(profil: dict[str, Any], stichtag: date | None) -> dict[str, Any]:
    """The answer of CONTRACT section 3 for one profile. Raises Abbruch for bad input."""
    from bot.interview.pruefen import pruefe_json
    from bot.profile import UngueltigeEingabe

    try:
        with data_errors_as_one_line():
            return pruefe_json(profil, stichtag, date.today())
    except UngueltigeEingabe as fehler:
        raise Abbruch(str(fehler)) from None


def check_lines(lines: Iterable[bytes], stichtag: date | None) -> int:
    """Answers each line; a bad one gets `fehler` and the exit code 2, the others go on."""
    code = 0
    for line in lines:
        name: object = None
        try:
            fall = read_object(line)
            name = fall.get("id")
            write_json({"id": name, **check(*_unpack(fall, stichtag))})
        except (Abbruch, UngueltigeEinstellung) as fehler:
            write_json({"id": name, "fehler": str(fehler)})
            code = BAD_INPUT
    return code


def _unpack(fall: dict[str, Any], stichtag: date | None) -> tuple[dict[str, Any], date | None]:
    if unknown := [key for key in fall if key not in ENVELOPE]:
        raise Abbruch(f"{unknown[0][:60]!r} gibt es nicht. Erlaubt: {', '.join(ENVELOPE)}")
    profil = fall.get("profil")
    if not isinstance(profil, dict):
        raise Abbruch("profil fehlt oder ist kein JSON-Objekt")
    day = fall.get("stichtag")
    return profil, stichtag if day is None else read_stichtag(str(day))
