"""The case files: who, which day of law, what is expected. Errors name file and line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from bot.profile import Profil, UngueltigeEingabe

ORDNER = Path("tests") / "eligibility" / "faelle"
"""Where the case files lie below the root of the project."""
ANTWORTEN = ("ja", "nein", "offen")
SICHER = ("high", "medium")
PFLICHT = ("id", "fall", "stichtag", "profil", "paragraf", "quelle", "sicher")
SCHLUESSEL = frozenset(
    {
        *("id", "fall", "stichtag", "profil", "erwartet", "erwartet_nicht", "art", "fehlt"),
        *("grund_nein", "nicht_beide_ja", "erste_wahl", "unter_den_ersten"),
        *("nicht_unter_den_ersten", "angebote", "angebote_nicht"),
        *("grenze", "grund", "paragraf", "quelle", "sicher"),
    }
)
_JE_WEG = ("erwartet", "erwartet_nicht", "art")
_WEGE = ("nicht_beide_ja", "unter_den_ersten", "nicht_unter_den_ersten")
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class FallFehler(ValueError):
    """A case file that cannot be used: which file, which line, what is wrong."""

    def __init__(self, datei: Path | str, zeile: int, text: str) -> None:
        super().__init__(f"{datei}, Zeile {zeile}: {text}")
        self.datei, self.zeile, self.text = str(datei), zeile, text


@dataclass(frozen=True)
class Fall:
    """One case as it is written. `datei` is the name of its file without ending."""

    datei: str
    zeile: int
    angaben: Mapping[str, Any]

    @property
    def id(self) -> str:
        """Its name, the only one like it in all files."""
        return str(self.angaben["id"])

    @property
    def text(self) -> str:
        """One sentence about the invented person."""
        return str(self.angaben["fall"])

    @property
    def stichtag(self) -> date:
        """The day of law."""
        return date.fromisoformat(str(self.angaben["stichtag"]))

    @cached_property
    def profil(self) -> Profil:
        """What is known of the person."""
        return Profil.from_json(self.angaben["profil"], self.stichtag)

    @cached_property
    def wege(self) -> tuple[str, ...]:
        """Every Weg that the case expects something of."""
        je_weg = (weg for name in _JE_WEG for weg in self.angaben.get(name, ()))
        listen = (weg for name in _WEGE for weg in self.angaben.get(name, ()))
        erste = (self.angaben["erste_wahl"],) if "erste_wahl" in self.angaben else ()
        return tuple(dict.fromkeys((*je_weg, *listen, *erste)))


def load_cases(ordner: Path) -> tuple[Fall, ...]:
    """All cases of a folder in the order of the files. Raises FallFehler."""
    faelle: dict[str, Fall] = {}
    for datei in sorted(ordner.glob("*.yml")):
        for fall in read_cases(datei):
            if fall.id in faelle:
                wo = faelle[fall.id]
                text = f"den Fall {fall.id} gibt es schon ({wo.datei}.yml, Zeile {wo.zeile})"
                raise FallFehler(datei, fall.zeile, text)
            faelle[fall.id] = fall
    return tuple(faelle.values())


def read_cases(datei: Path) -> Iterator[Fall]:
    """The cases of one file. Raises FallFehler."""
    loader = _Loader(datei.read_text(encoding="utf-8"))
    try:
        knoten = loader.get_single_node()
        if knoten is None:
            return
        if not isinstance(knoten, yaml.SequenceNode):
            raise FallFehler(datei, 1, "erwartet wird eine Liste von Fällen")
        for einer in knoten.value:
            angaben = loader.construct_object(einer, deep=True)
            yield _checked(Fall(datei.stem, einer.start_mark.line + 1, angaben), datei, einer)
    except yaml.YAMLError as fehler:
        marke = getattr(fehler, "problem_mark", None)
        grund = getattr(fehler, "problem", None) or str(fehler)
        raise FallFehler(datei, marke.line + 1 if marke else 1, f"kein YAML: {grund}") from None
    finally:
        loader.dispose()


def _checked(fall: Fall, datei: Path, knoten: yaml.Node) -> Fall:
    """The same case when it can be used. Raises FallFehler with the line of what is wrong."""
    if not isinstance(fall.angaben, Mapping):
        raise FallFehler(datei, fall.zeile, "erwartet werden Schlüssel: " + ", ".join(PFLICHT))
    zeilen = {str(name.value): name.start_mark.line + 1 for name, _ in knoten.value}
    for name, text in complaints(fall.angaben):
        raise FallFehler(datei, zeilen.get(name, fall.zeile), text)
    return fall


def complaints(angaben: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What is wrong with a case: (key, sentence); nothing when it can be used."""
    fehlt = [name for name in PFLICHT if not angaben.get(name) and name != "profil"]
    if "profil" not in angaben:
        fehlt.append("profil")
    yield from ((name, f"es fehlt {name}") for name in fehlt)
    for name in angaben:
        if name not in SCHLUESSEL:
            erlaubt = ", ".join(sorted(SCHLUESSEL))
            yield name, f"{name!r} gibt es hier nicht. Erlaubt: {erlaubt}"
    if not fehlt:
        yield from _wrong_values(angaben)


def _wrong_values(angaben: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if angaben["sicher"] not in SICHER:
        yield "sicher", f"sicher: {angaben['sicher']!r}. Erlaubt: {', '.join(SICHER)}"
    for name in ("erwartet", "erwartet_nicht"):
        for weg, antwort in _mapping(angaben, name).items():
            if antwort not in ANTWORTEN:
                erlaubt = ", ".join(ANTWORTEN)
                yield name, f"{name}: {weg}: {antwort!r} gibt es nicht. Erlaubt: {erlaubt}"
    try:
        stichtag = date.fromisoformat(str(angaben["stichtag"]))
    except ValueError:
        yield "stichtag", f"stichtag: {angaben['stichtag']!r} ist kein Tag (JJJJ-MM-TT)"
        return
    try:
        Profil.from_json(angaben["profil"], stichtag)
    except (UngueltigeEingabe, TypeError, AttributeError) as fehler:
        yield "profil", f"profil: {fehler}"


def _mapping(angaben: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    inhalt = angaben.get(name, {})
    return inhalt if isinstance(inhalt, Mapping) else {name: inhalt}
