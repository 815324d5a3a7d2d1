"""Writing offers: the rows of all tables and the sheet a search reads, in one transaction."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Connection

from bot.catalogue import tabellen as t
from bot.catalogue.angebot import Angebot, to_blatt

AUF_EINMAL = 500
"""Rows or ids in one statement; databases limit the number of parameters."""

Zeile = dict[str, Any]


def checksum(blatt: str, datei: str) -> str:
    """16 characters that differ as soon as anything in an offer or its file name differs."""
    return hashlib.sha256(f"{datei}\n{blatt}".encode()).hexdigest()[:16]


def write_offers(verbindung: Connection, angebote: Mapping[str, tuple[Angebot, str]]) -> None:
    """Inserts or replaces offers, given by id with the name of their file."""
    for teil in _portions(list(angebote)):
        gewaehlt = [angebote[id] for id in teil]
        traeger = _ids_of_traeger(verbindung, {a.traeger for a, _ in gewaehlt if a.traeger})
        _replace_rows(verbindung, teil, [_main_row(a, datei, traeger) for a, datei in gewaehlt])
        for tabelle in t.TEILE:
            zeilen = [zeile for a, _ in gewaehlt for zeile in _ROWS[tabelle.name](a)]
            if zeilen:
                verbindung.execute(insert(tabelle), zeilen)


def raise_number(verbindung: Connection) -> None:
    """Tells every reader that the catalogue has changed."""
    verbindung.execute(update(t.stand).values(nr=t.stand.c.nr + 1))


def _portions(ids: Sequence[str]) -> Iterable[Sequence[str]]:
    return (ids[von : von + AUF_EINMAL] for von in range(0, len(ids), AUF_EINMAL))


def _replace_rows(verbindung: Connection, ids: Sequence[str], zeilen: list[Zeile]) -> None:
    for tabelle in t.TEILE:
        verbindung.execute(delete(tabelle).where(tabelle.c.angebot_id.in_(ids)))
    vorhanden = set(verbindung.scalars(select(t.angebot.c.id).where(t.angebot.c.id.in_(ids))))
    neu = [zeile for zeile in zeilen if zeile["id"] not in vorhanden]
    if neu:
        verbindung.execute(insert(t.angebot), neu)
    for zeile in (zeile for zeile in zeilen if zeile["id"] in vorhanden):
        verbindung.execute(update(t.angebot).where(t.angebot.c.id == zeile["id"]).values(zeile))


def _ids_of_traeger(verbindung: Connection, namen: set[str]) -> dict[str, int]:
    lies = select(t.traeger.c.name, t.traeger.c.id).where(t.traeger.c.name.in_(namen))
    bekannt = {zeile.name: zeile.id for zeile in verbindung.execute(lies)} if namen else {}
    neu = [{"name": name} for name in sorted(namen - bekannt.keys())]
    if not neu:
        return bekannt
    verbindung.execute(insert(t.traeger), neu)
    return {zeile.name: zeile.id for zeile in verbindung.execute(lies)}


def _main_row(angebot: Angebot, datei: str, traeger: Mapping[str, int]) -> Zeile:
    blatt = to_blatt(angebot)
    gleich = ("id", "weg", "name", "satz", "schluessel", "gilt_ab", "gilt_bis", "kosten")
    mehr = ("zuletzt_bestaetigt", "bestaetigt_von", "nur_helfer", "suchweg", "kinderbetreuung")
    return {name: getattr(angebot, name) for name in gleich + mehr} | {
        "ebene": angebot.ebene.value,
        "genaueres": "\n".join(angebot.genaueres),
        "traeger_id": traeger[angebot.traeger] if angebot.traeger else None,
        "geschlossen_am": None,
        "datei": datei,
        "pruefsumme": checksum(blatt, datei),
        "blatt": blatt,
    }


def _numbered(angebot: Angebot, teile: Iterable[Zeile]) -> list[Zeile]:
    return [{"angebot_id": angebot.id, "nr": nr, **teil} for nr, teil in enumerate(teile)]


def _each(angebot: Angebot, spalte: str, werte: Iterable[str]) -> list[Zeile]:
    return [{"angebot_id": angebot.id, spalte: wert} for wert in dict.fromkeys(werte)]


def _condition_row(angebot: Angebot) -> list[Zeile]:
    if not angebot.bedingung:
        return []
    als_text = json.dumps(angebot.bedingung, ensure_ascii=False)
    return [{"angebot_id": angebot.id, "bedingung": als_text}]


def _day_row(angebot: Angebot) -> list[Zeile]:
    return _numbered(angebot, ({**vars(eins), "art": eins.art.value} for eins in angebot.termine))


_ROWS: Mapping[str, Any] = {
    "angebot_weg": lambda a: _each(a, "weg", a.wege),
    "kontakt": lambda a: [{"angebot_id": a.id, **vars(a.kontakt)}],
    "partner": lambda a: _numbered(a, ({"name": name} for name in a.partner)),
    "oeffnungszeit": lambda a: _numbered(a, (vars(zeit) for zeit in a.oeffnungszeiten)),
    "sprache": lambda a: _each(a, "sprache", a.sprachen),
    "termin": _day_row,
    "zusatzbedingung": _condition_row,
    "quelle": lambda a: _numbered(a, (vars(quelle) for quelle in a.quellen)),
    "schlagwort": lambda a: _each(a, "wort", a.schlagworte),
}


def close_offers(verbindung: Connection, ids: Collection[str], am: date) -> None:
    """Marks offers as gone since a day; their rows stay."""
    for teil in _portions(sorted(ids)):
        geht = t.angebot.c.id.in_(teil)
        verbindung.execute(update(t.angebot).where(geht).values(geschlossen_am=am))
