"""Spelling: what stays of a written name when umlauts, case, spaces and sound are made equal."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

MAX_TOKENS = 120
"""A longer message is read up to here; nobody answers "Wo wohnst du?" with more words."""

_WORD = re.compile(r"[^\W\d_]+|\d+|[.,;:!?\n]|\s-\s|/")
_HARD = frozenset(",;:!?\n")
_UMLAUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_APOSTROPHE = re.compile(r"['’`´]")

# Letters that learners and speech input mix up; order matters (longest first).
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("sch|tsch|sh", "s"),
        ("eu|oi|oy|aeu", "oi"),
        ("ae", "e"),
        ("oe|ue|ou", "o"),
        ("ai|ei|ay|ey", "ai"),
        ("ie", "e"),
        ("ph", "f"),
        ("ch|kh", "h"),
        ("ck|c|q", "k"),
        ("dt|th", "t"),
        ("tz", "s"),
        ("(?<=[aeiourt])h(?=[^aeiou]|$)", ""),
        ("rh", "r"),
        ("er$", "a"),
        ("en$", "n"),
    )
)
_LETTERS = str.maketrans("gdbvwzyjiu", "ktpffseeeo")
_DOUBLE = re.compile(r"(.)\1+")


@dataclass(frozen=True)
class Token:
    """One word or number of a message; `satzteil` counts the parts between punctuation marks."""

    text: str
    satzteil: int
    nach_punkt: bool
    nach_strich: bool


def plain(text: str) -> str:
    """Lower case, no accents: "Köln" -> "koln", "Schloß" -> "schloss"."""
    lowered = _APOSTROPHE.sub("", unicodedata.normalize("NFC", text)).lower().replace("ß", "ss")
    decomposed = unicodedata.normalize("NFKD", lowered)
    return "".join(_digit(c) for c in decomposed if not unicodedata.combining(c))


def name_key(name: str) -> str:
    """The letters and digits of a name: "Halle (Westf.)" -> "hallewestf"."""
    return "".join(c for c in plain(name) if c.isalnum())


def name_keys(name: str) -> tuple[str, ...]:
    """The keys of a name with its umlauts dropped and, if it has any, written out (oe, ss)."""
    keys = (name_key(name), name_key(name.lower().translate(_UMLAUT)))
    return tuple(dict.fromkeys(keys))


@lru_cache(maxsize=8192)
def sound(key: str) -> str:
    """How a key sounds to somebody who learns German: "fiersen" and "viersen" are the same."""
    for pattern, replacement in _SOUNDS:
        key = pattern.sub(replacement, key)
    return _DOUBLE.sub(r"\1", key.translate(_LETTERS))


def tokenize(text: str) -> tuple[Token, ...]:
    """The words and numbers of a message, in order, at most `MAX_TOKENS`."""
    return tuple(token for token, _ in zip(_tokens(plain(text)), range(MAX_TOKENS), strict=False))


def _tokens(text: str) -> Iterator[Token]:
    part, dot, slash = 0, False, False
    for match in _WORD.finditer(text):
        piece = match.group()
        if piece in _HARD or piece.startswith(" "):
            part += 1
        elif piece == ".":
            dot = True
        elif piece == "/":
            slash = True
        else:
            yield Token(piece, part, dot, slash)
            dot = slash = False


def _digit(char: str) -> str:
    return str(unicodedata.decimal(char)) if char.isdecimal() else char
