"""Repairs the spelling of single words: the nearest word that our patterns know."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import lru_cache

from rapidfuzz.distance import OSA

from bot.understanding.falten import fold, plain, sound

SHORTEST = 4
"""Folded words with fewer letters are never repaired: too many neighbours."""
SHORTEST_NAME = 6
"""Folded names with fewer letters are no correction of another word."""
LONG = 8
"""From so many letters on two mistakes are forgiven."""


class Rechtschreibung:
    """Maps a typed word to the spelling used in the patterns.

    `words` are the spellings of the patterns; `is_known` tells whether a folded form is an
    ordinary word, which is then left alone ("Bestattung" must not become "Gestattung"); of two
    that are equally near, one of the `common` words is taken. To short `names` no word is repaired
    by its letters ("Modul" must not become "Mossul").
    """

    def __init__(
        self,
        words: Collection[str],
        is_known: Callable[[str], bool],
        common: Collection[str] = (),
        names: Collection[str] = (),
    ) -> None:
        self._names = frozenset(map(fold, names)) - frozenset(map(fold, common))
        self._common = frozenset(map(fold, common))
        self._spelling: Mapping[str, str] = _best_spellings(words)
        self._by_sound = _index_by_sound(self._spelling)
        self._by_start = _index_by_start(self._spelling)
        self._by_letters = _index_by_letters(self._spelling)
        self._is_known = is_known
        self.repair = lru_cache(maxsize=20_000)(self._repair)

    def __contains__(self, folded: str) -> bool:
        return folded in self._spelling

    def spelling(self, folded: str) -> str | None:
        """How the patterns write this folded word, if they have it."""
        return self._spelling.get(folded)

    def _repair(self, word: str) -> str:
        folded = fold(word)
        if folded in self._spelling:
            return self._spelling[folded]
        if len(word) < SHORTEST or not folded.isalpha() or self._is_known(folded):
            return word
        found = self._alike(folded) or self._swapped(plain(word)) or self._nearest(folded)
        return self._spelling[found] if found else word

    def _alike(self, folded: str) -> str | None:
        return self._by_sound.get(sound(folded)) if len(folded) > SHORTEST else None

    def _swapped(self, typed: str) -> str | None:
        """Two neighbouring letters changed places: "incht", "ewrde"."""
        same = self._by_letters.get("".join(sorted(typed)), ())
        near = {fold(one) for one in same if OSA.distance(typed, one, score_cutoff=1) == 1}
        return near.pop() if len(near) == 1 else None

    def _nearest(self, folded: str) -> str | None:
        """The nearest word, common ones first; for short ones only if no other is as near."""
        limit = 2 if len(folded) >= LONG else 1
        near = sorted(
            (distance, candidate not in self._common, candidate)
            for candidate in self._candidates(folded)
            if (distance := OSA.distance(folded, candidate, score_cutoff=limit)) <= limit
            and (len(candidate) >= SHORTEST_NAME or candidate not in self._names)
        )
        if len(near) > 1 and near[1][2].startswith(near[0][2]):
            near = near[1:]
        tie = len(near) > 1 and near[0][:2] == near[1][:2]
        return None if not near or (tie and len(folded) < LONG) else near[0][2]

    def _candidates(self, folded: str) -> tuple[str, ...]:
        return self._by_start.get(sound(folded[:1]), ())


def _best_spellings(words: Collection[str]) -> dict[str, str]:
    """Of several spellings of a word the one with umlauts, then the shortest."""
    ranked = sorted(words, key=lambda word: (word.isascii(), len(word), word))
    spelling: dict[str, str] = {}
    for word in ranked:
        spelling.setdefault(fold(word), word)
    return spelling


def _index_by_sound(spelling: Mapping[str, str]) -> dict[str, str]:
    index: dict[str, str] = {}
    for folded in spelling:
        if len(folded) >= SHORTEST:
            index.setdefault(sound(folded), folded)
    return index


def _index_by_start(spelling: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    index: dict[str, list[str]] = {}
    for folded in spelling:
        if len(folded) >= SHORTEST and folded.isalpha():
            index.setdefault(sound(folded[:1]), []).append(folded)
    return {start: tuple(words) for start, words in index.items()}


def _index_by_letters(spelling: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    index: dict[str, tuple[str, ...]] = {}
    for word in map(plain, spelling.values()):
        if len(word) >= SHORTEST:
            key = "".join(sorted(word))
            index[key] = (*index.get(key, ()), word)
    return index
