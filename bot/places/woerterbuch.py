"""The word lists of data/orte, checked while they are read: a mistake names file, line and cure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from bot.places.register import ORTE_FOLDER, all_gemeinden, all_kreise
from bot.places.schreibweise import plain

HINWEISE = (
    *("wohnen", "wohnen_jetzt", "umgezogen", "ort_davor", "naehe", "ungefahr", "frueher"),
    *("jetzt", "wunsch", "frageworter", "schwach", "verwandte", "besitz", "verneint", "falsch"),
    *("trenner", "fullworter", "strasse", "geld", "nummern", "allgemein", "korrektur", "kreis"),
    *("weg_von", "hin_zu", "artikel", "subjekt", "person"),
)
"""The word classes that hinweise.yml has to give."""


class OrteFehler(ValueError):
    """A file of data/orte cannot be used; the message tells an editor where and why."""


@dataclass(frozen=True)
class Wortart:
    """A class of words: whole words and beginnings (written with * in the file)."""

    ganz: frozenset[str]
    anfang: tuple[str, ...]

    def __contains__(self, word: str) -> bool:
        return word in self.ganz or word.startswith(self.anfang)


@dataclass(frozen=True)
class Woerterbuch:
    """Everything the files of data/orte say, names still as written there."""

    namen: tuple[tuple[str, str], ...]
    """(other name, official name of a municipality)"""
    kreise: tuple[tuple[str, str], ...]
    """(other name, name of the Kreis)"""
    fragen: tuple[tuple[str, tuple[str, ...]], ...]
    ausserhalb: tuple[tuple[str, str], ...]
    """(written name, name to show)"""
    auch_ein_wort: frozenset[str]
    nur_mit_wohnen: frozenset[str]
    kein_ort: frozenset[str]
    hinweise: Mapping[str, Wortart]


@cache
def load_woerterbuch(folder: Path = ORTE_FOLDER) -> Woerterbuch:
    """Read and check the word lists; OrteFehler names file, line and what is allowed."""
    orte = frozenset(g.name for g in all_gemeinden())
    kreise = frozenset(k.name for k in all_kreise() if not k.kreisfrei)
    namen = _read(folder / "namen.yml", ("kurznamen", "stadtteile"))
    mehrdeutig = _read(folder / "mehrdeutig.yml", ("fragen", "auch_ein_wort", "nur_mit_wohnen"))
    aussen = _read(folder / "ausserhalb.yml", ("laender_und_gegenden", "staedte"))
    return Woerterbuch(
        namen=tuple(_aliases(namen, orte)),
        kreise=tuple(_aliases(_read(folder / "kreise.yml", ("kreise",)), kreise)),
        fragen=tuple(_fragen(mehrdeutig, orte)),
        ausserhalb=tuple(_aliases(aussen, None)),
        auch_ein_wort=_words(mehrdeutig, "auch_ein_wort"),
        nur_mit_wohnen=_words(mehrdeutig, "nur_mit_wohnen"),
        kein_ort=_kein_ort(folder),
        hinweise=_hinweise(folder / "hinweise.yml"),
    )


@dataclass(frozen=True)
class _Blatt:
    path: Path
    inhalt: Any

    def fehler(self, node: Any, key: Any, message: str) -> OrteFehler:
        line = node.lc.key(key)[0]
        return OrteFehler(f"{self.path.name}, Zeile {line + 1}: {message}")


def _read(path: Path, parts: tuple[str, ...]) -> _Blatt:
    try:
        inhalt = YAML(typ="rt").load(path.read_text(encoding="utf-8"))
    except (YAMLError, UnicodeDecodeError) as error:
        raise OrteFehler(f"{path.name}: kein gültiges YAML: {error}") from error
    if not isinstance(inhalt, dict) or set(inhalt) != set(parts):
        raise OrteFehler(f"{path.name}: erlaubt und nötig sind die Teile {', '.join(parts)}")
    return _Blatt(path, inhalt)


def _aliases(blatt: _Blatt, allowed: frozenset[str] | None) -> Iterator[tuple[str, str]]:
    """(written, official) for every name of every part, the official name itself included."""
    for part in blatt.inhalt.values():
        for name in _names(blatt, part, allowed):
            yield from ((str(other), str(name)) for other in (name, *_texts(blatt, part, name)))


def _names(blatt: _Blatt, part: Any, allowed: frozenset[str] | None) -> Iterator[str]:
    for name in part:
        if allowed is not None and name not in allowed:
            raise blatt.fehler(part, name, f'"{name}" ist kein Name aus osm/nrw_plz_ort.csv')
        yield name


def _fragen(blatt: _Blatt, orte: frozenset[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    part = blatt.inhalt["fragen"]
    for name in part:
        targets = tuple(_texts(blatt, part, name))
        wrong = [one for one in targets if one not in orte]
        if wrong or not 1 <= len(targets) <= 3:
            raise blatt.fehler(part, name, f'"{name}": 1 bis 3 amtliche Namen, nicht {wrong}')
        yield str(name), targets


def _texts(blatt: _Blatt, node: Any, key: Any) -> list[str]:
    values = node[key]
    if not isinstance(values, list) or not all(isinstance(v, str) for v in values):
        raise blatt.fehler(node, key, f'"{key}" braucht eine Liste von Wörtern: [eins, zwei]')
    return [str(v) for v in values]


def _words(blatt: _Blatt, part: str) -> frozenset[str]:
    return frozenset(plain(word) for word in _texts(blatt, blatt.inhalt, part))


def _kein_ort(folder: Path) -> frozenset[str]:
    own = _words(_read(folder / "kein_ort.yml", ("woerter",)), "woerter")
    common = (folder / "wortschatz" / "aehnliche_woerter.txt").read_text(encoding="utf-8")
    return own | frozenset(common.split())


def _hinweise(path: Path) -> Mapping[str, Wortart]:
    blatt = _read(path, HINWEISE)
    return {part: _wortart(_texts(blatt, blatt.inhalt, part)) for part in blatt.inhalt}


def _wortart(words: list[str]) -> Wortart:
    starts = tuple(plain(word[:-1]) for word in words if word.endswith("*"))
    return Wortart(frozenset(plain(w) for w in words if not w.endswith("*")), starts)
