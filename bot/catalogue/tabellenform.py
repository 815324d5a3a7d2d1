"""The offers as one table for staff, and back into the YAML files: git stays the source.

One row is one offer. Lists stand one item a line; items with several fields are written
"titel: Seite | gelesen_am: 2026-11-22"; a condition is one line of JSON.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.catalogue.bedingungen import with_lines
from bot.catalogue.blaetter import read_table, write_table
from bot.catalogue.dateien import (
    ANGEBOT,
    KONTAKT,
    ORTSFELDER,
    check_offer,
    load_offers,
)
from bot.catalogue.felder import AngebotsFehler, Mangel, Stelle
from bot.eligibility.zeilen_yaml import Abbildung, Liste, read_yaml

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
    load_offers(ordner)
    zeilen = []
    for datei in sorted(Path(ordner).glob("*.yml")):
        inhalt = read_yaml(datei)
        zeilen += [_row(datei.name, inhalt, roh) for roh in inhalt["angebote"]]
    write_table(Path(ziel), SPALTEN, zeilen)
    return len(zeilen)


def _row(datei: str, inhalt: Abbildung, roh: Abbildung) -> dict[str, str]:
    ort = {name: roh[name] for name in ORTSFELDER if name in roh} or {
        name: inhalt[name] for name in ORTSFELDER if name in inhalt
    }
    flach = {name: _text(name, wert) for name, wert in roh.items() if name != "kontakt"}
    kontakt = {f"kontakt.{name}": str(wert) for name, wert in roh.get("kontakt", {}).items()}
    return {"datei": datei} | {name: str(wert) for name, wert in ort.items()} | flach | kontakt


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
    tabelle, ziel = Path(quelle), Path(ordner)
    roh = _read_rows(tabelle)
    vorher = _offers_by_id(ziel)
    anders = {
        id: (datei, neu)
        for id, (datei, neu) in roh.items()
        if id not in vorher or _compared(*vorher[id]) != _compared(datei, neu)
    }
    with tempfile.TemporaryDirectory() as ort:
        probe = Path(ort) / "angebote"
        shutil.copytree(ziel, probe)
        for datei in sorted({datei for datei, _ in anders.values()}):
            _rewrite(probe / datei, {id: neu for id, (wo, neu) in anders.items() if wo == datei})
        load_offers(probe)
        for datei in sorted({datei for datei, _ in anders.values()}):
            shutil.copyfile(probe / datei, ziel / datei)
    return TableReport(
        tuple(sorted({datei for datei, _ in anders.values()})),
        tuple(id for id in anders if id not in vorher),
        tuple(id for id in anders if id in vorher),
    )


def _read_rows(tabelle: Path) -> dict[str, tuple[str, Abbildung]]:
    """File and raw offer of each row, all checked like YAML files."""
    maengel: list[Mangel] = []
    gelesen: dict[str, tuple[str, Abbildung]] = {}
    for nr, zellen in read_table(tabelle):
        stelle = Stelle(str(tabelle), maengel, nr)
        datei = zellen.pop("datei", "")
        if not re.fullmatch(r"[a-z0-9_]{1,60}\.yml", datei):
            stelle.under("datei").complain(datei or None, "eine Datei wie 05315_koeln.yml")
        if zellen.get("id") in gelesen:
            stelle.under("id").complain(zellen["id"], "jede id nur in einer Zeile")
        roh = _as_yaml(zellen, nr, stelle)
        check_offer(roh, stelle)
        gelesen[zellen.get("id", "")] = (datei, roh)
    if maengel:
        raise AngebotsFehler(maengel)
    return gelesen


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


def _offers_by_id(ordner: Path) -> dict[str, tuple[str, Abbildung]]:
    gefunden = {}
    for datei in sorted(ordner.glob("*.yml")):
        inhalt = read_yaml(datei)
        for roh in inhalt["angebote"]:
            if not any(name in roh for name in ORTSFELDER):
                roh.update({name: inhalt[name] for name in ORTSFELDER if name in inhalt})
            gefunden[roh["id"]] = (datei.name, roh)
    return gefunden


def _compared(datei: str, roh: Abbildung) -> dict[str, Any]:
    """An offer as it would stand in the table: what a table cannot change does not count."""
    flach = _row(datei, _mapping(1), roh)
    return {name: zelle for name, zelle in flach.items() if zelle}


def _rewrite(datei: Path, neue: dict[str, Abbildung]) -> None:
    """Changes offers in a file or adds them; comments and the other offers stay."""
    yaml = YAML()
    yaml.width, yaml.preserve_quotes = 100, True
    kopf = {n: w for roh in neue.values() for n, w in roh.items() if n in ORTSFELDER}
    inhalt: Any = (
        yaml.load(datei.read_text("utf-8")) if datei.exists() else {**kopf, "angebote": []}
    )
    vorhanden = {angebot["id"]: angebot for angebot in inhalt["angebote"]}
    for id, roh in neue.items():
        if all(str(inhalt.get(name)) == roh[name] for name in ORTSFELDER if name in roh):
            roh = {name: wert for name, wert in roh.items() if name not in ORTSFELDER}  # type: ignore[assignment]
        if id not in vorhanden:
            inhalt["angebote"].append(_for_yaml(roh))
        else:
            _update(vorhanden[id], roh)
    with datei.open("w", encoding="utf-8") as strom:
        yaml.dump(inhalt, strom)


def _update(alt: Any, neu: dict[str, Any]) -> None:
    for name in [name for name in alt if name not in neu]:
        del alt[name]
    for name, wert in neu.items():
        if name not in alt or _text(name, alt[name]) != _text(name, wert):
            alt[name] = _for_yaml(wert)


def _for_yaml(wert: Any) -> Any:
    """Plain data; days as days, so that they stand without quotation marks."""
    if isinstance(wert, dict):
        return {name: _for_yaml(teil) for name, teil in wert.items()}
    if isinstance(wert, list):
        return [_for_yaml(teil) for teil in wert]
    if isinstance(wert, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", wert):
        return date.fromisoformat(wert)
    return wert
