"""Partial dates: "2003", "2023-09" and "2003-05-17" as the span of days they may mean."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")

Spanne = tuple[int, int]
"""Smallest and largest whole number that is possible."""


@dataclass(frozen=True)
class Zeitraum:
    """The first and the last day that a partial date can mean."""

    von: date
    bis: date

    def intersect(self, anderer: Zeitraum) -> Zeitraum | None:
        """The days that both may mean; None when they contradict each other."""
        von, bis = max(self.von, anderer.von), min(self.bis, anderer.bis)
        return Zeitraum(von, bis) if von <= bis else None


@lru_cache(maxsize=4096)
def parse_zeitraum(text: str) -> Zeitraum:
    """ "2023-09" -> the days from 2023-09-01 to 2023-09-30. ValueError for anything else."""
    treffer = _FORM.fullmatch(text)
    if not treffer:
        raise ValueError(f"kein Datum: {text!r}")
    jahr, monat, tag = (int(teil) if teil else None for teil in treffer.groups())
    if jahr is None or not 1900 <= jahr <= 2100:
        raise ValueError(f"Jahr nicht zwischen 1900 und 2100: {text!r}")
    if monat is None:
        return Zeitraum(date(jahr, 1, 1), date(jahr, 12, 31))
    if tag is not None:
        return Zeitraum(date(jahr, monat, tag), date(jahr, monat, tag))
    return Zeitraum(date(jahr, monat, 1), date(jahr, monat, last_day(jahr, monat)))


@lru_cache(maxsize=4096)
def last_day(jahr: int, monat: int) -> int:
    """Number of days in a month."""
    return calendar.monthrange(jahr, monat)[1]


def month_number(tag: date) -> int:
    """Months since year 0, so that lengths of time are differences."""
    return tag.year * 12 + tag.month - 1


def add_months(tag: date, monate: int) -> date:
    """The same day `monate` later (or earlier); the last of the month where it is shorter."""
    jahr, monat = divmod(month_number(tag) + monate, 12)
    return date(jahr, monat + 1, min(tag.day, last_day(jahr, monat + 1)))


def month_text(tag: date) -> str:
    """The month of a day as the contract writes it: "2026-11"."""
    return f"{tag.year:04d}-{tag.month:02d}"


def months_between(zeitraum: Zeitraum, stichtag: date) -> Spanne:
    """Counted months from a partial date to the date of law: month minus month."""
    heute = month_number(stichtag)
    return heute - month_number(zeitraum.bis), heute - month_number(zeitraum.von)


def years_on(geburt: date, tag: date) -> int:
    """Completed years of life on a day; someone born on 29 February ages on 1 March."""
    hatte_geburtstag = (tag.month, tag.day) >= (geburt.month, geburt.day)
    return tag.year - geburt.year - (0 if hatte_geburtstag else 1)


def birth_of_age(alter: int, stichtag: date) -> Zeitraum:
    """All days on which somebody who is `alter` years old on the date of law can be born."""
    spaetester = _years_before(stichtag, alter)
    frueheste = _years_before(stichtag, alter + 1) + timedelta(days=1)
    return Zeitraum(frueheste, spaetester)


def _years_before(tag: date, jahre: int) -> date:
    jahr = max(1, tag.year - jahre)
    return date(jahr, tag.month, min(tag.day, last_day(jahr, tag.month)))
