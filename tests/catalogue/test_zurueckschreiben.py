"""A change touches only its own lines, so that git shows what staff have changed."""

from __future__ import annotations

import difflib
import shutil
from pathlib import Path

import pytest

from bot.catalogue.dateien import load_offers
from bot.catalogue.felder import Stelle
from bot.catalogue.tabellenform import draft_files, read_cells, read_entries, to_cells
from tests.catalogue.conftest import DATEN
from tests.catalogue.werkzeug import folder

KOMMENTIERT = """\
# Kreis Viersen
kreis: "05166"

angebote:
- id: eins
  weg: kim
  name: Eins  # so nennen es alle
  satz: Hier ist Rat.
    Der Rat kostet nichts.
  # Stand unsicher
  partner:
  - Stadt  # am Montag
  - Kreis
  zuletzt_bestaetigt: 2018-06-29
  bestaetigt_von: Bericht
  quellen:
  - titel: Bericht

# --- Sport ---
- id: zwei
  weg: kim
  name: Zwei
  satz: Hier ist Sport.
    Der Sport macht Spaß.
  zuletzt_bestaetigt: 2018-06-29
  bestaetigt_von: Bericht
  quellen:
  - titel: Bericht
# Ende
"""


def changed(ordner: Path, woher: str, **zellen: str) -> dict[str, str]:
    """The files after cells of an offer were changed; an empty cell takes the field away."""
    datei, roh = read_entries(ordner)[woher]
    neu = to_cells(datei, roh) | zellen
    stelle = Stelle("probe")
    eintrag = read_cells({name: zelle for name, zelle in neu.items() if zelle}, stelle)
    assert stelle.maengel == []
    return dict(draft_files({neu["id"]: eintrag}, ordner).texte)


def differences(alt: str, neu: str) -> list[str]:
    zeilen = difflib.ndiff(alt.splitlines(), neu.splitlines())
    return [zeile for zeile in zeilen if zeile[0] in "+-"]


def test_a_new_day_of_confirmation_is_one_changed_line(tmp_path: Path) -> None:
    ordner = folder(tmp_path / "a", KOMMENTIERT)

    neu = changed(ordner, "eins", zuletzt_bestaetigt="2026-11-22")["0.yml"]

    assert differences(KOMMENTIERT, neu) == [
        "-   zuletzt_bestaetigt: 2018-06-29",
        "+   zuletzt_bestaetigt: 2026-11-22",
    ]


def test_comments_stay_when_the_last_field_before_them_changes(tmp_path: Path) -> None:
    ordner = folder(tmp_path / "a", KOMMENTIERT)

    neu = changed(ordner, "eins", quellen="titel: Besuch", satz="Neuer Satz.", partner="Stadt")

    for kommentar in ("# Kreis Viersen", "# so nennen", "# Stand", "# --- Sport", "# Ende"):
        assert kommentar in neu["0.yml"]
    assert neu["0.yml"].endswith(KOMMENTIERT[KOMMENTIERT.index("\n# --- Sport") :])


def test_a_field_that_goes_takes_its_lines_and_a_new_one_stands_in_order(tmp_path: Path) -> None:
    ordner = folder(tmp_path / "a", KOMMENTIERT)

    neu = changed(ordner, "eins", partner="", kosten="Es kostet nichts.")["0.yml"]

    assert sorted(differences(KOMMENTIERT, neu)) == [
        "+   kosten: Es kostet nichts.",
        "-   - Kreis",
        "-   - Stadt  # am Montag",
        "-   partner:",
    ]


def test_a_new_offer_is_added_at_the_end_and_nothing_else_moves(tmp_path: Path) -> None:
    ordner = folder(tmp_path / "a", KOMMENTIERT)

    neu = changed(ordner, "zwei", id="drei", name="Drei")["0.yml"]

    assert neu.startswith(KOMMENTIERT)
    assert "- id: drei\n" in neu


@pytest.mark.parametrize(
    "text",
    [
        KOMMENTIERT.replace("\n- id", "\n  - id")
        .replace("\n  ", "\n    ")
        .replace("    - id", "  - id"),
        KOMMENTIERT.rstrip("\n"),
        'kreis: "05166"\nangebote: [{id: eins, weg: kim, name: A, satz: B.,'
        " zuletzt_bestaetigt: 2018-06-29, bestaetigt_von: C, quellen: [{titel: D}]}]\n",
        KOMMENTIERT.replace("Kreis Viersen", "x").replace('kreis: "05166"\n', "")
        + 'kreis: "05166"\n',
    ],
    ids=["indented", "no newline at the end", "one line", "place after the offers"],
)
def test_however_a_file_is_written_the_change_arrives(tmp_path: Path, text: str) -> None:
    ordner = folder(tmp_path / "a", text)

    neu = changed(ordner, "eins", zuletzt_bestaetigt="2026-11-22", traeger="Verein")

    danach = {f.angebot.id: f.angebot for f in load_offers(folder(tmp_path / "b", neu["0.yml"]))}
    davor = {f.angebot.id: f.angebot for f in load_offers(ordner)}
    assert danach["eins"].traeger == "Verein"
    assert str(danach["eins"].zuletzt_bestaetigt) == "2026-11-22"
    assert danach.keys() == davor.keys()
    assert danach.get("zwei") == davor.get("zwei")


def test_confirming_all_delivered_offers_changes_only_their_own_lines(tmp_path: Path) -> None:
    ordner = Path(shutil.copytree(DATEN, tmp_path / "angebote"))
    heute = {"zuletzt_bestaetigt": "2026-11-23", "bestaetigt_von": "Probe"}
    bestaetigt = {
        id: read_cells(to_cells(*eintrag) | heute, Stelle("probe"))
        for id, eintrag in read_entries(ordner).items()
    }

    texte = draft_files(bestaetigt, ordner).texte

    assert len(texte) == len(list(ordner.iterdir()))
    for datei, neu in texte.items():
        anders = differences((ordner / datei).read_text("utf-8"), neu)
        assert {zeile.split(":")[0].strip("+- ") for zeile in anders} == set(heute)
