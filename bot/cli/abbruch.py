"""The way a command ends early."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

BAD_INPUT = 2
FAILED = 1


class Abbruch(Exception):
    """Ends the command with one line for the person at the terminal."""

    def __init__(self, satz: str, code: int = BAD_INPUT) -> None:
        super().__init__(" ".join(satz.split()))
        self.code = code


@contextmanager
def data_errors_as_one_line() -> Iterator[None]:
    """Turns what is wrong in a file or the catalogue into Abbruch: file, line, what is allowed."""
    from bot.catalogue import AngebotsFehler, KatalogFehler
    from bot.eligibility import BedingungsFehler, RegelFehler
    from bot.reply.texte import TextFehler

    try:
        yield
    except (AngebotsFehler, BedingungsFehler, KatalogFehler, RegelFehler, TextFehler) as fehler:
        raise Abbruch(str(fehler.args[0] if fehler.args else fehler)) from None
