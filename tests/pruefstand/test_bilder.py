"""Pictures follow from the cases: other cases, another picture; boxes do not lie on each other."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from itertools import combinations
from typing import Any

import pytest

from bot.pruefstand import Lager
from bot.pruefstand.abdeckung import Abdeckung
from bot.pruefstand.flussbild import KASTEN_B, KASTEN_H, flow, funnel, rows
from bot.pruefstand.rundgang import ENDE, walk
from bot.pruefstand.seiten.abdeckung import rechnung_of
from tests.pruefstand.conftest import Mensch


@pytest.fixture(scope="module")
def summe(lager: Lager) -> Abdeckung:
    """Three cases walked."""
    bestand, summe = lager.current(), Abdeckung()
    for fall in bestand.faelle[:60:20]:
        summe.add(walk(fall, bestand))
    return summe.finish(bestand)


def test_every_step_of_the_cases_is_an_arrow_between_its_boxes(summe: Abdeckung) -> None:
    bild = flow(summe, {}, ab=1)

    gefragt = {fakt for gefragt in summe.je_fall.values() for fakt, _ in gefragt}
    assert {kasten.fakt for kasten in bild.kaesten} == gefragt | {ENDE}
    assert {(p.von, p.nach): p.zahl for p in bild.pfeile} == dict(summe.vor)
    assert bild.verborgen == 0
    selten = flow(summe, {}, ab=3)
    assert {p.zahl for p in selten.pfeile} == {3}
    assert selten.verborgen == len(bild.pfeile) - len(selten.pfeile)


def test_boxes_stand_apart_and_inside(summe: Abdeckung) -> None:
    bild = flow(summe, {}, ab=1)
    for a, b in combinations(bild.kaesten, 2):
        assert abs(a.x - b.x) >= KASTEN_B or abs(a.y - b.y) >= KASTEN_H, (a, b)
    for kasten in bild.kaesten:
        assert 0 <= kasten.x <= bild.breite - KASTEN_B
        assert 0 <= kasten.y <= bild.hoehe - KASTEN_H


def test_rows_go_by_the_place_of_the_question(summe: Abdeckung) -> None:
    plaetze = [round(frage.platz) for reihe in rows(summe.fragen) for frage in reihe]
    assert plaetze == sorted(plaetze)


def test_the_funnel_only_gets_narrower(summe: Abdeckung) -> None:
    balken = funnel(summe).balken
    zahlen = [einer.zahl for einer in balken]
    assert zahlen[0] == len(summe.je_fall)
    assert zahlen == sorted(zahlen, reverse=True)
    assert len(balken) == max(map(len, summe.je_fall.values()))
    assert funnel(Abdeckung()).balken == ()


def test_the_page_holds_both_pictures_and_the_same_in_words(
    mensch: Mensch, summe: Abdeckung, monkeypatch: pytest.MonkeyPatch
) -> None:
    mensch.open("/bilder")
    assert "Alle Fälle durchgehen" in mensch.text
    assert "<svg" not in mensch.seite

    def with_result(anfrage: Any) -> Any:
        rechnung = rechnung_of(anfrage)
        if rechnung.letztes.ergebnis is None:
            rechnung.start(0, lambda melde: summe)
            rechnung.wait(10)
        return rechnung

    monkeypatch.setattr("bot.pruefstand.seiten.bilder.rechnung_of", with_result)
    mensch.open("/bilder?ab=1")

    stuecke = [teil.split("</svg>")[0] + "</svg>" for teil in mensch.seite.split("<svg")[1:]]
    bilder = [ET.fromstring(f"<svg{stueck}") for stueck in stuecke]
    assert len(bilder) == 2
    assert all(bild.get("role") == "img" for bild in bilder)
    pfeile = [e for e in bilder[0].iter() if e.tag.endswith("path")]
    assert len(pfeile) == len(summe.vor)
    assert "style=" not in mensch.seite
    assert "Seit dieser Rechnung" in mensch.text
