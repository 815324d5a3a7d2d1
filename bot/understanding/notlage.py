"""Crisis words, in German as learners write it and in other languages. They go before all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from bot.understanding.daten import lists, words
from bot.understanding.falten import fold, folded
from bot.understanding.fremdnot import detect_foreign
from bot.understanding.lesen import Abschnitt, Treffer
from bot.understanding.satz import Satzbau

ARTEN = ("suizid", "lebensgefahr", "abschiebung", "gewalt", "obdachlos", "frist")
"""The kinds; the first that fits decides which help is shown."""

_ACUTE = words("notlage.acute")
_MILD = frozenset({"abschiebung", "frist"})
_PASSED = words("notlage.passed")
_GRAVE = words("notlage.grave")
_HELP_WITH = words("notlage.help_with")
_HARMED = words("notlage.harmed")
_JOBS = words("notlage.jobs")
_WISH = words("notlage.wish")
_EARLIER = words("notlage.earlier")
_STILL = words("notlage.still")
_WELL = words("notlage.well")
"""Beside "gut" they say that it ended well: "alles wieder gut"."""
_LAUGHS = words("notlage.laughs")
_JOKE = words("notlage.joke")
_BEFORE_JOKE = words("notlage.before_joke")
_AFTER = words("notlage.after")
_WHOSE = words("notlage.whose")
_WAS = words("notlage.was")
_WELL_BETWEEN = words("notlage.well_between")
_WELL_NOW = words("notlage.well_now")
_NOW = words("fakten.now")
_HARM = words("lesen.harm")
_DEADLINE = words("notlage.deadline")
_SUGGESTED = words("notlage.suggested")
_SPOKEN_OF = frozenset({"suizid", "lebensgefahr"})
"""Kinds whose words are said of things, too: "mein Handy stirbt"."""
_JOB_WORDS = frozenset({"lebensgefahr", "abschiebung"})
"""Kinds whose words are jobs, too: "ich will Polizist werden"."""
_MAY_BE_OVER = frozenset({"gewalt", "lebensgefahr", "obdachlos"})


def detect_crisis(bau: Satzbau, *, german: bool) -> tuple[str | None, str | None]:
    """The kind of crisis a message tells of, and in which other language; None for none.

    `german`: most words of the message are German.
    """
    kind, language = detect_foreign(bau.lesung.text, ARTEN, german=german) or (None, None)
    return (kind, language) if kind else (_in_german(bau), None)


def _in_german(bau: Satzbau) -> str | None:
    kinds = {m.key.split(":")[1] for m in bau.lesung.found("notlage:") if _counts(bau, m)}
    kinds |= set(_by_words(bau))
    return next((kind for kind in ARTEN if kind in kinds), None)


def _by_words(bau: Satzbau) -> Iterator[str]:
    """Kinds of which all words of a line stand in one sentence, in any order."""
    for norms, parts in _sentences(bau):
        for kind, bags in _bags().items():
            said = any(line.says(norms) for line in _candidates(bags, norms))
            if said and _is_serious(bau, kind, parts):
                yield kind


def _sentences(bau: Satzbau) -> Iterator[tuple[frozenset[str], tuple[Abschnitt, ...]]]:
    parts = bau.lesung.abschnitte
    for number in sorted({part.satz for part in parts}):
        those = tuple(part for part in parts if part.satz == number)
        harmless = _harmless_places(bau)
        places = range(those[0].start, those[-1].ende)
        yield frozenset(bau.lesung.norms[n] for n in places if n not in harmless), those


def _harmless_places(bau: Satzbau) -> frozenset[int]:
    """Where "Tod" and "Gefahr" stand in "nach dem Tod seines Vaters", "nicht in Gefahr"."""
    return frozenset(
        index
        for index, norm in enumerate(bau.lesung.norms)
        if (norm == "tod" and _tells_of_a_death(bau, index))
        or (norm == "gefar" and bau.is_negated(index, index + 1))
    )


def _tells_of_a_death(bau: Satzbau, index: int) -> bool:
    norms = bau.lesung.norms
    return bool(set(norms[max(0, index - 2) : index]) & _AFTER) and bool(
        set(norms[index + 1 : index + 2]) & _WHOSE
    )


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


@dataclass(frozen=True)
class Mengen:
    """One line: a word of each of `alle` must be there, none of `keine`."""

    alle: tuple[Wortmenge, ...]
    keine: tuple[Wortmenge, ...] = ()

    def says(self, words: frozenset[str]) -> bool:
        """Whether these words say it."""
        return all(bag.hits(words) for bag in self.alle) and not any(
            bag.hits(words) for bag in self.keine
        )


Linien = Mapping[str, tuple[Mengen, ...]]
"""Lines by the words of their smallest group; under "" those that beginnings of words decide."""


def _candidates(lines: Linien, said: frozenset[str]) -> Iterator[Mengen]:
    """The lines of which one group is met: few of all."""
    for word in ("", *said):
        yield from lines.get(word, ())


@cache
def _bags() -> Mapping[str, Linien]:
    return {
        kind: _by_anchor(_line(line) for line in lines if line[:2] == "& ")
        for kind, lines in lists("notlage").items()
    }


def _by_anchor(lines: Iterable[Mengen]) -> Linien:
    found: dict[str, tuple[Mengen, ...]] = {}
    for line in lines:
        plain = [bag.woerter for bag in line.alle if not bag.anfaenge]
        for word in min(plain, key=len, default=frozenset({""})):
            found[word] = (*found.get(word, ()), line)
    return found


def _line(text: str) -> Mengen:
    pieces = text[2:].split(" & ")
    return Mengen(
        tuple(_bag(one) for one in pieces if one[:2] != "! "),
        tuple(_bag(one[2:]) for one in pieces if one[:2] == "! "),
    )


def bag_words() -> tuple[str, ...]:
    """All words of the lines with "&": typed words are repaired to them, too."""
    lines = (line for those in lists("notlage").values() for line in those if line[:2] == "& ")
    words = {word for line in lines for word in re.split(r"[|& !]+", line)}
    return tuple(sorted(word for word in words if word.isalpha() and len(word) > 3))


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
    if not _harmless_places(bau).isdisjoint(range(match.start, match.ende)):
        return False
    return _is_serious(bau, kind, (part,))


def _is_serious(bau: Satzbau, kind: str, parts: tuple[Abschnitt, ...]) -> bool:
    said = set(bau.lesung.norms)
    if (kind == "gewalt" and _suggests(bau)) or _is_joke(bau) or _ended_well(bau, kind):
        return False
    if _is_of_things(kind, said) or _is_everyday(kind, said) or _is_over(kind, said):
        return False
    asks = all(part in bau.questions | bau.hypotheses for part in parts) or (
        any(part in bau.questions for part in parts) and bool(said & folded("wenn falls"))
    )
    if kind in _MILD and asks and not said & _ACUTE:
        return False
    return not _is_term_question(bau, parts[0].start)


def _is_of_things(kind: str, said: set[str]) -> bool:
    """ "mein Handy stirbt", "ich will Polizist werden", "die Abschiebung ist ausgesetzt"."""
    if kind == "lebensgefahr" and said & _HELP_WITH and not said & _HARMED:
        return True
    if kind == "abschiebung" and said & folded("ausgesetzt aussetzung") and not said & _ACUTE:
        return True
    if said & _GRAVE - (_PASSED | {"hilfe"}):
        return False
    job = kind in _JOB_WORDS and bool(said & _JOBS and said & _WISH)
    return job or (kind in _SPOKEN_OF and bool(said & _PASSED))


def _suggests(bau: Satzbau) -> bool:
    """ "mein Chef schlägt vor, dass ich ..." and "im Wörterbuch nachschlagen"."""
    norms = bau.lesung.norms
    for word, after, then in zip(norms, norms[1:], (*norms[2:], ""), strict=False):
        if word.startswith("schlag") and after == "vor":
            return not then or not then.isalpha() or then in _SUGGESTED
    return bool(set(norms) & folded("wörterbuch nachschlagen lexikon"))


def _is_joke(bau: Satzbau) -> bool:
    """ "mein Chef bringt mich um haha nein Spaß": a laugh and a denial, and nothing grave."""
    norms, said = bau.lesung.norms, set(bau.lesung.norms)
    pairs = pairwise(norms)
    taken_back = any(one in _BEFORE_JOKE and two in _JOKE for one, two in pairs)
    return taken_back and bool(said & _LAUGHS) and not said & (_GRAVE | _HARM | _STILL)


def _ended_well(bau: Satzbau, kind: str) -> bool:
    """ "da war Bombe und Gefahr, jetzt hier ist gut": what was, and that it is good now."""
    norms, said = bau.lesung.norms, set(bau.lesung.norms)
    if kind not in _MAY_BE_OVER or not said & _WAS or said & (_HARM | _STILL):
        return False
    for index in (n for n, norm in enumerate(norms) if norm in _NOW):
        after = index + 1
        while after < len(norms) and norms[after] in _WELL_BETWEEN:
            after += 1
        if after < len(norms) and norms[after] in _WELL_NOW:
            return True
    return False


def _is_over(kind: str, said: set[str]) -> bool:
    """ "früher hat er mich geschlagen", "Asyl abgelehnt, jetzt Duldung": not acute."""
    if kind == "frist":
        if said & folded("klage klagen") and {"wi", "lang"} <= {one[:4] for one in said}:
            return not said & _DEADLINE - folded("klage klagen frist")
        refused = said & folded("abgelehnt ablehnung negativ") and said & folded("duldung geduldet")
        return bool(refused) and not said & _DEADLINE
    if ("gut" in said and said & _WELL) or folded("niemand verletzt") <= said:
        return True
    if said & _NOW and said & _HARM:
        return False
    past = said & _EARLIER or any(len(one) == 4 and one[:2] == "20" for one in said)
    return kind in _MAY_BE_OVER and bool(past) and not said & _STILL


_HARMLESS = ("suizid", "gewalt", "abschiebung", "obdachlos", "frist", "lebensgefahr")
"""Kinds with lists `harmless_<kind>` (about everyday things) and `serious_<kind>` (never so)."""


def is_harmless(bau: Satzbau) -> bool:
    """Whether the words speak of school, work, data or what is over, and of nothing serious."""
    said = set(bau.lesung.norms)
    over = _is_joke(bau) or any(
        _is_over(kind, said) or _ended_well(bau, kind) for kind in _MAY_BE_OVER
    )
    return over or any(_is_everyday(kind, said) or _is_of_things(kind, said) for kind in _HARMLESS)


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
    if asks and sum(map(str.isalpha, bau.lesung.norms)) <= 4:
        return True
    return asks and len(bau.lesung.norms) <= 7 and not set(bau.lesung.norms) & _ACUTE
