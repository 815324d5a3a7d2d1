"""The small language of our patterns, and how it becomes spaCy Matcher patterns.

A pattern is a line of words, separated by blanks. Each word is one of
    duldung       this word, however it is spelled (umlauts, doubled letters, small mistakes)
    ja|jo|jep     one of these words
    duldung~      this word with up to two wrong letters (spaCy's FUZZY)
    +kurs         a word that ends so; kurs+ begins so; +kurs+ contains it
    :arbeiten     any form of this verb or noun (spaCy's lemma)
    $haben        a word of this group (`gruppen` in satz.yml; $land, $adjektiv from laender.yml)
    ZAHL          a number in digits
    _             any one word;  ... up to four words, possibly none
and may end in ? (need not be there).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.understanding.falten import fold

Token = dict[str, Any]
_DIGITS = r"\d+(?:[.,]\d+)?"
GAP = 4
"""How many words "..." may stand for."""


class UngueltigesMuster(ValueError):
    """A pattern line that cannot be read; the text says which and why."""


@dataclass(frozen=True)
class Gruppen:
    """Named lists of words that patterns use as `$name`."""

    woerter: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, name: str) -> tuple[str, ...]:
        """The words of a group; raises UngueltigesMuster for an unknown name."""
        try:
            return self.woerter[name]
        except KeyError:
            known = ", ".join(sorted(self.woerter))
            raise UngueltigesMuster(f"Gruppe ${name} gibt es nicht (erlaubt: {known})") from None


def compile_pattern(line: str, gruppen: Gruppen) -> list[list[Token]]:
    """The Matcher patterns of a line: one, or several where "..." stands in it."""
    words = line.split()
    if not words:
        raise UngueltigesMuster("leeres Muster")
    variants: list[list[Token]] = [[]]
    for word in words:
        variants = [one + more for one in variants for more in _tokens(word, gruppen)]
    return variants


def required_words(line: str, gruppen: Gruppen) -> tuple[frozenset[str], ...]:
    """Of each word that must be there and is known exactly: the folded forms it may have."""
    return tuple(
        frozenset(_alternatives(word, gruppen))
        for word in line.split()
        if word == _bare(word) and _is_exact(word)
    )


def _is_exact(word: str) -> bool:
    special = word in ("...", "_") or word.startswith(":") or word.endswith("~")
    return not (special or "+" in word or "ZAHL" in word.split("|"))


def words_of(line: str, gruppen: Gruppen) -> Iterator[str]:
    """The plain words a line mentions: the vocabulary that typed words are repaired to."""
    for word in line.split():
        for part in _bare(word).split("|"):
            if part.startswith("$"):
                yield from gruppen.of(part[1:])
            elif re.fullmatch(r"[^\W\d_]+~?", part):
                yield part.rstrip("~")


def has_negation(line: str, negations: Iterable[str]) -> bool:
    """Whether a line itself says "no": then a "kein" inside a match is already understood."""
    own = {fold(part) for word in line.split() for part in _bare(word).split("|")}
    return bool(own & set(negations)) or "$kein" in line or "$nicht" in line


def _bare(word: str) -> str:
    return word[:-1] if word.endswith("?") and len(word) > 1 else word


def _tokens(word: str, gruppen: Gruppen) -> list[list[Token]]:
    if word == "...":
        return [[{}] * count for count in range(GAP + 1)]
    token = _token(_bare(word), gruppen)
    return [[token | {"OP": "?"}]] if word != _bare(word) else [[token]]


def _token(word: str, gruppen: Gruppen) -> Token:
    if word == "_":
        return {}
    if word.startswith(":"):
        return {"LEMMA": {"IN": [word[1:], word[1:].capitalize()]}}
    if word.endswith("~"):
        return {"NORM": {"FUZZY2": fold(word[:-1])}}
    if "+" in word or "ZAHL" in word.split("|"):
        return {"NORM": {"REGEX": _regex(sorted(_alternatives(word, gruppen)))}}
    return {"NORM": {"IN": sorted(_alternatives(word, gruppen))}}


def _regex(words: Iterable[str]) -> str:
    return "^(" + "|".join(map(_one_regex, words)) + ")$"


def _one_regex(word: str) -> str:
    return _DIGITS if word == "ZAHL" else re.escape(word).replace(r"\+", ".*")


def _alternatives(word: str, gruppen: Gruppen) -> set[str]:
    found: set[str] = set()
    for part in word.split("|"):
        found |= set(map(fold, gruppen.of(part[1:]))) if part.startswith("$") else {_folded(part)}
    return found


def _folded(part: str) -> str:
    return part if part == "ZAHL" else "+".join(fold(piece) for piece in part.split("+"))
