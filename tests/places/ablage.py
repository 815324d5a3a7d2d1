"""Reads the tables of spellings and names the result in words."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.places import PlaceResult, all_gemeinden, find_places

HERE = Path(__file__).parent
AGS = {g.name: g.ags for g in all_gemeinden()}


@dataclass(frozen=True)
class Schreibweise:
    gruppe: str
    erwartet: str
    text: str

    @property
    def zurueckgehalten(self) -> bool:
        """The half nobody looks at while building."""
        return zlib.crc32(self.text.encode()) % 2 == 1


def read_yaml(name: str) -> Any:
    return YAML(typ="safe").load((HERE / name).read_text(encoding="utf-8"))


def schreibweisen() -> Iterator[Schreibweise]:
    for gruppe, table in read_yaml("schreibweisen.yml").items():
        for erwartet, texts in table.items():
            yield from (Schreibweise(gruppe, erwartet, text) for text in texts)


def urteil(one: Schreibweise) -> str:
    """sicher (read as meant), rueckfrage (offered), nichts, falsch."""
    result = find_places(one.text, asked=one.gruppe != "saetze")
    if one.gruppe == "rueckfrage":
        wanted = {AGS[name.strip()] for name in one.erwartet.split(",")}
        good = result.ags is None and wanted <= set(result.vorschlaege)
    elif one.gruppe == "kreise":
        good = result.kreis == one.erwartet and result.ags is None
    elif one.gruppe == "ausserhalb":
        good = result.ausserhalb == one.erwartet and result.ags is None
    else:
        good = result.ags == AGS[one.erwartet]
    return "sicher" if good else _otherwise(one, result)


def _otherwise(one: Schreibweise, result: PlaceResult) -> str:
    if result.ags or result.kreis or result.ausserhalb:
        return "falsch"
    return "rueckfrage" if AGS.get(one.erwartet) in result.vorschlaege else "nichts"


def zaehlen(zurueckgehalten: bool) -> Counter[str]:
    half = (s for s in schreibweisen() if s.zurueckgehalten is zurueckgehalten)
    return Counter(urteil(s) for s in half)
