"""`wegweiser angebote`: JSON lines on the output, a sentence for people beside it."""

from __future__ import annotations

import csv
import io
import json
import shutil
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli import angebote
from bot.cli import main as cli
from bot.settings import ROOT

Call = Callable[..., tuple[int, list[dict], str]]


@pytest.fixture
def call(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> Call:
    """Calls the command on a copy of the delivered files: exit code, JSON lines, messages."""
    shutil.copytree(ROOT / "data" / "angebote", tmp_path / "angebote")
    monkeypatch.setattr(angebote, "ORDNER", tmp_path / "angebote")

    def call(*argv: str) -> tuple[int, list[dict], str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO())
        code = cli.main(["angebote", *argv])
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return code, [json.loads(zeile) for zeile in out.decode().splitlines()], err.decode()

    return call


def test_what_is_old_incomplete_or_without_a_source_is_listed_and_counted(call: Call) -> None:
    code, zeilen, satz = call()

    arten = [zeile["art"] for zeile in zeilen]
    assert code == 0
    assert {"vorbei", "alt", "unvollstaendig"} <= set(arten)
    assert set(zeilen[0]) == {"id", "datei", "zeile", "art", "satz"}
    assert satz.startswith(f"{len(zeilen)} Hinweise zu ")
    assert f"{arten.count('alt')} lange nicht bestätigt" in satz


def test_a_broken_file_is_named_with_line_and_field(call: Call) -> None:
    koeln = angebote.ORDNER / "05315_koeln.yml"
    text = koeln.read_text("utf-8").replace("weg: einstiegs", "weg: raum", 1)
    koeln.write_text(text, "utf-8")

    code, zeilen, satz = call()

    assert (code, len(zeilen)) == (2, 1)
    assert zeilen[0]["datei"].endswith("05315_koeln.yml")
    assert zeilen[0]["feld"].endswith(".weg")
    assert "Zeile 5" in satz and "Erlaubt: einstiegsqualifizierung" in satz


@pytest.mark.parametrize("endung", ["csv", "xlsx"])
def test_out_and_in_again_changes_nothing(call: Call, tmp_path: Path, endung: str) -> None:
    ziel = str(tmp_path / "neu" / f"tabelle.{endung}")

    assert call("--export", ziel)[0] == 0
    code, zeilen, satz = call("--import", ziel)

    assert (code, zeilen) == (0, [{"dateien": [], "neu": [], "geaendert": []}])
    assert satz.startswith("0 neue und 0 geänderte")


def test_an_edited_table_changes_its_file_and_says_which(call: Call, tmp_path: Path) -> None:
    ziel = tmp_path / "tabelle.csv"
    call("--export", str(ziel))
    zeilen = list(csv.DictReader(io.StringIO(ziel.read_text("utf-8-sig")), delimiter=";"))
    for zeile in zeilen:
        if zeile["id"] == "jmd-solingen":
            zeile["zuletzt_bestaetigt"] = "2026-11-20"
    with ziel.open("w", encoding="utf-8", newline="") as strom:
        schreiber = csv.DictWriter(strom, zeilen[0], delimiter=";")
        schreiber.writeheader()
        schreiber.writerows(zeilen)

    _, (bericht,), _ = call("--import", str(ziel))

    assert bericht["geaendert"] == ["jmd-solingen"]
    assert bericht["dateien"] == ["05122_solingen.yml"]


def test_a_table_with_a_mistake_changes_nothing(call: Call, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("datei;id;weg\n05315_koeln.yml;neu;raumfahrt\n")
    vorher = {datei: datei.read_bytes() for datei in angebote.ORDNER.iterdir()}

    code, zeilen, satz = call("--import", str(tmp_path / "t.csv"))

    assert code == 2
    assert {"weg", "name", "satz"} <= {zeile["feld"] for zeile in zeilen}
    assert "Nichts ist geändert" in satz
    assert {datei: datei.read_bytes() for datei in angebote.ORDNER.iterdir()} == vorher


def test_where_nobody_may_write_it_is_one_line(call: Call, tmp_path: Path) -> None:
    (tmp_path / "ordner").write_text("keiner")

    code, zeilen, satz = call("--export", str(tmp_path / "ordner" / "t.csv"))

    assert (code, zeilen) == (1, [])
    assert satz.count("\n") == 1 and satz.startswith("wegweiser: ")


def test_only_one_thing_at_a_time(call: Call) -> None:
    code, _, satz = call("--links", "--export", "t.csv")

    assert code == 2
    assert "geht nicht zusammen mit" in satz


def test_without_a_network_links_are_not_judged(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_names(*_: object, **__: object) -> None:
        raise socket.gaierror(-3, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", no_names)

    code, zeilen, satz = call("--links")

    assert (code, zeilen) == (0, [])
    assert satz.startswith("Kein Netz: ") and satz.count("\n") == 1
