"""Reading JSON from standard input and writing it to standard output."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any, BinaryIO, NoReturn

from bot.cli.abbruch import Abbruch

LONGEST = 1_000_000
"""Bytes of one profile or one line; more is a mistake and not a person."""


def read_object(text: bytes) -> dict[str, Any]:
    """One JSON object. Raises Abbruch with one line that says what is wrong."""
    if len(text) > LONGEST:
        raise Abbruch(f"Die Eingabe ist zu lang. Erlaubt: {LONGEST} Bytes")
    if not text.strip():
        raise Abbruch('Die Eingabe ist leer. Erlaubt: ein Objekt wie {"alter": 19}')
    try:
        value = json.loads(
            text.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_constant
        )
    except UnicodeDecodeError:
        raise Abbruch("Die Eingabe ist kein Text in UTF-8. Erlaubt: ein JSON-Objekt") from None
    except json.JSONDecodeError as fehler:
        raise Abbruch(
            f"Die Eingabe ist kein JSON (Zeile {fehler.lineno}, Zeichen {fehler.colno})."
            ' Erlaubt: ein Objekt wie {"alter": 19}'
        ) from None
    except RecursionError:
        raise Abbruch("Die Eingabe ist zu tief verschachtelt. Erlaubt: ein JSON-Objekt") from None
    if not isinstance(value, dict):
        raise Abbruch('Die Eingabe ist kein JSON-Objekt. Erlaubt: ein Objekt wie {"alter": 19}')
    return value


def read_lines(source: BinaryIO | None = None) -> Iterator[bytes]:
    """The lines of standard input that hold something."""
    for line in sys.stdin.buffer if source is None else source:
        if line.strip():
            yield line


def write_json(value: object) -> None:
    """One JSON value on a line of its own, in UTF-8 whatever the terminal thinks."""
    line = json.dumps(value, ensure_ascii=False) + "\n"
    sys.stdout.buffer.write(line.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise Abbruch(f"{name[:60]!r} steht zweimal in der Eingabe. Erlaubt: einmal")
        found[name] = value
    return found


def _no_constant(name: str) -> NoReturn:
    raise Abbruch(f"{name} ist keine Zahl des JSON-Formats. Erlaubt: ganze Zahlen")
