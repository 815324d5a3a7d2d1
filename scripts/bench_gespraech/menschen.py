"""Who is interviewed: the profiles of the test cases, and how these people would type."""

from __future__ import annotations

import random
from functools import cache
from typing import Any

import yaml

from bot.places import all_gemeinden
from bot.settings import ROOT

STICHTAG = "2026-11-22"
MONATE = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni"),
    *("Juli", "August", "September", "Oktober", "November", "Dezember"),
)
GEGENFRAGEN = ("warum", "was ist eine duldung?", "warum fragst du das", "was ist eine ausbildung?")
Mensch = dict[str, Any]


def people() -> list[Mensch]:
    """Everybody in the cases of today's law who knows enough, shuffled: `fakten` and `texte`."""
    cases = [
        case
        for file in sorted((ROOT / "tests/eligibility/faelle").glob("*.yml"))
        for case in yaml.safe_load(file.read_text("utf-8"))
        if case["stichtag"] >= STICHTAG[:4] and len(case["profil"]) >= 8
    ]
    titles = button_titles()
    random.Random(7).shuffle(cases)
    return [_person(case["profil"], titles) for case in cases if "ort" in case["profil"]]


@cache
def button_titles() -> dict[str, dict[str, str]]:
    """For each fact what stands on its buttons: value -> title."""
    questions = yaml.safe_load((ROOT / "data/texte/fragen.yml").read_text("utf-8"))
    return {
        fact: {
            str(button["wert"]): plain(button["titel"])
            for button in (*question.get("knoepfe", ()), *question.get("mehr", ()))
        }
        for fact, question in questions.items()
    }


def plain(text: str) -> str:
    """The sentence as the person herself reads it: [du hast|die Person hat] -> du hast."""
    head, bracket, rest = text.partition("[")
    if not bracket:
        return text
    inside, _, tail = rest.partition("]")
    return head + inside.split("|")[0] + plain(tail)


def _person(profile: dict[str, Any], titles: dict[str, dict[str, str]]) -> Mensch:
    facts = {"rolle": "selbst", **profile}
    texts = {fact: _typed(fact, value, titles.get(fact, {})) for fact, value in facts.items()}
    return {"fakten": facts, "texte": {fact: text for fact, text in texts.items() if text}}


def _typed(fact: str, value: Any, titles: dict[str, str]) -> str | None:
    """How somebody types this answer; None when people would tap it."""
    if fact == "ort":
        return f"ich wohne in {_place_name(str(value))}"
    if fact == "alter":
        return f"ich bin {value} jahre alt"
    if isinstance(value, list):
        known = [titles[v] for v in value if v in titles]
        return " und ".join(known).lower() or None
    text = str(value)
    if len(text) == 7 and text[4] == "-" and text[5:].isdigit():
        return f"seit {MONATE[int(text[5:]) - 1]} {text[:4]}"
    return titles.get(text, "").lower() or None


def _place_name(ags: str) -> str:
    return next(place.name for place in all_gemeinden() if place.ags == ags)
