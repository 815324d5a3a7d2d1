"""German numbers as learners write them: digits, words, "ein und zwanzig", "zwansig"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from bot.understanding.falten import fold, sound

_ONES = ("null", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun")
_TEENS = (
    *("zehn", "elf", "zwölf", "dreizehn", "vierzehn"),
    *("fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn"),
)
_TENS = ("zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig")
_SPOKEN = {
    **{"eins": 1, "eine": 1, "einen": 1, "einem": 1, "einer": 1, "eines": 1, "zwo": 2},
    **{"swei": 2, "zwai": 2, "drai": 3, "fir": 4, "fünv": 5, "funef": 5, "seks": 6, "sex": 6},
    **{"siben": 7, "noin": 9, "sen": 10, "zen": 10, "sehn": 10, "tsvansig": 20, "dreisig": 30},
    **{"sechszehn": 16, "siebenzehn": 17, "sechszig": 60, "siebenzig": 70, "swölf": 12},
}
_DIGITS = re.compile(r"^\d+(?:[.,]\d+)?$")


@cache
def _words() -> dict[str, int]:
    values = {fold(word): number for number, word in enumerate(_ONES + _TEENS)}
    for ten, word in enumerate(_TENS, start=2):
        values[fold(word)] = ten * 10
        for one in range(1, 10):
            values[fold(f"{_ONES[one]}und{word}")] = ten * 10 + one
    return {**values, **{fold(word): number for word, number in _SPOKEN.items()}}


def number_words() -> tuple[str, ...]:
    """The number words as they are written, so that nothing else is made of them."""
    tens = [f"{one}und{ten}" for ten in _TENS for one in _ONES[1:]]
    return (*_ONES, *_TEENS, *_TENS, *tens)


@cache
def _sounds() -> dict[str, int]:
    return {sound(word): value for word, value in _words().items() if len(word) >= 4}


@lru_cache(maxsize=5_000)
def number_of(norm: str) -> float | None:
    """The number a folded word stands for, or None; fractions as in "2,5"."""
    if _DIGITS.match(norm):
        return float(norm.replace(",", "."))
    if norm in _words():
        return float(_words()[norm])
    if len(norm) < 4 or not norm.isalpha():
        return None
    if norm.endswith("einhalb") and _words().get(norm[:-7]):
        return _words()[norm[:-7]] + 0.5
    found = _sounds().get(sound(norm))
    return float(found) if found is not None else _nearest(norm)


def number_at(norms: Sequence[str], index: int) -> tuple[float, int] | None:
    """The number that begins at a word, and how many words it takes ("ein und zwanzig": 3)."""
    three = norms[index : index + 3]
    if len(three) == 3 and three[1] in ("und", "un", "unt") and three[0].isalpha():
        one, ten = number_of(three[0]), number_of(three[2]) if three[2].isalpha() else None
        if one and ten and one < 10 and ten in range(20, 100, 10):
            return one + ten, 3
    value = number_of(norms[index]) if index < len(norms) else None
    return None if value is None else (value, 1)


def _nearest(norm: str) -> float | None:
    if len(norm) < 7:
        return None
    near = [
        (distance, value)
        for word, value in _words().items()
        if len(word) >= 7 and (distance := OSA.distance(norm, word, score_cutoff=1)) <= 1
    ]
    return float(min(near)[1]) if near else None
