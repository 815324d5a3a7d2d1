"""The list for staff: what is old, over, incomplete or without a source."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bot.catalogue import list_problems
from tests.catalogue.conftest import DATEN
from tests.catalogue.werkzeug import HEUTE, folder, offer

FRISCH = (
    "traeger: Verein",
    "kontakt: {web: https://example.org}",
    "quellen: [{titel: Seite, gelesen_am: 2026-11-01}]",
)


def kinds(ordner: Path, heute: date = HEUTE) -> list[tuple[str, str]]:
    return [(problem.id, problem.art) for problem in list_problems(ordner, heute)]


def fresh(id: str, *zeilen: str) -> str:
    ohne_quelle = offer(id).partition("  quellen:")[0]
    text = ohne_quelle.replace("2018-06-29", "2026-10-01")
    return text + "".join(f"  {zeile}\n" for zeile in (*FRISCH, *zeilen))


def test_a_complete_and_fresh_offer_is_no_problem(tmp_path: Path) -> None:
    assert kinds(folder(tmp_path / "a", fresh("gut"))) == []


def test_after_six_months_an_offer_is_old(tmp_path: Path) -> None:
    ordner = folder(tmp_path / "a", fresh("a"))

    assert kinds(ordner, date(2027, 3, 31)) == []
    assert kinds(ordner, date(2027, 4, 1)) == [("a", "alt")]


def test_an_offer_that_is_over_is_not_called_old_too(tmp_path: Path) -> None:
    assert kinds(folder(tmp_path / "a", fresh("a", "gilt_bis: 2026-10-31"))) == [("a", "vorbei")]


def test_without_provider_contact_and_source_an_offer_is_incomplete(tmp_path: Path) -> None:
    gefunden = list_problems(folder(tmp_path / "a", offer("leer")), HEUTE)

    assert [problem.art for problem in gefunden] == ["alt", "unvollstaendig", "ohne_quelle"]
    assert gefunden[1].satz == "es fehlt: traeger, kontakt"
    assert (Path(gefunden[0].datei).name, gefunden[0].zeile) == ("0.yml", 3)


def test_confirmed_tomorrow_is_a_typing_mistake(tmp_path: Path) -> None:
    assert kinds(folder(tmp_path / "a", fresh("a")), date(2026, 9, 30)) == [("a", "zukunft")]


def test_the_delivered_files_name_the_old_offers_of_2018_once_each() -> None:
    alt = [id for id, art in kinds(DATEN) if art == "alt"]

    assert "eq-plus-sprache-koeln" in alt
    assert len(alt) == len(set(alt)) == 12
    assert not [id for id, art in kinds(DATEN) if art == "ohne_quelle"]
