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
_CORRECTED = frozenset(
    {"alter", "geburtsdatum", "ort", "herkunft", "aufenthalt", "paragraf", "rolle", "deutsch"}
)
"""Facts asked early, which a "nein, ..." later corrects."""
_REASONS = words("antworten.reasons")
"""They make a fact beside a "nein" the reason: "nein, ich bin doch erst 17"."""
_SURELY_YES = words("antworten.surely_yes")
_SURELY_NO = words("antworten.surely_no")
_UNKNOWN_BUT = words("antworten.unknown_but")
_DECLINES = words("antworten.declines")


def short_answer(
    bau: Satzbau, rules: frozenset[str], said: Mapping[str, Value], *, denied: bool, crisis: bool
) -> Antwort | None:
    """The value (or None if it is refused) and the intent of an answer that is no statement.

    `rules`: intents whose patterns match; `said`: facts found; `denied`: something was denied.
    """
    if bau.frage is None or bau.frage in said or "erklaeren" in rules:
        return None
    if crisis and not answers_first(bau):
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


def answers_first(bau: Satzbau) -> bool:
    """ "ja 2, aber mein Mann schlägt mich": a short answer stands before what cries for help."""
    parts = bau.lesung.abschnitte
    if len(parts) < 2 or bau.frage is None:
        return False
    words = [word for word in bau.words(parts[0]) if word.isalnum()]
    return len(words) <= 3 and bool(set(words[:1]) & (_SURELY_YES | _SURELY_NO))


def _yes(bau: Satzbau, rules: frozenset[str], said: Mapping[str, Value]) -> Antwort | None:
    first = _first_word(bau)
    agrees = "bejahen" in rules or first in (_SURELY_YES if said else _YES)
    if not agrees or not is_yes_no(bau.frage):
        return None
    return "ja", "angabe" if said else "bejahen"


def _no(bau: Satzbau, rules: frozenset[str], said: Mapping[str, Value]) -> Antwort | None:
    """ "nein, ich bin 19" corrects something else; "nein, bin noch in der Schule" answers."""
    first = _first_word(bau)
    refuses = "verneinen" in rules or first in (_SURELY_NO if said else _NO)
    if not refuses or bau.frage is None:
        return None
    if said.keys() & _CORRECTED and not set(bau.lesung.norms) & _REASONS:
        return None
    value = "nein" if is_yes_no(bau.frage) else _NO_MEANS.get(bau.frage)
    return (value, "angabe" if said else "verneinen") if value else None


def _first_word(bau: Satzbau) -> str:
    return next((word for word in bau.lesung.norms if word.isalpha()), "")


def _asks_what(bau: Satzbau) -> bool:
    return any(set(bau.words(part)[:1]) & _UNKNOWN_BUT for part in bau.questions)
