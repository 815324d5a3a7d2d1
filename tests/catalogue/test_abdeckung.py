"""Nobody is left without a contact: every municipality, every Weg, every day."""

from __future__ import annotations

from datetime import date

import pytest

from bot.catalogue import Catalogue, Ebene
from bot.catalogue.wege import WEGE
from bot.eligibility.zeilen_yaml import read_yaml
from bot.places import all_gemeinden, all_kreise
from bot.settings import ROOT
from tests.catalogue.werkzeug import HEUTE, person

TAGE = (
    date(2018, 1, 1),
    date(2018, 9, 15),
    date(2021, 3, 1),
    date(2023, 6, 15),
    HEUTE,
    date(2027, 12, 31),
)
"""The days of the cases, the first day of the rules, one between and one to come."""


def test_offers_may_belong_to_exactly_the_wege_that_the_rules_know() -> None:
    assert tuple(read_yaml(ROOT / "data" / "eligibility" / "wege.yml")["wege"]) == WEGE


@pytest.mark.parametrize("tag", TAGE, ids=str)
def test_every_weg_has_a_contact_for_a_person_in_every_municipality(
    katalog: Catalogue, tag: date
) -> None:
    schwer = {"alter": 40, "deutsch": "c1", "situation": "arbeit", "ifk_abgang": "nein"}
    fehlend = []
    for ort in all_gemeinden():
        angebote = katalog.search(person(tag, ort=ort.ags, **schwer), tag)
        bedient = {weg for eins in angebote if not eins.nur_helfer for weg in eins.wege}
        fehlend += [(ort.name, weg) for weg in WEGE if weg not in bedient]

    assert len(all_gemeinden()) == 396
    assert not fehlend


def test_without_a_town_in_nrw_there_are_the_nationwide_ways(katalog: Catalogue) -> None:
    angebote = katalog.search(person(HEUTE, alter=20), HEUTE)

    assert {"arbeitsagentur", "jmd-suche", "jmd4you"} <= {angebot.id for angebot in angebote}
    assert not {Ebene.GEMEINDE, Ebene.KREIS, Ebene.BEZIRK} & {a.ebene for a in angebote}


def test_the_way_to_the_jobcenter_names_the_kreis_in_good_german(katalog: Catalogue) -> None:
    namen = {
        kreis: katalog.get(f"jobcenter-suche-{kreis}").name  # type: ignore[union-attr]
        for kreis in ("05166", "05315", "05334", "05962")
    }

    assert namen == {
        "05166": "So findest du das Jobcenter für den Kreis Viersen",
        "05315": "So findest du das Jobcenter für Köln",
        "05334": "So findest du das Jobcenter für die Städteregion Aachen",
        "05962": "So findest du das Jobcenter für den Märkischen Kreis",
    }


def test_a_way_to_find_an_office_never_pretends_to_know_its_address(katalog: Catalogue) -> None:
    suchwege = [angebot for angebot in katalog.all_offers() if angebot.suchweg]

    assert len(suchwege) % len(all_kreise()) == 0
    assert not [a.id for a in suchwege if a.kontakt.adresse or a.kontakt.telefon]


def test_every_contact_was_read_in_a_source(katalog: Catalogue) -> None:
    ungelesen = [
        angebot.id
        for angebot in katalog.all_offers()
        if not any(quelle.gelesen_am for quelle in angebot.quellen)
    ]

    assert ungelesen == []


def test_helpers_find_the_integration_centre_and_the_koko_of_every_kreis(
    katalog: Catalogue,
) -> None:
    for kreis in all_kreise():
        angebote = katalog.search(person(HEUTE, ort=kreis.gemeinden[0].ags), HEUTE)
        helfer = {angebot.id for angebot in angebote if angebot.nur_helfer}
        assert {f"ki-suche-{kreis.schluessel}", f"kaoa-suche-{kreis.schluessel}"} <= helfer
