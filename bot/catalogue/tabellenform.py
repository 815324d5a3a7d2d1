"""The offers as one table for staff, and back into the YAML files: git stays the source.

One row is one offer. Lists stand one item a line; items with several fields are written
"titel: Seite | gelesen_am: 2026-11-22"; a condition is one line of JSON.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.catalogue.bedingungen import with_lines
from bot.catalogue.blaetter import read_table, write_table
from bot.catalogue.dateien import (
    ANGEBOT,
    KONTAKT,
    ORTSFELDER,
    Fund,
    check_offer,
    load_offers,
)
from bot.catalogue.felder import AngebotsFehler, Mangel, Stelle
from bot.catalogue.zurueckschreiben import rewritten
from bot.eligibility.zeilen_yaml import Abbildung, Liste, read_yaml

Eintrag = tuple[str, Abbildung]
"""The name of a file and an offer in it as it was written, with its place."""

LISTEN = ("weitere_wege", "genaueres", "partner", "sprachen", "schlagworte")
TEILE = ("quellen", "termine", "oeffnungszeiten")
BEDINGUNG = "zusatzbedingungen"
NULLEN = {"gemeinde": 8, "kreis": 5}
"""Keys from which Excel likes to take the leading zero, and their lengths."""

SPALTEN = (
    "datei",
    *(name for name in ANGEBOT if name not in ("kontakt", *ORTSFELDER)),
    *ORTSFELDER,
    *(f"kontakt.{name}" for name in KONTAKT),
)


@dataclass(frozen=True)
class TableReport:
    """What an import of a table has done to the files: names of files, ids of offers."""

    dateien: tuple[str, ...]
    neu: tuple[str, ...]
    geaendert: tuple[str, ...]


# --- out -------------------------------------------------------------------------------------


def export_table(ordner: str | Path, ziel: str | Path) -> int:
    """Writes all offers of a folder (templates once) to a .csv or .xlsx; returns how many.

    Raises AngebotsFehler when the files cannot be read.
    """
    zeilen = [to_cells(*eintrag) for eintrag in read_entries(ordner).values()]
    write_table(Path(ziel), SPALTEN, zeilen)
    return len(zeilen)


def _text(name: str, wert: Any) -> str:
    if name == BEDINGUNG:
        return json.dumps(wert, ensure_ascii=False)
    if name in TEILE:
        liste = wert if isinstance(wert, list) else [wert]
        return "\n".join(" | ".join(f"{k}: {v}" for k, v in teil.items()) for teil in liste)
    if isinstance(wert, list):
        return "\n".join(" ".join(str(teil).split()) for teil in wert)
    return " ".join(str(wert).split())


# --- in --------------------------------------------------------------------------------------


def import_table(quelle: str | Path, ordner: str | Path) -> TableReport:
    """Takes a table of staff into the YAML files: changed and new offers, found by their id.

    Offers that are not in the table stay as they are; who wants to end one writes `gilt_bis`.
    Raises AngebotsFehler with row and column of every mistake; no file is changed then.
    """
    entwurf = draft_files(_read_rows(Path(quelle)), ordner)
    replace_files(entwurf.texte, ordner)
    return entwurf.bericht


def _read_rows(tabelle: Path) -> dict[str, Eintrag]:
    """File and raw offer of each row, all checked like YAML files."""
    maengel: list[Mangel] = []
    gelesen: dict[str, Eintrag] = {}
    for nr, zellen in read_table(tabelle):
        stelle = Stelle(str(tabelle), maengel, nr)
        if zellen.get("id") in gelesen:
            stelle.under("id").complain(zellen["id"], "jede id nur in einer Zeile")
        gelesen[zellen.get("id", "")] = read_cells(zellen, stelle)
    if maengel:
        raise AngebotsFehler(maengel)
    return gelesen


def read_cells(zellen: Mapping[str, str], stelle: Stelle) -> Eintrag:
    """The file and the raw offer that filled cells describe; mistakes are noted at `stelle`."""
    datei = zellen.get("datei", "")
    if not re.fullmatch(r"[a-z0-9_]{1,60}\.yml", datei):
        stelle.under("datei").complain(datei or None, "eine Datei wie 05315_koeln.yml")
    rest = {name: zelle for name, zelle in zellen.items() if name != "datei"}
    roh = _as_yaml(rest, stelle.zeile, stelle)
    check_offer(roh, stelle)
    return datei, roh


def _as_yaml(zellen: dict[str, str], nr: int, stelle: Stelle) -> Abbildung:
    roh = _mapping(nr)
    for name, zelle in zellen.items():
        if name.startswith("kontakt."):
            _put(_sub(roh, nr), name.removeprefix("kontakt."), zelle, nr)
        else:
            _put(roh, name, _value(name, zelle, nr, stelle), nr)
    return roh


def _value(name: str, zelle: str, nr: int, stelle: Stelle) -> Any:
    if name in NULLEN and zelle.isdigit():
        return zelle.zfill(NULLEN[name])
    if name in LISTEN:
        return Liste(zelle.split("\n"))
    if name in TEILE:
        return Liste(_part(zeile, nr) for zeile in zelle.split("\n"))
    if name == BEDINGUNG:
        try:
            return with_lines(json.loads(zelle), nr)
        except json.JSONDecodeError:
            stelle.under(name).complain(zelle, 'JSON wie {"alter": {"ab": 18}}')
    return zelle


def _part(zeile: str, nr: int) -> Abbildung:
    teil = _mapping(nr)
    for feld in zeile.split("|"):
        name, _, wert = feld.partition(":")
        _put(teil, name.strip(), wert.strip(), nr)
    return teil


def _mapping(nr: int) -> Abbildung:
    neu = Abbildung()
    neu.zeile, neu.zeilen = nr, {}
    return neu


def _sub(roh: Abbildung, nr: int) -> Abbildung:
    if "kontakt" not in roh:
        _put(roh, "kontakt", _mapping(nr), nr)
    kontakt: Abbildung = roh["kontakt"]
    return kontakt


def _put(roh: Abbildung, name: str, wert: Any, nr: int) -> None:
    roh[name] = wert
    roh.zeilen[name] = nr


# --- the files -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Entwurf:
    """Files as they would be: their texts by name, the offers in all of them, what has changed."""

    texte: Mapping[str, str]
    funde: tuple[Fund, ...]
    bericht: TableReport


def draft_files(eintraege: Mapping[str, Eintrag], ordner: str | Path) -> Entwurf:
    """What the files of a folder would say with these offers (by id) changed or added.

    Nothing is written. Raises AngebotsFehler when the files would hold a mistake.
    """
    ziel = Path(ordner)
    vorher = read_entries(ziel)
    anders = {
        id: (datei, neu)
        for id, (datei, neu) in eintraege.items()
        if id not in vorher or to_cells(*vorher[id]) != to_cells(datei, neu)
    }
    dateien = tuple(sorted({datei for datei, _ in anders.values()}))
    texte = {
        datei: rewritten(
            ziel / datei, {id: neu for id, (wo, neu) in anders.items() if wo == datei}, _same
        )
        for datei in dateien
    }
    bericht = TableReport(
        dateien,
        tuple(id for id in anders if id not in vorher),
        tuple(id for id in anders if id in vorher),
    )
    return Entwurf(texte, _checked(ziel, texte), bericht)


def _checked(ordner: Path, texte: Mapping[str, str]) -> tuple[Fund, ...]:
    """All offers of the folder with some files as given. Raises AngebotsFehler."""
    with tempfile.TemporaryDirectory() as ort:
        probe = Path(ort) / ordner.name
        shutil.copytree(ordner, probe)
        for datei, text in texte.items():
            (probe / datei).write_text(text, encoding="utf-8")
        return load_offers(probe)


def replace_files(texte: Mapping[str, str], ordner: str | Path) -> None:
    """Writes files so that each is at any time the old or the new one; all or none.

    Raises OSError when that does not work; all files are then as before.
    """
    ziel = Path(ordner)
    alt = {name: bytes_of(ziel / name) for name in texte}
    try:
        for name, text in texte.items():
            _replace(ziel / name, text.encode())
    except OSError:
        for name, inhalt in alt.items():
            restore_file(ziel / name, inhalt)
        raise


def bytes_of(datei: Path) -> bytes | None:
    """What is in a file; None where there is none."""
    return datei.read_bytes() if datei.exists() else None


def restore_file(datei: Path, inhalt: bytes | None) -> None:
    """Makes a file what it was; None means that there was none."""
    if inhalt is None:
        datei.unlink(missing_ok=True)
    elif bytes_of(datei) != inhalt:
        _replace(datei, inhalt)


def _replace(datei: Path, inhalt: bytes) -> None:
    neu = datei.with_name(f"{datei.name}.neu")
    try:
        neu.write_bytes(inhalt)
        if datei.exists():
            shutil.copymode(datei, neu)
        neu.replace(datei)
    finally:
        neu.unlink(missing_ok=True)


def read_entries(ordner: str | Path) -> dict[str, Eintrag]:
    """File and raw offer of every entry, by id; a template counts once.

    Raises AngebotsFehler when the files cannot be read.
    """
    load_offers(ordner)
    gefunden: dict[str, Eintrag] = {}
    for datei in sorted(Path(ordner).glob("*.yml")):
        inhalt = read_yaml(datei)
        for roh in inhalt["angebote"]:
            if not any(name in roh for name in ORTSFELDER):
                roh.update({name: inhalt[name] for name in ORTSFELDER if name in inhalt})
            gefunden[roh["id"]] = (datei.name, roh)
    return gefunden


def to_cells(datei: str, roh: Abbildung) -> dict[str, str]:
    """An offer as it stands in the table: what a table cannot change does not count."""
    ort = {name: str(roh[name]) for name in ORTSFELDER if name in roh}
    flach = {name: _text(name, wert) for name, wert in roh.items() if name != "kontakt"}
    kontakt = {f"kontakt.{name}": str(wert) for name, wert in roh.get("kontakt", {}).items()}
    alle = {"datei": datei} | ort | flach | kontakt
    return {name: zelle for name, zelle in alle.items() if zelle}


def _same(name: str, alt: Any, neu: Any) -> bool:
    if isinstance(alt, dict) and isinstance(neu, dict) and name == "kontakt":
        return {n: str(w) for n, w in alt.items()} == {n: str(w) for n, w in neu.items()}
    return _text(name, alt) == _text(name, neu)
