"""The thirteen offers of the 2018 report: who sees them, where and when."""

from __future__ import annotations

from datetime import date

import pytest

from bot.catalogue import Catalogue
from tests.catalogue.werkzeug import HEUTE, SEPTEMBER_2018, ids, person

JUNI_2018 = date(2018, 6, 29)
DREIZEHN = {
    "eq-plus-sprache-koeln": "05315",
    "wbk-linker-niederrhein-vorkurs": "05166",
    "essen-ifk-abgang": "05113",
    "ausbildungsmesse-ennepe-ruhr": "05954",
    "uebergangskonferenz-ennepe-ruhr": "05954",
    "berufs-und-infoboerse-bielefeld": "05711",
    "integrationscoaches-lippe": "05766",
    "fallkonferenz-lippe": "05766",
    "jmd-solingen": "05122",
    "fluechtlingsberatung-muelheim": "05117",
    "integration-point-borken": "05554",
    "zebera-wuppertal": "05124",
    "iag-gelsenkirchen": "05513",
}
KOELN, LEVERKUSEN, DUELKEN, WITTEN = "05315000", "05316000", "05166032", "05954036"
LEMGO, BORKEN, GELSENKIRCHEN, ESSEN = "05766044", "05554012", "05513000", "05113000"


@pytest.mark.parametrize("id, kreis", DREIZEHN.items())
def test_every_offer_of_the_report_is_in_its_kreis_with_the_day_of_the_report(
    katalog: Catalogue, id: str, kreis: str
) -> None:
    angebot = katalog.get(id)

    assert angebot is not None
    assert (angebot.kreis, angebot.zuletzt_bestaetigt) == (kreis, JUNI_2018)
    assert not angebot.suchweg
    assert angebot.is_old(HEUTE)


def test_only_formats_that_are_no_offer_for_a_person_are_for_helpers(katalog: Catalogue) -> None:
    nur_helfer = {id for id in DREIZEHN if katalog.get(id).nur_helfer}  # type: ignore[union-attr]

    assert nur_helfer == {"fallkonferenz-lippe", "uebergangskonferenz-ennepe-ruhr"}


def found(katalog: Catalogue, stichtag: date = SEPTEMBER_2018, **fakten: object) -> set[str]:
    return set(ids(katalog.search(person(stichtag, **fakten), stichtag))) & DREIZEHN.keys()


def test_in_koeln_there_is_eq_plus_sprache_and_nothing_of_other_towns(katalog: Catalogue) -> None:
    assert found(katalog, ort=KOELN, deutsch="b1") == {"eq-plus-sprache-koeln"}
    assert found(katalog, ort=LEVERKUSEN, deutsch="b1") == set()


def test_eq_plus_sprache_began_on_the_first_of_september(katalog: Catalogue) -> None:
    assert found(katalog, date(2018, 8, 31), ort=KOELN) == set()
    assert found(katalog, date(2018, 9, 1), ort=KOELN) == {"eq-plus-sprache-koeln"}


def test_who_speaks_b2_already_does_not_need_a_course_up_to_b2(katalog: Catalogue) -> None:
    assert found(katalog, ort=KOELN, deutsch="b2") == set()
    assert found(katalog, ort=KOELN, deutsch="weiss_nicht") == {"eq-plus-sprache-koeln"}


def test_the_vorkurs_in_viersen_is_for_adults(katalog: Catalogue) -> None:
    assert found(katalog, ort=DUELKEN, alter=21) == {"wbk-linker-niederrhein-vorkurs"}
    assert found(katalog, ort=DUELKEN, alter=17) == set()


def test_the_vorkurs_begins_in_february_and_august(katalog: Catalogue) -> None:
    vorkurs = katalog.get("wbk-linker-niederrhein-vorkurs")

    assert vorkurs is not None
    naechste = min(filter(None, (termin.next_day(HEUTE) for termin in vorkurs.termine)))
    assert naechste == date(2027, 2, 1)


def test_in_witten_the_conference_is_only_for_pupils_of_a_berufskolleg(katalog: Catalogue) -> None:
    assert found(katalog, ort=WITTEN, alter=23, situation="nichts") == set()
    assert "uebergangskonferenz-ennepe-ruhr" in found(katalog, ort=WITTEN, situation="ifk")


def test_the_conference_of_witten_is_not_listed_in_lemgo(katalog: Catalogue) -> None:
    gefunden = found(katalog, ort=LEMGO, alter=19, situation="ifk")

    assert gefunden == {"integrationscoaches-lippe", "fallkonferenz-lippe"}


def test_the_fair_of_ennepetal_is_over_the_day_after(katalog: Catalogue) -> None:
    am_tag = found(katalog, date(2018, 9, 28), ort=WITTEN, alter=18)

    assert "ausbildungsmesse-ennepe-ruhr" in am_tag
    assert "ausbildungsmesse-ennepe-ruhr" not in found(
        katalog, date(2018, 9, 29), ort=WITTEN, alter=18
    )


@pytest.mark.parametrize(
    "fakten, sichtbar",
    [
        ({"alter": 15, "situation": "nichts"}, False),
        ({"alter": 16, "situation": "nichts"}, True),
        ({"alter": 21, "situation": "nichts"}, True),
        ({"alter": 22, "situation": "nichts"}, False),
        ({"alter": 23, "situation": "ifk"}, True),
        ({"alter": 23}, True),
        ({}, True),
    ],
)
def test_the_fair_is_for_16_to_21_or_pupils_of_an_ifk(
    katalog: Catalogue, fakten: dict[str, object], sichtbar: bool
) -> None:
    gefunden = found(katalog, ort=WITTEN, **fakten)

    assert ("ausbildungsmesse-ennepe-ruhr" in gefunden) is sichtbar


def test_the_fallkonferenz_ended_with_its_programme(katalog: Catalogue) -> None:
    assert "fallkonferenz-lippe" in found(katalog, date(2020, 6, 30), ort=LEMGO)
    assert "fallkonferenz-lippe" not in found(katalog, date(2020, 7, 1), ort=LEMGO)


def test_essen_helps_those_who_leave_the_ifk(katalog: Catalogue) -> None:
    assert found(katalog, ort=ESSEN, ifk_abgang="ja") == {"essen-ifk-abgang"}
    assert found(katalog, ort=ESSEN, ifk_abgang="nein") == set()


def test_borken_and_gelsenkirchen_have_their_own_desks(katalog: Catalogue) -> None:
    assert found(katalog, ort=BORKEN, situation="ausbildung") == {"integration-point-borken"}
    assert found(katalog, ort=GELSENKIRCHEN) == {"iag-gelsenkirchen"}


def test_offers_of_2018_without_an_end_are_still_listed_today(katalog: Catalogue) -> None:
    assert found(katalog, HEUTE, ort=KOELN, deutsch="b1") == {"eq-plus-sprache-koeln"}
    assert found(katalog, HEUTE, ort=LEMGO, situation="ifk") == {"integrationscoaches-lippe"}


def test_the_partners_of_eq_plus_sprache_are_those_of_the_report(katalog: Catalogue) -> None:
    eq = katalog.get("eq-plus-sprache-koeln")

    assert eq is not None
    assert len(eq.partner) == 11
    assert "KAUSA-Servicestelle" in eq.partner
