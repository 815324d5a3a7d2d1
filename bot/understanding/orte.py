"""Town of a message, read by `bot.places`; in helper mode the helper's own town does not count."""

from __future__ import annotations

from bot.places import PlaceResult, find_places, gemeinde
from bot.understanding.daten import words
from bot.understanding.falten import fold, folded
from bot.understanding.lesen import VERBS, Abschnitt
from bot.understanding.satz import Satzbau

_FILLERS = words("orte.fillers")


def read_place(bau: Satzbau) -> PlaceResult:
    """The place of the person whose facts we collect."""
    found = find_places(_relevant(bau), bau.frage == "ort")
    if found.ags or found.vorschlaege or found.kreis or found.ausserhalb:
        return found
    if any("korrektur" in frames for frames in bau.frames.values()) and not bau.questions:
        corrected = find_places(_relevant(bau), True)
        return corrected if corrected.ags else found
    listed = _in_list(bau)
    return listed if listed.ags else found


def _in_list(bau: Satzbau) -> PlaceResult:
    """ "ich 20 jahre syrien b1 köln": the town in a list of facts without a verb."""
    for part in bau.lesung.abschnitte:
        if part in bau.questions | bau.hypotheses | bau.foreign or not _is_list(bau, part):
            continue
        for index in range(part.start, part.ende):
            found = find_places(bau.lesung.roh[index], False)
            if found.ags and bau.lesung.norms[index] not in _FILLERS:
                return found
    return PlaceResult()


def _is_list(bau: Satzbau, part: Abschnitt) -> bool:
    words = set(bau.words(part))
    if "korrektur" in bau.frames[part] and len(words - _FILLERS) <= 2:
        return True
    return not words & VERBS and not words & folded(
        "nach früher in bei mein meine aus von war geboren zug"
    )


def is_named(bau: Satzbau, ags: str) -> bool:
    """Whether the name stands there as a word: "will ich nicht" does not deny Willich."""
    one = gemeinde(ags)
    return one is not None and fold(one.name.split()[0]) in {fold(word) for word in bau.lesung.roh}


def _relevant(bau: Satzbau) -> str:
    if bau.rolle != "helfer" or not bau.foreign:
        return bau.lesung.text
    return " ".join(
        " ".join(bau.lesung.roh[part.start : part.ende])
        for part in bau.lesung.abschnitte
        if part not in bau.foreign
    )
