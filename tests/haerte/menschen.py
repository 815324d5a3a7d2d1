"""People who talk to the house while it falls and rises, and who remember every answer."""

from __future__ import annotations

import random
import threading
import time
from dataclasses import dataclass, field
from typing import Any

import requests

Json = dict[str, Any]

PROFIL: Json = {
    "rolle": "selbst",
    "wunsch": ["ausbildung"],
    "ort": "05166032",
    "alter": 19,
    "aufenthalt": "duldung",
}
GETIPPT = {"alter": "ich bin 19 Jahre alt", "ort": "ich wohne in Viersen", "wunsch": "Ausbildung"}
GEDULD = 240.0
"""Seconds in which a message must be answered at last, however often it has to be sent."""
PAUSE = 0.2


class Verloren(AssertionError):
    """Something that was acknowledged is gone, changed or there twice."""


@dataclass
class Gespraech:
    """One session as its person saw it: number -> answers."""

    sitzung: str
    gehoert: dict[int, list[Json]]
    gesagt: dict[int, Json] = field(default_factory=dict)


class Mensch(threading.Thread):
    """Goes through one interview after the other until told to stop."""

    def __init__(self, adresse: str, saat: int) -> None:
        super().__init__(daemon=True)
        self.adresse = adresse
        self.zufall = random.Random(saat)
        self.schluss = threading.Event()
        self.gespraeche: list[Gespraech] = []
        self.zuege = 0
        self.noch_einmal = 0
        self.fehler: list[BaseException] = []

    def run(self) -> None:
        try:
            while not self.schluss.is_set():
                self._interview()
        except BaseException as fehler:
            self.fehler.append(fehler)

    def _interview(self) -> None:
        inhalt = self.send("POST", "sitzung", {})
        gespraech = Gespraech(inhalt["sitzung"], {0: inhalt["antworten"]})
        self.gespraeche.append(gespraech)
        while not self.schluss.is_set():
            custom = _custom(inhalt["antworten"])
            if custom["typ"] == "empfehlung":
                return
            inhalt = self._say(gespraech, self._reply(custom))

    def _say(self, gespraech: Gespraech, gesagt: Json) -> Json:
        nr = max(gespraech.gehoert) + 1
        nachricht = {"sitzung": gespraech.sitzung, "nr": nr, **gesagt}
        inhalt = self.send("POST", "nachricht", nachricht)
        if inhalt["nr"] != nr or inhalt.get("anders"):
            raise Verloren(f"Nummer {nr} hat {inhalt['nr']} geantwortet, {inhalt.get('anders')}")
        gespraech.gehoert[nr], gespraech.gesagt[nr] = inhalt["antworten"], nachricht
        self.zuege += 1
        return inhalt

    def _reply(self, custom: Json) -> Json:
        if custom["typ"] == "uebersicht":
            return {"befehl": "weiter"}
        fakt = custom["fakt"]
        if self.zufall.random() < 0.05:
            return {"befehl": "warum", "fakt": fakt}
        if fakt in GETIPPT and self.zufall.random() < 0.5:
            return {"text": GETIPPT[fakt]}
        return {"antwort": {"fakt": fakt, "wert": PROFIL.get(fakt, "weiss_nicht")}}

    def send(self, method: str, pfad: str, inhalt: Json | None = None) -> Any:
        """Sends it until somebody answers; what is refused for good raises Verloren."""
        ende = time.monotonic() + GEDULD
        while time.monotonic() < ende:
            try:
                url = f"{self.adresse}webhooks/web/{pfad}"
                antwort = requests.request(method, url, json=inhalt, timeout=30)
            except requests.RequestException:
                antwort = None
            if antwort is not None and antwort.status_code in (200, 201):
                return antwort.json()
            if antwort is not None and antwort.status_code not in (429, 503):
                raise Verloren(f"{method} {pfad[:12]}: {antwort.status_code} {antwort.text[:200]}")
            self.noch_einmal += 1
            time.sleep(PAUSE * self.zufall.random() + PAUSE)
        raise Verloren(f"{method} {pfad[:12]}: {GEDULD:.0f} Sekunden lang keine Antwort")

    def check(self) -> int:
        """Compares every session with its history; returns how many turns were compared."""
        if self.fehler:
            raise self.fehler[0]
        return sum(self._compare(gespraech) for gespraech in self.gespraeche)

    def _compare(self, gespraech: Gespraech) -> int:
        turns = self.send("GET", f"verlauf/{gespraech.sitzung}")["turns"]
        nummern = [turn["nr"] for turn in turns]
        if nummern != sorted(gespraech.gehoert):
            raise Verloren(f"gehört {sorted(gespraech.gehoert)}, gespeichert {nummern}")
        for turn in turns:
            if turn["antworten"] != gespraech.gehoert[turn["nr"]]:
                raise Verloren(f"Nummer {turn['nr']} ist eine andere geworden")
        for nr in self.zufall.sample(sorted(gespraech.gesagt), min(2, len(gespraech.gesagt))):
            again = self.send("POST", "nachricht", gespraech.gesagt[nr])
            if again["antworten"] != gespraech.gehoert[nr]:
                raise Verloren(f"Nummer {nr} noch einmal geschickt gibt eine andere Antwort")
        return len(turns)


def _custom(antworten: list[Json]) -> Json:
    (custom,) = [teil["custom"] for teil in antworten if "custom" in teil]
    return dict(custom)
