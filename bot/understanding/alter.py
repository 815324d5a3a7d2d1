"""Age and date of birth: "ich bin 19", "Jg. 2003", "bin 2004 geboren", "einundzwanzig"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from bot.understanding.daten import words
from bot.understanding.fakten import Kandidat
from bot.understanding.falten import fold, folded
from bot.understanding.lesen import VERBS
from bot.understanding.satz import Satzbau
from bot.understanding.zahlen import number_at, number_of
from bot.understanding.zeit import Zeit, is_month, times

_AM = words("alter.am")
_BORN = words("alter.born")
_YEARS = words("alter.years")
_YEARS_OLD = words("alter.years_old")
_OLD = words("alter.old")
_NOT_AGE = words("alter.not_age")
_ALMOST = words("alter.almost")
_FILLERS = words("alter.fillers")
_OTHER_NUMBERS = words("alter.other_numbers")
_NOT_FREE = words("alter.not_free")
_PERSON = words("alter.person")
_CHILD = words("alter.child")
_NUMBERED = words("alter.numbered")
"""Open questions that a bare number answers: then it is no age."""
_NOT_AGE_FAR = words("alter.not_age_far")
_NOT_BEFORE = words("alter.not_before")
_TURNS = words("alter.turns")
_TURNED = words("alter.turned")
_SOON = words("alter.soon")
_NOT_SOON = words("alter.not_soon")
_SPANS = words("alter.spans")
_MONTHS = folded("monat monate monaten monats")
_ADULT = words("alter.adult")
_LEVEL_WORDS = words("alter.level_words")
_NOT_AFTER = words("alter.not_after")
_ONE = folded("ein eine einen einem einer eines")
YOUNGEST, OLDEST = 10, 99


def read_age(bau: Satzbau, stichtag: date) -> Iterator[Kandidat]:
    """Readings of `alter` and `geburtsdatum` in the parts that state something."""
    zeiten = times(bau.lesung.norms, stichtag)
    for part in bau.lesung.abschnitte:
        if part in bau.questions or part in bau.hypotheses or part in bau.foreign:
            continue
        yield from _births(bau, part.start, part.ende, zeiten, stichtag)
        yield from _ages(bau, part.start, part.ende, zeiten)


def _births(
    bau: Satzbau, start: int, end: int, zeiten: Sequence[Zeit], stichtag: date
) -> Iterator[Kandidat]:
    norms = bau.lesung.norms
    born = [i for i in range(max(0, start - 2), min(end + 2, len(norms))) if norms[i] in _BORN]
    for zeit in zeiten:
        if not start <= zeit.start < end or zeit.monate is not None:
            continue
        year = int(zeit.datum[:4])
        if not stichtag.year - 100 <= year <= stichtag.year:
            continue
        near = any(abs(i - zeit.start) <= 6 for i in born)
        if near or _is_asked_birth(bau, zeit, year, stichtag):
            yield _kandidat(bau, "geburtsdatum", zeit.datum, zeit.start, zeit.ende)
    for short, index in _short_years(norms, start, end, stichtag):
        yield _kandidat(bau, "geburtsdatum", short, index, index + 1)


def _short_years(
    norms: Sequence[str], start: int, end: int, stichtag: date
) -> Iterator[tuple[str, int]]:
    """ "bin 99 geboren", "04er Jahrgang": two digits beside a word of birth."""
    if any(re.match(r"^(19|20)\d\d$", norm) for norm in norms[start:end]):
        return
    for index in range(start, end):
        beside = set(norms[max(start, index - 1) : min(end, index + 2)])
        if re.match(r"^\d\d$", norms[index]) and beside & _BORN:
            short = int(norms[index])
            yield str(short + (2000 if short <= stichtag.year % 100 else 1900)), index


def _is_asked_birth(bau: Satzbau, zeit: Zeit, year: int, stichtag: date) -> bool:
    if bau.frage == "geburtsdatum":
        return True
    before = bau.lesung.norms[zeit.start - 1] if zeit.start else ""
    if bau.frage == "alter":
        full = len(zeit.datum) == 10
        return (full or stichtag.year - year >= YOUNGEST) and before not in folded("seit vor bis")
    return False


def _ages(bau: Satzbau, start: int, end: int, zeiten: Sequence[Zeit]) -> Iterator[Kandidat]:
    norms = bau.lesung.norms
    soon = _next_birthday(bau, start, end)
    if soon:
        yield _kandidat(bau, "alter", soon[0], soon[1], soon[1] + 1)
        return
    in_date = {i for z in zeiten if z.monate is None for i in range(z.start, z.ende)}
    index = start
    while index < end:
        found = None if index in in_date else number_at(norms, index)
        if not found:
            index += 1
            continue
        value, count = found
        after = index + count
        if _is_age(bau, start, end, index, after, value):
            yield _kandidat(bau, "alter", int(value), index, after)
        index = after


def _next_birthday(bau: Satzbau, start: int, end: int) -> tuple[int, int] | None:
    """ "werde nächste Woche 18": the age until then, and the word that tells it.

    Only where the day is near: "werde bald 18" and "im Mai werde ich 18" leave the age open.
    """
    norms = bau.lesung.norms
    said = set(norms[start:end])
    if not said & _TURNS or not (bau.frage == "alter" or said & folded("ich er sie")):
        return None
    in_months = any(word in _MONTHS for word in said) and "in" in said
    if not said & _SOON and not in_months:
        return None
    if said & _NOT_SOON:
        return None
    for index in range(end - 1, start - 1, -1):
        after = norms[index + 1 : index + 2]
        if after and after[0] in _SPANS:
            continue
        found = 18 if norms[index] in _ADULT else number_of(norms[index])
        if found and YOUNGEST < found <= OLDEST and found == int(found):
            return int(found) - 1, index
    return None


def _is_age(bau: Satzbau, start: int, end: int, index: int, after: int, value: float) -> bool:
    asked = bau.frage == "alter"
    if not (0 if asked else YOUNGEST) <= value <= (120 if asked else OLDEST):
        return False
    norms = bau.lesung.norms
    if norms[index] in _ONE:
        return False
    if asked and index > start and norms[index - 1] in folded("noch erst") and after >= end:
        return True
    if norms[after : after + 1] and is_month(norms[after]):
        return False
    if norms[after : after + 1] and norms[after] in _TURNED and after < end:
        return True
    if set(norms[start:index]) & _CHILD or set(norms[start:end]) & _BORN:
        return False
    before, following = _before(norms, start, index), norms[after : min(end, after + 2)]
    if before in _ALMOST or (index - 1 >= start and norms[index - 1] in _ALMOST):
        return False
    if _is_listed(norms, index, after) and not set(following[:1]) & _YEARS and not asked:
        if _bracketed(bau, index) or _stands_free(norms, start, end, index, after):
            return True
        return value >= 12 and _is_item(bau, start, end, index, after)
    if following and following[0] in _YEARS_OLD:
        return True
    if following and following[0] in _YEARS:
        return _years_mean_age(bau, start, end, index, after)
    if following and following[0] in _OTHER_NUMBERS:
        return False
    if before in _AM:
        return True
    if fold(bau.frage or "") not in _NUMBERED and norms[index].isdigit() and 12 <= value <= 65:
        if _is_item(bau, start, end, index, after):
            return True
        return _stands_free(norms, start, end, index, after)
    return asked and _is_answer(norms, start, end, index, after)


def _years_mean_age(bau: Satzbau, start: int, end: int, index: int, after: int) -> bool:
    norms = bau.lesung.norms
    behind = norms[after + 1 : min(end, after + 4)]
    if behind[:1] and behind[0] in _OLD:
        return True
    before = norms[max(start, index - 2) : index]
    near, far = set(before[-1:]), set(before[:-1])
    if set(before) & _AM and len(behind) > 1 and behind[1].startswith("monat"):
        return True
    if (
        near & _NOT_AGE
        or far & _NOT_AGE_FAR
        or set(behind[:2])
        & (_NOT_AGE - folded("schule mit ausbildung kurs arbeit duldung aufenthalt"))
    ):
        return False
    if bau.frage not in (None, "alter", "geburtsdatum") and not set(before) & _AM:
        return False
    return not set(behind[:1]) & folded("schule ausbildung kurs arbeit duldung aufenthalt")


def _stands_free(norms: Sequence[str], start: int, end: int, index: int, after: int) -> bool:
    """ "ich bin Ali 18 aus Somalia", "syrien 19 duldung": a number that belongs to nothing else."""
    if end - start == 2 and norms[after : after + 1] == (",",):
        return bool(set(norms[max(0, start - 6) : start]) & _PERSON)
    if end - start < 2 or set(norms[start:end]) & (_NOT_FREE | _ALMOST):
        return False
    left = norms[index - 1] if index > start else ""
    right = norms[after] if after < end else ""
    if left in _NOT_BEFORE or right in _NOT_AFTER:
        return False
    am_near = bool(set(norms[max(start, index - 3) : index]) & _AM)
    return am_near if set(norms[start : min(end, after + 2)]) & (VERBS - _AM) else True


def _is_item(bau: Satzbau, start: int, end: int, index: int, after: int) -> bool:
    """ "gambia, 20, duldung": a number that is an item of a list all by itself."""
    parts = bau.lesung.abschnitte
    norms = bau.lesung.norms
    if any(norms[n].isalnum() for n in (*range(start, index), *range(after, end))):
        return False
    here = next(n for n, part in enumerate(parts) if part.start == start)
    beside = [part for n, part in enumerate(parts) if abs(n - here) == 1]
    if not beside or (here == 0 and beside[0] in bau.questions):
        return False
    left = set(bau.words(parts[here - 1])) if here else set()
    if left & (_NOT_FREE | _NOT_BEFORE) or any("§" in word for word in left):
        return False
    right = set(bau.words(beside[-1])[:1]) if beside[-1].start > start else set()
    return not (left & _CHILD or (left | right) & (_NOT_FREE | _LEVEL_WORDS))


def _is_listed(norms: Sequence[str], index: int, after: int) -> bool:
    """ "(19, Syrien, A2)": a number between signs."""
    left = norms[index - 1] if index else ""
    right = norms[after] if after < len(norms) else ""
    return left in ("(", "/", ",") and right in (",", ")", "/", ";")


def _bracketed(bau: Satzbau, index: int) -> bool:
    norms = bau.lesung.norms
    return "(" in norms[max(0, index - 6) : index] and norms[index].isdigit()


def _before(norms: Sequence[str], start: int, index: int) -> str:
    at = index - 1
    while at >= start and norms[at] in _FILLERS:
        at -= 1
    return norms[at] if at >= start else ""


def _is_answer(norms: Sequence[str], start: int, end: int, index: int, after: int) -> bool:
    before = set(norms[max(start, index - 3) : index])
    rest = set(norms[start:index]) | set(norms[after:end])
    return not before & _ALMOST and not rest & folded("klasse duldung kinder seit stunden")


def _kandidat(bau: Satzbau, fakt: str, wert: str | int, start: int, end: int) -> Kandidat:
    return Kandidat(fakt, wert, start, end, bau.is_negated(start, end))
