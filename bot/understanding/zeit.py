"""Points and lengths of time in a message: "seit 2 jahre", "september 2023", "12.3.2005"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.understanding.falten import fold
from bot.understanding.zahlen import number_at, number_of

_MONTHS: dict[str, int] = {
    fold(word): number
    for number, words in enumerate(
        (
            "januar jänner jan january januer yanuar janvier",
            "februar feber feb february februer febuar",
            "märz merz mar mars march märtz mearz",
            "april apr aprill abril",
            "mai may mei",
            "juni jun june juno yuni",
            "juli jul july yuli",
            "august aug augst ogust",
            "september sep sept septembar setember",
            "oktober okt oct october oktobar",
            "november nov novembar",
            "dezember dez dec december desember dezembar",
        ),
        start=1,
    )
    for word in words.split()
}
_UNITS: dict[str, str] = {
    fold(word): unit
    for unit, words in {
        "jahr": "jahr jahre jahren jahr's jahrn jar jare jahrs years year jaren jähre",
        "monat": "monat monate monaten monats monath monade mon monad months month",
        "woche": "woche wochen wohen wochn weeks",
        "tag": "tag tage tagen days",
    }.items()
    for word in words.split()
}
_HALVES: dict[str, float] = {
    fold(word): value
    for word, value in {
        "halb": 0.5, "halbe": 0.5, "halbes": 0.5, "halben": 0.5,
        "anderthalb": 1.5, "anderthalbe": 1.5,
        "eineinhalb": 1.5, "einhalb": 1.5, "zweieinhalb": 2.5,
        "dreieinhalb": 3.5, "viereinhalb": 4.5,
        "fünfeinhalb": 5.5, "sechseinhalb": 6.5,
    }.items()
}  # fmt: skip
_LAST = frozenset(
    map(fold, ("letztes", "letzten", "letzte", "letztem", "voriges", "vorigen", "lezte", "leztes"))
)
_THIS = frozenset(map(fold, ("dieses", "diesen", "diesem", "dises", "diese")))
_NEXT = frozenset(map(fold, ("nächstes", "nächsten", "nächste", "kommendes", "kommenden")))
_BEFORE_LAST = frozenset(map(fold, ("vorletztes", "vorletzten")))
_YEAR_IN = frozenset(map(fold, ("im", "in", "jahr", "jahre", "seit", "von", "ab")))
_NO_YEAR = frozenset({"ur", "stunden", "stunde", "std", "euro", "kinder"})
"""Behind a number they say that it is no year (folded words)."""
FIRST_YEAR, LAST_YEAR = 1925, 2045


@dataclass(frozen=True)
class Zeit:
    """A time in words `start` up to `ende`.

    `datum` is YYYY, YYYY-MM or YYYY-MM-DD; for a length of time `monate` (and `tage`) is set and
    `datum` is that long before the Stichtag. `nackt`: a bare year without words around it.
    """

    start: int
    ende: int
    datum: str
    monate: float | None = None

    @property
    def month(self) -> str:
        """The month (YYYY-MM), or the year where nothing more is known."""
        return self.datum[:7]


Reader = Callable[[Sequence[str], int, date], Zeit | None]


def time_words() -> tuple[str, ...]:
    """Names of months and units of time, so that misspelt ones can be repaired to them."""
    months = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"
    return (
        *months.split(),
        *["Jahr", "Jahre", "Jahren", "Monat", "Monate", "Monaten", "Woche", "Wochen"],
    )


def times(norms: Sequence[str], stichtag: date) -> tuple[Zeit, ...]:
    """All times of a message, left to right; lengths are counted back from `stichtag`."""
    return tuple(_scan(norms, stichtag))


def is_month(norm: str) -> bool:
    """Whether a folded word is the name of a month."""
    return norm in _MONTHS


def months_before(stichtag: date, months: int) -> str:
    """The month (YYYY-MM) that many months before the Stichtag's."""
    count = stichtag.year * 12 + stichtag.month - 1 - months
    return f"{count // 12:04d}-{count % 12 + 1:02d}"


def _scan(norms: Sequence[str], stichtag: date) -> Iterator[Zeit]:
    index = 0
    while index < len(norms):
        found = next((z for read in _READERS if (z := read(norms, index, stichtag))), None)
        if found:
            yield found
        index = found.ende if found else index + 1


def _full_date(norms: Sequence[str], index: int, stichtag: date) -> Zeit | None:
    match = re.match(r"^(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})$", norms[index])
    iso = re.match(r"^(\d{4})-(\d{2})-(\d{2})$", norms[index])
    if match:
        day, month, year = match.groups()
    elif iso:
        year, month, day = iso.groups()
    else:
        return None
    return _checked(index, index + 1, _year(int(year), stichtag), int(month), int(day))


def _numeric_month(norms: Sequence[str], index: int, stichtag: date) -> Zeit | None:
    match = re.match(r"^(\d{1,2})\.(\d{4})$", norms[index])
    iso = re.match(r"^(\d{4})-(\d{2})$", norms[index])
    if match:
        return _checked(index, index + 1, int(match.group(2)), int(match.group(1)))
    return _checked(index, index + 1, int(iso.group(1)), int(iso.group(2))) if iso else None


def _named_month(norms: Sequence[str], index: int, stichtag: date) -> Zeit | None:
    day = re.match(r"^\d{1,2}$", norms[index])
    at = index + 1 if day else index
    month = _MONTHS.get(norms[at]) if at < len(norms) else None
    if month is None:
        return None
    return _month_and_year(norms, index, at, month, int(norms[index]) if day else None, stichtag)


def _month_and_year(
    norms: Sequence[str], start: int, at: int, month: int, day: int | None, stichtag: date
) -> Zeit | None:
    after = at + 1
    while after < len(norms) and after < at + 3 and norms[after] in (*_YEAR_IN, ".", ","):
        after += 1
    relative = _relative_year(norms, after, stichtag)
    if relative:
        return _checked(start, after + 2, relative, month, day)
    year = _four_digits(norms, after) or _short_year(norms, after, stichtag)
    return _checked(start, after + 1, year, month, day) if year else None


def _short_year(norms: Sequence[str], index: int, stichtag: date) -> int | None:
    """ "januar 24": two digits right behind a month, not later than next year."""
    if not norms[index - 1].isalpha() or norms[index - 1] in _YEAR_IN:
        return None
    said = _two_digits(norms[index]) if index < len(norms) else None
    behind = norms[index + 1 : index + 2]
    if said is None or (behind and (behind[0] in _UNITS or behind[0] in _NO_YEAR)):
        return None
    year = 2000 + said
    return year if year <= stichtag.year + 1 else None


def _two_digits(norm: str) -> int | None:
    """ "24" and "vierundzwanzig"; nothing under ten is a year when written as a word."""
    if re.match(r"^[0-3]\d$", norm):
        return int(norm)
    value = number_of(norm) if norm.isalpha() else None
    return int(value) if value is not None and 10 <= value < 40 else None


def _relative_year(norms: Sequence[str], index: int, stichtag: date) -> int | None:
    """The year of "letztes jahr", "nächstes jahr"."""
    if index + 1 >= len(norms) or _UNITS.get(norms[index + 1]) != "jahr":
        return None
    for step, said in ((-1, _LAST), (0, _THIS), (1, _NEXT), (-2, _BEFORE_LAST)):
        if norms[index] in said:
            return stichtag.year + step
    return None


def _relative_month(norms: Sequence[str], index: int, stichtag: date) -> Zeit | None:
    """ "letztes jahr im mai", "nächstes jahr september"."""
    year = _relative_year(norms, index, stichtag)
    at = index + 3 if norms[index + 2 : index + 3] in (("im",), ("in",)) else index + 2
    month = _MONTHS.get(norms[at]) if year and at < len(norms) else None
    return _checked(index, at + 1, year, month) if year and month else None


def _length(norms: Sequence[str], index: int, stichtag: date) -> Zeit | None:
    first = _one_length(norms, index)
    if first is None:
        return None
    months, days, end = first
    if months >= 12 and norms[end + 1 : end + 2] and norms[end] == "und":
        half = _HALVES.get(norms[end + 1]) == 0.5 and norms[end + 2 : end + 3] != ("monat",)
        months, end = (months + 6, end + 2) if half else (months, end)
    after = end + 1 if norms[end : end + 1] and norms[end] in ("und", "un", "unt") else end
    second = _one_length(norms, after) if after < len(norms) else None
    if second and months and second[0] < 12:
        months, days, end = months + second[0], days + second[1], second[2]
    if months > 1200:
        return None
    return Zeit(index, end, _back(stichtag, months, days), months + days / 30)


def _one_length(norms: Sequence[str], index: int) -> tuple[float, int, int] | None:
    amount, at = _amount(norms, index)
    if amount is None or at >= len(norms) or norms[at] not in _UNITS:
        return None
    unit = _UNITS[norms[at]]
    if unit in ("jahr", "monat"):
        return amount * (12 if unit == "jahr" else 1), 0, at + 1
    return 0, round(amount * (7 if unit == "woche" else 1)), at + 1


def _amount(norms: Sequence[str], index: int) -> tuple[float | None, int]:
    if norms[index] in _HALVES:
        return _HALVES[norms[index]], index + 1
    found = number_at(norms, index)
    if not found:
        return None, index
    value, count = found
    rest = norms[index + count : index + count + 2]
    if rest and rest[0] in _HALVES and _HALVES[rest[0]] == 0.5:
        return (
            0.5 if value == 1 and norms[index].startswith("ein") else value + 0.5
        ), index + count + 1
    if len(rest) == 2 and rest[0] == "einhalb":
        return value + 0.5, index + count + 1
    return value, index + count


def _relative(norms: Sequence[str], index: int, stichtag: date) -> Zeit | None:
    if index + 1 >= len(norms) or norms[index + 1] not in _UNITS:
        return None
    back = 1 if norms[index] in _LAST else 0 if norms[index] in _THIS else 2
    if back == 2 and norms[index] not in _BEFORE_LAST:
        return None
    unit = _UNITS[norms[index + 1]]
    if unit == "jahr":
        return Zeit(index, index + 2, f"{stichtag.year - back:04d}")
    return Zeit(index, index + 2, months_before(stichtag, back)) if unit == "monat" else None


def _year_then_month(norms: Sequence[str], index: int, stichtag: date) -> Zeit | None:
    """ "2015 im oktober"."""
    year = _four_digits(norms, index)
    at = index + 2 if "".join(norms[index + 1 : index + 2]) in ("im", "in", ",") else index + 1
    month = _MONTHS.get(norms[at]) if year and at < len(norms) else None
    return _checked(index, at + 1, year, month) if year and month else None


def _bare_year(norms: Sequence[str], index: int, stichtag: date) -> Zeit | None:
    year = _four_digits(norms, index)
    return Zeit(index, index + 1, f"{year:04d}") if year else None


_READERS: tuple[Reader, ...] = (
    _full_date, _numeric_month, _named_month, _year_then_month, _length, _relative_month, _relative,
    _bare_year,
)  # fmt: skip


def _four_digits(norms: Sequence[str], index: int) -> int | None:
    if index < len(norms) and re.match(r"^(19|20)\d\d$", norms[index]):
        year = int(norms[index])
        return year if FIRST_YEAR <= year <= LAST_YEAR else None
    return None


def _year(year: int, stichtag: date) -> int:
    if year > 99:
        return year
    return 2000 + year if 2000 + year <= stichtag.year + 5 else 1900 + year


def _checked(start: int, end: int, year: int, month: int, day: int | None = None) -> Zeit | None:
    if not FIRST_YEAR <= year <= LAST_YEAR or not 1 <= month <= 12:
        return None
    if day is None:
        return Zeit(start, end, f"{year:04d}-{month:02d}")
    try:
        return Zeit(start, end, date(year, month, day).isoformat())
    except ValueError:
        return None


def _back(stichtag: date, months: float, days: int) -> str:
    if days and not months:
        return (stichtag - timedelta(days=days)).isoformat()[:7]
    return months_before(stichtag, int(months + 0.5))
