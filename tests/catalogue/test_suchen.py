"""How a search orders, filters by day and Weg, and treats what is not known."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.catalogue import import_offers, open_catalogue
from tests.catalogue.werkzeug import HEUTE, folder, offer, person

KOELN = "05315000"
BREIT = ("ebene: online", "ebene: bund", "ebene: nrw", 'bezirk: "3"')


def test_the_nearest_level_comes_first_and_the_order_is_stable(url: str, tmp_path: Path) -> None:
    orte = (*BREIT, 'kreis: "05315"', 'gemeinde: "05315000"')
    dateien = [offer(f"{nr}-b", ort) for nr, ort in enumerate(orte)]
    dateien += [offer(f"{nr}-a", ort) for nr, ort in enumerate(orte)]
    import_offers(url, folder(tmp_path / "a", *dateien))

    katalog = open_catalogue(url)
    gefunden = [angebot.id for angebot in katalog.search(person(ort=KOELN), HEUTE)]

    assert gefunden == [f"{nr}-{zeichen}" for nr in (5, 4, 3, 2, 1, 0) for zeichen in "ab"]
    assert gefunden == [angebot.id for angebot in katalog.search(person(ort=KOELN), HEUTE)]
    katalog.close()


def test_a_real_offer_comes_before_the_way_to_find_an_office(url: str, tmp_path: Path) -> None:
    dateien = (offer("a-suche", 'kreis: "05315"', "suchweg: ja"), offer("z-angebot"))
    import_offers(url, folder(tmp_path / "a", *dateien))

    katalog = open_catalogue(url)

    gefunden = [angebot.id for angebot in katalog.search(person(ort=KOELN), HEUTE)]
    assert gefunden == ["z-angebot", "a-suche"]
    katalog.close()


def test_only_offers_of_the_own_place_are_found(url: str, tmp_path: Path) -> None:
    dateien = (
        offer("koeln"),
        offer("viersen", 'kreis: "05166"'),
        offer("bezirk", 'bezirk: "1"'),
    )
    import_offers(url, folder(tmp_path / "a", *dateien))
    katalog = open_catalogue(url)

    def found(**fakten: object) -> list[str]:
        return [angebot.id for angebot in katalog.search(person(**fakten), HEUTE)]

    assert found(ort=KOELN) == ["koeln"]
    assert found(ort="05166032") == ["viersen", "bezirk"]
    assert found() == found(ort="weiss_nicht") == []
    katalog.close()


def test_with_wege_only_offers_that_serve_one_of_them(url: str, tmp_path: Path) -> None:
    zwei = offer("zwei", 'kreis: "05315"', "weitere_wege: [bvb, bab]")
    import_offers(url, folder(tmp_path / "a", offer("eins"), zwei))
    katalog = open_catalogue(url)

    def found(*wege: str) -> list[str]:
        return [angebot.id for angebot in katalog.search(person(ort=KOELN), HEUTE, wege)]

    assert found("integrationskurs") == ["eins", "zwei"]
    assert found("bab", "jobcenter") == ["zwei"]
    assert found() == found("jobcenter") == []
    assert [angebot.id for angebot in katalog.of_weg("bvb")] == ["zwei"]
    katalog.close()


@pytest.mark.parametrize(
    "tag, sichtbar",
    [
        (date(2019, 12, 31), False),
        (date(2020, 1, 1), True),
        (date(2020, 6, 30), True),
        (date(2020, 7, 1), False),
    ],
)
def test_an_offer_is_found_from_its_first_to_its_last_day(
    url: str, tmp_path: Path, tag: date, sichtbar: bool
) -> None:
    zeilen = ("gilt_ab: 2020-01-01", "gilt_bis: 2020-06-30")
    import_offers(url, folder(tmp_path / "a", offer("kurz", 'kreis: "05315"', *zeilen)))
    katalog = open_catalogue(url)

    assert bool(katalog.search(person(tag, ort=KOELN), tag)) is sichtbar
    katalog.close()


@pytest.mark.parametrize(
    "fakten, sichtbar",
    [
        ({"alter": 30, "deutsch": "a1"}, False),
        ({"alter": 20, "deutsch": "a1"}, True),
        ({"alter": 20}, True),
        ({"deutsch": "c1"}, False),
        ({"alter": "weiss_nicht", "deutsch": "weiss_nicht"}, True),
        ({}, True),
    ],
)
def test_a_certain_no_hides_an_offer_and_what_is_not_known_keeps_it(
    sqlite_url: str, tmp_path: Path, fakten: dict[str, object], sichtbar: bool
) -> None:
    bedingung = "zusatzbedingungen: {alle: [{alter: {ab: 16, bis: 21}}, {deutsch: {unter: b2}}]}"
    import_offers(sqlite_url, folder(tmp_path / "a", offer("jung", 'kreis: "05315"', bedingung)))
    katalog = open_catalogue(sqlite_url)

    gefunden = katalog.search(person(HEUTE, ort=KOELN, **fakten), HEUTE)

    assert bool(gefunden) is sichtbar
    assert katalog.used_facts() == {"alter", "deutsch"}
    katalog.close()


def test_an_open_catalogue_notices_a_new_import(url: str, tmp_path: Path) -> None:
    import_offers(url, folder(tmp_path / "a", offer("alt")))
    katalog = open_catalogue(url)
    assert [angebot.id for angebot in katalog.search(person(ort=KOELN), HEUTE)] == ["alt"]

    import_offers(url, folder(tmp_path / "a", offer("neu")))

    assert [angebot.id for angebot in katalog.search(person(ort=KOELN), HEUTE)] == ["neu"]
    katalog.close()


def test_memory_stays_small_and_the_answers_the_same(sqlite_url: str, tmp_path: Path) -> None:
    from bot.catalogue.datenbank import open_engine
    from bot.catalogue.suchen import Catalogue

    dateien = [offer(f"a-{kreis}", f'kreis: "{kreis}"') for kreis in ("05315", "05166", "05554")]
    import_offers(sqlite_url, folder(tmp_path / "a", *dateien, offer("b", "ebene: bund")))
    klein = Catalogue(open_engine(sqlite_url), gemerkt=1)

    for _ in range(2):
        for ort, kreis in ((KOELN, "05315"), ("05166032", "05166"), ("05554012", "05554")):
            gefunden = [angebot.id for angebot in klein.search(person(ort=ort), HEUTE)]
            assert gefunden == [f"a-{kreis}", "b"]
    klein.close()
