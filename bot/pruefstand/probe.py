"""A test conversation: every turn with what was said, understood and answered. Never stored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.channel.eingabe import START, Befehl, Gesagt, JaLoeschen, Text
from bot.faelle.nachspielen import frame_of
from bot.interview.eingabe import Eingabe, read_parsed
from bot.interview.gespraech import Antwort, advance
from bot.interview.stand import Stand
from bot.interview.werkzeug import Werkzeug
from bot.profile import Profil, Value
from bot.pruefstand.rahmen import Leser

ZUEGE_HOECHSTENS = 200


@dataclass(frozen=True)
class Zug:
    """One turn. `titel`: what was typed or the words on the button; `gelesen`: what NLU said."""

    nr: int
    titel: str
    getippt: bool
    frage: str | None
    gelesen: Mapping[str, Any]
    eingabe: Eingabe
    antwort: Antwort

    @property
    def typ(self) -> str:
        """What the turn is, by the contract."""
        return str(frame_of(self.antwort)["typ"])


@dataclass(frozen=True)
class Herkunft:
    """Where a value comes from: the turn, and how it was said there."""

    nr: int
    wie: str


@dataclass(frozen=True)
class Probe:
    """The conversation so far, for one day of law. `vorab`: facts it began with, and whose."""

    stichtag: date
    zuege: tuple[Zug, ...] = ()
    vorab: Mapping[str, Value] | None = None
    vorlage: str = ""

    @property
    def fakten(self) -> Mapping[str, Value]:
        """What is known now."""
        return self.zuege[-1].antwort.fakten if self.zuege else (self.vorab or {})

    @property
    def stand(self) -> Stand:
        """Where the conversation stands."""
        return self.zuege[-1].antwort.stand if self.zuege else Stand()

    @property
    def profil(self) -> Profil:
        """What is known of the person, for the law."""
        return Profil.of(self.fakten, self.stichtag)

    def say(self, gesagt: Gesagt, titel: str, werkzeug: Werkzeug, leser: Leser) -> Probe:
        """One more turn, through the code of the real interview. Raises ModellFehlt."""
        if self.stand.loeschen and gesagt == Befehl("neu"):
            gesagt = JaLoeschen()
        gelesen = gesagt.parse_data() or self._read(gesagt, leser)
        gelesen = {**gelesen, "metadata": gesagt.metadata()}
        eingabe = read_parsed(gelesen)
        antwort = advance(eingabe, self.fakten, self.stand, werkzeug)
        getippt = isinstance(gesagt, Text)
        zug = Zug(len(self.zuege), titel, getippt, self.stand.frage, gelesen, eingabe, antwort)
        return replace(self, zuege=(*self.zuege, zug)[-ZUEGE_HOECHSTENS:])

    def _read(self, gesagt: Gesagt, leser: Leser) -> Mapping[str, Any]:
        rolle = self.fakten.get("rolle")
        return leser.parse(
            gesagt.rasa_text(), self.stand.frage, str(rolle) if rolle else None, self.stichtag
        )

    def origins(self) -> dict[str, Herkunft]:
        """Where each value that holds now comes from."""
        herkunft = {name: Herkunft(-1, self.vorlage) for name in self.vorab or {}}
        vorher: Mapping[str, Value] = self.vorab or {}
        for zug in self.zuege:
            for name, wert in zug.antwort.fakten.items():
                if vorher.get(name) != wert:
                    herkunft[name] = Herkunft(zug.nr, _how(zug, name))
            vorher = zug.antwort.fakten
        return {name: wo for name, wo in herkunft.items() if name in self.fakten}


def _how(zug: Zug, name: str) -> str:
    if name not in zug.eingabe.fakten:
        zurueck = zug.eingabe.absicht in ("zurueck", "befehl_zurueck")
        return "nach „Zurück“ wieder da" if zurueck else "folgt aus einer anderen Antwort"
    if not zug.getippt:
        return f"Knopf „{zug.titel}“"
    gefragt = "auf die Frage danach" if zug.frage == name else "nebenbei"
    return f"getippt, {gefragt}: „{zug.titel}“"


def new_probe(
    stichtag: date,
    werkzeug: Werkzeug,
    leser: Leser,
    vorab: Mapping[str, Value] | None = None,
    vorlage: str = "",
) -> Probe:
    """A conversation after its first words."""
    return Probe(stichtag, (), vorab, vorlage).say(Befehl(START), "", werkzeug, leser)


def buttons(antwort: Antwort) -> Iterator[dict[str, Any]]:
    """Every choice of a turn."""
    for teil in antwort.antworten:
        yield from teil.get("wahl", ())
