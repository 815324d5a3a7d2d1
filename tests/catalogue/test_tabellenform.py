"""CSV and Excel for staff: out, edited, back in; the files stay the source."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from bot.catalogue import AngebotsFehler, export_table, import_table
from bot.catalogue.dateien import load_offers
from tests.catalogue.conftest import DATEN


@pytest.fixture
def ordner(tmp_path: Path) -> Path:
    """A copy of the delivered files that may be changed."""
    return Path(shutil.copytree(DATEN, tmp_path / "angebote"))


def edit_csv(tabelle: Path, change: Callable[[dict[str, str]], None]) -> None:
    """Changes every row of a table as a person would in a spreadsheet."""
    with tabelle.open(encoding="utf-8-sig", newline="") as strom:
        zeilen = list(csv.DictReader(strom, delimiter=";"))
    for zeile in zeilen:
        change(zeile)
    with tabelle.open("w", encoding="utf-8-sig", newline="") as strom:
        schreiber = csv.DictWriter(strom, zeilen[0], delimiter=";")
        schreiber.writeheader()
        schreiber.writerows(zeilen)


def files(ordner: Path) -> dict[str, bytes]:
    return {datei.name: datei.read_bytes() for datei in ordner.iterdir()}


@pytest.mark.parametrize("endung", ["csv", "xlsx"])
def test_a_table_that_nobody_changed_changes_no_file(
    ordner: Path, tmp_path: Path, endung: str
) -> None:
    vorher = files(ordner)
    anzahl = export_table(ordner, tmp_path / f"t.{endung}")

    bericht = import_table(tmp_path / f"t.{endung}", ordner)

    assert anzahl > 40
    assert bericht.dateien == ()
    assert files(ordner) == vorher


def test_a_changed_cell_changes_this_offer_and_no_other(ordner: Path, tmp_path: Path) -> None:
    export_table(ordner, tmp_path / "t.csv")

    def confirm(zeile: dict[str, str]) -> None:
        if zeile["id"] == "jmd-solingen":
            zeile["zuletzt_bestaetigt"] = "2026-11-20"
            zeile["kontakt.telefon"] = "0212 12345"

    edit_csv(tmp_path / "t.csv", confirm)
    bericht = import_table(tmp_path / "t.csv", ordner)

    vorher, nachher = ({f.angebot.id: f.angebot for f in load_offers(o)} for o in (DATEN, ordner))
    jmd = nachher.pop("jmd-solingen")
    vorher.pop("jmd-solingen")
    assert (bericht.dateien, bericht.geaendert) == (("05122_solingen.yml",), ("jmd-solingen",))
    assert (jmd.zuletzt_bestaetigt, jmd.kontakt.telefon) == (date(2026, 11, 20), "0212 12345")
    assert nachher == vorher
    assert (ordner / "05122_solingen.yml").read_text("utf-8").startswith("# Solingen\n")


def test_a_new_row_is_a_new_offer_also_in_a_new_file(ordner: Path, tmp_path: Path) -> None:
    buch = Workbook()
    zellen = {
        "datei": "05314_bonn.yml",
        "id": "treff-bonn",
        "weg": "integrationskurs",
        "name": "Treff",
        "satz": "Hier lernst du Deutsch.",
        "kreis": 5314,
        "zuletzt_bestaetigt": date(2026, 11, 1),
        "bestaetigt_von": "Beratung",
        "quellen": "titel: Besuch | gelesen_am: 2026-11-01",
        "zusatzbedingungen": '{"alter": {"ab": 18}}',
        "termine": "art: frist | jaehrlich: 02-01\nart: beginn | am: 2027-03-01",
    }
    buch.active.append(list(zellen))
    buch.active.append(list(zellen.values()))
    buch.save(tmp_path / "t.xlsx")

    bericht = import_table(tmp_path / "t.xlsx", ordner)

    neu = next(f.angebot for f in load_offers(ordner) if f.angebot.id == "treff-bonn")
    assert bericht.neu == ("treff-bonn",)
    assert (neu.kreis, neu.bedingung) == ("05314", {"alter": {"ab": 18}})
    assert [termin.next_day(date(2026, 11, 22)) for termin in neu.termine] == [
        date(2027, 2, 1),
        date(2027, 3, 1),
    ]


def break_cell(spalte: str, wert: str) -> Callable[[dict[str, str]], None]:
    def change(zeile: dict[str, str]) -> None:
        if zeile["id"] == "jmd-solingen":
            zeile[spalte] = wert

    return change


@pytest.mark.parametrize(
    "spalte, wert, was",
    [
        ("weg", "raumfahrt", "weg: 'raumfahrt' ist nicht erlaubt"),
        ("gilt_ab", "30.2.2018", "gilt_ab"),
        ("name", "<b>JMD</b>", "kein HTML"),
        ("name", "=HYPERLINK(1)", "ohne = oder @"),
        ("kreis", "99999", "5 Ziffern"),
        ("datei", "../geheim.yml", "eine Datei wie 05315_koeln.yml"),
        ("zusatzbedingungen", "alter ab 18", "JSON"),
        ("quellen", "irgendwo gelesen", "quellen"),
        ("id", "mbeon", "jede id nur in einer Zeile"),
    ],
)
def test_a_wrong_cell_names_row_and_column_and_changes_nothing(
    ordner: Path, tmp_path: Path, spalte: str, wert: str, was: str
) -> None:
    vorher = files(ordner)
    export_table(ordner, tmp_path / "t.csv")
    edit_csv(tmp_path / "t.csv", break_cell(spalte, wert))

    with pytest.raises(AngebotsFehler) as fehler:
        import_table(tmp_path / "t.csv", ordner)

    assert "t.csv, Zeile " in str(fehler.value)
    assert was in str(fehler.value)
    assert files(ordner) == vorher


def test_excel_with_merged_cells_is_refused_with_their_place(ordner: Path, tmp_path: Path) -> None:
    export_table(ordner, tmp_path / "t.xlsx")
    buch = load_workbook(tmp_path / "t.xlsx")
    buch.active.merge_cells("B2:C3")
    buch.save(tmp_path / "t.xlsx")

    with pytest.raises(AngebotsFehler, match=r"verbundene Zellen \(B2:C3\)"):
        import_table(tmp_path / "t.xlsx", ordner)


def test_excel_with_a_formula_is_refused_with_its_cell(ordner: Path, tmp_path: Path) -> None:
    export_table(ordner, tmp_path / "t.xlsx")
    buch = load_workbook(tmp_path / "t.xlsx")
    buch.active["E2"] = "=1+1"
    buch.save(tmp_path / "t.xlsx")

    with pytest.raises(AngebotsFehler, match="E2: eine Formel"):
        import_table(tmp_path / "t.xlsx", ordner)


@pytest.mark.parametrize(
    "name, inhalt, was",
    [
        ("t.xlsx", b"kein Excel", "kein Excel"),
        ("t.ods", b"", "eine Datei .ods"),
        ("t.csv", "datei;id\nä".encode("latin-1"), "UTF-8"),
        ("t.csv", b"id;id\n1;2\n", "eigenen Namen"),
        ("t.csv", b"datei;id\n1;2;3\n", "Zelle ohne Spalte"),
        ("t.csv", b"", "0 Zeilen"),
        ("t.csv", b'id\n"offen', "CSV mit"),
        ("t.csv", b"x" * 5_000_001, "5000000 Bytes"),
    ],
)
def test_what_is_no_table_is_refused_in_one_line(
    ordner: Path, tmp_path: Path, name: str, inhalt: bytes, was: str
) -> None:
    (tmp_path / name).write_bytes(inhalt)

    with pytest.raises(AngebotsFehler, match=was):
        import_table(tmp_path / name, ordner)
