"""Rows and cells: CSV and Excel files as plain text tables, and back."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from bot.catalogue.felder import AngebotsFehler, Mangel

BYTES_HOECHSTENS = 5_000_000
ENTPACKT_HOECHSTENS = 100_000_000
ZEILEN_HOECHSTENS = 20_000

Zeile = tuple[int, dict[str, str]]
"""The number of a row as the program shows it, and its cells by column name; empty ones absent."""


def _refuse(datei: Path, zeile: int, was: str, erlaubt: str) -> AngebotsFehler:
    return AngebotsFehler([Mangel(str(datei), zeile, "", was, erlaubt)])


def read_table(datei: Path) -> list[Zeile]:
    """The rows of a .csv (UTF-8, ; or ,) or .xlsx file; the first row names the columns.

    Raises AngebotsFehler for anything that is no plain table: merged cells, formulas, columns
    without or with the same name, too large files.
    """
    art = datei.suffix.lower()
    if art not in (".csv", ".xlsx"):
        raise _refuse(datei, 1, f"eine Datei {art or 'ohne Endung'}", ".csv oder .xlsx")
    if not datei.is_file() or datei.stat().st_size > BYTES_HOECHSTENS:
        raise _refuse(datei, 1, "die Datei", f"eine Datei bis {BYTES_HOECHSTENS} Bytes")
    zeilen = list(_csv_rows(datei) if art == ".csv" else _excel_rows(datei))
    if not zeilen or len(zeilen) > ZEILEN_HOECHSTENS:
        raise _refuse(datei, 1, f"{len(zeilen)} Zeilen", f"1 bis {ZEILEN_HOECHSTENS} Zeilen")
    return _named(datei, zeilen)


def _named(datei: Path, zeilen: list[list[str]]) -> list[Zeile]:
    spalten = [name.strip() for name in zeilen[0]]
    while spalten and not spalten[-1]:
        spalten.pop()
    if "" in spalten or len(set(spalten)) < len(spalten):
        raise _refuse(datei, 1, "die erste Zeile", "jede Spalte mit einem eigenen Namen")
    gelesen = []
    for nr, zellen in enumerate(zeilen[1:], 2):
        if any(zelle.strip() for zelle in zellen[len(spalten) :]):
            raise _refuse(datei, nr, "eine Zelle ohne Spalte", "Zellen nur unter einem Namen")
        voll = {name: zelle.strip() for name, zelle in zip(spalten, zellen, strict=False)}
        if any(voll.values()):
            gelesen.append((nr, {name: zelle for name, zelle in voll.items() if zelle}))
    return gelesen


def _csv_rows(datei: Path) -> Iterator[list[str]]:
    try:
        text = datei.read_text(encoding="utf-8-sig")
        trenner = ";" if text.partition("\n")[0].count(";") else ","
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=trenner, strict=True)
    except UnicodeDecodeError:
        raise _refuse(datei, 1, "die Datei", "CSV als UTF-8 gespeichert") from None
    except csv.Error as fehler:
        raise _refuse(datei, 1, str(fehler), "CSV mit ; oder , zwischen den Zellen") from None


def _excel_rows(datei: Path) -> Iterator[list[str]]:
    from openpyxl import load_workbook  # type: ignore[import-untyped]

    try:
        with zipfile.ZipFile(datei) as archiv:
            entpackt = sum(teil.file_size for teil in archiv.infolist())
        if entpackt > ENTPACKT_HOECHSTENS:
            raise _refuse(datei, 1, f"{entpackt} Bytes entpackt", f"bis {ENTPACKT_HOECHSTENS}")
        blatt = load_workbook(datei).active
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as fehler:
        raise _refuse(
            datei, 1, f"kein Excel ({type(fehler).__name__})", "eine .xlsx-Datei"
        ) from None
    if blatt is None or blatt.merged_cells.ranges:
        wo = ", ".join(str(bereich) for bereich in blatt.merged_cells.ranges) if blatt else ""
        raise _refuse(datei, 1, f"verbundene Zellen ({wo})", "jede Zelle für sich")
    for zeile in blatt.iter_rows():
        yield [_cell(datei, zelle) for zelle in zeile]


def _cell(datei: Path, zelle: Any) -> str:
    """What stands in an Excel cell, as it would be written in YAML."""
    wert = zelle.value
    if zelle.data_type in ("f", "e"):
        was = f"{zelle.coordinate}: eine Formel oder ein Fehlerwert"
        raise _refuse(datei, zelle.row, was, "nur Text, Zahl oder Datum")
    if isinstance(wert, (datetime, date)):
        return wert.strftime("%Y-%m-%d")
    if isinstance(wert, float) and wert.is_integer():
        return str(int(wert))
    return "" if wert is None else str(wert)


def write_table(datei: Path, spalten: Sequence[str], zeilen: Sequence[dict[str, str]]) -> None:
    """Writes a table as .csv (for German Excel: UTF-8 with mark, ;) or .xlsx, all cells as text."""
    art = datei.suffix.lower()
    if art not in (".csv", ".xlsx"):
        raise _refuse(datei, 1, f"eine Datei {art or 'ohne Endung'}", ".csv oder .xlsx")
    datei.parent.mkdir(parents=True, exist_ok=True)
    (_write_csv if art == ".csv" else _write_excel)(datei, spalten, zeilen)


def _write_csv(datei: Path, spalten: Sequence[str], zeilen: Sequence[dict[str, str]]) -> None:
    with datei.open("w", encoding="utf-8-sig", newline="") as strom:
        schreiber = csv.DictWriter(strom, spalten, delimiter=";", restval="")
        schreiber.writeheader()
        schreiber.writerows(zeilen)


def _write_excel(datei: Path, spalten: Sequence[str], zeilen: Sequence[dict[str, str]]) -> None:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font  # type: ignore[import-untyped]

    buch = Workbook()
    blatt: Any = buch.active
    blatt.title, blatt.freeze_panes = "Angebote", "C2"
    for nr, inhalt in enumerate([{name: name for name in spalten}, *zeilen], 1):
        for spalte, name in enumerate(spalten, 1):
            zelle = blatt.cell(nr, spalte)
            zelle.number_format = "@"
            zelle.alignment = Alignment(vertical="top", wrap_text=True)
            zelle.value, zelle.data_type = inhalt.get(name, ""), "s"
    for zelle in blatt[1]:
        zelle.font = Font(bold=True)
        blatt.column_dimensions[zelle.column_letter].width = 24
    buch.save(datei)
