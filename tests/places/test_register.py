"""The register knows every municipality of North Rhine-Westphalia."""

import pytest

from bot.places import (
    BEZIRKE,
    all_gemeinden,
    all_kreise,
    gemeinde,
    gemeinden_by_plz,
    kreis,
    kreis_name,
)


def test_there_are_396_municipalities_in_53_kreise_and_kreisfreie_staedte() -> None:
    kreise = all_kreise()
    assert len(all_gemeinden()) == 396
    assert len(kreise) == 53
    assert sum(k.kreisfrei for k in kreise) == 22
    assert sum(len(k.gemeinden) for k in kreise) == 396


def test_there_are_865_postal_codes_and_seven_are_shared() -> None:
    codes = {plz for g in all_gemeinden() for plz in g.plz}
    shared = sorted(plz for plz in codes if len(gemeinden_by_plz(plz)) == 2)
    assert len(codes) == 865
    assert shared == ["33154", "33161", "40472", "40721", "51467", "52525", "52538"]


def test_every_ags_has_eight_digits_and_a_known_regierungsbezirk() -> None:
    for one in all_gemeinden():
        assert len(one.ags) == 8 and one.ags.startswith("05"), one
        assert one.bezirk_name == BEZIRKE[one.ags[2]]


@pytest.mark.parametrize(
    ("bezirk", "count"),
    [("Düsseldorf", 66), ("Köln", 99), ("Münster", 78), ("Detmold", 70), ("Arnsberg", 83)],
)
def test_regierungsbezirke_have_their_municipalities(bezirk: str, count: int) -> None:
    assert sum(g.bezirk_name == bezirk for g in all_gemeinden()) == count


def test_viersen_lies_in_kreis_viersen() -> None:
    viersen = gemeinde("05166032")
    assert viersen is not None
    assert (viersen.name, viersen.kreis, viersen.kreis_name) == (
        "Viersen",
        "05166",
        "Kreis Viersen",
    )
    assert viersen.plz == ("41747", "41748", "41749", "41751")


def test_a_kreisfreie_stadt_is_its_own_kreis() -> None:
    koeln = kreis("05315")
    assert koeln is not None and koeln.kreisfrei
    assert kreis_name("05315") == "Köln"
    assert kreis_name("05334") == "Städteregion Aachen"


def test_unknown_keys_give_nothing() -> None:
    assert gemeinde("11000000") is None
    assert kreis_name("01001") is None
    assert gemeinden_by_plz("10115") == ()
