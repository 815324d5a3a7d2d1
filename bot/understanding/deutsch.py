"""The finished level of German; a running course, a plan or a failed test is none."""

from __future__ import annotations

from collections.abc import Iterator

from bot.profile import DEUTSCH_STUFEN
from bot.understanding.daten import words
from bot.understanding.fakten import Kandidat
from bot.understanding.falten import folded
from bot.understanding.lesen import Abschnitt
from bot.understanding.satz import Satzbau

_LEVELS = {"a1": "a1", "a2": "a2", "b1": "b1", "b2": "b2", "c1": "c1", "c2": "c1"}
_BORDERS = words("deutsch.borders")
_DONE = words("deutsch.done")
_REALLY_DONE = words("deutsch.really_done")
_RUNNING = words("deutsch.running")
_PLAN = words("deutsch.plan")
_PLAN_EVEN_DONE = words("deutsch.plan_even_done")
_FAILED = words("deutsch.failed")
_ROUGHLY = words("deutsch.roughly")
_FELL = folded("durchgefallen durchgefalln durchfallen")
_TEST = words("deutsch.test")
_OTHER_LANGUAGES = words("deutsch.other_languages")
_CORRECTS = words("deutsch.corrects")


def read_level(bau: Satzbau) -> Iterator[Kandidat]:
    """The highest level that the person has finished, at most one reading."""
    done: list[tuple[int, Kandidat]] = []
    failed: set[str] = set()
    for index, word in enumerate(bau.lesung.norms):
        level = _LEVELS.get(word)
        part = bau.lesung.part_of(index)
        if level is None or (bau.frage == "wunsch" and not bau.says_verb(part)):
            continue
        if part in bau.questions | bau.hypotheses | bau.foreign:
            continue
        if _is_of_other_language(bau, index):
            continue
        context = _context(bau, part, index)
        if _has_failed(bau, part, index):
            failed.add(level)
        elif _is_done(bau, context, index) or _is_done_after_all(bau, part):
            one = Kandidat("deutsch", level, index, index + 1)
            done.append((DEUTSCH_STUFEN.index(level), one))
    finished = [pair for pair in done if pair[1].wert not in failed]
    if finished:
        yield _last_corrected(bau, finished) or max(finished, key=lambda pair: pair[0])[1]


def _is_of_other_language(bau: Satzbau, index: int) -> bool:
    """ "Deutsch B2, Englisch C1"."""
    near = bau.lesung.norms[max(0, index - 2) : index]
    return bool(set(near) & _OTHER_LANGUAGES) and "deutsch" not in near


def names_level(bau: Satzbau) -> bool:
    """Whether a level is named while one is asked for: said, even if it is not finished."""
    return bau.frage == "deutsch" and any(word in _LEVELS for word in bau.lesung.norms)


def _last_corrected(bau: Satzbau, done: list[tuple[int, Kandidat]]) -> Kandidat | None:
    first, last = done[0][1], done[-1][1]
    between = bau.lesung.norms[first.ende : last.start]
    return last if set(between) & _CORRECTS else None


def _context(bau: Satzbau, part: Abschnitt, index: int) -> tuple[str, ...]:
    """The words that belong to this level: up to the neighbouring level or border word."""
    norms = bau.lesung.norms
    left = index
    while left > part.start and norms[left - 1] not in _LEVELS:
        left -= 1
    right = index + 1
    while right < part.ende and norms[right] not in _LEVELS:
        right += 1
    before, after = list(norms[left:index]), list(norms[index + 1 : right])
    if before[-1:] in (["warte"], ["moment"]):
        before = []
    if left > part.start:
        before = _after_border(before)
    if right < part.ende:
        after = _before_border(after)
    else:
        after = _before_border(after, folded("jetzt jezt jetz dann danach aber , und"))
    return (*before, "#", *after)


def _after_border(words: list[str]) -> list[str]:
    for index in range(len(words) - 1, -1, -1):
        if words[index] in _BORDERS:
            return words[index:]
    return []


def _before_border(words: list[str], borders: frozenset[str] = _BORDERS) -> list[str]:
    return words[: next((n for n, word in enumerate(words) if word in borders), len(words))]


def _has_failed(bau: Satzbau, part: Abschnitt, index: int) -> bool:
    words = bau.lesung.norms
    sentence = words[index + 1 : index + 9]
    if any(
        word in folded("mündlich schriftlich hören lesen") and after in folded("nicht nich nein")
        for word, after in zip(words[index:], words[index + 1 :], strict=False)
    ):
        return True
    if _FELL & set(words[max(part.start, index - 4) : index + 9]):
        return True
    if bau.is_negated(index, index + 1):
        return True
    for n, word in enumerate(sentence[:-1]):
        if word in _LEVELS or word in folded("jetzt dann"):
            return False
        if word in folded("nicht nich nie") and sentence[n + 1] in _REALLY_DONE:
            return True
    return any(
        word in folded("nicht nich") and words[n + 1] in folded("bestanden geschafft")
        for n, word in enumerate(words[:-1])
        if n > index and not set(words[index + 1 : n]) & set(_LEVELS)
    )


def _is_done_after_all(bau: Satzbau, part: Abschnitt) -> bool:
    """ "die b1 prüfung war schwer, aber bestanden"."""
    rest = bau.lesung.norms[part.ende :]
    but = rest[:1] == ("aber",) and not set(rest) & (set(_LEVELS) | folded("nicht nich nie kein"))
    return but and bool(set(rest[:4]) & _REALLY_DONE)


def _is_done(bau: Satzbau, context: tuple[str, ...], index: int) -> bool:
    words = set(context)
    if words & _REALLY_DONE and not words & _PLAN_EVEN_DONE:
        return not ("noch" in words and words & folded("nicht nich kein keine"))
    if words & _RUNNING or words & _PLAN - _ROUGHLY:
        return False
    return not (words & _TEST and not words & _DONE)
