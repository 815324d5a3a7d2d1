"""The register: municipalities of North Rhine-Westphalia, their Kreis, Bezirk and postal codes.

Source: `data/orte/osm/nrw_plz_ort.csv` (© OpenStreetMap contributors, ODbL 1.0).
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

ORTE_FOLDER = Path(__file__).resolve().parents[2] / "data" / "orte"
REGISTER_FILE = ORTE_FOLDER / "osm" / "nrw_plz_ort.csv"

BEZIRKE: Mapping[str, str] = MappingProxyType(
    {"1": "Düsseldorf", "3": "Köln", "5": "Münster", "7": "Detmold", "9": "Arnsberg"}
)
"""Regierungsbezirk by digit 3 of the AGS (official municipality key)."""


@dataclass(frozen=True)
class Gemeinde:
    """A municipality; `ags` has 8 digits, `kreis` the first 5 of them, `bezirk` is the third."""

    ags: str
    name: str
    kreis: str
    kreis_name: str
    bezirk: str
    bezirk_name: str
    plz: tuple[str, ...]


@dataclass(frozen=True)
class Kreis:
    """A Kreis or kreisfreie Stadt (5 digits); a kreisfreie Stadt has one Gemeinde and its name."""

    schluessel: str
    name: str
    bezirk: str
    kreisfrei: bool
    gemeinden: tuple[Gemeinde, ...]


def gemeinde(ags: str) -> Gemeinde | None:
    """The municipality with this 8-digit AGS, or None if North Rhine-Westphalia has none such."""
    return _by_ags().get(ags)


def all_gemeinden() -> tuple[Gemeinde, ...]:
    """All municipalities, in the order of their AGS."""
    return tuple(_by_ags().values())


def kreis(schluessel: str) -> Kreis | None:
    """The Kreis or kreisfreie Stadt with this 5-digit key."""
    return _by_kreis().get(schluessel)


def all_kreise() -> tuple[Kreis, ...]:
    """All Kreise and kreisfreie Städte, in the order of their key."""
    return tuple(_by_kreis().values())


def kreis_name(kreis5: str) -> str | None:
    """ "Kreis Viersen" for 05166, "Köln" for 05315 (kreisfreie Stadt), None if unknown."""
    found = kreis(kreis5)
    return found.name if found else None


def gemeinden_by_plz(plz: str) -> tuple[Gemeinde, ...]:
    """The municipalities of a postal code: none, one, or two (seven codes are shared)."""
    return _by_plz().get(plz, ())


@cache
def _rows() -> tuple[tuple[str, str, str, str], ...]:
    with REGISTER_FILE.open(encoding="utf-8", newline="") as file:
        return tuple((r["ags"], r["ort"], r["plz"], r["landkreis"]) for r in csv.DictReader(file))


@cache
def _by_ags() -> Mapping[str, Gemeinde]:
    codes: dict[tuple[str, str, str], list[str]] = {}
    for ags, name, plz, landkreis in sorted(_rows()):
        codes.setdefault((ags, name, landkreis), []).append(plz)
    return {
        ags: Gemeinde(ags, name, ags[:5], landkreis or name, ags[2], BEZIRKE[ags[2]], tuple(plz))
        for (ags, name, landkreis), plz in codes.items()
    }


@cache
def _by_kreis() -> Mapping[str, Kreis]:
    members: dict[str, list[Gemeinde]] = {}
    for one in all_gemeinden():
        members.setdefault(one.kreis, []).append(one)
    return {key: _kreis_of(key, tuple(those)) for key, those in members.items()}


def _kreis_of(key: str, members: tuple[Gemeinde, ...]) -> Kreis:
    first = members[0]
    return Kreis(key, first.kreis_name, first.bezirk, first.kreis_name == first.name, members)


@cache
def _by_plz() -> Mapping[str, tuple[Gemeinde, ...]]:
    found: dict[str, tuple[Gemeinde, ...]] = {}
    for one in all_gemeinden():
        for plz in one.plz:
            found[plz] = (*found.get(plz, ()), one)
    return found
