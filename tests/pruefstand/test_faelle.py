"""Cases in the Prüfstand: green and red, filtered, run, replayed, saved from a conversation."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from bot.faelle.lesen import ORDNER, load_cases
from bot.faelle.nachspielen import SCHRITTE_HOECHSTENS, replay
from bot.faelle.paragrafen import paragraphs
from bot.faelle.pruefen import IMMER_FRISCH
from bot.faelle.schreiben import suggest_file, suggest_id
from bot.pruefstand import Lager
from bot.pruefstand.lauf import Laeufe
from tests.pruefstand.conftest import Mensch, copy_data


@pytest.fixture
def eigener(start: Callable[..., Any], eigenes_lager: Lager) -> Mensch:
    """Somebody who works on a copy of the files."""
    return Mensch(start(eigenes_lager))


def finish(mensch: Mensch) -> str:
    """Waits until a run is over; returns what it says."""
    for _ in range(600):
        mensch.open("/faelle/lauf")
        if "Gelaufen" in mensch.text:
            return mensch.text
        time.sleep(0.05)
    pytest.fail("der Lauf endet nicht")


def listed(mensch: Mensch, query: str = "") -> list[str]:
    mensch.open(f"/faelle?{query}")
    return re.findall(r'<a href="/faelle/fall/([^"]+)">', mensch.seite)


def test_a_run_shows_progress_and_turns_the_cases_green(mensch: Mensch) -> None:
    mensch.open("/faelle")
    anzahl = len(listed(mensch, "datei=ukraine"))

    mensch.send("/faelle/lauf", datei="ukraine", tun="auswahl")

    assert f"{anzahl} von {anzahl} Fällen, 0 rot" in finish(mensch)
    assert len(listed(mensch, "datei=ukraine&ergebnis=gr%C3%BCn")) == anzahl
    assert listed(mensch, "datei=ukraine&ergebnis=rot") == []


def test_a_wrong_rule_turns_cases_red_and_old_results_no_longer_count(
    eigener: Mensch, eigenes_lager: Lager, wurzel: Path
) -> None:
    eigener.open("/faelle")
    eigener.send("/faelle/lauf", datei="ausbildungsduldung", tun="auswahl")
    finish(eigener)
    assert listed(eigener, "ergebnis=gr%C3%BCn")
    datei = wurzel / "data/eligibility/wege/ausbildungsduldung.yml"
    text = datei.read_text(encoding="utf-8")
    datei.write_text(text.replace("monate_ab: 3}", "monate_ab: 300}"), encoding="utf-8")
    assert eigenes_lager.current(gleich=True).brueche == ()
    assert listed(eigener, "ergebnis=gr%C3%BCn") == []

    eigener.open("/faelle")
    eigener.send("/faelle/lauf", datei="ausbildungsduldung", tun="auswahl")
    finish(eigener)

    rot = listed(eigener, "ergebnis=rot")
    assert rot
    assert "ausbildungsduldung: erwartet ja, ist nein" in eigener.text
    eigener.open(f"/faelle/fall/{rot[0]}")
    assert "Das stimmt nicht" in eigener.text


@pytest.mark.parametrize(
    ("query", "passt"),
    [
        ("weg=bab", lambda f: "bab" in f.wege),
        ("ort=05315", lambda f: str(f.profil.get("ort")).startswith("05315")),
        ("papier=gestattung", lambda f: f.profil.get("aufenthalt") == "gestattung"),
        ("papier=unbekannt", lambda f: f.profil.get("aufenthalt") is None),
        ("jahr=2018&datei=auftrag", lambda f: f.stichtag.year == 2018 and f.datei == "auftrag"),
        ("suche=guinea+duldung", lambda f: {"guinea", "duldung"} <= _words(f)),
        ("paragraf=%C2%A7+44+AufenthG", lambda f: _names(f, "44", "AufenthG")),
        ("paragraf=60d", lambda f: "60d" in _paragraphs(f)),
    ],
)
def test_the_list_is_filtered(
    mensch: Mensch, lager: Lager, query: str, passt: Callable[[Any], bool]
) -> None:
    erwartet = [fall.id for fall in lager.current().faelle if passt(fall)]
    assert erwartet
    assert listed(mensch, query) == erwartet[:100]
    assert f"{len(erwartet)} Fälle" in mensch.text


def _words(fall: Any) -> set[str]:
    text = f"{fall.text} {fall.angaben.get('grund', '')}".casefold()
    return {wort for wort in ("guinea", "duldung") if wort in text}


def _names(fall: Any, nummer: str, gesetz: str) -> bool:
    return (nummer, gesetz) in paragraphs(_paragraphs(fall))


def _paragraphs(fall: Any) -> str:
    return f"{fall.angaben['paragraf']} {fall.angaben.get('grund_nein', '')}"


def test_one_case_shows_person_expectation_and_trace(mensch: Mensch) -> None:
    assert mensch.open("/faelle/fall/A01") == 200
    assert "Fall A01: grün" in mensch.text
    assert "Einstiegs-Qualifizierung ja ja ja" in mensch.text
    assert "Integrations-Kurs nicht ja nein ja" in mensch.text

    assert mensch.open("/faelle/fall/A01/weg/bab") == 200
    assert "Recht vom 15. September 2018" in mensch.text
    assert mensch.open("/faelle/fall/gibtesnicht") == 404
    assert mensch.open("/faelle/fall/A01/weg/gibtesnicht") == 404


def test_a_case_is_replayed_step_by_step_forwards_and_back(mensch: Mensch) -> None:
    mensch.open("/faelle/fall/A01/spielen")
    letzter = int(re.search(r"Schritt 0 von (\d+)", mensch.text).group(1))  # type: ignore[union-attr]
    chats = []
    for nr in (*range(letzter + 1), *reversed(range(letzter))):
        mensch.open(f"/faelle/fall/A01/spielen?schritt={nr}")
        assert f"Schritt {nr} von {letzter}" in mensch.text
        chats.append(re.findall(r'<li class="(?:bot|mensch)">(.*?)</li>', mensch.seite, re.S))
    hin, zurueck = chats[: letzter + 1], chats[letzter + 1 :]
    assert all(kurz == lang[: len(kurz)] for kurz, lang in pairwise(hin))
    assert zurueck == hin[-2::-1]

    mensch.open("/faelle/fall/A01/spielen?schritt=99")
    assert "Nie gefragt, weil es die Empfehlung nicht ändert: Papier seit" in mensch.text


def test_every_replay_ends_with_a_recommendation(lager: Lager) -> None:
    bestand = lager.current()
    for fall in bestand.faelle[::60]:
        schritte = replay(fall.profil, bestand.werkzeug(fall.stichtag, IMMER_FRISCH))
        assert schritte[-1].typ == "empfehlung", fall.id
        assert len(schritte) < SCHRITTE_HOECHSTENS


def test_a_case_opens_as_a_conversation(mensch: Mensch) -> None:
    mensch.open("/faelle/fall/A01")
    mensch.send("/gespraech/neu", fall="A01", blick="profil")

    assert "Das Gespräch begann mit den Angaben aus dem Fall A01" in mensch.text
    assert "Zusage zusage Einstiegs-Qualifizierung aus dem Fall A01" in mensch.text


# --- saving ---------------------------------------------------------------------------------------

GANZ = {
    "fall": "Eine erfundene 20-Jährige mit Duldung in Essen sucht Arbeit.",
    "grund": "Im Betrieb fehlt die Ausbildung.",
    "paragraf": "§ 60c Abs. 1 AufenthG",
    "quelle": "https://www.gesetze-im-internet.de/aufenthg_2004/__60c.html",
    "sicher": "high",
    "weg_ausbildungsduldung": "nicht ja",
    "weg_jobcenter": "nein",
}


@pytest.fixture
def geredet(eigener: Mensch) -> Mensch:
    """Somebody who has held a conversation and looks at the form for a case."""
    return talk(eigener)


@pytest.fixture(scope="module")
def unveraendert(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lager]:
    """A copy of the files that no test changes."""
    lager = Lager(copy_data(tmp_path_factory.mktemp("unveraendert")))
    yield lager
    lager.close()


def talk(eigener: Mensch) -> Mensch:
    eigener.open("/gespraech")
    for fakt, wert in (("rolle", "selbst"), ("aufenthalt", "duldung"), ("ort", "05113000")):
        knopf = json.dumps({"antwort": {"fakt": fakt, "wert": wert}})
        eigener.send("/gespraech/sagen", knopf=knopf)
    eigener.open("/faelle/neu")
    return eigener


def test_the_conversation_becomes_a_case_in_the_file_it_fits(
    geredet: Mensch, eigenes_lager: Lager, wurzel: Path
) -> None:
    vorher = {d: d.read_text(encoding="utf-8") for d in (wurzel / ORDNER).glob("*.yml")}

    assert geredet.send("/faelle/neu", **GANZ) == 200

    (neu,) = [d for d, text in vorher.items() if d.read_text(encoding="utf-8") != text]
    assert neu.stem == "jobcenter"
    assert neu.read_text(encoding="utf-8").startswith(vorher[neu])
    fall = next(f for f in load_cases(wurzel / ORDNER) if f.text == GANZ["fall"])
    assert fall.angaben["profil"] == {
        "rolle": "selbst", "aufenthalt": "duldung", "ort": "05113000"
    }  # fmt: skip
    assert fall.angaben["erwartet"] == {"jobcenter": "nein"}
    assert fall.angaben["erwartet_nicht"] == {"ausbildungsduldung": "ja"}
    assert fall.stichtag.isoformat() == "2026-11-22"
    assert f"Fall {fall.id}: grün" in geredet.text
    assert f"git diff {ORDNER}/jobcenter.yml" in geredet.text
    assert fall.id in listed(geredet, "suche=erfundene+20-j%C3%A4hrige")


@pytest.mark.parametrize(
    ("anders", "satz"),
    [
        ({"grund": ""}, "es fehlt grund"),
        ({"quelle": ""}, "es fehlt quelle"),
        ({"paragraf": ""}, "es fehlt paragraf"),
        ({"fall": ""}, "es fehlt fall"),
        ({"weg_ausbildungsduldung": "", "weg_jobcenter": ""}, "Es fehlt eine Erwartung"),
        ({"weg_jobcenter": "vielleicht"}, "'vielleicht' gibt es nicht"),
        ({"weg_mond": "ja"}, "Den Weg 'mond' gibt es nicht"),
        ({"id": "A01"}, "den Fall A01 gibt es schon (in auftrag.yml)"),
        ({"id": "../x"}, "'../x' geht nicht"),
        ({"datei": "../x"}, "'../x' ist kein Dateiname"),
        ({"datei": "neu", "neue_datei": "Über"}, "'Über' ist kein Dateiname"),
        ({"sicher": "sehr"}, "sicher: 'sehr'"),
        ({"fall": "Ruf an: 0221 1234567, sie hilft."}, "Da steht eine Adresse oder Nummer"),
    ],
)
def test_a_case_that_is_not_complete_is_not_written(
    start: Callable[..., Any], unveraendert: Lager, anders: dict[str, str], satz: str
) -> None:
    geredet, wurzel = talk(Mensch(start(unveraendert))), unveraendert.wurzel
    vorher = sorted((d, d.read_bytes()) for d in wurzel.rglob("*") if d.is_file())

    assert geredet.send("/faelle/neu", **{**GANZ, **anders}) == 422

    assert satz in geredet.text
    assert sorted((d, d.read_bytes()) for d in wurzel.rglob("*") if d.is_file()) == vorher


def test_a_new_file_and_a_second_case_get_their_names(geredet: Mensch, wurzel: Path) -> None:
    for nummer in (1, 2):
        geredet.open("/faelle/neu")
        geredet.send("/faelle/neu", **GANZ, datei="neu", neue_datei="probe")
        assert f"Fall probe-0{nummer}" in geredet.text

    assert len([f for f in load_cases(wurzel / ORDNER) if f.datei == "probe"]) == 2


def test_without_a_conversation_there_is_no_case(eigener: Mensch) -> None:
    eigener.open("/faelle/neu")

    assert eigener.send("/faelle/neu", **GANZ) == 422
    assert "Das Gespräch hat noch keine Angaben" in eigener.text


def test_names_and_files_are_suggested_from_what_there_is(lager: Lager) -> None:
    faelle = lager.current().faelle
    assert suggest_file(faelle, ["bvb"]) == "bvb"
    assert suggest_file(faelle, []) == "neue_faelle"
    for datei in {fall.datei for fall in faelle}:
        name = suggest_id(faelle, datei)
        assert name not in lager.current().fall


def test_a_new_run_ends_the_one_that_is_on(lager: Lager) -> None:
    laeufe, bestand = Laeufe(), lager.current()
    laeufe.start(bestand.faelle, bestand)
    laeufe.start(bestand.faelle[:3], bestand)
    while laeufe.stand.laeuft:
        time.sleep(0.02)

    assert (laeufe.stand.fertig, laeufe.stand.alle) == (3, 3)
