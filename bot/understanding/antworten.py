"""Short answers to the open question: "ja", "nein", "weiß nicht", "sag ich nicht"."""

from __future__ import annotations

from collections.abc import Mapping

from bot.profile import WEISS_NICHT, Value
from bot.understanding.absicht import SURELY_UNKNOWN
from bot.understanding.daten import words
from bot.understanding.fakten import is_yes_no, knows_unknown
from bot.understanding.satz import Satzbau

Antwort = tuple[Value | None, str]

_YES = words("antworten.yes")
_NO = words("antworten.no")
_NO_MEANS: Mapping[str, str] = {"zusage": "keine", "schulabschluss": "keiner", "leistung": "keine"}
"""Facts that are no yes/no question but are asked so that "nein" is an answer."""
_UNKNOWN_BUT = words("antworten.unknown_but")
_DECLINES = words("antworten.declines")


def short_answer(
    bau: Satzbau, rules: frozenset[str], said: Mapping[str, Value], *, denied: bool, crisis: bool
) -> Antwort | None:
    """The value (or None if it is refused) and the intent of an answer that is no statement.

    `rules`: intents whose patterns match; `said`: facts found; `denied`: something was denied.
    """
    if bau.frage is None or bau.frage in said or crisis or "erklaeren" in rules:
        return None
    if (
        "weiss_nicht" in rules
        and knows_unknown(bau.frage)
        and (SURELY_UNKNOWN in rules or not _asks_what(bau))
    ):
        return WEISS_NICHT, "weiss_nicht"
    if bau.questions or denied:
        return None
    if "verneinen" in rules and set(bau.lesung.norms) & _DECLINES:
        return None, "verneinen"
    return _yes(bau, rules, said) or _no(bau, rules, said)


def _yes(bau: Satzbau, rules: frozenset[str], said: Mapping[str, Value]) -> Antwort | None:
    agrees = "bejahen" in rules or (_first_word(bau) in _YES and not said)
    return ("ja", "bejahen") if agrees and is_yes_no(bau.frage) else None


def _no(bau: Satzbau, rules: frozenset[str], said: Mapping[str, Value]) -> Antwort | None:
    """ "nein, ich bin 19" corrects something else: only a "nein" without facts is an answer."""
    refuses = "verneinen" in rules or _first_word(bau) in _NO
    if said or not refuses or bau.frage is None:
        return None
    value = "nein" if is_yes_no(bau.frage) else _NO_MEANS.get(bau.frage)
    return (value, "verneinen") if value else None


def _first_word(bau: Satzbau) -> str:
    return next((word for word in bau.lesung.norms if word.isalpha()), "")


def _asks_what(bau: Satzbau) -> bool:
    return any(set(bau.words(part)[:1]) & _UNKNOWN_BUT for part in bau.questions)
