"""One event of Rasa -> what is counted of it. Everything that is not named here is dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from bot.profile import FAKTEN

ARTEN: Mapping[str, str] = {
    "begonnen": "Gespräche mit mindestens einer Antwort",
    "gefragt": "Frage gestellt",
    "weiter": "nach dieser Frage weitergegangen",
    "nicht_verstanden": "Antwort auf diese Frage nicht verstanden",
    "empfehlung": "Ergebnis gezeigt",
    "weg": "als erste Wahl gezeigt, mit diesem Befund",
    "uebergabe": "an Menschen verwiesen",
    "sprache": "in dieser Sprache geschrieben",
}
"""What is counted, and what it means to staff."""

ERSTE_ANTWORT = 1
"""Number of the message with which a conversation counts as begun: who only opens the page, or a
process that warms up, has number 0."""
OHNE = ""
"""Name where there is nothing to tell apart."""
_WORT = re.compile(r"[a-z][a-z0-9_]{1,39}")
_BEFUNDE = ("ja", "nein", "offen")


class Zahl(NamedTuple):
    """Something that is counted: its kind (one of ARTEN) and what it was about."""

    art: str
    name: str = OHNE


def counts_of(event: Mapping[str, Any]) -> list[Zahl]:
    """What an event adds to the numbers; `event` is a dictionary as Rasa gives it to a broker.

    It is read for a few words of our own only: the kind of turn, the question, the Weg.
    """
    try:
        return list(_counts(event))
    except (AttributeError, KeyError, TypeError):
        return []


def _counts(event: Mapping[str, Any]) -> Iterator[Zahl]:
    if event.get("event") == "user" and event["metadata"]["nr"] == ERSTE_ANTWORT:
        yield Zahl("begonnen")
    if event.get("event") == "bot":
        inhalt = (event.get("data") or {}).get("custom") or {}
        custom: Mapping[str, Any] = {}
        for teil in inhalt["antworten"]:
            custom = teil.get("custom") or custom
        yield from _question(inhalt.get("vorher"), custom.get("fakt"))
        yield from _turn(custom)


def _question(vorher: Any, fakt: Any) -> Iterator[Zahl]:
    """A question that another one follows was answered or left; the last one is where it ended."""
    if vorher == fakt:
        return
    for art, name in (("weiter", vorher), ("gefragt", fakt)):
        if name in FAKTEN:
            yield Zahl(art, str(name))


def _turn(custom: Mapping[str, Any]) -> Iterator[Zahl]:
    typ, fakt = custom.get("typ"), custom.get("fakt")
    if typ == "nicht_verstanden":
        yield Zahl("nicht_verstanden", str(fakt) if fakt in FAKTEN else OHNE)
    elif typ == "uebergabe":
        yield Zahl("uebergabe", "notlage" if custom.get("notlage") else "mensch")
    elif typ == "empfehlung":
        yield Zahl("empfehlung")
        yield from _wege(custom.get("wege") or ())
    elif custom.get("thema") == "andere_sprache" and _is_word(custom.get("sprache")):
        yield Zahl("sprache", custom["sprache"])


def _wege(wege: Any) -> Iterator[Zahl]:
    """Only the first choices: the findings for all Wege together would be like a fingerprint."""
    for weg in wege:
        if weg.get("antwort") in _BEFUNDE and _is_word(weg.get("weg")):
            yield Zahl("weg", f"{weg['weg']}:{weg['antwort']}")


def _is_word(text: Any) -> bool:
    return isinstance(text, str) and bool(_WORT.fullmatch(text))
