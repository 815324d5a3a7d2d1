"""Points and lengths of time, counted back from the Stichtag."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.falten import fold
from bot.understanding.saeubern import clean
from bot.understanding.zahlen import number_of
from bot.understanding.zeit import months_before, times

STICHTAG = date(2026, 11, 22)


def read(text):
    return [zeit.datum for zeit in times([fold(word) for word in clean(text).split()], STICHTAG)]


@pytest.mark.parametrize(
    ("text", "datum"),
    [
        ("seit 2 jahre", "2024-11"),
        ("schon lange 6 jahre", "2020-11"),
        ("vor 8 monaten", "2026-03"),
        ("anderthalb jahre", "2025-05"),
        ("ein halbes jahr", "2026-05"),
        ("ein jahr und 3 monate", "2025-08"),
        ("fier jahre", "2022-11"),
        ("vor 3 wochen", "2026-11"),
        ("september 2023", "2023-09"),
        ("2015 im oktober", "2015-10"),
        ("09/2023", "2023-09"),
        ("1. august 2027", "2027-08-01"),
        ("12.03.2005", "2005-03-12"),
        ("letztes jahr", "2025"),
        ("2021", "2021"),
    ],
)
def test_a_time_is_read(text, datum):
    assert read(text) == [datum]


@pytest.mark.parametrize("text", ["im mai", "31.2.2005", "99.99.2020", "lange", "50667", "1899"])
def test_nothing_is_guessed_where_no_year_is_said(text):
    assert read(text) == []


@given(st.integers(0, 1200))
def test_months_count_back_and_forth(months):
    year, month = map(int, months_before(STICHTAG, months).split("-"))
    assert (STICHTAG.year - year) * 12 + STICHTAG.month - month == months


@pytest.mark.parametrize(
    ("word", "number"),
    [("neunzehn", 19), ("neunzen", 19), ("zwansig", 20), ("einundzwanzig", 21), ("2,5", 2.5)],
)
def test_number_words_are_read_as_learners_write_them(word, number):
    assert number_of(fold(word)) == number


@pytest.mark.parametrize("word", ["ich", "duldung", "zwar", "einfach"])
def test_other_words_are_no_numbers(word):
    assert number_of(fold(word)) is None
