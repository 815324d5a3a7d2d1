"""The dialogue as people lead it: in any order, with corrections, questions and doubts."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.profile import FAKTEN
from tests.interview.conftest import Beratung

VIERSEN: dict[str, Any] = {
    "rolle": "selbst",
    "wunsch": ["ausbildung"],
    "ort": "05166032",
    "alter": 19,
    "aufenthalt": "duldung",
    "duldungsart": "andere",
    "status_seit": "2026-01",
    "einreise": "2023-11",
    "herkunft": "gn",
    "erwerbstaetigkeit": "mit_erlaubnis",
    "deutsch": "a2",
    "schulabschluss": "keiner",
    "situation": "nichts",
}


def begin(beratung: Beratung) -> None:
    """The three questions that shape words, choice and place."""
    assert beratung.start()["fakt"] == "rolle"
    assert beratung.tell(rolle="selbst")["fakt"] == "wunsch"
    assert beratung.tell(wunsch=["ausbildung"])["fakt"] == "ort"


def test_it_asks_who_what_and_where_first(beratung: Beratung) -> None:
    begin(beratung)
    assert beratung.tell(ort="05166032")["fakt"] not in ("rolle", "wunsch", "ort")


def test_who_knows_everything_gets_at_most_three_wege_with_reasons(beratung: Beratung) -> None:
    ergebnis = beratung.answer_all(VIERSEN)
    assert 1 <= len(ergebnis["wege"]) <= 3
    for karte in ergebnis["wege"]:
        assert karte["gruende"], karte["weg"]
        assert karte["rechtsgrundlage"], karte["weg"]
        assert karte["tun"], karte["weg"]
    assert ergebnis["kontakt"]["name"]
    assert len(beratung.gefragt) == len(set(beratung.gefragt)) <= 12


def test_who_knows_nothing_still_leaves_with_a_human_and_a_step(beratung: Beratung) -> None:
    ergebnis = beratung.answer_all({})
    assert ergebnis["kontakt"]["name"]
    assert any(karte["tun"] for karte in ergebnis["wege"])
    assert len(beratung.gefragt) <= 12


def test_nothing_is_asked_twice_and_the_promise_falls_with_every_answer(beratung: Beratung) -> None:
    beratung.answer_all({"rolle": "helfer"})
    assert len(beratung.gefragt) == len(set(beratung.gefragt))
    schritte = zip(beratung.versprochen, beratung.versprochen[1:], strict=False)
    assert all(nachher < vorher for vorher, nachher in schritte), beratung.versprochen
    assert beratung.versprochen[-1] >= 1


def test_several_facts_in_one_message_are_said_back_and_not_asked(beratung: Beratung) -> None:
    begin(beratung)
    zug = beratung.tell(ort="05315000", alter=20, aufenthalt="gestattung", deutsch="b1")
    assert zug["verstanden"] == {
        "ort": "05315000",
        "alter": 20,
        "aufenthalt": "gestattung",
        "deutsch": "b1",
    }
    assert "Köln" in beratung.text
    assert "20 Jahre" in beratung.text
    beratung.answer_all(VIERSEN)
    assert not {"ort", "alter", "aufenthalt", "deutsch"} & set(beratung.gefragt)


def test_a_helper_reads_about_the_other_person(beratung: Beratung) -> None:
    beratung.start()
    beratung.tell(rolle="helfer")
    assert "die Person" in beratung.text
    assert "du" not in beratung.text.lower().replace("person", "").split()


class TestCorrections:
    def test_a_changed_answer_is_said_back(self, beratung: Beratung) -> None:
        begin(beratung)
        beratung.tell(ort="05315000")
        zug = beratung.tell(ort="05362032")
        assert beratung.fakten["ort"] == "05362032"
        assert zug["verstanden"] == {"ort": "05362032"}
        assert "Kerpen" in beratung.text

    def test_another_paper_forgets_what_was_about_the_old_one(self, beratung: Beratung) -> None:
        begin(beratung)
        beratung.tell(ort="05315000", aufenthalt="duldung", duldungsart="ermessen", alter=19)
        beratung.tell(aufenthalt="gestattung")
        assert "duldungsart" not in beratung.fakten
        assert beratung.fakten["alter"] == 19

    def test_a_value_that_was_denied_is_taken_back(self, beratung: Beratung) -> None:
        begin(beratung)
        beratung.tell(ort="05315000", aufenthalt="duldung")
        beratung.do("angabe", verneint=(("aufenthalt", "duldung"),))
        assert "aufenthalt" not in beratung.fakten

    def test_change_asks_the_one_fact_again_and_keeps_the_others(self, beratung: Beratung) -> None:
        beratung.answer_all(VIERSEN)
        vorher = dict(beratung.fakten)
        zug = beratung.do("befehl_aendern", fakt="deutsch")
        assert (zug["typ"], zug["fakt"]) == ("frage", "deutsch")
        beratung.answer_all({**VIERSEN, "deutsch": "b2"})
        assert beratung.fakten["deutsch"] == "b2"
        gleich = {name: wert for name, wert in vorher.items() if name != "deutsch"}
        assert gleich.items() <= dict(beratung.fakten).items()

    def test_the_overview_lists_every_answer(self, beratung: Beratung) -> None:
        begin(beratung)
        zug = beratung.do("befehl_aendern")
        assert zug["typ"] == "uebersicht"
        assert set(zug["fakten"]) == {"rolle", "wunsch"}


class TestBack:
    def test_every_step_can_be_taken_back_to_the_start(self, beratung: Beratung) -> None:
        beratung.answer_all(VIERSEN)
        for _ in range(len(beratung.gefragt)):
            zug = beratung.do("befehl_zurueck")
            assert zug["typ"] == "frage"
        assert (dict(beratung.fakten), zug["fakt"]) == ({}, "rolle")
        assert beratung.do("befehl_zurueck")["fakt"] == "rolle"

    def test_back_and_the_same_answers_lead_to_the_same_result(self, beratung: Beratung) -> None:
        ergebnis = beratung.answer_all(VIERSEN)
        for _ in range(3):
            beratung.do("befehl_zurueck")
        nochmal = beratung.answer_all(VIERSEN)
        assert [k["weg"] for k in nochmal["wege"]] == [k["weg"] for k in ergebnis["wege"]]

    def test_start_again_forgets_everything(self, beratung: Beratung) -> None:
        beratung.answer_all(VIERSEN)
        assert beratung.do("befehl_neu")["fakt"] == "rolle"
        assert not beratung.fakten


class TestDecline:
    def test_a_declined_question_is_not_asked_again_and_counts_as_absent(
        self, beratung: Beratung
    ) -> None:
        begin(beratung)
        zug = beratung.tell(ort="05166032")
        abgelehnt = zug["fakt"]
        beratung.do("befehl_weiter")
        beratung.answer_all(VIERSEN)
        assert abgelehnt not in beratung.fakten
        assert abgelehnt not in beratung.gefragt

    def test_dont_know_is_stored_for_the_open_question(self, beratung: Beratung) -> None:
        begin(beratung)
        offen = beratung.tell(ort="05166032")["fakt"]
        beratung.do("weiss_nicht")
        assert beratung.fakten[offen] == "weiss_nicht"

    def test_a_place_outside_the_land_is_said_and_the_interview_goes_on(
        self, beratung: Beratung
    ) -> None:
        begin(beratung)
        zug = beratung.do("ausserhalb", ausserhalb="Berlin")
        assert "Berlin" in beratung.text
        assert (zug["typ"], "ort" in beratung.fakten) == ("frage", False)
        assert zug["fakt"] != "ort"


class TestPlaces:
    def test_an_unsure_place_is_a_question(self, beratung: Beratung) -> None:
        begin(beratung)
        zug = beratung.do("angabe", orte=("05911000",))
        assert "Meinst du Bochum?" in beratung.text
        assert zug["fakt"] == "ort"
        wahl = [w for a in beratung.antworten for w in a.get("wahl", ())]
        assert wahl[0]["antwort"] == {"fakt": "ort", "wert": "05911000"}

    def test_a_kreis_is_no_town(self, beratung: Beratung) -> None:
        begin(beratung)
        zug = beratung.do("angabe", kreis="05166")
        assert (zug["fakt"], "ort" in beratung.fakten) == ("ort", False)
        assert "Viersen" in beratung.text


@pytest.mark.parametrize(
    ("absicht", "typ"),
    [
        ("warum", "auskunft"),
        ("befehl_warum", "auskunft"),
        ("erklaeren", "auskunft"),
        ("wiederholen", "auskunft"),
        ("rechtsfrage", "auskunft"),
        ("angebot_frage", "auskunft"),
        ("datenschutz", "auskunft"),
        ("danken", "auskunft"),
        ("begruessen", "auskunft"),
        ("verabschieden", "auskunft"),
        ("andere_sprache", "auskunft"),
        ("beleidigung", "auskunft"),
        ("ausserhalb", "auskunft"),
        ("mensch", "uebergabe"),
        ("befehl_mensch", "uebergabe"),
        ("notlage", "uebergabe"),
        ("nlu_fallback", "nicht_verstanden"),
        ("angabe", "nicht_verstanden"),
        ("bejahen", "nicht_verstanden"),
    ],
)
def test_a_counter_question_is_answered_and_the_open_question_repeated(
    beratung: Beratung, absicht: str, typ: str
) -> None:
    begin(beratung)
    offen = beratung.tell(ort="05166032")["fakt"]
    zug = beratung.do(absicht)
    assert (zug["typ"], zug["fakt"]) == (typ, offen)
    assert beratung.antworten[-1]["text"].endswith("?")
    assert beratung.antworten[-1]["wahl"] or FAKTEN[offen].art.value in ("alter", "ort", "monat")


def test_a_word_is_explained(beratung: Beratung) -> None:
    begin(beratung)
    zug = beratung.do("erklaeren", thema="was ist eine duldung")
    assert (zug["typ"], zug["thema"], zug["fakt"]) == ("auskunft", "duldung", "ort")
    assert "Duldung" in beratung.text


def test_facts_that_ride_along_with_a_question_are_kept(beratung: Beratung) -> None:
    begin(beratung)
    beratung.do("warum", fakten={"ort": "05315000", "alter": 19})
    assert (beratung.fakten["ort"], beratung.fakten["alter"]) == ("05315000", 19)
    assert beratung.stand.frage not in (None, "ort", "alter")


@pytest.mark.parametrize(
    "art", ["gewalt", "suizid", "abschiebung", "obdachlos", "frist", "lebensgefahr"]
)
def test_a_crisis_brings_humans_before_anything_else(beratung: Beratung, art: str) -> None:
    begin(beratung)
    zug = beratung.do("notlage", notlage=art, sprache="ar")
    assert zug["kontakt"]["name"]
    assert zug["kontakt"]["satz"]
    assert beratung.antworten[0]["text"]
    assert all("quelle" in stelle for stelle in zug["kontakte"])


def test_after_two_misunderstandings_there_is_a_human(beratung: Beratung) -> None:
    begin(beratung)
    beratung.do("nlu_fallback")
    erster = beratung.antworten[0]["text"]
    beratung.do("nlu_fallback")
    wahl = [w.get("befehl") for a in beratung.antworten for w in a.get("wahl", ())]
    assert beratung.antworten[0]["text"] != erster
    assert "mensch" in wahl


def test_deleting_asks_first_and_then_forgets_everything(beratung: Beratung) -> None:
    begin(beratung)
    beratung.do("daten_loeschen")
    assert beratung.fakten
    zug = beratung.do("bejahen")
    assert (zug["typ"], zug["fakten"]) == (
        "bestaetigung",
        {"rolle": "selbst", "wunsch": ["ausbildung"]},
    )
    assert not beratung.fakten


def test_no_to_deleting_keeps_everything(beratung: Beratung) -> None:
    begin(beratung)
    beratung.do("daten_loeschen")
    beratung.do("verneinen")
    assert set(beratung.fakten) == {"rolle", "wunsch"}


class TestAfterTheResult:
    def test_why_more_and_what_is_closed_are_answered(self, beratung: Beratung) -> None:
        beratung.answer_all(VIERSEN)
        warum = beratung.do("befehl_warum")
        assert warum["wege"][0]["gruende"]
        mehr = beratung.do("befehl_mehr")
        assert {karte["antwort"] for karte in mehr["wege"]} <= {"ja", "offen"}
        zu = beratung.do("befehl_warum", thema="nein")
        assert {karte["antwort"] for karte in zu["wege"]} == {"nein"}
        assert all(karte["gruende"][0]["satz"] for karte in zu["wege"])

    def test_a_new_fact_gives_a_new_result(self, beratung: Beratung) -> None:
        beratung.answer_all(VIERSEN)
        beratung.tell(aufenthalt="erlaubnis", paragraf="p25_2_fluechtling")
        ergebnis = beratung.answer_all(VIERSEN)
        jobcenter = [
            k for k in (*ergebnis["wege"], *ergebnis["weitere"]) if k["weg"] == "jobcenter"
        ]
        assert jobcenter[0]["antwort"] == "ja"

    def test_the_result_can_be_asked_for_at_once(self, beratung: Beratung) -> None:
        beratung.start()
        assert beratung.do("befehl_empfehlung")["typ"] == "empfehlung"
        assert beratung.do("befehl_weiter")["typ"] == "frage"


def test_another_day_of_law_is_said(werkzeug_am: Any) -> None:
    beratung = Beratung(werkzeug_am(date(2018, 9, 15)))
    zug = beratung.start()
    assert zug["stichtag"] == "2018-09-15"
    assert "15. September 2018" in beratung.text
    ergebnis = beratung.answer_all({**VIERSEN, "einreise": "2016-03", "status_seit": "2017-07"})
    assert ergebnis["stichtag"] == "2018-09-15"


def test_a_month_after_the_date_of_law_is_not_stored(werkzeug_am: Any) -> None:
    beratung = Beratung(werkzeug_am(date(2018, 9, 15)))
    beratung.start()
    beratung.tell(einreise="2023-11")
    assert "einreise" not in beratung.fakten
