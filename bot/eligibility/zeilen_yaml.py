"""YAML whose mappings and lists know the line they stand in, for errors an editor can use."""

from __future__ import annotations

from collections.abc import Container
from pathlib import Path
from typing import Any, NoReturn

import yaml

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
GROESSE_HOECHSTENS = 1_000_000


class RegelFehler(ValueError):
    """A data file that cannot be used: which file, which line, what is wrong, what is allowed."""

    def __init__(self, datei: Path | str, zeile: int, text: str) -> None:
        super().__init__(f"{datei}, Zeile {zeile}: {text}")
        self.datei, self.zeile, self.text = str(datei), zeile, text


class Abbildung(dict[str, Any]):
    """A mapping with its file, its line and the line of each key.

    Asking for a key that nobody wrote is a RegelFehler: the file lacks something.
    """

    datei: Path | str = ""
    zeile: int = 1
    zeilen: dict[str, int]

    def __missing__(self, name: str) -> NoReturn:
        raise RegelFehler(self.datei, self.zeile, f"es fehlt {name}")

    def mapping(self, name: str) -> Abbildung:
        """The mapping under a name; anything else, or nothing, is a RegelFehler."""
        wert = self[name]
        if not isinstance(wert, Abbildung):
            self._refuse(name, "eine Abbildung (Schlüssel: Wert)")
        return wert

    def entries(self, name: str) -> list[Any]:
        """The list under a name; anything else, or nothing, is a RegelFehler."""
        wert = self[name]
        if not isinstance(wert, Liste):
            self._refuse(name, "eine Liste")
        return wert

    def mappings(self, name: str) -> list[Abbildung]:
        """The list under a name, if each of its entries is a mapping."""
        wert = self.entries(name)
        if not all(isinstance(eintrag, Abbildung) for eintrag in wert):
            self._refuse(name, "eine Liste, jeder Eintrag mit Schlüsseln")
        return wert

    def _refuse(self, name: str, erlaubt: str) -> NoReturn:
        text = f"{name}: erwartet wird {erlaubt}"
        raise RegelFehler(self.datei, self.zeilen.get(name, self.zeile), text)


class Liste(list[Any]):
    """A list with its line."""

    zeile: int = 1


def is_one_of(wert: Any, namen: Container[str]) -> bool:
    """Whether something written in a file is one of these names; a list or mapping never is."""
    return isinstance(wert, str) and wert in namen


def read_yaml(datei: Path) -> Abbildung:
    """The mapping in a file. Raises RegelFehler for broken YAML, double keys, too large files."""
    if datei.stat().st_size > GROESSE_HOECHSTENS:
        raise RegelFehler(datei, 1, f"Datei ist größer als {GROESSE_HOECHSTENS} Bytes")
    try:
        knoten = yaml.compose(datei.read_text(encoding="utf-8"), Loader=_Loader)
    except UnicodeDecodeError as fehler:
        raise RegelFehler(datei, 1, f"kein UTF-8 ({fehler.reason})") from fehler
    except yaml.YAMLError as fehler:
        marke = getattr(fehler, "problem_mark", None)
        grund = getattr(fehler, "problem", None) or str(fehler).splitlines()[0]
        zeile = marke.line + 1 if marke else 1
        raise RegelFehler(datei, zeile, f"kein YAML: {grund}") from fehler
    inhalt = _convert(knoten, datei) if knoten is not None else None
    if not isinstance(inhalt, Abbildung):
        raise RegelFehler(datei, 1, "erwartet wird eine Liste von Schlüsseln mit Doppelpunkt")
    return inhalt


def _convert(knoten: yaml.Node, datei: Path) -> Any:
    zeile = knoten.start_mark.line + 1
    if isinstance(knoten, yaml.MappingNode):
        return _convert_mapping(knoten, datei, zeile)
    if isinstance(knoten, yaml.SequenceNode):
        liste = Liste(_convert(kind, datei) for kind in knoten.value)
        liste.zeile = zeile
        return liste
    if isinstance(knoten, yaml.ScalarNode):
        return _scalar(knoten)
    raise RegelFehler(datei, zeile, "nicht lesbar")


def _convert_mapping(knoten: yaml.MappingNode, datei: Path, zeile: int) -> Abbildung:
    abbildung = Abbildung()
    abbildung.datei, abbildung.zeile, abbildung.zeilen = datei, zeile, {}
    for schluessel, wert in knoten.value:
        name = str(schluessel.value)
        stelle = schluessel.start_mark.line + 1
        if name in abbildung:
            raise RegelFehler(datei, stelle, f"{name!r} steht zweimal")
        abbildung[name] = _convert(wert, datei)
        abbildung.zeilen[name] = stelle
    return abbildung


def _scalar(knoten: yaml.ScalarNode) -> Any:
    """Words stay words: only whole numbers become numbers, dates and yes/no stay text."""
    text: str = knoten.value
    if knoten.tag == "tag:yaml.org,2002:null":
        return None
    zahl = not knoten.style and text.isdecimal() and str(int(text)) == text
    return int(text) if zahl else text
