"""Inside the understanding of one typed message: words, patterns, intent, facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.pruefstand.probe import Zug
from bot.understanding.daten import entries
from bot.understanding.verstehen import default

RANG_HOECHSTENS = 5
NAMEN = {
    "verneint": "verneint",
    "thema": "worum es geht",
    "ort_vorschlag": "mögliche Orte",
    "ort_ausserhalb": "Ort außerhalb von NRW",
    "kreis": "Kreis statt Stadt",
    "sprache": "andere Sprache",
    "notlage": "Notlage",
}


@dataclass(frozen=True)
class Treffer:
    """A pattern of `data/verstehen`: what it means and the words it was found in."""

    bedeutung: str
    worte: str
    ganz: bool = False
    verneint: bool = False


@dataclass(frozen=True)
class Satzblick:
    """What was understood and how.

    `sicher`: 0 to 100; `durch_regel`: a rule decided the intent, no guess of the classifier.
    `rang`: the guesses of the classifier. `gerichtet`: words as typed and as read.
    """

    absicht: str
    sicher: int
    durch_regel: bool
    rang: tuple[tuple[str, int], ...]
    fakten: tuple[tuple[str, Any], ...]
    hinweise: tuple[tuple[str, Any], ...]
    gerichtet: tuple[tuple[str, str], ...]
    treffer: tuple[Treffer, ...]


def look_at_message(zug: Zug, rolle: str | None, stichtag: date) -> Satzblick:
    """Everything about a typed message; only call it for one."""
    text = zug.titel.lstrip("/ ")
    lesung = default().read(text)
    verstanden = default().understand(text, zug.frage, rolle, stichtag)
    absicht = zug.gelesen.get("intent") or {}
    teile = [(e["entity"], e["value"]) for e in zug.gelesen.get("entities") or ()]
    rang = [
        (eine["name"], _percent(eine["confidence"]))
        for eine in (zug.gelesen.get("intent_ranking") or ())[:RANG_HOECHSTENS]
    ]
    return Satzblick(
        str(absicht.get("name")),
        _percent(absicht.get("confidence", 0)),
        verstanden.absicht is not None and verstanden.absicht == absicht.get("name"),
        tuple(rang),
        tuple((name, wert) for name, wert in teile if name not in NAMEN),
        tuple((NAMEN[name], wert) for name, wert in teile if name in NAMEN),
        tuple((r, w) for r, w in zip(lesung.roh, lesung.woerter, strict=True) if r != w),
        tuple(_match(t.key, " ".join(lesung.woerter[t.start : t.ende])) for t in lesung.treffer),
    )


def _match(schluessel: str, worte: str) -> Treffer:
    """A match by the key of its pattern: `fakt:3:n=`, `absicht:warum:~`, `rahmen:wunsch`."""
    art, name, *rest = schluessel.split(":")
    wie = rest[0] if rest else ""
    bedeutung = f"{art.capitalize()} {name}"
    if art == "fakt" and name.isdecimal() and int(name) < len(entries()):
        eintrag = entries()[int(name)]
        bedeutung = f"{eintrag.fakt} = {'–' if eintrag.wert is None else eintrag.wert}"
    return Treffer(bedeutung, worte, "=" in wie, "n" in wie)


def _percent(zahl: float) -> int:
    return round(100 * zahl)
