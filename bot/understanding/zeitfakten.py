"""Since when: entry, paper, asylum claim, work; start of a training; hours a week."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from bot.understanding.daten import words
from bot.understanding.fakten import Kandidat
from bot.understanding.falten import folded
from bot.understanding.lesen import Abschnitt
from bot.understanding.satz import Satzbau
from bot.understanding.zahlen import number_at
from bot.understanding.zeit import Zeit, is_month, times

MONTH_FACTS = ("einreise", "status_seit", "asylantrag", "ausbildungsbeginn", "arbeit_seit")
_HERE = words("zeitfakten.here")
_CORRECTION = words("fakten.correction")
_WORKPLACES = words("zeitfakten.workplaces")
_CAME = words("zeitfakten.came")
_SINCE = words("zeitfakten.since")
_UNTIL = words("zeitfakten.until")
_PAPERS = words("zeitfakten.papers")
_CLAIM = words("zeitfakten.claim")
_CLAIMED = words("zeitfakten.claimed")
_WORK = words("zeitfakten.work")
_TRAINING = words("zeitfakten.training")
_BEGINS = words("zeitfakten.begins")
_OTHER = words("zeitfakten.other")
_HOURS = words("zeitfakten.hours")
_MONTHLY = words("zeitfakten.monthly")


def read_times(bau: Satzbau, stichtag: date) -> Iterator[Kandidat]:
    """Readings of the facts that are months, and of the hours of work."""
    zeiten = times(bau.lesung.norms, stichtag)
    for zeit in zeiten:
        part = bau.lesung.part_of(zeit.start)
        if part in bau.questions or part in bau.hypotheses or part in bau.foreign:
            continue
        fakt = _fact_of(bau, part, zeit, zeiten)
        if fakt and _fits(fakt, zeit, stichtag):
            yield Kandidat(fakt, zeit.month, zeit.start, zeit.ende, _is_denied(bau, zeit))
    yield from _hours(bau)


def _is_denied(bau: Satzbau, zeit: Zeit) -> bool:
    """ "nicht seit 2022, sondern seit Mai 2021"."""
    norms = bau.lesung.norms
    before = zeit.start - 1
    while before > 0 and norms[before] in _SINCE:
        before -= 1
    follows = norms[zeit.ende : zeit.ende + 2]
    return before >= 0 and norms[before] in ("nicht", "nich") and "sondern" in follows


def names_month(bau: Satzbau) -> bool:
    """Whether a month is named while one is asked for: said, even if the year is missing."""
    return bau.frage in MONTH_FACTS and any(map(is_month, bau.lesung.norms))


def _fact_of(bau: Satzbau, part: Abschnitt, zeit: Zeit, zeiten: Sequence[Zeit]) -> str | None:
    norms = bau.lesung.norms
    words = _clause(bau, part, zeit, zeiten)
    before = norms[zeit.start - 1] if zeit.start else ""
    after = tuple(norms[zeit.ende : zeit.ende + 2])
    if after[:1] in (("nach",), ("spater",), ("danach",), ("alt",)) and after[1:] != (
        "deutschland",
    ):
        return None
    if (
        before in _UNTIL
        or before in folded("für fur")
        or set(words) & folded("geboren jahrgang geburtsdatum")
    ):
        return None
    asked = bau.frage if bau.frage in MONTH_FACTS else None
    if asked == "asylantrag" and set(words) & _CAME and set(words) & folded("gleich sofort direkt"):
        return asked
    if bau.frage == "arbeit_stunden" and before in folded("seit sait seid"):
        return "arbeit_seit"
    named = _named(words, zeit, before, norms)
    if named:
        return named
    if asked and _may_answer(asked, words, zeit, before):
        return asked
    return None


def _clause(bau: Satzbau, part: Abschnitt, zeit: Zeit, zeiten: Sequence[Zeit]) -> tuple[str, ...]:
    """The words around a time that belong to it and to no other time of the part."""
    others = [z for z in zeiten if z != zeit and part.start <= z.start < part.ende]
    left = max([z.ende for z in others if z.ende <= zeit.start], default=part.start)
    right = min([z.start for z in others if z.start >= zeit.ende], default=part.ende)
    words = (*bau.lesung.norms[left : zeit.start], "#", *bau.lesung.norms[zeit.ende : right])
    rest = [word for word in words if word.isalnum() and word not in _SINCE | _CORRECTION]
    if rest or others:
        return words
    # "arbeite im Lager, seit Mai 2025": the parts before tell since when what.
    before = [one for one in bau.lesung.abschnitte if one.satz == part.satz and one.ende <= left]
    return (*(word for one in before for word in bau.words(one)), *words)


def _named(words: tuple[str, ...], zeit: Zeit, before: str, norms: Sequence[str]) -> str | None:
    said = set(words)
    if said & _TRAINING and said & _BEGINS and zeit.monate is None and not said & folded("seit"):
        return "ausbildungsbeginn"
    if said & folded("asyl asylantrag") and said & _CLAIMED:
        return "asylantrag"
    if said & _CAME and not said & _OTHER - folded("heimat"):
        return "einreise" if zeit.monate is None or before in _SINCE else None
    since = "seit" in words or before in folded("seit sait seid ab since depuis")
    paper = said & _PAPERS or any(word.startswith("§") for word in words)
    if paper and (since or "vor" in words or said & folded("bekommen erhalten")):
        return "status_seit" if since or zeit.monate is None or before == "vor" else None
    if since and said & _WORK and not said & _OTHER - folded("arbeit"):
        return "arbeit_seit"
    if said & _HERE and not said & _OTHER and (since or zeit.monate is not None):
        return "einreise"
    return None


def _may_answer(asked: str, words: tuple[str, ...], zeit: Zeit, before: str) -> bool:
    said = set(words)
    if asked != "ausbildungsbeginn" and said & folded("werde wird will nächste nächsten"):
        return False
    if asked == "einreise":
        return (
            not said
            & (_PAPERS | _CLAIM | _WORK | _TRAINING | folded("schule türkei gearbeitet alt bin19"))
            and "alt" not in said
        )
    if asked == "ausbildungsbeginn":
        return zeit.monate is None
    return "alt" not in said


def _fits(fakt: str, zeit: Zeit, stichtag: date) -> bool:
    year = int(zeit.datum[:4])
    if fakt == "ausbildungsbeginn":
        return stichtag.year - 5 <= year <= stichtag.year + 5
    return stichtag.year - 60 <= year and zeit.month <= f"{stichtag.year:04d}-{stichtag.month:02d}"


def _hours(bau: Satzbau) -> Iterator[Kandidat]:
    norms = bau.lesung.norms
    for index in range(len(norms)):
        part = bau.lesung.part_of(index)
        found = number_at(norms, index)
        if not found or part in bau.questions | bau.hypotheses | bau.foreign:
            continue
        value, count = found
        after = norms[index + count : index + count + 4]
        asked = bau.frage == "arbeit_stunden"
        named = bool(after) and after[0] in _HOURS
        weekly = bool(set(after) & folded("woche wöchentlich pro"))
        if (
            1 <= value <= 80
            and not set(after[1:]) & _MONTHLY
            and _are_work_hours(bau, named, weekly, asked, after)
        ):
            yield Kandidat("arbeit_stunden", int(value), index, index + count)


def _are_work_hours(
    bau: Satzbau, named: bool, weekly: bool, asked: bool, after: Sequence[str]
) -> bool:
    if asked:
        return named or not after or after[0] not in folded("jahre jahr monate monat tage")
    about_work = bau.frage == "arbeit_seit" or bool(
        set(bau.lesung.norms)
        & (_WORK | _WORKPLACES | folded("vertrag arbeitsvertrag minijob teilzeit"))
    )
    corrected = "korrektur" in {name for names in bau.frames.values() for name in names}
    return named and ((about_work and (weekly or _tells_week(bau))) or (weekly and corrected))


def _tells_week(bau: Satzbau) -> bool:
    """ "arbeit 20 std lager": a week's hours, if no day or course stands there."""
    return not set(bau.lesung.norms) & folded("heute gestern tag täglich überstunden kurs warte")
