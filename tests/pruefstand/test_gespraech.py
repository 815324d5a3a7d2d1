"""Somebody talks in the Prüfstand and looks inside: understood, profile, question, Wege, offers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.eligibility import NEIN
from bot.eligibility.regelwerk import Knoten
from bot.faelle.nachspielen import replay
from bot.faelle.pruefen import IMMER_FRISCH
from bot.profile import FAKTEN, Profil
from bot.pruefstand import Lager
from bot.pruefstand.angebotsblick import BEDINGUNG, DABEI, GEZEIGT, look_at_offers
from bot.pruefstand.fragewahl import GEFRAGT, explain_question
from bot.pruefstand.rahmen import ModellFehlt
from bot.pruefstand.spur import Faehrte
from tests.pruefstand.conftest import Mensch


def say(mensch: Mensch, text: str) -> int:
    return mensch.send("/gespraech/sagen", text=text)


def tap(mensch: Mensch, **inhalt: Any) -> int:
    return mensch.send("/gespraech/sagen", knopf=json.dumps(inhalt))


def answer(fakt: str, wert: Any) -> dict[str, Any]:
    return {"titel": str(wert), "antwort": {"fakt": fakt, "wert": wert}}


@pytest.fixture
def redet(mensch: Mensch) -> Mensch:
    """Somebody who has typed who he is."""
    mensch.open("/gespraech")
    assert say(mensch, "Ich habe eine Duldung und wohne in Köln") == 200
    return mensch


def test_what_was_understood_is_shown_with_intent_facts_and_patterns(redet: Mensch) -> None:
    assert "„Ich habe eine Duldung und wohne in Köln“" in redet.text
    assert "angabe , 100 % sicher (eine Regel entscheidet)" in redet.text
    assert "Papier: Duldung" in redet.text
    assert "Stadt: Köln (Köln)" in redet.text
    assert "aufenthalt = duldung" in redet.text


def test_each_value_says_where_it_comes_from(redet: Mensch) -> None:
    tap(redet, **answer("rolle", "selbst"))
    tap(redet, befehl="aendern", fakt="aufenthalt")
    tap(redet, **answer("paragraf", "p25_3"))

    redet.open("/gespraech?blick=profil")

    assert "Stadt ort Köln (Köln) Nachricht 1: getippt, nebenbei: „Ich habe eine" in redet.text
    assert "Für mich Nachricht 2: Knopf „selbst“" in redet.text
    assert "Aufenthalts-Erlaubnis Nachricht 4: folgt aus einer anderen Antwort" in redet.text


def test_the_next_question_says_why_and_what_was_skipped(redet: Mensch) -> None:
    tap(redet, **answer("rolle", "selbst"))
    tap(redet, **answer("wunsch", ["ausbildung"]))

    redet.open("/gespraech?blick=frage")

    assert "Jetzt gefragt" in redet.text
    assert "Übersprungen" in redet.text
    assert "Paragraf : passt nicht zu dem, was die Person gesagt hat" in redet.text
    assert "Papier : beantwortet" in redet.text


def test_every_weg_shows_each_condition_with_paragraph_source_and_version(redet: Mensch) -> None:
    redet.open("/gespraech?blick=wege")
    assert redet.seite.count("/gespraech/weg/ausbildungsduldung") == 2

    redet.open("/gespraech/weg/ausbildungsduldung")

    assert "erfüllt Papier: Duldung [Duldung]" in redet.text
    assert "§ 60c AufenthG" in redet.text
    assert "gilt ab 2020-01-01" in redet.text
    assert "ausbildungsduldung.yml:" in redet.text
    assert "gesetze" in redet.seite.lower() and 'rel="noopener noreferrer"' in redet.seite


def test_offers_are_in_or_out_with_a_reason(redet: Mensch) -> None:
    redet.open("/gespraech?blick=angebote")

    assert "nur für Helfer; die Person fragt für sich" in redet.text
    assert "Für einen anderen Ort: " in redet.text

    redet.open("/gespraech?blick=angebote&suche=jmd-solingen")

    assert "(jmd-solingen) : Ebene:" in redet.text


def test_two_people_talk_at_the_same_time_and_see_only_their_own(app: Any) -> None:
    eine, andere = Mensch(app), Mensch(app)
    for mensch in (eine, andere):
        mensch.open("/gespraech")
    say(eine, "Ich wohne in Köln")
    say(andere, "Ich wohne in Essen")

    for mensch, ort, fremd in ((eine, "Köln", "Essen"), (andere, "Essen", "Köln")):
        mensch.open("/gespraech?blick=profil")
        assert f"Stadt ort {ort}" in mensch.text
        assert f"wohne in {fremd}" not in mensch.text


def test_the_law_of_another_day_starts_a_new_conversation(redet: Mensch) -> None:
    assert redet.send("/gespraech/neu", stichtag="2018-09-15") == 200
    assert "Recht vom 15. September 2018" in redet.text
    redet.open("/gespraech?blick=profil")
    assert "Noch ist nichts bekannt" in redet.text

    assert redet.send("/gespraech/neu", stichtag="1999-01-01") == 422
    assert "Vor 2018-01-01 kennen wir kein Recht" in redet.text


@pytest.mark.parametrize(
    ("felder", "satz"),
    [
        ({"text": "  "}, "Da steht nichts"),
        ({"text": "a" * 501}, "zu lang"),
        ({"knopf": "{"}, "Das war keine Antwort"),
        ({"knopf": '{"antwort": {"fakt": "alter", "wert": 900}}'}, "Das war keine Antwort"),
        ({"knopf": '"x"'}, "Das war keine Antwort"),
        ({"wahl_quatsch": "1", "fakt": "wunsch"}, "Das war keine Antwort"),
    ],
)
def test_what_cannot_be_said_is_refused_in_a_sentence(
    mensch: Mensch, felder: dict[str, str], satz: str
) -> None:
    mensch.open("/gespraech")

    assert mensch.send("/gespraech/sagen", **felder) == 422
    assert satz in mensch.text


def test_several_wishes_can_be_ticked_at_once(mensch: Mensch) -> None:
    mensch.open("/gespraech")
    tap(mensch, **answer("rolle", "selbst"))
    mensch.send("/gespraech/sagen", fakt="wunsch", wahl_arbeit="1", wahl_deutsch="1")

    mensch.open("/gespraech?blick=profil")

    assert "Wunsch wunsch Arbeit, Deutsch lernen" in mensch.text


def test_without_a_model_buttons_work_and_the_typed_words_stay(
    start: Callable[..., Any], lager: Lager, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*_: object) -> None:
        raise ModellFehlt("Es lädt noch")

    monkeypatch.setattr("tests.pruefstand.conftest.Regelleser.parse", missing)
    mensch = Mensch(start(lager))
    mensch.open("/gespraech")

    assert say(mensch, "Hallo du") == 503
    assert "Es lädt noch" in mensch.text and 'value="Hallo du"' in mensch.seite
    assert tap(mensch, **answer("rolle", "selbst")) == 200


def test_a_conversation_is_written_nowhere(
    start: Callable[..., Any],
    eigenes_lager: Lager,
    wurzel: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    mensch = Mensch(start(eigenes_lager))
    eigenes_lager.current()
    vorher = _files(wurzel)
    mensch.open("/gespraech")
    say(mensch, "Mein Name ist Blaubeere und ich habe eine Duldung")

    assert _files(wurzel) == vorher
    assert "Blaubeere" not in "".join(capfd.readouterr())


def _files(wurzel: Path) -> dict[str, int]:
    return {str(d): d.stat().st_mtime_ns for d in wurzel.rglob("*") if d.is_file()}


# --- the views say what the law says --------------------------------------------------------------


@pytest.fixture(params=range(0, 600, 40))
def fall(request: pytest.FixtureRequest, lager: Lager) -> Any:
    """Some cases from all files."""
    return lager.current().faelle[request.param]


def test_the_trace_of_a_weg_ends_where_the_law_ends(fall: Any, lager: Lager) -> None:
    bestand = lager.current()
    werkzeug = bestand.werkzeug(fall.stichtag, IMMER_FRISCH)
    faehrte = Faehrte.of(bestand.worte, fall.profil, werkzeug)
    for name, befund in werkzeug.befunde(fall.profil).items():
        spur = faehrte.weg(bestand.regelwerk.weg(name), befund)
        if spur.tueren:
            assert max(tuer.antwort for tuer in spur.tueren) is befund.antwort, name


def test_why_this_question_agrees_with_the_interview_and_leaves_out_no_fact(
    fall: Any, lager: Lager
) -> None:
    werkzeug = lager.current().werkzeug(fall.stichtag, IMMER_FRISCH)
    for schritt in replay(fall.profil, werkzeug)[:6:2]:
        stand = schritt.antwort.stand
        profil = Profil.of(schritt.antwort.fakten, fall.stichtag)
        gruppen = dict(explain_question(werkzeug, profil, stand))
        assert [k.fakt for k in gruppen[GEFRAGT]] == ([stand.frage] if stand.frage else [])
        alle = [kandidat.fakt for gruppe in gruppen.values() for kandidat in gruppe]
        assert sorted(alle) == sorted(FAKTEN)


def test_every_offer_is_in_one_group_and_found_where_the_search_finds_it(
    fall: Any, lager: Lager
) -> None:
    bestand = lager.current()
    werkzeug = bestand.werkzeug(fall.stichtag, IMMER_FRISCH)
    ergebnis = werkzeug.result(fall.profil)
    gruppen = look_at_offers(bestand.angebote, bestand.worte, ergebnis, werkzeug)
    gefunden = [b.angebot.id for g in (GEZEIGT, DABEI) for b in gruppen[g]]
    assert sorted(gefunden) == sorted(angebot.id for angebot in ergebnis.angebote)
    alle = [blick.angebot.id for gruppe in gruppen.values() for blick in gruppe]
    assert sorted(alle) == sorted(angebot.id for angebot in bestand.katalog.all_offers())
    for blick in gruppen[BEDINGUNG]:
        assert blick.spur and blick.spur.antwort is NEIN


def test_every_comparison_of_the_rules_has_german_words(lager: Lager) -> None:
    bestand = lager.current()
    ohne = [
        (knoten.ort, knoten.name)
        for knoten in _leaves(bestand)
        if (knoten.ort, knoten.name) not in bestand.worte.angaben
    ]
    assert not ohne
    assert all(bestand.worte.condition(knoten) for knoten in _leaves(bestand))


def _leaves(bestand: Any) -> Iterator[Knoten]:
    def walk(knoten: Knoten) -> Iterator[Knoten]:
        if knoten.art == "blatt":
            yield knoten
        for kind in knoten.kinder:
            yield from walk(kind)

    for weg in bestand.regelwerk.wege:
        for zugang in weg.zugaenge:
            for fassung in zugang.fassungen:
                yield from walk(fassung.betrifft)
                yield from walk(fassung.wenn)
