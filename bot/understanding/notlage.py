"""Crisis words, in German as learners write it and in other languages. They go before all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from bot.understanding.daten import lists, words
from bot.understanding.falten import fold, folded
from bot.understanding.lesen import Abschnitt, Treffer
from bot.understanding.satz import Satzbau

ARTEN = ("suizid", "lebensgefahr", "abschiebung", "gewalt", "obdachlos", "frist")
"""The kinds; the first that fits decides which help is shown."""

_ACUTE = words("notlage.acute")
_MILD = frozenset({"abschiebung", "frist"})
_PASSED = words("notlage.passed")
_JOBS = words("notlage.jobs")
_WISH = words("notlage.wish")


def detect_crisis(bau: Satzbau) -> str | None:
    """The kind of crisis a message tells of, or None."""
    return _in_other_language(bau.lesung.text) or _in_german(bau)


def _in_german(bau: Satzbau) -> str | None:
    kinds = {m.key.split(":")[1] for m in bau.lesung.found("notlage:") if _counts(bau, m)}
    kinds |= set(_by_words(bau))
    return next((kind for kind in ARTEN if kind in kinds), None)


def _by_words(bau: Satzbau) -> Iterator[str]:
    """Kinds of which all words of a line stand in one sentence, in any order."""
    for norms, parts in _sentences(bau):
        for kind, bags in _bags().items():
            said = any(all(bag.hits(norms) for bag in line) for line in bags)
            if said and _is_serious(bau, kind, parts):
                yield kind


def _sentences(bau: Satzbau) -> Iterator[tuple[frozenset[str], tuple[Abschnitt, ...]]]:
    parts = bau.lesung.abschnitte
    for number in sorted({part.satz for part in parts}):
        those = tuple(part for part in parts if part.satz == number)
        yield frozenset(bau.lesung.norms[those[0].start : those[-1].ende]), those


@dataclass(frozen=True)
class Wortmenge:
    """Words of which one must be there; `anfaenge` are beginnings of words."""

    woerter: frozenset[str]
    anfaenge: tuple[str, ...]

    def hits(self, words: frozenset[str]) -> bool:
        """Whether one of them is among these words."""
        return not self.woerter.isdisjoint(words) or any(
            word.startswith(self.anfaenge) for word in words if self.anfaenge
        )


@cache
def _bags() -> Mapping[str, tuple[tuple[Wortmenge, ...], ...]]:
    return {
        kind: tuple(tuple(map(_bag, line[2:].split(" & "))) for line in lines if line[:2] == "& ")
        for kind, lines in lists("notlage").items()
    }


def _bag(text: str) -> Wortmenge:
    words = [word for word in text.strip().split("|") if word]
    return Wortmenge(
        frozenset(fold(word) for word in words if not word.endswith("+")),
        tuple(fold(word[:-1]) for word in words if word.endswith("+")),
    )


def _counts(bau: Satzbau, match: Treffer) -> bool:
    _, kind, how = match.key.split(":")
    part, last = bau.lesung.part_of(match.start), bau.lesung.part_of(match.ende - 1)
    if part.satz != last.satz or not _may_stand(bau, match, how):
        return False
    return _is_serious(bau, kind, (part,))


def _is_serious(bau: Satzbau, kind: str, parts: tuple[Abschnitt, ...]) -> bool:
    said = set(bau.lesung.norms)
    if said & _PASSED or (said & _JOBS and said & _WISH) or _is_everyday(kind, said):
        return False
    asks = all(part in bau.questions | bau.hypotheses for part in parts)
    if kind in _MILD and asks and not said & _ACUTE:
        return False
    return not _is_term_question(bau, parts[0].start)


_HARMLESS = ("suizid", "gewalt", "abschiebung", "obdachlos", "frist", "lebensgefahr")
"""Kinds with lists `harmless_<kind>` (about everyday things) and `serious_<kind>` (never so)."""


def is_harmless(bau: Satzbau) -> bool:
    """Whether the words speak of school, work or data, and nothing serious stands beside them."""
    said = set(bau.lesung.norms)
    return any(_is_everyday(kind, said) for kind in _HARMLESS)


def _is_everyday(kind: str, said: set[str]) -> bool:
    return bool(said & words(f"notlage.harmless_{kind}")) and not said & words(
        f"notlage.serious_{kind}"
    )


def _may_stand(bau: Satzbau, match: Treffer, how: str) -> bool:
    if how != "=":
        return True
    part = bau.lesung.part_of(match.start)
    rest = (*bau.lesung.norms[part.start : match.start], *bau.lesung.norms[match.ende : part.ende])
    return not any(word.isalnum() for word in rest)


def _is_term_question(bau: Satzbau, start: int) -> bool:
    """ "Was ist eine Abschiebung?" asks for a word."""
    words = [word for word in bau.lesung.norms[start : start + 3] if word.isalpha()]
    asks = words[:1] == ["was"] and bool(
        set(words[1:2]) & folded("ist heißt bedeutet heist sind bedeuten")
    )
    return asks and len(bau.lesung.norms) <= 7 and not set(bau.lesung.norms) & _ACUTE


@cache
def _pieces() -> Mapping[str, tuple[str, ...]]:
    return lists("notlage_sprachen")


def _in_other_language(text: str) -> str | None:
    low = " " + " ".join(text.lower().replace("’", "'").split()) + " "
    return next((kind for kind in ARTEN if any(_says(low, one) for one in _pieces()[kind])), None)


def _says(text: str, line: str) -> bool:
    """Whether all pieces of a line ("не хоч & жить") stand in the text."""
    return all(piece in text for piece in line.split(" & "))
