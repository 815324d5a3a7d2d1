"""Coverage: a few cases are walked forwards and back; what none of them does is named."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.eligibility.antwort import JA
from bot.faelle.lesen import ORDNER
from bot.faelle.nachspielen import replay
from bot.faelle.pruefen import IMMER_FRISCH
from bot.interview.eingabe import Eingabe
from bot.profile import FAKTEN
from bot.pruefstand import Lager, abdeckung, rundgang
from bot.pruefstand.hintergrund import Hintergrund
from bot.settings import ROOT
from tests.pruefstand.conftest import Mensch

FALL = """- id: P1
  fall: Eine erfundene Person mit Duldung in Essen sucht eine Ausbildung.
  stichtag: 2026-11-22
  profil: {rolle: selbst, alter: 19, ort: "05113000", aufenthalt: duldung, wunsch: [ausbildung]}
  erwartet: {jobcenter: nein}
  paragraf: § 7 Abs. 1 SGB II
  quelle: probe
  sicher: high
"""


@pytest.fixture
def einer(start: Callable[..., Any], wurzel: Path) -> Any:
    """Somebody at a Prüfstand that knows a single case."""
    for datei in (wurzel / ORDNER).glob("*.yml"):
        datei.unlink()
    (wurzel / ORDNER / "probe.yml").write_text(FALL, encoding="utf-8")
    lager = Lager(wurzel)
    yield Mensch(start(lager))
    lager.close()


def measured(mensch: Mensch) -> Mensch:
    """Walks all cases and waits for the end."""
    mensch.open("/abdeckung")
    mensch.send("/abdeckung/lauf")
    for _ in range(600):
        mensch.open("/abdeckung/lauf")
        if "Gerechnet" in mensch.text:
            return mensch
        time.sleep(0.05)
    pytest.fail("die Rechnung endet nicht")


def test_what_one_case_does_not_touch_is_named(einer: Mensch, wurzel: Path) -> None:
    einer.open("/abdeckung")
    assert "Alle Fälle durchgehen" in einer.text
    assert "Zugänge mit Ja" not in einer.text

    measured(einer)

    einer.open("/abdeckung?blick=fragen")
    assert re.search(r" ort 1 von 1 0 ", einer.text)
    assert "nie gestellt" in einer.text
    einer.open("/abdeckung?blick=antworten")
    (papier,) = re.findall(r">aufenthalt</span></th><td>(.*?)</td>", einer.seite)
    assert "Aufenthalts-Gestattung" in papier
    assert "Duldung" not in papier
    einer.open("/abdeckung?blick=tueren")
    assert "kein Fall aus dieser Zeit" in einer.text
    einer.open("/abdeckung?blick=tabelle")
    assert '<a href="/faelle/fall/P1">P1</a>' in einer.seite
    einer.open("/abdeckung?blick=saetze")
    assert re.search(r"notlage: (\d+) von \1 ", einer.text)
    einer.open("/abdeckung?blick=zurueck")
    assert "Nirgends: Alle 1 Fälle kamen zum Anfang zurück." in einer.text
    assert "Seit dieser Rechnung" not in einer.text
    (wurzel / ORDNER / "probe.yml").write_text(FALL.replace("19", "20"), encoding="utf-8")
    time.sleep(1.1)

    einer.open("/abdeckung")

    assert "Seit dieser Rechnung" in einer.text


def test_doors_and_conditions_say_which_answers_came(lager: Lager) -> None:
    bestand, summe = lager.current(), abdeckung.Abdeckung()
    for fall in bestand.faelle[:2]:
        summe.add(rundgang.walk(fall, bestand))
    tueren = list(abdeckung.doors(summe, bestand.regelwerk))
    assert all(sum(t.zahl.values()) in (0, 1, 2) for t in tueren)
    for fall in bestand.faelle[:2]:
        befunde = bestand.werkzeug(fall.stichtag, IMMER_FRISCH).befunde(fall.profil)
        offen = {name for name, befund in befunde.items() if befund.antwort is JA}
        assert offen <= {t.weg for t in tueren if t.zahl.get("ja")}
    bedingungen = list(abdeckung.conditions(summe, bestand))
    assert len({b.wo + b.text for b in bedingungen}) > 300
    assert any(b.geprueft for b in bedingungen)
    assert any(not b.erreicht for b in bedingungen)


def test_going_back_somewhere_else_is_a_finding(
    lager: Lager, monkeypatch: pytest.MonkeyPatch
) -> None:
    bestand = lager.current()
    fall = bestand.fall["A01"]
    werkzeug = bestand.werkzeug(fall.stichtag, IMMER_FRISCH)
    schritte = replay(fall.profil, werkzeug)
    gut, maengel = rundgang.walk_back(schritte, werkzeug)
    assert not maengel
    assert gut == frozenset(rundgang._transitions(schritte))

    monkeypatch.setattr(rundgang, "ZURUECK", Eingabe("befehl_weiter"))

    gut, maengel = rundgang.walk_back(schritte, werkzeug)
    assert len(maengel) == 1
    assert maengel[0].startswith("von empfehlung: erwartet")


def test_a_sentence_is_said_by_the_case_that_hears_it(lager: Lager) -> None:
    bestand = lager.current()
    gang = rundgang.walk(bestand.fall["A01"], bestand)
    assert {"gespraech.willkommen.text", "fragen.aufenthalt.text"} <= gang.saetze
    assert "notlage.suizid.satz" not in gang.saetze
    assert {fakt for fakt, _ in gang.gefragt} <= set(FAKTEN)
    assert gang.karten <= gang.gefunden


def test_intents_without_a_test_are_found(tmp_path: Path) -> None:
    (tmp_path / "domain.yml").write_text(
        "intents: [{danken: {use_entities: []}}, warum, befehl_neu]", encoding="utf-8"
    )
    nlu, tests = tmp_path / "data" / "nlu", tmp_path / "tests" / "nlu"
    nlu.mkdir(parents=True)
    tests.mkdir(parents=True)
    (nlu / "a.yml").write_text(
        "nlu:\n- intent: danken\n  examples: |\n    - danke\n    - vielen dank\n", encoding="utf-8"
    )
    (tests / "a.jsonl").write_text('{"text": "danke", "absicht": "danken"}\n', encoding="utf-8")

    assert abdeckung.intents(tmp_path) == (
        abdeckung.Absicht("danken", 2, 1),
        abdeckung.Absicht("warum", 0, 0),
    )
    alle = {absicht.name: absicht for absicht in abdeckung.intents(ROOT)}
    assert alle["notlage"].tests > 50


def test_a_calculation_that_breaks_says_why_and_the_next_one_runs() -> None:
    rechnung = Hintergrund()

    def breaks(melde: Any) -> None:
        raise ValueError("kaputt")

    rechnung.start(1, breaks)
    while rechnung.stand.laeuft:
        time.sleep(0.01)
    assert rechnung.stand.fehler == "ValueError: kaputt"

    rechnung.start(2, lambda melde: melde(1, 1) or "fertig")
    while rechnung.stand.laeuft:
        time.sleep(0.01)
    assert (rechnung.letztes.ergebnis, rechnung.letztes.schluessel) == ("fertig", 2)
