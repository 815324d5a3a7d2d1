"""Country of origin: "aus Syrien", "ich bin Afghane"; not a language, not a stop on the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from bot.understanding.daten import FOLDER, plain_words, read, words
from bot.understanding.fakten import Kandidat
from bot.understanding.falten import fold, folded
from bot.understanding.lesen import PRONOUNS
from bot.understanding.satz import Satzbau

_ENDINGS = ("", "e", "er", "en", "es", "em")
_FROM = words("herkunft.from")
_ARTICLES = words("herkunft.articles")
_AM = words("herkunft.am")
_HOME = words("herkunft.home")
_NATION = words("herkunft.nation")
_ABROAD = words("herkunft.abroad")
_PERSONS = words("herkunft.persons")
_FILLERS = words("herkunft.fillers")
_NO_LIST = words("herkunft.no_list")
_NOT_HOME = words("herkunft.not_home")
_NO_COUNTRY = plain_words("herkunft.no_country")
_HELPS = words("herkunft.helps")


@cache
def laender() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Names, people and adjectives of countries by ISO code."""
    return {
        str(code): {
            "namen": tuple(block["namen"]),
            "leute": tuple(block["leute"]),
            "adjektiv": tuple(f"{block['adjektiv']}{e}" for e in _ENDINGS if block["adjektiv"]),
        }
        for code, block in read(FOLDER / "laender.yml").items()
    }


@cache
def _index(kind: str) -> Mapping[tuple[str, ...], str]:
    return {
        tuple(map(fold, name.replace("-", " ").split())): code
        for code, block in laender().items()
        for name in block[kind]
    } | {
        (fold(name.replace("-", "")),): code
        for code, block in laender().items()
        for name in block[kind]
        if "-" in name
    }


def words_of(kind: str) -> tuple[str, ...]:
    """All single words of a kind (`namen`, `leute`, `adjektiv`), for patterns and spelling."""
    return tuple(
        n
        for b in laender().values()
        for n in b[kind]
        if " " not in n and "-" not in n and "'" not in n
    )


def read_origin(bau: Satzbau) -> Iterator[Kandidat]:
    """Readings of `herkunft`, denied ones included."""
    index = 0
    while index < len(bau.lesung.norms):
        found = _country_at(bau, index)
        if found:
            code, kind, end = found
            part = bau.lesung.part_of(index)
            blocked = part in bau.questions | bau.hypotheses | bau.foreign
            if not blocked and _is_origin(bau, kind, index, end):
                yield Kandidat("herkunft", code, index, end, bau.is_negated(index, end))
        index = found[2] if found else index + 1


def _country_at(bau: Satzbau, index: int) -> tuple[str, str, int] | None:
    for length in (3, 2, 1):
        words = bau.lesung.norms[index : index + length]
        if len(words) < length:
            continue
        for kind in ("namen", "leute", "adjektiv"):
            code = _index(kind).get(words)
            if code and not (kind == "namen" and bau.lesung.roh[index] in _NO_COUNTRY):
                return code, kind, index + length
    return None


def _is_origin(bau: Satzbau, kind: str, start: int, end: int) -> bool:
    if kind == "adjektiv":
        return _adjective_tells(bau, start, end)
    before = _word_before(bau, start)
    if kind == "leute":
        listed = _bare(bau, start, end) and any(map(str.isdigit, bau.lesung.norms))
        return before in _AM or bau.frage == "herkunft" or listed or _is_introduced(bau, start)
    if before in _FROM:
        return not _about_things(bau, start, end)
    if before in _HOME or (before in _AM and set(_part(bau, start)) & _HOME):
        return True
    if "geboren" in _part(bau, start) and before in folded("in im"):
        return False
    if before in _ABROAD:
        return bau.frage == "herkunft" and before in folded("in im") and _short(bau, start)
    return bau.frage == "herkunft" or _bare(bau, start, end)


def _is_introduced(bau: Satzbau, start: int) -> bool:
    """ "ich berate eine 24-jährige Ukrainerin", said by a helper."""
    part = bau.lesung.part_of(start)
    before = bau.lesung.norms[max(part.start, start - 5) : start]
    return bau.rolle == "helfer" and bool(set(before) & (_HELPS | folded("ein eine einen einem")))


def _word_before(bau: Satzbau, start: int) -> str:
    norms, part = bau.lesung.norms, bau.lesung.part_of(start)
    at = start - 1
    while at >= part.start and norms[at] in _ARTICLES | _FILLERS | {":"}:
        at -= 1
    return norms[at] if at >= part.start else ""


def _about_things(bau: Satzbau, start: int, end: int) -> bool:
    """ "ein Zeugnis aus Syrien" tells of the paper, not (surely) of the person."""
    norms, part = bau.lesung.norms, bau.lesung.part_of(start)
    near = set(norms[max(part.start, start - 4) : start]) | set(
        norms[end : min(part.ende, end + 1)]
    )
    return bool(near & _NOT_HOME)


def _adjective_tells(bau: Satzbau, start: int, end: int) -> bool:
    following = bau.lesung.norms[end] if end < len(bau.lesung.norms) else ""
    before = _word_before(bau, start)
    if bau.frage == "herkunft" and len(_part(bau, start)) <= 2:
        return True
    if following in _NATION | _PERSONS:
        return True
    if set(_part(bau, start)) & (_NATION - folded("herkunft pass reisepass")):
        return True
    at_end = end >= bau.lesung.part_of(start).ende or not following.isalpha()
    return before in _AM and at_end


def _bare(bau: Satzbau, start: int, end: int) -> bool:
    """In a list of facts without a verb: "19 syrien duldung", "(20, Guinea)"."""
    part = bau.lesung.part_of(start)
    norms = bau.lesung.norms
    if start > part.start and norms[start - 1] in PRONOUNS and bau.says_verb(part):
        return False
    words = set(norms[part.start : min(part.ende, end + 2)])
    near = set(norms[max(part.start, start - 4) : min(part.ende, end + 2)])
    return not words & _NO_LIST and len(norms) > 1 and not near & _NOT_HOME


def _short(bau: Satzbau, start: int) -> bool:
    return len(_part(bau, start)) <= 4


def _part(bau: Satzbau, index: int) -> tuple[str, ...]:
    return bau.words(bau.lesung.part_of(index))
