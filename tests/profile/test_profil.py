"""What may be said about a person, and what is refused with a clear word."""

from __future__ import annotations

from datetime import date

import pytest

from bot.profile import FAKTEN, Profil, UngueltigeEingabe, check_value
from bot.profile.profil import is_in_future

STICHTAG = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("fakt", "wert"),
    [
        ("alter", 19),
        ("alter", 0),
        ("geburtsdatum", "2003"),
        ("geburtsdatum", "2003-09-17"),
        ("ort", "05315000"),
        ("herkunft", "no"),
        ("status_seit", "2024"),
        ("deutsch", "weiss_nicht"),
        ("arbeit_stunden", 20),
    ],
)
def test_a_value_of_the_contract_is_kept_as_it_is(fakt: str, wert: object) -> None:
    assert check_value(fakt, wert) == wert


@pytest.mark.parametrize(
    ("fakt", "wert", "erlaubt"),
    [
        ("alter", "19", "ganze Zahl von 0 bis 120"),
        ("alter", 121, "ganze Zahl von 0 bis 120"),
        ("alter", True, "ganze Zahl"),
        ("deutsch", "c2", "keine, a1, a2, b1, b2, c1"),
        ("ort", "11000000", "Gemeinde in NRW"),
        ("ort", "05315", "8 Ziffern"),
        ("herkunft", "zz", "ISO-Code"),
        ("status_seit", "2024-13", "JJJJ-MM"),
        ("status_seit", "2024-05-01", "JJJJ-MM"),
        ("rolle", "weiss_nicht", "selbst, helfer"),
        ("wunsch", ["fliegen"], "Liste aus ausbildung"),
        ("wunsch", [], "Liste"),
        ("lieblingsfarbe", "rot", "ein Fakt aus rolle"),
    ],
)
def test_a_value_that_does_not_exist_is_refused_with_what_is_allowed(
    fakt: str, wert: object, erlaubt: str
) -> None:
    with pytest.raises(UngueltigeEingabe, match="Erlaubt") as fehler:
        check_value(fakt, wert)
    assert erlaubt in str(fehler.value)


def test_every_fact_except_the_role_may_be_unknown() -> None:
    ohne = [name for name, fakt in FAKTEN.items() if not fakt.kennt_weiss_nicht]
    assert ohne == ["rolle"]
    assert all(check_value(n, "weiss_nicht") == "weiss_nicht" for n in FAKTEN if n not in ohne)


def test_null_means_that_nobody_has_told_it() -> None:
    assert Profil.from_json({"alter": None, "deutsch": "a2"}, STICHTAG).fakten == {"deutsch": "a2"}


def test_lengths_of_time_are_counted_back_from_the_date_of_law() -> None:
    profil = Profil.from_json({"monate_in_deutschland": 26, "monate_mit_status": 0}, STICHTAG)
    assert profil.fakten == {"einreise": "2024-09", "status_seit": "2026-11"}


@pytest.mark.parametrize("monate", [-1, 1.5, "12", True, 5000])
def test_a_length_of_time_that_makes_no_sense_is_refused(monate: object) -> None:
    with pytest.raises(UngueltigeEingabe):
        Profil.from_json({"monate_in_deutschland": monate}, STICHTAG)


@pytest.mark.parametrize("fakt", ["einreise", "status_seit", "asylantrag", "geburtsdatum"])
def test_nobody_has_arrived_after_the_date_of_law(fakt: str) -> None:
    with pytest.raises(UngueltigeEingabe, match="bis 2026-11-22"):
        Profil.from_json({fakt: "2026-12"}, STICHTAG)
    assert not is_in_future(fakt, "2026-11", STICHTAG)
    assert not is_in_future(fakt, "2026", STICHTAG)


def test_a_training_may_begin_in_the_future() -> None:
    assert Profil.from_json({"ausbildungsbeginn": "2027-08"}, STICHTAG).get("ausbildungsbeginn")


def test_a_paragraph_says_which_paper_it_is() -> None:
    assert Profil.from_json({"paragraf": "p25_3"}, STICHTAG).get("aufenthalt") == "erlaubnis"


def test_a_paragraph_does_not_belong_to_a_duldung() -> None:
    profil = Profil.from_json({"aufenthalt": "duldung", "paragraf": "p25_3"}, STICHTAG)
    assert profil.fakten == {"aufenthalt": "duldung"}


def test_dont_know_is_an_answer_but_not_knowledge() -> None:
    profil = Profil.from_json({"deutsch": "weiss_nicht"}, STICHTAG)
    assert profil.answered("deutsch")
    assert profil.known("deutsch") is None


def test_who_told_the_date_of_birth_is_not_asked_for_the_age() -> None:
    assert Profil.from_json({"geburtsdatum": "2004"}, STICHTAG).answered("alter")
