"""Pictograms for answers and Wege: drawings as data, for the page and for the plain forms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.profile import FAKTEN, UngueltigerWert, check_value

DATEI = Path(__file__).parent / "web" / "bilder.yml"
ARTEN = frozenset({"linie", "flaeche", "rot", "voll"})
ALLE_FAKTEN = "*"
WEG = "weg"
_PFAD = re.compile(r"[MmLlHhVvCcSsQqAaZz0-9 .,-]+")

Strich = tuple[str, str]


class UngueltigesBild(ValueError):
    """A drawing or its assignment is wrong; the text names the file and what is allowed."""


@dataclass(frozen=True)
class Bilder:
    """Strokes of each pictogram, and which one belongs to which answer and Weg."""

    zeichen: Mapping[str, tuple[Strich, ...]]
    fakten: Mapping[str, Mapping[str, str]]
    wege: Mapping[str, str]

    def strokes(self, von: str, wert: object) -> tuple[Strich, ...]:
        """The pictogram of an answer (`von` is the fact) or, with `weg`, of a Weg; maybe none."""
        wert = wert[0] if isinstance(wert, list) and len(wert) == 1 else wert
        own = self.wege if von == WEG else self.fakten.get(von, {})
        general = {} if von in ("", WEG) else self.fakten.get(ALLE_FAKTEN, {})
        return self.zeichen.get(own.get(str(wert), general.get(str(wert), "")), ())

    def only(self, antworten: Iterable[tuple[str, object]]) -> Bilder:
        """The pictograms of these answers alone, each a fact and its value."""
        fakten: dict[str, dict[str, str]] = {}
        for fakt, wert in antworten:
            for von in (fakt, ALLE_FAKTEN):
                if name := self.fakten.get(von, {}).get(str(wert)):
                    fakten.setdefault(von, {})[str(wert)] = name
        names = {name for werte in fakten.values() for name in werte.values()}
        return Bilder({name: self.zeichen[name] for name in sorted(names)}, fakten, {})

    def as_json(self) -> dict[str, Any]:
        """As the page reads it."""
        return asdict(self)


def load_bilder(file: Path = DATEI) -> Bilder:
    """Reads the drawings. Raises UngueltigesBild for a stroke, name or value that cannot be."""
    content = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
    zeichen = {name: tuple(map(tuple, striche)) for name, striche in content["zeichen"].items()}
    bilder = Bilder(zeichen, content["fakten"], content["wege"])
    for error in _errors(bilder):
        raise UngueltigesBild(f"{file}: {error}")
    return bilder


def _errors(bilder: Bilder) -> Iterator[str]:
    for name, striche in bilder.zeichen.items():
        for art, pfad in striche:
            if art not in ARTEN or not _PFAD.fullmatch(pfad):
                yield f"{name}: {art!r} {pfad!r}, erlaubt: {', '.join(sorted(ARTEN))} und ein Pfad"
    for name in (*bilder.wege.values(), *(n for z in bilder.fakten.values() for n in z.values())):
        if name not in bilder.zeichen:
            yield f"das Bild {name!r} gibt es nicht"
    for fakt, werte in bilder.fakten.items():
        yield from (f"{fakt}: {wert!r} gibt es nicht" for wert in werte if not _is(fakt, wert))


def _is(fakt: str, wert: str) -> bool:
    if fakt == ALLE_FAKTEN:
        return True
    if fakt not in FAKTEN:
        return False
    try:
        check_value(fakt, [wert] if fakt == "wunsch" else wert)
    except UngueltigerWert:
        return False
    return True
