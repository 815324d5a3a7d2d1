"""A case as a conversation: every question is answered with what the case knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.interview.eingabe import Eingabe
from bot.interview.gespraech import Antwort, advance
from bot.interview.stand import Stand
from bot.interview.werkzeug import Werkzeug
from bot.profile import FAKTEN, WEISS_NICHT, Profil, Value

SCHRITTE_HOECHSTENS = 60
"""More turns than any interview has; who needs more runs in circles."""


@dataclass(frozen=True)
class Schritt:
    """One turn: what was said (a fact and its value, or a command) and what came back."""

    eingabe: Eingabe
    antwort: Antwort

    @property
    def typ(self) -> str:
        """What the turn is, by the contract: `frage`, `uebersicht`, `empfehlung` ..."""
        return str(frame_of(self.antwort)["typ"])


def frame_of(antwort: Antwort) -> Mapping[str, Any]:
    """The one `custom` object of a turn."""
    return next(teil["custom"] for teil in antwort.antworten if "custom" in teil)


def replay(profil: Profil, werkzeug: Werkzeug) -> tuple[Schritt, ...]:
    """The whole interview with somebody who says what she knows, up to the recommendation."""
    schritte = [_step(Eingabe("befehl_start"), {}, Stand(), werkzeug)]
    while schritte[-1].typ != "empfehlung" and len(schritte) < SCHRITTE_HOECHSTENS:
        letzte = schritte[-1].antwort
        schritte.append(_step(reply_of(letzte, profil), letzte.fakten, letzte.stand, werkzeug))
    return tuple(schritte)


def reply_of(antwort: Antwort, wissen: Profil) -> Eingabe:
    """What somebody says to a turn: the answer to its question, else "weiter"."""
    fakt = antwort.stand.frage
    if fakt is None:
        return Eingabe("befehl_weiter")
    if fakt == "alter" and (geburt := wissen.get("geburtsdatum")) is not None:
        return Eingabe("angabe", {"geburtsdatum": geburt})
    wert = wissen.get(fakt)
    if wert is None:
        wert = WEISS_NICHT if FAKTEN[fakt].kennt_weiss_nicht else FAKTEN[fakt].werte[0]
    return Eingabe("angabe", {fakt: wert})


def _step(
    eingabe: Eingabe, fakten: Mapping[str, Value], stand: Stand, werkzeug: Werkzeug
) -> Schritt:
    return Schritt(eingabe, advance(eingabe, fakten, stand, werkzeug))
