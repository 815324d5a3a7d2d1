"""A conversation without a server: the real rules, texts and offers, and who answers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.catalogue import import_offers, open_catalogue
from bot.eligibility import load_rules
from bot.interview.eingabe import Eingabe
from bot.interview.gespraech import advance
from bot.interview.stand import Stand
from bot.interview.werkzeug import Werkzeug
from bot.profile import WEISS_NICHT, Value, check_value
from bot.reply.glossar import load_glossar
from bot.reply.texte import load_texts
from bot.settings import ROOT

HEUTE = date(2026, 11, 22)
SCHRITTE_HOECHSTENS = 40


@dataclass
class Beratung:
    """Two people in a counselling room: one asks, the other answers what she knows."""

    werkzeug: Werkzeug = field(repr=False)
    fakten: Mapping[str, Value] = field(default_factory=dict)
    stand: Stand = field(default_factory=Stand)
    antworten: list[dict[str, Any]] = field(default_factory=list)
    gefragt: list[str] = field(default_factory=list)
    versprochen: list[int] = field(default_factory=list)

    def do(self, absicht: str, **teile: Any) -> dict[str, Any]:
        """One message; returns what the turn is. State goes through JSON as in the tracker."""
        stand = Stand.from_json(json.loads(json.dumps(self.stand.to_json())))
        zug = advance(Eingabe(absicht, **teile), self.fakten, stand, self.werkzeug)
        self.fakten, self.stand, self.antworten = zug.fakten, zug.stand, zug.antworten
        customs = [antwort["custom"] for antwort in self.antworten if "custom" in antwort]
        assert len(customs) == 1, f"{absicht}: {len(customs)} mal gesagt, was der Zug ist"
        assert customs[0]["fakt"] == self.stand.frage
        return dict(customs[0])

    def start(self) -> dict[str, Any]:
        """Turn 0."""
        return self.do("befehl_start")

    def tell(self, **fakten: Any) -> dict[str, Any]:
        """Facts in a message or by a tap."""
        geprueft = {name: check_value(name, wert) for name, wert in fakten.items()}
        return self.do("angabe", fakten=geprueft)

    @property
    def text(self) -> str:
        """All words of the last turn."""
        return " ".join(antwort.get("text", "") for antwort in self.antworten)

    def answer_all(self, weiss: Mapping[str, Any]) -> dict[str, Any]:
        """Answers every question from what the person knows, until there is a result."""
        zug = self.start() if not self.antworten else self.last()
        for _ in range(SCHRITTE_HOECHSTENS):
            if zug["typ"] == "empfehlung":
                return zug
            if zug["typ"] == "uebersicht":
                zug = self.do("befehl_weiter")
                continue
            assert zug["typ"] == "frage", zug
            self.gefragt.append(zug["fakt"])
            self.versprochen.append(zug["noch_hoechstens"])
            standard = "selbst" if zug["fakt"] == "rolle" else WEISS_NICHT
            zug = self.tell(**{zug["fakt"]: weiss.get(zug["fakt"], standard)})
        raise AssertionError(f"kein Ergebnis nach {SCHRITTE_HOECHSTENS} Schritten: {self.gefragt}")

    def last(self) -> dict[str, Any]:
        """What the last turn is."""
        return next(dict(a["custom"]) for a in self.antworten if "custom" in a)


@pytest.fixture(scope="session")
def katalog_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A catalogue of its own, filled from data/angebote."""
    datei: Path = tmp_path_factory.mktemp("katalog") / "katalog.db"
    url = f"sqlite:///{datei}"
    import_offers(url, ROOT / "data" / "angebote")
    return url


@pytest.fixture(scope="session")
def werkzeug_am(katalog_url: str) -> Any:
    """The rooms below for a date of law."""
    regelwerk = load_rules(ROOT / "data" / "eligibility")
    texte = load_texts(ROOT / "data" / "texte")
    glossar, katalog = load_glossar(texte), open_catalogue(katalog_url)

    def build(stichtag: date = HEUTE) -> Werkzeug:
        return Werkzeug(regelwerk, texte, glossar, katalog, stichtag, HEUTE, stichtag != HEUTE)

    return build


@pytest.fixture
def beratung(werkzeug_am: Any) -> Beratung:
    """A conversation that has not begun yet, by today's law."""
    return Beratung(werkzeug_am())
