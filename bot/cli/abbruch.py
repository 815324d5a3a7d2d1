"""The way a command ends early."""

from __future__ import annotations

BAD_INPUT = 2
FAILED = 1


class Abbruch(Exception):
    """Ends the command with one line for the person at the terminal."""

    def __init__(self, satz: str, code: int = BAD_INPUT) -> None:
        super().__init__(" ".join(satz.split()))
        self.code = code
