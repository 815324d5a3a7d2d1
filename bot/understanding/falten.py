"""Spelling without what learners drop: umlauts, doubled letters, mute h, ie for i."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_UMLAUT = str.maketrans(
    {"ä": "a", "ö": "o", "ü": "u", "ß": "ss", "’": "'", "`": "'", "´": "'"}
    | dict(zip("éèêëàâáîïíôóûúçñş", "eeeeaaaiiioouucns", strict=True))
)
_STEPS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"(?<![aeiouq])([aou])e(?=[bcdfghjklmnpqrstvwxyz])", r"\1"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"dt", "t"),
        (r"ck", "k"),
        (r"tz", "z"),
        (r"([aeou])h(?![aeiou])", r"\1"),
        (r"ie", "i"),
        (r"y", "i"),
        (r"([a-z])\1+", r"\1"),
    )
)
_SOUNDS = str.maketrans(
    {"d": "t", "b": "p", "g": "k", "c": "k", "q": "k", "v": "f", "w": "f", "z": "s", "j": "i"}
)


def plain(text: str) -> str:
    """Lower case, composed characters, umlauts as base vowels, ß as ss; nothing else changes."""
    return unicodedata.normalize("NFKC", text).lower().translate(_UMLAUT)


@lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """The form in which words are compared: "Flüchtling", "fluechtling" and "fluchtling" meet."""
    form = plain(word)
    for pattern, to in _STEPS:
        form = pattern.sub(to, form)
    return form


def folded(words: str) -> frozenset[str]:
    """A set of folded words, written as one line."""
    return frozenset(map(fold, words.split()))


@lru_cache(maxsize=20_000)
def sound(folded: str) -> str:
    """A rough key of how a folded word sounds; equal keys are taken for the same word."""
    form = folded.replace("sch", "s").replace("ch", "k").replace("ai", "ei").replace("x", "ks")
    form = form.translate(_SOUNDS)
    form = re.sub(r"([a-z])\1+", r"\1", form)
    return re.sub(r"(?<=.)[e](?=[lmnr]?$)", "", form)
