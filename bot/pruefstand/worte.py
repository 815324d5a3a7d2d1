"""Conditions of the rules in German words, found by the place in the file they were read from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.eligibility.regelwerk import Knoten
from bot.eligibility.zeilen_yaml import Abbildung
from bot.reply.texte import Texte
from bot.tafel.seiten import Regeldateien, read_files
from bot.tafel.worte import Sprache, words

Stelle = tuple[str, str]
"""A line of a file ("bab.yml:12") and the key that stands there."""


@dataclass(frozen=True)
class Stellen:
    """What stands where in the rule files, the named days, and the titles of the sources."""

    angaben: Mapping[Stelle, Any]
    tage: Mapping[str, str]
    quellen: Mapping[str, str]


@dataclass(frozen=True)
class Worte:
    """The words for every condition of the rules, and the titles of the sources."""

    sprache: Sprache
    angaben: Mapping[Stelle, Any]
    quellen: Mapping[str, str]

    @classmethod
    def of(cls, stellen: Stellen, texte: Texte) -> Worte:
        """The words for some rule files and some names of facts and values."""
        return cls(Sprache(texte, stellen.tage), stellen.angaben, stellen.quellen)

    def condition(self, knoten: Knoten) -> str:
        """A condition in words; what stands in no file (an offer) as its plain text."""
        if knoten.art == "alle" and not knoten.kinder:
            return "keine weitere Bedingung"
        if knoten.art in ("alle", "eine_von", "nicht"):
            return str(words()["gruppen"][knoten.art])
        if knoten.art == "begriff":
            return str(words()["begriff"]["ja"].format(name=knoten.name))
        if knoten.art == "immer":
            return str(words()["immer"].get(knoten.text, words()["immer"]["nicht_abgebildet"]))
        wert = self.angaben.get((knoten.ort, knoten.name))
        if wert is None:
            return f"{self.fact(knoten.name)}: {knoten.text}"
        return self.sprache.conditions(Abbildung({knoten.name: wert}))[0].text

    def fact(self, fakt: str) -> str:
        """The short German word for a fact."""
        return self.sprache.texte.satz(f"fragen.{fakt}.name")

    def source(self, adresse: str) -> str:
        """The title of a source by its address; the address where there is none."""
        return self.quellen.get(adresse, adresse)


def read_places(ordner: Path) -> Stellen:
    """What the rule files below a folder say and where; `load_rules` has read them before."""
    dateien = read_files(ordner)
    tage = {name: str(tag["tag"]) for name, tag in dateien.tage.items()}
    angaben = {stelle: wert for wurzel in _roots(dateien) for stelle, wert in _places(wurzel)}
    titel = {quelle["url"]: quelle.get("titel", "") for quelle in dateien.quellen.values()}
    return Stellen(angaben, tage, titel)


def _roots(dateien: Regeldateien) -> Iterator[Abbildung]:
    yield from dateien.wege.values()
    yield from dateien.begriffe.values()


def _places(angabe: Any) -> Iterator[tuple[Stelle, Any]]:
    """Every key below a piece of a file with the place at which it stands."""
    if isinstance(angabe, Abbildung):
        for name, wert in angabe.items():
            datei = Path(angabe.datei).name
            yield (f"{datei}:{angabe.zeilen[name]}", name), wert
            yield from _places(wert)
    elif isinstance(angabe, list):
        for einer in angabe:
            yield from _places(einer)
