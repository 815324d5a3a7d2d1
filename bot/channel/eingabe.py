"""What a client sends: checked, and turned into what Rasa reads."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn

from bot.channel.fehler import Abgelehnt
from bot.channel.persoenlich import without_personal
from bot.profile import FAKTEN, UngueltigerWert, check_value

Json = dict[str, Any]

MAX_TEXT = 500
"""Characters of one typed message: longer texts would hold up everybody in Rasa's NLU."""
START = "start"
BEFEHLE = ("neu", "zurueck", "aendern", "weiter", "mehr", "warum", "mensch", "empfehlung")
_WORT = re.compile(r"[a-z0-9_äöüß-]{1,60}")


class _Gesagt:
    """What every kind of message has."""

    def metadata(self) -> Json:
        """What Rasa's tracker keeps beside the message."""
        return {}


@dataclass(frozen=True)
class Text(_Gesagt):
    """Typed words; never read as one of Rasa's `/intent` payloads."""

    text: str
    persoenlich: bool = False
    """Whether something personal was taken out of it."""

    def as_json(self) -> Json:
        return {"text": self.text}

    def rasa_text(self) -> str:
        return self.text.lstrip("/ ")

    def metadata(self) -> Json:
        """Says that the text looked like a command of Rasa's, which it must never become."""
        return {"schraegstrich": True} if self.text.lstrip().startswith("/") else {}

    def parse_data(self) -> None:
        """None: Rasa's NLU reads the text."""


@dataclass(frozen=True)
class Antwort(_Gesagt):
    """A tapped answer to a question."""

    fakt: str
    wert: object

    def as_json(self) -> Json:
        return {"antwort": {"fakt": self.fakt, "wert": self.wert}}

    def rasa_text(self) -> str:
        return "/angabe"

    def parse_data(self) -> Json:
        return _parse_data("angabe", {self.fakt: self.wert})


@dataclass(frozen=True)
class Befehl(_Gesagt):
    """A tapped command, with what it is about (`fakt`, `weg`, `thema`)."""

    name: str
    worum: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> Json:
        return {"befehl": self.name, **self.worum}

    def rasa_text(self) -> str:
        return f"/befehl_{self.name}"

    def parse_data(self) -> Json:
        return _parse_data(f"befehl_{self.name}", self.worum)


@dataclass(frozen=True)
class JaLoeschen(_Gesagt):
    """The tapped yes to "Soll ich wirklich alles löschen?", whose button carries `neu`."""

    def as_json(self) -> Json:
        return {"befehl": "neu"}

    def rasa_text(self) -> str:
        return "/bejahen"

    def parse_data(self) -> Json:
        return _parse_data("bejahen", {})


@dataclass(frozen=True)
class Uebernahme(_Gesagt):
    """Answers brought along from another phone; the result is shown at once."""

    fakten: Mapping[str, object]

    def as_json(self) -> Json:
        return {"uebernahme": sorted(self.fakten)}

    def rasa_text(self) -> str:
        return "/befehl_empfehlung"

    def parse_data(self) -> Json:
        return _parse_data("befehl_empfehlung", self.fakten)


Gesagt = Text | Antwort | Befehl | JaLoeschen | Uebernahme


@dataclass(frozen=True)
class Nachricht:
    """One numbered message of a session."""

    sitzung: str
    nr: int
    gesagt: Gesagt


def _parse_data(intent: str, entities: Mapping[str, object]) -> Json:
    return {
        "text": f"/{intent}",
        "intent": {"name": intent, "confidence": 1.0},
        "intent_ranking": [],
        "entities": [
            {"entity": name, "value": value, "extractor": "knopf"}
            for name, value in entities.items()
        ],
    }


def read_json(body: bytes) -> Json:
    """The JSON object in `body`; raises Abgelehnt for anything else."""
    try:
        content = json.loads(body.decode("utf-8"), parse_constant=_reject)
    except (ValueError, RecursionError):
        raise Abgelehnt("ungueltig") from None
    if not isinstance(content, dict):
        raise Abgelehnt("ungueltig")
    return content


def _reject(constant: str) -> NoReturn:
    raise ValueError(constant)


def read_nachricht(content: Json) -> Nachricht:
    """The message of CONTRACT section 4 in `content`; raises Abgelehnt."""
    sitzung, nr = content.get("sitzung"), content.get("nr")
    if not isinstance(sitzung, str) or type(nr) is not int or nr < 1:
        raise Abgelehnt("ungueltig")
    return Nachricht(sitzung, nr, read_gesagt(content))


def read_gesagt(content: Json) -> Gesagt:
    """The one thing said: `text`, `antwort` or `befehl`; raises Abgelehnt."""
    said = [art for art in _READERS if art in content]
    if len(said) != 1:
        raise Abgelehnt("ungueltig")
    return _READERS[said[0]](content)


def _read_text(content: Json) -> Text:
    text = content["text"]
    if not isinstance(text, str):
        raise Abgelehnt("ungueltig")
    text = _clean(text)
    if len(text) > MAX_TEXT:
        raise Abgelehnt("zu_lang", hoechstens=MAX_TEXT)
    if not text.strip("/ "):
        raise Abgelehnt("leer")
    rest = without_personal(text)
    return Text(rest, persoenlich=rest != text)


def _clean(text: str) -> str:
    """Without control characters and broken surrogates, which databases and NLU cannot hold."""
    spaced = re.sub(r"\s+", " ", text)
    return "".join(c for c in spaced if unicodedata.category(c) not in ("Cc", "Cs")).strip()


def _read_antwort(content: Json) -> Antwort:
    antwort = content["antwort"]
    if not isinstance(antwort, dict):
        raise Abgelehnt("ungueltig")
    fakt = antwort.get("fakt")
    if not isinstance(fakt, str) or fakt not in FAKTEN:
        raise Abgelehnt("wert_nicht_erlaubt")
    try:
        wert = check_value(fakt, antwort.get("wert"))
    except UngueltigerWert:
        raise Abgelehnt("wert_nicht_erlaubt", fakt=fakt) from None
    return Antwort(fakt, list(wert) if isinstance(wert, tuple) else wert)


def _read_befehl(content: Json) -> Befehl:
    befehl = content["befehl"]
    if befehl not in BEFEHLE:
        raise Abgelehnt("ungueltig", erlaubt=list(BEFEHLE))
    worum = {name: content[name] for name in ("fakt", "weg", "thema") if name in content}
    if not all(isinstance(wert, str) and _WORT.fullmatch(wert) for wert in worum.values()):
        raise Abgelehnt("ungueltig")
    if "fakt" in worum and worum["fakt"] not in FAKTEN:
        raise Abgelehnt("wert_nicht_erlaubt")
    return Befehl(befehl, worum)


_READERS: Mapping[str, Callable[[Json], Gesagt]] = {
    "text": _read_text,
    "antwort": _read_antwort,
    "befehl": _read_befehl,
}
