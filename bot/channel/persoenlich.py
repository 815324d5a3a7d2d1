"""Takes phone numbers, mail addresses and streets with a house number out of what people type.

We need none of them, so they are not stored at all: neither the tracker nor the history has them.
"""

from __future__ import annotations

import re

STATT = "…"
_DIGITS_OF_A_PHONE = 7

_DATUM = re.compile(r"\d{1,2}[./ -]\d{1,2}[./ -]\d{2,4}")
_TELEFON = re.compile(r"(?<![\d.])(?:\+|0)\d[\d \t/().-]{4,}\d")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_STRASSE = re.compile(
    r"\b(?:\w+[ -](?=stra|str|allee|gasse))?"
    r"\w*(?:stra(?:ß|ss)e|str\.?|allee|gasse|\wweg|\wplatz|\wring)\s+\d{1,3}(?:\s?[a-z])?\b",
    re.IGNORECASE,
)


def without_personal(text: str) -> str:
    """The text with `…` in the place of what tells who or where somebody is."""
    for pattern in (_MAIL, _STRASSE):
        text = pattern.sub(STATT, text)
    return _TELEFON.sub(_phone, text)


def _phone(found: re.Match[str]) -> str:
    text = found[0]
    enough = sum(c.isdigit() for c in text) >= _DIGITS_OF_A_PHONE
    return STATT if enough and not _DATUM.fullmatch(text) else text
