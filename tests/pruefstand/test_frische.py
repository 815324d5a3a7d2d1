"""Freshness: what is due and when; "geprüft heute" goes into the file and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.pruefstand import Lager, frische
from bot.pruefstand.frische import ANGEBOT, NOTLAGE, REGEL
from tests.pruefstand.conftest import HEUTE, Mensch

TAG = HEUTE.date()


@pytest.fixture
def eigener(start: Callable[..., Any], eigenes_lager: Lager) -> Mensch:
    """Somebody who works on a copy of the files."""
    return Mensch(start(eigenes_lager))


def make_old(datei: Path, name: str) -> None:
    """All days of a field lie in 2025."""
    text = datei.read_text(encoding="utf-8")
    neu = re.sub(rf'({name}: "?)2026-\d\d-\d\d', r"\g<1>2025-01-15", text)
    assert neu != text
    datei.write_text(neu, encoding="utf-8")


def look(mensch: Mensch, pfad: str) -> None:
    """Opens the page and waits until the offers are there."""
    mensch.open(pfad)
    while "Die Angebote werden gerade gelesen" in mensch.text:
        mensch.open("/frische/angebote")
        mensch.open(pfad)


def test_a_crisis_number_is_confirmed_in_its_line_alone(
    eigener: Mensch, eigenes_lager: Lager, wurzel: Path
) -> None:
    datei = wurzel / "data/texte/notlage.yml"
    make_old(datei, "geprueft_am")
    vorher = datei.read_text(encoding="utf-8").splitlines()
    eigenes_lager.current(gleich=True)
    eigener.open(f"/frische?art={NOTLAGE}")
    assert "Krisen-Nummer: Telefonseelsorge 0800 1110111, geprüft 2025-01-15" in eigener.text

    eigener.send(
        "/frische/geprueft", was=NOTLAGE, id="telefonseelsorge", stand="2025-01-15", art=NOTLAGE
    )

    assert "telefonseelsorge ist heute geprüft" in eigener.text
    assert "Krisen-Nummer: Telefonseelsorge" not in eigener.text
    nachher = datei.read_text(encoding="utf-8").splitlines()
    anders = [(a, n) for a, n in zip(vorher, nachher, strict=True) if a != n]
    assert anders == [('    geprueft_am: "2025-01-15"', '    geprueft_am: "2026-11-22"')]

    status = eigener.send(
        "/frische/geprueft", was=NOTLAGE, id="telefonseelsorge", stand="2025-01-15"
    )

    assert status == 409
    assert "Jemand war schneller" in eigener.text


def test_an_offer_is_confirmed_in_its_file_with_the_role(
    eigener: Mensch, eigenes_lager: Lager, wurzel: Path
) -> None:
    datei = wurzel / "data/angebote/05113_essen.yml"
    look(eigener, f"/frische?art={ANGEBOT}")
    assert "geprüft 2018-06-29" in eigener.text
    felder = r'name="id" value="([^"]+)"><input[^>]+name="stand" value="([^"]+)"'
    knoepfe = re.findall(felder, eigener.seite)
    assert knoepfe
    id, stand = knoepfe[0]

    eigener.send("/frische/geprueft", was=ANGEBOT, id=id, stand=stand, rolle="Beratung")

    angebot = next(a for a in eigenes_lager.current().katalog.all_offers() if a.id == id)
    assert (angebot.zuletzt_bestaetigt, angebot.bestaetigt_von) == (TAG, "Beratung")
    assert datei.read_text(encoding="utf-8").count("zuletzt_bestaetigt: 2026-11-22") == 1
    eigener.open("/frische")
    assert eigener.send("/frische/geprueft", was=ANGEBOT, id=id, stand=stand) == 409


@pytest.mark.parametrize(
    ("felder", "status"),
    [
        ({"was": NOTLAGE, "id": "../x", "stand": "x"}, 409),
        ({"was": ANGEBOT, "id": "gibtesnicht", "stand": "x"}, 409),
        ({"was": REGEL, "id": "bab"}, 404),
        ({}, 404),
    ],
)
def test_what_does_not_exist_or_staff_may_not_confirm_is_refused(
    mensch: Mensch, felder: dict[str, str], status: int
) -> None:
    mensch.open("/frische")

    assert mensch.send("/frische/geprueft", **felder) == status


def test_everything_is_in_exactly_one_group_and_sorted(lager: Lager) -> None:
    bestand = lager.current()
    fristen = [*frische.rules(bestand.regelwerk, TAG), *frische.crisis_numbers(bestand.texte)]
    assert {frist.art for frist in fristen} == {REGEL, NOTLAGE}
    tage = sorted(frist.bis for frist in fristen)
    for heute in (TAG, tage[0], tage[-1] + timedelta(days=1)):
        plan = frische.plan(fristen, heute)
        gruppen = (*plan.faellig, *plan.bald)
        assert len(gruppen) + sum(plan.spaeter.values()) == len(fristen)
        assert [f.bis for f in gruppen] == sorted(f.bis for f in gruppen)
        assert all(f.bis < heute for f in plan.faellig)
        assert all(f.bis >= heute for f in plan.bald)
    assert plan.faellig
    assert not frische.plan(fristen, tage[0], ANGEBOT).faellig


def test_sources_that_nobody_read_come_first(lager: Lager) -> None:
    quellen = frische.sources(lager.wurzel / "data" / "eligibility")
    tage = [quelle.gelesen or date.min for quelle in quellen]
    assert tage == sorted(tage)
    assert len(quellen) > 50
