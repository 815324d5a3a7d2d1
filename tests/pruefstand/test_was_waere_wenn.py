"""One fact or the day of law changed: both sides; and the time line of a person."""

from __future__ import annotations

from typing import Any

import pytest

from bot.eligibility import NEIN, assess
from bot.faelle.pruefen import IMMER_FRISCH
from bot.profile.zeit import add_months, month_text
from bot.pruefstand import Lager
from bot.pruefstand.gegenueber import Haelfte, differences
from bot.pruefstand.zeitleiste import MONATE_VORAUS, look_ahead
from tests.pruefstand.conftest import Mensch


@pytest.fixture(params=range(5, 600, 75))
def fall(request: pytest.FixtureRequest, lager: Lager) -> Any:
    """Some cases from all files."""
    return lager.current().faelle[request.param]


def test_another_paper_shows_both_results_and_what_turned(mensch: Mensch) -> None:
    mensch.open("/was-waere-wenn?von=A01&fakt=aufenthalt&wert=gestattung")

    assert "Papier Duldung Aufenthalts-Gestattung" in mensch.text
    assert "Ermessens-Duldung ja in_der_regel" in mensch.text
    assert "Papier: Duldung: erfüllt → nicht erfüllt" in mensch.text


def test_another_day_of_law_names_the_doors_that_came_and_went(mensch: Mensch) -> None:
    mensch.open("/was-waere-wenn?von=A01&stichtag=2026-11-22")

    assert "Recht vom 15. September 2018" in mensch.text
    assert "Recht vom 22. November 2026" in mensch.text
    assert "gibt es dann nicht" in mensch.text


def test_a_fact_can_be_taken_back(mensch: Mensch) -> None:
    mensch.open("/was-waere-wenn?von=A01&fakt=ort&wert=-")

    assert "Es fallen weg: EQ plus Sprache (eq-plus-sprache-koeln)" in mensch.text


def test_it_also_works_with_the_person_of_the_conversation(mensch: Mensch) -> None:
    mensch.open("/gespraech")
    mensch.send("/gespraech/neu", fall="A01")

    mensch.open("/was-waere-wenn?fakt=alter&wert=16")

    assert "Es geht um die Person aus dem Gespräch" in mensch.text
    assert "Alter 19 16" in mensch.text


@pytest.mark.parametrize(
    ("query", "satz"),
    [
        ("fakt=alter&wert=alt", "ist nicht erlaubt"),
        ("fakt=einreise&wert=2030-01", "liegt nach dem"),
        ("fakt=herkunft&wert=zz", "ist nicht erlaubt"),
        ("stichtag=gestern", "ist kein Tag"),
        ("stichtag=2001-01-01", "kennen wir kein Recht"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(mensch: Mensch, query: str, satz: str) -> None:
    assert mensch.open(f"/was-waere-wenn?von=A01&{query}") == 422
    assert satz in mensch.text


def test_nothing_differs_between_a_person_and_herself(fall: Any, lager: Lager) -> None:
    bestand = lager.current()
    haelfte = Haelfte.of(fall.profil, bestand.werkzeug(fall.stichtag, IMMER_FRISCH))
    assert list(differences(haelfte, haelfte, bestand.worte)) == []


def test_the_time_line_says_for_each_month_what_the_law_says(fall: Any, lager: Lager) -> None:
    bestand = lager.current()
    werkzeug = bestand.werkzeug(fall.stichtag, IMMER_FRISCH)
    leiste = look_ahead(fall.profil, werkzeug, bestand.worte)
    for monat in (0, 1, 11, 24, MONATE_VORAUS):
        tag = add_months(fall.stichtag, monat)
        befunde = assess(bestand.regelwerk, fall.profil, tag, IMMER_FRISCH)
        gezeigt = [
            next(a.antwort for a in zeile.abschnitte if a.von <= monat < a.bis)
            for zeile in leiste.zeilen
        ]
        assert gezeigt == [befund.antwort for befund in befunde], tag
    assert all(ereignis.wandel for ereignis in leiste.ereignisse)


def test_the_time_line_opens_a_weg_in_the_month_the_advice_names(fall: Any, lager: Lager) -> None:
    bestand = lager.current()
    werkzeug = bestand.werkzeug(fall.stichtag, IMMER_FRISCH)
    leiste = look_ahead(fall.profil, werkzeug, bestand.worte)
    erste = {
        zeile.weg: next((a.von for a in zeile.abschnitte if a.antwort is not NEIN), None)
        for zeile in leiste.zeilen
    }
    for weg, befund in werkzeug.befunde(fall.profil).items():
        if befund.antwort is NEIN:
            monat = erste[weg]
            gezeigt = None if monat is None else month_text(add_months(fall.stichtag, monat))
            assert gezeigt == befund.ab_wann, weg


def test_the_time_line_is_a_picture_and_a_table(mensch: Mensch) -> None:
    assert mensch.open("/was-waere-wenn/zeit?von=AB-02") == 200

    assert mensch.seite.count("<rect") >= 10
    assert "Oktober 2018 Ausbildungs-begleitende Hilfen öffnet sich: nein → ja" in mensch.text
    assert "vor 12 Monaten oder noch länger her: nicht erfüllt → erfüllt" in mensch.text
    assert "Oktober 2018 Ausbildungs-begleitende" in mensch.text
    assert mensch.open("/was-waere-wenn/zeit?von=gibtesnicht") == 404
