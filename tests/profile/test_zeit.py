"""Partial dates and counted months."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.profile.zeit import (
    Zeitraum,
    add_months,
    birth_of_age,
    months_between,
    parse_zeitraum,
    years_on,
)


def test_a_year_alone_means_every_day_of_it() -> None:
    assert parse_zeitraum("2024") == Zeitraum(date(2024, 1, 1), date(2024, 12, 31))


def test_february_ends_on_its_last_day() -> None:
    assert parse_zeitraum("2024-02").bis == date(2024, 2, 29)


@pytest.mark.parametrize("text", ["", "24", "2024-0", "2024-00", "1899", "2101", "2024-02-30", "x"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_zeitraum(text)


def test_months_are_counted_from_month_to_month() -> None:
    stichtag = date(2026, 11, 22)
    assert months_between(parse_zeitraum("2025-08"), stichtag) == (15, 15)
    assert months_between(parse_zeitraum("2025"), stichtag) == (11, 22)


@given(
    st.integers(0, 119),
    st.dates(date(2018, 1, 1), date(2030, 12, 31)),
)
def test_who_is_so_old_is_born_on_one_of_these_days_and_no_other(alter: int, tag: date) -> None:
    geburt = birth_of_age(alter, tag)
    assert years_on(geburt.von, tag) == years_on(geburt.bis, tag) == alter
    assert (geburt.bis - geburt.von).days in (364, 365)


@given(st.dates(date(2000, 1, 1), date(2030, 1, 1)), st.integers(-400, 400))
def test_going_months_forward_and_back_stays_in_the_month(tag: date, monate: int) -> None:
    zurueck = add_months(add_months(tag, monate), -monate)
    assert (zurueck.year, zurueck.month) == (tag.year, tag.month)
