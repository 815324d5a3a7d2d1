"""Which intent a message has: the one place that decides, for the chat and for `verstehe`."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from bot.understanding.daten import words
from bot.understanding.fakten import is_whole
from bot.understanding.falten import folded
from bot.understanding.lesen import W_WORDS, Treffer
from bot.understanding.satz import Satzbau

ABSICHTEN = [
    "angabe",
    "bejahen",
    "verneinen",
    "weiss_nicht",
    "begruessen",
    "verabschieden",
    "danken",
    "neu_anfangen",
    "zurueck",
    "aendern",
    "warum",
    "erklaeren",
    "wiederholen",
    "mensch",
    "angebot_frage",
    "rechtsfrage",
    "datenschutz",
    "daten_loeschen",
    "notlage",
    "beleidigung",
    "andere_sprache",
    "ausserhalb",
]
"""All intents of the contract."""

FALLBACK = "nlu_fallback"
"""No intent is sure enough; `verstehe` calls it `ausserhalb`."""

THRESHOLD = 0.5
SURE = {
    **{"beleidigung": 0.8, "daten_loeschen": 0.6, "neu_anfangen": 0.5, "andere_sprache": 0.6},
    "notlage": 0.8,
    **{
        "bejahen": 0.8,
        "verneinen": 0.7,
        "weiss_nicht": 0.6,
        "aendern": 0.75,
        "begruessen": 0.6,
        "verabschieden": 0.6,
        "mensch": 0.6,
    },
}
"""Below these confidences a guess of the classifier becomes `nlu_fallback`; measured on tests/nlu.

SURE: intents that cost more when wrong.
"""

QUESTIONS = ("datenschutz", "warum", "wiederholen", "erklaeren", "rechtsfrage", "angebot_frage")
HELPERS = frozenset({"weiss_nicht_sicher", "warum_nein"})
"""Names of patterns that lead to an intent and are none."""
SURELY_UNKNOWN = "weiss_nicht_sicher"
"""Patterns that look like a question and answer one: "was weiß ich", "weiß nicht was das ist"."""
ASKS_WHAT_NOT = "warum_nein"
"""Patterns that ask which ways are closed."""
_STATED = 0.95
"""What is no question needs this confidence to be taken for one."""
_FIRST = ("beleidigung", "daten_loeschen", "neu_anfangen", "mensch")
_ONLY_IN_QUESTIONS = frozenset({"rechtsfrage", "angebot_frage", "datenschutz", "warum"})
_WITHOUT_FACTS = ("verneinen", "weiss_nicht", "verabschieden", "danken", "bejahen", "begruessen")


@dataclass(frozen=True)
class Hinweise:
    """What the words tell about the intent.

    `regeln`: intents whose patterns match; `fragt`: something is asked; `deutsch`: most words are
    German; `leer`: neither letter nor digit; `harmlos`: words of a crisis about school or work;
    `an_bot`: begins with "bist du", "sind Sie"; the rest see Verstanden.
    """

    regeln: frozenset[str] = frozenset()
    fragt: bool = False
    fakten: Mapping[str, object] = field(default_factory=dict)
    nur_antwort: str | None = None
    sonst_gesagt: bool = False
    sprache: str | None = None
    notlage: str | None = None
    deutsch: bool = False
    ausserhalb_ort: bool = False
    leer: bool = False
    harmlos: bool = False
    an_bot: bool = False


def rule_intents(bau: Satzbau) -> frozenset[str]:
    """The intents whose patterns (`absichten.yml`) match where they may."""
    rules = frozenset(
        match.key.split(":")[1] for match in bau.lesung.found("absicht:") if _counts(bau, match)
    )
    if SURELY_UNKNOWN in rules and bau.frage:
        rules = (rules - set(QUESTIONS)) | {"weiss_nicht"}
    return rules | {"warum"} if ASKS_WHAT_NOT in rules else rules


def decide_absicht(hinweise: Hinweise, ranking: Sequence[tuple[str, float]] = ()) -> str:
    """The intent by the contract's order; `ranking` is the classifier's, best first."""
    return certain_absicht(hinweise) or _by_classifier(hinweise, ranking)


def certain_absicht(hinweise: Hinweise) -> str | None:
    """The intent if the rules alone decide, else None."""
    if hinweise.notlage:
        return "notlage"
    if hinweise.leer and not hinweise.nur_antwort:
        return "ausserhalb"
    rules = hinweise.regeln
    if hinweise.an_bot and {"ausserhalb", "mensch"} <= rules:
        return "ausserhalb"
    first = next((one for one in _FIRST if one in rules), None)
    return first or _question(hinweise) or _statement(hinweise)


def _question(hinweise: Hinweise) -> str | None:
    asked = [one for one in QUESTIONS if one in hinweise.regeln]
    if (
        "ausserhalb" in hinweise.regeln
        and not hinweise.sprache
        and not set(asked) & {"datenschutz", "warum"}
    ):
        return None if hinweise.fakten else "ausserhalb"
    if {"rechtsfrage", "angebot_frage"} <= set(asked) and len(asked) == 2:
        return None
    return asked[0] if asked else None


def _statement(hinweise: Hinweise) -> str | None:
    if hinweise.sprache:
        return "andere_sprache"
    change = next((one for one in ("zurueck", "aendern") if one in hinweise.regeln), None)
    if change and not (change == "aendern" and hinweise.fakten):
        return change
    if hinweise.nur_antwort:
        return hinweise.nur_antwort
    if hinweise.fragt:
        return None
    if hinweise.fakten or hinweise.sonst_gesagt:
        return "angabe"
    if hinweise.ausserhalb_ort:
        return "ausserhalb"
    return next((one for one in _WITHOUT_FACTS if one in hinweise.regeln), None)


def _by_classifier(hinweise: Hinweise, ranking: Sequence[tuple[str, float]]) -> str:
    if hinweise.deutsch:
        ranking = [pair for pair in ranking if pair[0] != "andere_sprache"]
    if hinweise.fragt:
        ranking = [pair for pair in ranking if pair[0] != "beleidigung"]
    if hinweise.harmlos:
        ranking = [pair for pair in ranking if pair[0] != "notlage"]
    if hinweise.deutsch and not hinweise.fragt:
        ranking = [p for p in ranking if p[0] not in _ONLY_IN_QUESTIONS or p[1] >= _STATED]
    scores = dict(ranking)
    if {"rechtsfrage", "angebot_frage"} <= hinweise.regeln:
        return max(("rechtsfrage", "angebot_frage"), key=lambda one: scores.get(one, 0.0))
    if hinweise.fragt:
        asked = _likeliest(scores, (*QUESTIONS, "mensch", "ausserhalb"))
        if asked:
            return asked
    if hinweise.fakten or hinweise.sonst_gesagt:
        return "angabe"
    if not hinweise.deutsch and "andere_sprache" not in dict(ranking[:1]):
        return FALLBACK
    name, confidence = ranking[0] if ranking else (FALLBACK, 0.0)
    return name if confidence >= SURE.get(name, THRESHOLD) else FALLBACK


def _likeliest(scores: Mapping[str, float], names: Collection[str]) -> str | None:
    best = max(names, key=lambda one: scores.get(one, 0.0))
    return best if scores.get(best, 0.0) >= THRESHOLD / 2 else None


def _counts(bau: Satzbau, match: Treffer) -> bool:
    _, intent, kind = match.key.split(":")
    part, last = bau.lesung.part_of(match.start), bau.lesung.part_of(match.ende - 1)
    if part.satz != last.satz:
        return False
    if kind == "=":
        return is_whole(bau, match)
    if intent in _ONLY_IN_QUESTIONS:
        return part in bau.questions or last in bau.questions
    return True


def asks_bot(bau: Satzbau) -> bool:
    """ "bist du eine echte Person?" asks what we are, and for nobody."""
    words = [word for word in bau.lesung.norms if word.isalpha()]
    return len(words) > 2 and words[0] in _ARE and words[1] in _YOU


def about(bau: Satzbau) -> str | None:
    """The words a question is about ("duldung", "duldung arbeiten"), in repaired spelling."""
    parts = [part for part in bau.lesung.abschnitte if part in bau.questions] or list(
        bau.lesung.abschnitte
    )
    words = [
        bau.lesung.woerter[index]
        for part in parts
        for index in range(part.start, part.ende)
        if _is_content(bau.lesung.norms[index])
    ]
    return " ".join(words) or None


_ARE = folded("bist sind seid bisch")
_YOU = folded("du sie ihr")
_EMPTY = W_WORDS | words("absicht.empty")


def _is_content(norm: str) -> bool:
    return (
        norm not in _EMPTY
        and (len(norm) > 2 or (norm[:1] in "abc" and norm[1:].isdigit()))
        and norm[0].isalnum()
    ) or norm.startswith("§")
