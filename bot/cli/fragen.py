"""`wegweiser fragen`: how many questions an interview takes, over all cases."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from bot.cli.abbruch import data_errors_as_one_line
from bot.cli.auswirkung import FAELLE, read_cases
from bot.cli.eingabe import write_json
from bot.settings import ROOT

if TYPE_CHECKING:
    from bot.eligibility.fragen import Planer
    from bot.eligibility.fragenzahl import BesterPlan
    from bot.interview.auswirkung import Fall


@dataclass(frozen=True)
class Bericht:
    """What was counted: questions of the planner per case, and the best plans of a sample."""

    gestellt: dict[str, int]
    fragebogen: int
    passend: dict[str, int]
    beste: dict[str, BesterPlan]


def main(args: argparse.Namespace) -> int:
    """Prints mean and maximum, beside the whole questionnaire and the best plan."""
    with data_errors_as_one_line():
        bericht = count(read_cases(ROOT / FAELLE), args.stichprobe)
    if args.json:
        write_json(as_json(bericht))
    else:
        print("\n".join(as_lines(bericht)))
    return 0


def count(faelle: Sequence[Fall], stichprobe: int) -> Bericht:
    """Interviews all people of the cases; each says what she knows, else "weiß nicht"."""
    from bot.eligibility.fragenzahl import best_plan, fitting, interview, questionnaire

    planer = {fall.id: planner_for(fall) for fall in faelle}
    gestellt = {fall.id: len(interview(planer[fall.id], fall.profil)) for fall in faelle}
    beste: dict[str, BesterPlan] = {}
    for fall in _sample(faelle, stichprobe):
        beste[fall.id] = best_plan(planer[fall.id], fall.profil, gestellt[fall.id])
        print(f"bester Plan {len(beste)} von {stichprobe}", end="\r", file=sys.stderr)
    alle = questionnaire(planer[faelle[0].id].regelwerk)
    passend = {fall.id: len(fitting(alle, fall.profil)) for fall in faelle}
    return Bericht(gestellt, len(alle), passend, beste)


def planner_for(fall: Fall) -> Planer:
    """The planner of the interview for a person's place and day of law."""
    from bot.eligibility.fragen import Planer
    from bot.interview.aufbau import open_tools
    from bot.reply.angebote import nearness

    werkzeug = open_tools(fall.stichtag, date.today())
    return Planer(werkzeug.regelwerk, fall.stichtag, nearness(werkzeug.offers(fall.profil)))


def _sample(faelle: Sequence[Fall], anzahl: int) -> Sequence[Fall]:
    """People from all files, the same at each run."""
    if anzahl <= 0:
        return ()
    return faelle[:: max(1, len(faelle) // anzahl)][:anzahl]


def mean(zahlen: Sequence[int]) -> float:
    """The mean, rounded to two places; 0 without numbers."""
    return round(sum(zahlen) / len(zahlen), 2) if zahlen else 0.0


def as_json(bericht: Bericht) -> dict[str, Any]:
    """All numbers for programs."""
    zahlen = list(bericht.gestellt.values())
    probe = [bericht.gestellt[id] for id in bericht.beste]
    beste = [plan.fragen for plan in bericht.beste.values()]
    return {
        "faelle": len(zahlen),
        "mittel": mean(zahlen),
        "hoechstens": max(zahlen),
        "verteilung": dict(sorted(Counter(zahlen).items())),
        "fragebogen": bericht.fragebogen,
        "fragebogen_passend_mittel": mean(list(bericht.passend.values())),
        "stichprobe": {
            "faelle": len(beste),
            "bewiesen": sum(plan.sicher for plan in bericht.beste.values()),
            "planer_mittel": mean(probe),
            "bester_plan_mittel": mean(beste),
            "abstand_prozent": round(100 * (sum(probe) / sum(beste) - 1), 1) if beste else None,
        },
    }


def as_lines(bericht: Bericht) -> list[str]:
    """The same for people."""
    z = as_json(bericht)
    probe = z["stichprobe"]
    verteilung = ", ".join(f"{fragen}: {anzahl}" for fragen, anzahl in z["verteilung"].items())
    zeilen = [
        f"{z['faelle']} Fälle: im Mittel {z['mittel']} Fragen, höchstens {z['hoechstens']}",
        f"Fragen: Fälle = {verteilung}",
        f"Der ganze Fragebogen hat {z['fragebogen']} Fragen; auf die Menschen der Fälle passen "
        f"im Mittel {z['fragebogen_passend_mittel']}",
    ]
    if not probe["faelle"]:
        return zeilen
    return [
        *zeilen,
        f"Stichprobe von {probe['faelle']}: Planer im Mittel {probe['planer_mittel']}, "
        f"bester Plan {probe['bester_plan_mittel']} ({probe['abstand_prozent']} % Abstand)",
        "Bester Plan: die wenigsten Fragen, nach denen keine Antwort mehr etwas an der ersten "
        "Auswahl ändert,",
        "durch Ausprobieren gefunden und mit Wissen der Antworten; im Gespräch sind sie noch "
        "unbekannt.",
        f"Bei {probe['bewiesen']} von {probe['faelle']} ist er bewiesen, bei den anderen sind es "
        "mindestens so viele.",
    ]
