"""What staff do: find, confirm, edit, add, look back, take along. The files stay the source."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
import yaml

from bot.catalogue import open_catalogue
from bot.catalogue.pflege import Pflege
from bot.catalogue.tabellenform import SPALTEN
from bot.verwaltung.formular import load_form
from tests.verwaltung.conftest import KOELN, WEGE, Mensch

BESTAETIGT = ("zuletzt_bestaetigt", "bestaetigt_von")


def shown(mensch: Mensch) -> list[str]:
    """The ids of the offers in the list."""
    return re.findall(r'action="/geprueft/([^"]+)"', mensch.seite)


def koeln(pflege: Pflege) -> str:
    return (pflege.ordner / "0.yml").read_text("utf-8")


def fields(text: str) -> dict[str, object]:
    return dict(yaml.safe_load(text)["angebote"][0])


@pytest.mark.parametrize(
    "frage, gezeigt",
    [
        ("", ["deutsch-treff", "sport", "jobcenter-suche"]),
        ("ort=05315", ["deutsch-treff"]),
        ("ort=05166", ["sport"]),
        ("ort=je_kreis", ["jobcenter-suche"]),
        ("weg=kim", ["sport"]),
        ("nur=alt", ["deutsch-treff", "sport", "jobcenter-suche"]),
        ("nur=vorbei", []),
        ("nur=unvollstaendig&ort=05166", ["sport"]),
        ("suche=TREFF+deutsch", ["deutsch-treff", "sport", "jobcenter-suche"]),
        ("suche=sport", ["sport"]),
        ("seite=99", ["deutsch-treff", "sport", "jobcenter-suche"]),
        ("seite=-1&ort=quatsch", []),
    ],
)
def test_the_list_can_be_narrowed(beratung: Mensch, frage: str, gezeigt: list[str]) -> None:
    assert beratung.open(f"/?{frage}") == 200
    assert shown(beratung) == gezeigt


def test_checked_today_is_one_click_and_leads_back_to_the_same_list(
    beratung: Mensch, pflege: Pflege
) -> None:
    beratung.open("/?ort=05315&nur=alt")
    assert beratung.send("/geprueft/deutsch-treff") == 200

    assert "Heute geprüft: deutsch-treff" in beratung.seite
    assert shown(beratung) == []
    assert '<option value="05315" selected>' in beratung.seite
    bestaetigt = KOELN.replace("2018-06-29", "2026-11-22").replace("von: Bericht", "von: Beratung")
    assert koeln(pflege) == bestaetigt
    beratung.open("/angebot/deutsch-treff")
    assert "zuletzt geprüft am 2026-11-22 (Beratung)" in beratung.seite


def test_an_edited_field_is_in_the_file_with_all_comments_and_in_the_search(
    beratung: Mensch, pflege: Pflege, tmp_path: Path
) -> None:
    beratung.open("/angebot/deutsch-treff")
    status = beratung.send(
        "/angebot/deutsch-treff", name="Sprach-Café", traeger="Verein für alle", tun="speichern"
    )

    neu = koeln(pflege)
    katalog = open_catalogue(f"sqlite:///{tmp_path}/katalog.db")
    gesucht = katalog.get("deutsch-treff")
    katalog.close()
    assert status == 200 and "Gespeichert: deutsch-treff" in beratung.seite
    assert neu.startswith("# Köln, von Hand geschrieben\n") and "# am Montag" in neu
    assert fields(neu) == {**fields(KOELN), "name": "Sprach-Café", "traeger": "Verein für alle"}
    assert gesucht is not None and gesucht.name == "Sprach-Café"


def test_saving_what_nobody_changed_changes_nothing(beratung: Mensch, pflege: Pflege) -> None:
    for id in ("deutsch-treff", "sport", "jobcenter-suche"):
        beratung.open(f"/angebot/{id}")
        assert beratung.send(f"/angebot/{id}", tun="speichern") == 200

    assert koeln(pflege) == KOELN
    assert pflege.history() == []


def test_saving_can_count_as_checking_too(beratung: Mensch, pflege: Pflege) -> None:
    beratung.open("/angebot/deutsch-treff")
    beratung.send("/angebot/deutsch-treff", kosten="Es kostet nichts.", tun="geprueft")

    assert {a.feld for a in pflege.history()} == {"kosten", *BESTAETIGT}


def test_who_and_when_of_a_confirmation_cannot_be_typed(beratung: Mensch, pflege: Pflege) -> None:
    beratung.open("/angebot/deutsch-treff")
    beratung.send("/angebot/deutsch-treff", bestaetigt_von="Erika Muster", id="anders", datei="x")

    assert koeln(pflege) == KOELN


@pytest.mark.parametrize(
    "feld, wert, titel, erlaubt",
    [
        ("name", "Treff <script>alert(1)</script>", "Name", "kein HTML"),
        ("name", "", "Name", "das Feld name muss da stehen"),
        ("gilt_bis", "morgen", "Gilt bis", "ein Tag wie 2018-09-01"),
        ("kontakt.telefon", "ruf an", "Telefon", "eine Telefonnummer"),
        ("quellen", "titel: A | gelesen_am: bald", "Quellen", "ein Tag wie"),
        ("zusatzbedingungen", "ab 18", "Zusatz-Bedingungen", "JSON"),
        ("sprachen", "Deutsch", "Sprachen", "der Code einer Sprache"),
    ],
)
def test_a_mistake_names_the_field_and_what_is_allowed_and_keeps_what_was_typed(
    beratung: Mensch, pflege: Pflege, feld: str, wert: str, titel: str, erlaubt: str
) -> None:
    beratung.open("/angebot/deutsch-treff")
    status = beratung.send("/angebot/deutsch-treff", **{feld: wert, "kosten": "Nichts."})

    id = "feld-" + feld.replace(".", "-")
    assert status == 422
    assert f'<a href="#{id}">{titel}</a>' in beratung.seite
    assert erlaubt in beratung.seite
    assert f'aria-describedby="{id}-' in beratung.seite
    assert re.search(rf'id="{id}"[^>]*aria-invalid="true"', beratung.seite)
    assert "<script" not in beratung.seite
    assert beratung.form("/angebot/deutsch-treff")[feld] == wert
    assert beratung.form("/angebot/deutsch-treff")["kosten"] == "Nichts."
    assert koeln(pflege) == KOELN


def test_two_places_are_a_mistake_of_the_whole(beratung: Mensch) -> None:
    beratung.open("/angebot/deutsch-treff")

    assert beratung.send("/angebot/deutsch-treff", ebene="nrw") == 422
    assert "genau eins von gemeinde, kreis, bezirk, ebene" in beratung.seite


def test_the_pages_to_look_at_are_links_and_what_was_just_typed_is_not(
    beratung: Mensch, pflege: Pflege
) -> None:
    quelle = "titel: Seite | adresse: https://a.example/b?c=1&d=2 | gelesen_am: 2026-11-20"
    beratung.open("/angebot/deutsch-treff")
    beratung.send("/angebot/deutsch-treff", quellen=quelle)
    beratung.open("/angebot/deutsch-treff")
    assert '<a href="https://a.example/b?c=1&amp;d=2" target="_blank"' in beratung.seite

    beratung.send("/angebot/deutsch-treff", **{"kontakt.web": "javascript:alert(1)//https://x.y"})
    assert 'href="javascript' not in beratung.seite and 'href="https' not in beratung.seite


def test_what_somebody_else_has_changed_is_not_overwritten(
    beratung: Mensch, app: object, pflege: Pflege
) -> None:
    anderer = Mensch(app)
    anderer.log_in(rolle="Jobcenter")
    beratung.open("/angebot/deutsch-treff")
    anderer.open("/")
    anderer.send("/geprueft/deutsch-treff")

    assert beratung.send("/angebot/deutsch-treff", name="Meins") == 409
    assert "hat sich inzwischen geändert" in beratung.seite
    assert beratung.form("/angebot/deutsch-treff")["name"] == "Meins"
    assert "Meins" not in koeln(pflege)


def test_confirming_an_old_view_is_refused(beratung: Mensch, pflege: Pflege) -> None:
    beratung.open("/")
    beratung.send("/geprueft/sport")
    alt = beratung.form("/geprueft/deutsch-treff") | {"stand": "0123456789abcdef"}

    assert beratung.send("/geprueft/deutsch-treff", **alt) == 200
    assert "Nicht gespeichert: deutsch-treff" in beratung.seite
    assert koeln(pflege) == KOELN


def test_the_history_tells_who_when_which_field_before_and_after(beratung: Mensch) -> None:
    beratung.open("/angebot/deutsch-treff")
    beratung.send("/angebot/deutsch-treff", name="Sprach-Café")
    beratung.open("/verlauf")

    zellen = re.findall(r"<td[^>]*>(.*?)</td>", beratung.seite)
    assert re.fullmatch(r"22\.11\.2026, \d\d:00", zellen[0])
    assert zellen[1] == "Beratung"
    assert zellen[3:] == ["Name", "Deutsch-Treff", "Sprach-Café"]
    beratung.open("/angebot/deutsch-treff")
    assert "<td>Name</td>" in beratung.seite
    beratung.open("/angebot/sport")
    assert "<td>Name</td>" not in beratung.seite


NEU = {
    "id": "treff-bonn",
    "datei": "05314_bonn.yml",
    "name": "Treff",
    "weg": "kim",
    "satz": "Hier [lernst du|lernt die Person] Deutsch.",
    "kreis": "05314",
    "quellen": "titel: Besuch | gelesen_am: 2026-11-20\r\n\r\ntitel: Seite | adresse: https://a.example",
    "weitere_wege": "jobcenter\r\nbab",
}


def test_a_new_offer_gets_its_own_file_and_is_checked_today(
    beratung: Mensch, pflege: Pflege
) -> None:
    beratung.open("/neu")
    assert beratung.send("/neu", **NEU) == 200

    inhalt = yaml.safe_load((pflege.ordner / "05314_bonn.yml").read_text("utf-8"))
    (eins,) = inhalt["angebote"]
    assert inhalt["kreis"] == "05314"
    assert (eins["bestaetigt_von"], str(eins["zuletzt_bestaetigt"])) == ("Beratung", "2026-11-22")
    assert eins["weitere_wege"] == ["jobcenter", "bab"]
    assert [quelle["titel"] for quelle in eins["quellen"]] == ["Besuch", "Seite"]


@pytest.mark.parametrize(
    "feld, wert, was",
    [
        ("id", "deutsch-treff", "diese gibt es schon"),
        ("id", "Groß Geschrieben", "kleine Buchstaben"),
        ("id", "", "das Feld id muss da stehen"),
        ("datei", "../../boese.yml", "eine Datei wie 05315_koeln.yml"),
        ("kreis", "", "genau eins von"),
    ],
)
def test_a_new_offer_with_a_mistake_is_not_made(
    beratung: Mensch, pflege: Pflege, feld: str, wert: str, was: str
) -> None:
    beratung.open("/neu")

    assert beratung.send("/neu", **{**NEU, feld: wert}) == 422
    assert was in beratung.seite
    assert len(list(pflege.ordner.iterdir())) == 3


@pytest.mark.parametrize("art", ["csv", "xlsx"])
def test_the_table_for_staff_can_be_taken_along(beratung: Mensch, art: str) -> None:
    antwort = beratung.client.get(f"/angebote.{art}")

    assert antwort.status_code == 200
    assert f'filename="angebote.{art}"' in antwort.headers["content-disposition"]
    if art == "csv":
        zeilen = list(
            csv.DictReader(io.StringIO(antwort.content.decode("utf-8-sig")), delimiter=";")
        )
        assert [zeile["id"] for zeile in zeilen] == ["deutsch-treff", "sport", "jobcenter-suche"]


def test_a_file_somebody_has_broken_is_named_to_staff_only(
    beratung: Mensch, fremder: Mensch, pflege: Pflege
) -> None:
    (pflege.ordner / "3.yml").write_text("kreis: [\n")

    assert beratung.open("/") == 503
    assert "3.yml, Zeile" in beratung.seite
    fremder.open("/")
    assert "3.yml" not in fremder.seite


def test_the_form_has_every_field_of_the_table() -> None:
    felder = load_form(WEGE)

    namen = {feld.name for feld in felder.fields(neu=True)} | set(felder.nur_gezeigt)
    assert namen == set(SPALTEN)
    assert len({feld.titel for feld in felder.fields(neu=True)}) == len(SPALTEN) - len(BESTAETIGT)
