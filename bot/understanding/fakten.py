"""Facts that patterns can tell: candidates, what denies them, what they are together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.profile import FAKTEN, WEISS_NICHT, Value
from bot.understanding.daten import Eintrag, words
from bot.understanding.falten import folded
from bot.understanding.lesen import Abschnitt, Treffer
from bot.understanding.satz import Satzbau

_NOW = words("fakten.now")
_PAST = words("fakten.past")
_CORRECTION = words("fakten.correction")
GREETINGS = words("fakten.greetings")
_THOUGHT = words("fakten.thought")
_BESIDE = words("fakten.beside")
_GENERAL: Mapping[str, tuple[str, ...]] = {
    "schule": ("ifk", "ffm", "berufskolleg"),
    "berufskolleg": ("ifk", "ffm"),
    "abitur": ("ausland",),
    "sprachkurs": ("integrationskurs",),
    "msa": ("ausland",),
    "esa": ("eesa", "ausland"),
    "ausbildung": ("helferausbildung", "eq"),
    "arbeit": ("eq",),
    "erlaubt": ("mit_erlaubnis",),
    "keine": ("sozialamt", "jobcenter"),
}
"""Values that say less than others: "Schule, IFK" is the IFK."""
_NO_NOUN = folded("kein keine keinen keiner keinem")
_AFTER_NO = words("fakten.after_no")
_BUT = folded("aber ist sondern doch eigentlich")
_COMMANDS = ("absicht:zurueck:", "absicht:neu_anfangen:", "absicht:wiederholen:")
"""Patterns of intents whose words are no answer to the open question."""
_ALSO_WISHES = frozenset({"schulabschluss", "situation", "zusage", "deutsch", "leistung"})
"""Facts whose words alone, asked for a wish, are the wish."""
_NO_LONGER = frozenset(
    {"aufenthalt", "paragraf", "duldungsart", "situation", "unterbringung", "leistung"}
)
"""Facts for which "früher ..." says that it is over."""


@dataclass(frozen=True)
class Kandidat:
    """A reading of the words `start` up to `ende`; `wert` None only blocks shorter readings."""

    fakt: str
    wert: Value | None
    start: int
    ende: int
    verneint: bool = False
    setzt: tuple[tuple[str, str], ...] = ()

    def covers(self, other: Kandidat) -> bool:
        """Whether it reads more words and all of the other's."""
        mine, theirs = self.ende - self.start, other.ende - other.start
        stronger = mine > theirs or (
            mine == theirs and self.wert is None and other.wert not in (None, "ausland")
        )
        if other.wert == "ausland" and self.wert is not None:
            return False
        return stronger and self.start <= other.start and other.ende <= self.ende


@dataclass
class Ergebnis:
    """What was found so far; `fakten` said, `verneint` denied."""

    fakten: dict[str, Value] = field(default_factory=dict)
    verneint: list[tuple[str, Value]] = field(default_factory=list)


def candidates(bau: Satzbau, entries: Sequence[Eintrag]) -> list[Kandidat]:
    """All readings of pattern matches that their part of the sentence allows."""
    found: list[Kandidat] = []
    for match in bau.lesung.found("fakt:"):
        _, number, line = match.key.split(":")
        entry = entries[int(number)]
        if _allowed(bau, entry, match) and ("=" not in line or is_whole(bau, match)):
            found.append(_candidate(bau, entry, match, line.startswith("n")))
    return found


def resolve(bau: Satzbau, found: Iterable[Kandidat]) -> Ergebnis:
    """The facts that hold: longest reading first, denied ones out, corrections last."""
    ergebnis = Ergebnis()
    by_fact: dict[str, list[Kandidat]] = {}
    for one in found:
        by_fact.setdefault(one.fakt, []).append(one)
    for fakt, those in by_fact.items():
        _resolve_fact(bau, fakt, _longest(those), ergebnis)
    return ergebnis


def is_whole(bau: Satzbau, match: Treffer) -> bool:
    """Whether nothing but greetings and signs surrounds a match in its part."""
    part, norms = bau.lesung.part_of(match.start), bau.lesung.norms
    rest = (*norms[part.start : match.start], *norms[match.ende : part.ende])
    return all(word in GREETINGS or not any(map(str.isalnum, word)) for word in rest)


def _allowed(bau: Satzbau, entry: Eintrag, match: Treffer) -> bool:
    if (entry.gefragt and bau.frage != entry.fakt) or bau.frage in entry.nicht_bei:
        return False
    part, last = bau.lesung.part_of(match.start), bau.lesung.part_of(match.ende - 1)
    if part is not last:
        return False
    if entry.gefragt and (_denies_something_else(bau, match, part) or _no_answer(bau, match)):
        return False
    return entry.wert is None or _part_allows(bau, entry, part)


def _denies_something_else(bau: Satzbau, match: Treffer, part: Abschnitt) -> bool:
    """ "kein Bock das zu sagen": a bare "kein" is no answer if it denies another noun."""
    if len(match) != 1 or bau.lesung.norms[match.start] not in _NO_NOUN:
        return False
    following = bau.lesung.norms[match.ende : part.ende][:1]
    return bool(following) and following[0].isalpha() and following[0] not in _AFTER_NO


def _no_answer(bau: Satzbau, match: Treffer) -> bool:
    """ "eine Frage zurück", "da muss ich ihn erst fragen": words of a command or of no answer."""
    frames = bau.frames[bau.lesung.part_of(match.start)]
    if "nachfragen" in frames or ("unbekannt" in frames and is_yes_no(bau.frage)):
        return True
    return any(
        one.start < match.ende
        and match.start < one.ende
        and (not one.key.endswith(":=") or is_whole(bau, one))
        for command in _COMMANDS
        for one in bau.lesung.found(command)
    )


def _part_allows(bau: Satzbau, entry: Eintrag, part: Abschnitt) -> bool:
    if (part in bau.questions or part in bau.hypotheses) and not entry.auch_frage:
        return False
    if part in bau.foreign and not entry.auch_fremd:
        return False
    if bau.frage == "wunsch" and entry.fakt in _ALSO_WISHES and not bau.says_verb(part):
        return False
    frames = bau.frames[part]
    running = (
        frames if "fertig" not in frames else {f for f in frames if not f.startswith("laufend")}
    )
    return entry.rahmen <= frames and not entry.nicht_rahmen & running


def _candidate(bau: Satzbau, entry: Eintrag, match: Treffer, own_no: bool) -> Kandidat:
    denied = not own_no and (
        bau.is_negated(match.start, match.ende) or bau.has_negator(match.start, match.ende)
    )
    if denied and entry.verneint_wert:
        return Kandidat(entry.fakt, entry.verneint_wert, match.start, match.ende)
    return Kandidat(entry.fakt, entry.wert, match.start, match.ende, denied, entry.setzt)


def _longest(those: list[Kandidat]) -> list[Kandidat]:
    kept = [
        one
        for one in those
        if not any(
            other.covers(one) and one.wert not in _GENERAL.get(str(other.wert), ())
            for other in those
        )
    ]
    return [one for one in kept if one.wert is not None]


def _resolve_fact(bau: Satzbau, fakt: str, those: list[Kandidat], out: Ergebnis) -> None:
    denied = [one for one in those if one.verneint]
    out.verneint += [(fakt, one.wert) for one in denied if one.wert is not None]
    no = {one.wert for one in denied}
    said = sorted(
        (one for one in those if one.wert not in no), key=lambda one: (one.start, one.ende)
    )
    if fakt in _NO_LONGER:
        said = [one for one in said if not is_past(bau, one)]
    chosen = said if fakt == "wunsch" else choose(bau, said)
    if not chosen:
        return
    values = list(dict.fromkeys(one.wert for one in chosen if one.wert is not None))
    out.fakten[fakt] = tuple(map(str, values)) if fakt == "wunsch" else values[-1]
    for name, wert in (pair for one in chosen for pair in one.setzt):
        out.fakten.setdefault(name, wert)


def choose(bau: Satzbau, said: list[Kandidat]) -> list[Kandidat]:
    """Of contradicting readings the corrected or present one; none where it is not clear."""
    if len({one.wert for one in said}) <= 1:
        return said
    first_of_last = said[-1]
    earlier = [one for one in said if one.wert != first_of_last.wert]
    between = set(bau.lesung.norms[earlier[-1].ende : first_of_last.start])
    if between & _CORRECTION or between & _NOW or is_past(bau, earlier[-1]):
        return [first_of_last]
    if between & _BUT and set(bau.lesung.norms[: earlier[0].ende + 1]) & _THOUGHT:
        return [first_of_last]
    for special in said:
        if all(one.wert == special.wert or _specific(one, special) for one in said):
            return [special]
    beside = between & _BESIDE and all(one.fakt == "situation" for one in said)
    return [one for one in said if one.wert == said[0].wert] if beside else []


def is_past(bau: Satzbau, one: Kandidat) -> bool:
    """Whether "früher", "hatte", "erst" stands before it in its part, and no "jetzt"."""
    part = bau.lesung.part_of(one.start)
    words = bau.lesung.norms[max(part.start, one.start - 5) : one.start]
    past = [index for index, word in enumerate(words) if word in _PAST]
    now = [index for index, word in enumerate(words) if word in _NOW]
    return bool(past) and (not now or now[-1] < past[-1])


def _specific(general: Kandidat, special: Kandidat) -> bool:
    """A general value said beside a special one of the same words ("andere", "25 Abs. 2")."""
    same_words = general.start < special.ende and special.start < general.ende
    return special.wert in _GENERAL.get(str(general.wert), ()) or (
        same_words and general.wert == "andere"
    )


def is_yes_no(fakt: str | None) -> bool:
    """Whether the open question is answered with yes or no."""
    return fakt is not None and fakt in FAKTEN and FAKTEN[fakt].ja_nein


def knows_unknown(fakt: str | None) -> bool:
    """Whether "weiß nicht" is an answer to the open question."""
    return fakt is not None and fakt in FAKTEN and FAKTEN[fakt].kennt_weiss_nicht


__all__ = [
    "WEISS_NICHT",
    "Ergebnis",
    "Kandidat",
    "candidates",
    "choose",
    "is_past",
    "is_whole",
    "is_yes_no",
    "knows_unknown",
    "resolve",
]
