"""Crisis words, in German as learners write it and in other languages. They go before all."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from bot.understanding.daten import lists
from bot.understanding.lesen import Treffer, folded
from bot.understanding.satz import Satzbau

ARTEN = ("lebensgefahr", "suizid", "gewalt", "abschiebung", "obdachlos", "frist")
"""The kinds; the first that fits decides which help is shown."""

_ACUTE = folded(
    "heute morgen nacht jetzt gleich polizei angst brief bescheid flughafen hilfe termin tage tagen woche wochen stunden "
    "frist bald montag dienstag mittwoch donnerstag freitag samstag sonntag übermorgen sofort haft abschiebehaft panik klage schreiben post"
)
_MILD = frozenset({"abschiebung", "frist"})
_HARMLESS = folded("prüfung prüfungen test zukunft hund hunden arzt fehler fehlern deutsch schule lehrer mathe fliegen spinnen")
_PASSED = folded("film serie buch spiel handy akku batterie computer text geschichte unterricht langeweile lachen hunger")
_FEAR = folded("angst angs sorge panik")


def detect_crisis(bau: Satzbau) -> str | None:
    """The kind of crisis a message tells of, or None."""
    return _in_other_language(bau.lesung.text) or _in_german(bau)


def _in_german(bau: Satzbau) -> str | None:
    kinds = {m.key.split(":")[1] for m in bau.lesung.found("notlage:") if _counts(bau, m)}
    return next((kind for kind in ARTEN if kind in kinds), None)


def _counts(bau: Satzbau, match: Treffer) -> bool:
    _, kind, how = match.key.split(":")
    part, last = bau.lesung.part_of(match.start), bau.lesung.part_of(match.ende - 1)
    if part.satz != last.satz or not _may_stand(bau, match, how):
        return False
    words = set(bau.lesung.norms)
    if words & _PASSED:
        return False
    if kind in _MILD and part in bau.questions and not words & _ACUTE:
        return False
    return not _is_term_question(bau, part.start)


def _may_stand(bau: Satzbau, match: Treffer, how: str) -> bool:
    if how != "=":
        return True
    part = bau.lesung.part_of(match.start)
    rest = (*bau.lesung.norms[part.start : match.start], *bau.lesung.norms[match.ende : part.ende])
    return not any(word.isalnum() for word in rest)


def _is_term_question(bau: Satzbau, start: int) -> bool:
    """"Was ist eine Abschiebung?" asks for a word."""
    words = [word for word in bau.lesung.norms[start : start + 3] if word.isalpha()]
    asks = words[:1] == ["was"] and bool(set(words[1:2]) & folded("ist heißt bedeutet heist sind bedeuten"))
    return asks and len(bau.lesung.norms) <= 7 and not set(bau.lesung.norms) & _ACUTE


@cache
def _pieces() -> Mapping[str, tuple[str, ...]]:
    return lists("notlage_sprachen")


def _in_other_language(text: str) -> str | None:
    low = " " + " ".join(text.lower().replace("’", "'").split()) + " "
    return next((kind for kind in ARTEN if any(piece in low for piece in _pieces()[kind])), None)
