"""Town of a message, read by `bot.places`; in helper mode the helper's own town does not count."""

from __future__ import annotations

from bot.places import PlaceResult, find_places
from bot.understanding.satz import Satzbau


def read_place(bau: Satzbau) -> PlaceResult:
    """The place of the person whose facts we collect."""
    return find_places(_relevant(bau), bau.frage == "ort")


def _relevant(bau: Satzbau) -> str:
    if bau.rolle != "helfer" or not bau.foreign:
        return bau.lesung.text
    return " ".join(
        " ".join(bau.lesung.roh[part.start : part.ende])
        for part in bau.lesung.abschnitte
        if part not in bau.foreign
    )
