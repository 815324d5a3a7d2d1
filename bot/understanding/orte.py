"""Town of a message, read by `bot.places`; in helper mode the helper's own town does not count."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.places import PlaceResult, find_places, gemeinde
from bot.understanding.daten import words
from bot.understanding.falten import fold
from bot.understanding.lesen import VERBS, Abschnitt
from bot.understanding.satz import Satzbau

_FILLERS = words("orte.fillers")
_ACTIVITIES = words("orte.activities")
_ELSEWHERE = words("orte.elsewhere")
_NO_LIST = words("orte.no_list")
_HELPER_WORK = words("orte.helper_work")
_NEAR = words("orte.near")
_LIVES = words("orte.lives")


def read_place(bau: Satzbau) -> PlaceResult:
    """The place of the person whose facts we collect."""
    found = _only_near(bau, find_places(_relevant(bau), bau.frage == "ort"))
    if found.ags is None:
        found = _before_near(bau) or found
    if found.ags is None and len(found.vorschlaege) > 1:
        found = _where_part_says(bau) or found
    if found.ags or found.vorschlaege or found.kreis or found.ausserhalb:
        return found
    if any("korrektur" in frames for frames in bau.frames.values()) and not bau.questions:
        corrected = find_places(_relevant(bau), True)
        return corrected if corrected.ags else found
    listed = _where_they_live(bau) or _in_list(bau) or _at_work(bau)
    if listed is None or listed.ags in found.verneint:
        return found
    return listed


_WHERE = re.compile(
    r"\bin (\w+(?: \w+)?),? wo (?:ich|er|sie|wir) (?:\w+ )?(?:wohn|leb|bin\b)", re.I
)


def _where_they_live(bau: Satzbau) -> PlaceResult | None:
    """ "am besten in Bielefeld wo ich wohne"."""
    match = _WHERE.search(_relevant(bau))
    found = find_places(f"wohne in {match.group(1)}", False) if match else None
    return found if found and found.ags else None


def _only_near(bau: Satzbau, found: PlaceResult) -> PlaceResult:
    """ "bei Düsseldorf", "Nähe Köln": not the town itself, so it is only asked for."""
    if found.ags is None or bau.frage != "ort" or not is_named(bau, found.ags):
        return found
    town = gemeinde(found.ags)
    name = fold(town.name.split()[0]) if town else ""
    index = next((n for n, word in enumerate(bau.lesung.roh) if fold(word) == name), 0)
    before = set(bau.lesung.norms[max(0, index - 2) : index])
    if not before & _NEAR or "in" in before:
        return found
    return replace(found, ags=None, vorschlaege=(found.ags,))


def _before_near(bau: Satzbau) -> PlaceResult | None:
    """ "Kerpen neben Köln": the town before is where, the one behind only tells where it is."""
    if bau.frage != "ort" or bau.questions | bau.foreign:
        return None
    index = next((n for n, word in enumerate(bau.lesung.norms) if word in _NEAR), 0)
    found = find_places(" ".join(bau.lesung.roh[:index]), True) if index else None
    return found if found and found.ags and is_named(bau, found.ags) else None


def _where_part_says(bau: Satzbau) -> PlaceResult | None:
    """ "ich wohne in Münster, aber meine Schule ist in Rheine"."""
    for part in bau.lesung.abschnitte:
        if set(bau.words(part)) & _LIVES and part not in bau.questions | bau.foreign:
            found = find_places(" ".join(bau.lesung.roh[part.start : part.ende]), False)
            if found.ags:
                return found
    return None


def _at_work(bau: Satzbau) -> PlaceResult | None:
    """ "gehe in die Schule in Neuss": where somebody is by day. A place of wish is no home."""
    found = {}
    for part in bau.lesung.abschnitte:
        words = set(bau.words(part))
        if part in bau.questions | bau.hypotheses | bau.foreign or words & _ELSEWHERE:
            continue
        if not words & _ACTIVITIES or bau.frames[part] & {"vergangen", "wunsch"}:
            continue
        for index in range(part.start + 1, part.ende):
            if bau.lesung.norms[index - 1] == "in" and bau.lesung.roh[index].isalpha():
                place = find_places(f"wohne in {bau.lesung.roh[index]}", False)
                if place.ags and is_named(bau, place.ags):
                    found[place.ags] = place
    return next(iter(found.values())) if len(found) == 1 else None


def _in_list(bau: Satzbau) -> PlaceResult | None:
    """ "ich 20 jahre syrien b1 köln": the town in a list of facts without a verb."""
    for part in bau.lesung.abschnitte:
        if part in bau.questions | bau.hypotheses | bau.foreign:
            continue
        for index in range(part.start, _end_of_list(bau, part)):
            found = find_places(bau.lesung.roh[index], False)
            if found.ags and bau.lesung.norms[index] not in _FILLERS:
                return None if bau.is_negated(index, index + 1) else found
    return None


def _end_of_list(bau: Satzbau, part: Abschnitt) -> int:
    """Where the words without a verb that begin a part end; its start if there are none."""
    words = bau.words(part)
    if "korrektur" in bau.frames[part] and len(set(words) - _FILLERS) <= 2:
        return part.ende
    first = 1 if words[:1] in (("bin",), ("ich",)) else 0
    count = next((n for n in range(first, len(words)) if words[n] in VERBS), len(words))
    short = count < len(words) and count < 3
    return part.start if short or set(words[:count]) & _NO_LIST else part.start + count


def is_named(bau: Satzbau, ags: str) -> bool:
    """Whether the name stands there as a word: "will ich nicht" does not deny Willich."""
    one = gemeinde(ags)
    return one is not None and fold(one.name.split()[0]) in {fold(word) for word in bau.lesung.roh}


def _tells_of_helper(bau: Satzbau, part: Abschnitt) -> bool:
    """ "als Sozialarbeiter in Unna berate ich eine Familie": where the helper works."""
    words = set(bau.words(part))
    return "ich" in words and bool(words & _HELPER_WORK)


def _relevant(bau: Satzbau) -> str:
    own = {part for part in bau.lesung.abschnitte if _tells_of_helper(bau, part)}
    if bau.rolle != "helfer" or not bau.foreign | own:
        return bau.lesung.text
    return " ".join(
        " ".join(bau.lesung.roh[part.start : part.ende])
        for part in bau.lesung.abschnitte
        if part not in bau.foreign | own
    )
