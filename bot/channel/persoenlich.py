"""Takes phone numbers, mail addresses, streets with a house number and names out of what is typed.

A name is what stands after "ich heiße" or, as two words or more, before a street. Others look like
any word; the page asks not to write them.

We need none of them, so they are not stored at all: neither the tracker nor the history has them.
"""

from __future__ import annotations

import re

from bot.places import PlaceResult, find_places

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
_KEIN_NAME = (
    "und|oder|bin|ich|aus|komme|wohne|lebe|habe|war|von|in|im|nicht|er|sie|der|die|das|ist|hat|seit"
)
_NACH_ICH_HEISSE = re.compile(
    r"\b((?:ich hei(?:ß|ss)e|(?:er|sie) hei(?:ß|ss)t|name(?: ist| is|:)):?)"
    rf"(?: (?!(?:{_KEIN_NAME})\b)[^\W\d_][\w'-]*){{1,3}}",
    re.IGNORECASE,
)
_WORT = r"[A-ZÄÖÜ][a-zäöüßéèç'-]+"
_VOR_STRASSE = re.compile(rf"({_WORT}(?: {_WORT}){{1,2}})(?=,? {STATT})")


def without_personal(text: str) -> str:
    """The text with `…` in the place of what tells who or where somebody is."""
    text = _STRASSE.sub(STATT, _MAIL.sub(STATT, text))
    text = _VOR_STRASSE.sub(_name, text)
    text = _NACH_ICH_HEISSE.sub(rf"\1 {STATT}", text)
    return _TELEFON.sub(_phone, text)


def _name(found: re.Match[str]) -> str:
    """A town before a street is no name: it is one of the answers."""
    return STATT if find_places(found[0], asked=True) == PlaceResult() else found[0]


def _phone(found: re.Match[str]) -> str:
    text = found[0]
    enough = sum(c.isdigit() for c in text) >= _DIGITS_OF_A_PHONE
    return STATT if enough and not _DATUM.fullmatch(text) else text
