"""A broken file is shown with its line; the last good state stays in use until it is mended."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.faelle.lesen import FallFehler, load_cases
from bot.pruefstand import Lager
from tests.pruefstand.conftest import Mensch

BRUECHE = [
    ("data/eligibility/wege/bab.yml", "weg: bab\nname: [\n", "Recht", "bab.yml, Zeile"),
    ("data/texte/fragen.yml", "alter: {text: [}\n", "Texte", "fragen.yml"),
    ("data/angebote/05113_essen.yml", "angebote: 5\n", "Angebote", "05113_essen.yml"),
    ("tests/eligibility/faelle/bvb.yml", "- {id: X, fall: Y\n", "Fälle", "bvb.yml, Zeile 2"),
]


@pytest.mark.parametrize(("datei", "inhalt", "teil", "wo"), BRUECHE)
def test_a_broken_file_is_shown_and_the_old_state_is_used(
    start: Callable[..., Any],
    eigenes_lager: Lager,
    wurzel: Path,
    datei: str,
    inhalt: str,
    teil: str,
    wo: str,
) -> None:
    ziel = wurzel / datei
    vorher = eigenes_lager.current(gleich=True)
    mensch, gut = Mensch(start(eigenes_lager)), ziel.read_text(encoding="utf-8")
    ziel.write_text(inhalt, encoding="utf-8")

    eigenes_lager.current(gleich=True)

    assert mensch.open("/") == 200
    assert f"{teil}: Eine Datei hat einen Fehler" in mensch.text
    assert wo in mensch.text
    assert str(wurzel) not in mensch.text
    jetzt = eigenes_lager.current()
    assert jetzt.regelwerk is vorher.regelwerk
    assert (jetzt.texte, jetzt.faelle) == (vorher.texte, vorher.faelle)

    ziel.write_text(gut, encoding="utf-8")

    assert eigenes_lager.current(gleich=True).brueche == ()


def test_a_change_is_used_without_a_restart(eigenes_lager: Lager, wurzel: Path) -> None:
    datei = wurzel / "data" / "eligibility" / "wege" / "bab.yml"
    eigenes_lager.current(gleich=True)
    text = datei.read_text(encoding="utf-8")
    datei.write_text(text.replace("name: ", "name: Neue ", 1), encoding="utf-8")

    titel = eigenes_lager.current(gleich=True).regelwerk.weg("bab").titel

    assert titel.startswith("Neue ")


@pytest.mark.parametrize(
    ("text", "zeile", "satz"),
    [
        ("- id: A\n  fall: B\n  stichtag: morgen\n  profil: {}\n", 1, "es fehlt paragraf"),
        ("- {id: A, fall: B\n", 2, "kein YAML"),
        ("id: A\n", 1, "eine Liste"),
        ("- A\n", 1, "Schlüssel"),
    ],
)
def test_a_case_that_cannot_be_read_is_named_with_its_line(
    tmp_path: Path, text: str, zeile: int, satz: str
) -> None:
    (tmp_path / "a.yml").write_text(text, encoding="utf-8")

    with pytest.raises(FallFehler, match=satz) as fehler:
        load_cases(tmp_path)

    assert fehler.value.zeile == zeile


VOLL = "- id: {id}\n  fall: B\n  stichtag: '2026-01-01'\n  profil: {{{profil}}}\n{mehr}"
REST = "  paragraf: § 1 X\n  quelle: Y\n  sicher: high\n"


@pytest.mark.parametrize(
    ("profil", "mehr", "zeile", "satz"),
    [
        ("alter: 200", REST, 4, "alter: 200 ist nicht erlaubt"),
        ("", REST + "  erwartet: {bab: vielleicht}\n", 8, "vielleicht"),
        ("", REST + "  erwartett: {}\n", 8, "erwartett"),
        ("", REST.replace("high", "sehr"), 7, "sicher"),
    ],
)
def test_a_wrong_value_in_a_case_is_named_with_its_line(
    tmp_path: Path, profil: str, mehr: str, zeile: int, satz: str
) -> None:
    text = VOLL.format(id="A", profil=profil, mehr=mehr)
    (tmp_path / "a.yml").write_text(text, encoding="utf-8")

    with pytest.raises(FallFehler, match=satz) as fehler:
        load_cases(tmp_path)

    assert fehler.value.zeile == zeile


def test_two_cases_of_one_name_are_refused(tmp_path: Path) -> None:
    for name in ("a", "b"):
        text = VOLL.format(id="A", profil="", mehr=REST)
        (tmp_path / f"{name}.yml").write_text(text, encoding="utf-8")

    with pytest.raises(FallFehler, match=r"b\.yml, Zeile 1: den Fall A gibt es schon \(a\.yml"):
        load_cases(tmp_path)
