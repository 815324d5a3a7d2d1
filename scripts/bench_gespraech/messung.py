"""One side, measured: conversations at several numbers at a time, memory, a long session."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from bot.settings import ROOT
from scripts.bench_gespraech.menschen import GEGENFRAGEN, Mensch
from scripts.bench_gespraech.seiten import Seite
from scripts.bench_gespraech.zahlen import (
    Zug,
    busy_seconds,
    by_kind,
    cpu_seconds,
    distribution,
    family,
    median_around,
    pss_mb,
    within,
)

Json = dict[str, Any]
STELLEN = (10, 50, 100, 200)
"""Turns of the long session at which its cost is told."""
ANTEILE = {"gegenfrage": 0.17, "frei": 0.32}
"""Chances that come out near 70 % taps, 20 % typed answers and 10 % questions back."""


@dataclass(frozen=True)
class Plan:
    """How long each step takes and what is measured."""

    gleichzeitig: Sequence[int] = (1, 8, 32)
    vorlauf: float = 3.0
    sekunden: float = 10.0
    zuege_lang: int = 205
    menschen: Sequence[Mensch] = field(default_factory=list)
    schnell: bool = False
    """Whether the plain bot is trained shortly, to try the benchmark itself."""


def measure(seite: Seite, plan: Plan, mehr: Mapping[str, Any] | None = None) -> Json:
    """Everything about one running bot; `mehr` goes to the driver."""
    order = {
        "art": seite.art,
        "url": seite.url,
        "menschen": list(plan.menschen),
        "gegenfragen": GEGENFRAGEN,
        "anteile": ANTEILE,
        "vorlauf": plan.vorlauf,
        "sekunden": plan.sekunden,
        **(mehr or {}),
    }
    found: Json = {"start_s": round(seite.start, 1), "last": {}}
    for number in plan.gleichzeitig:
        found["last"][str(number)] = _load(seite, {**order, "gleichzeitig": number})
    found["pss_mb"] = memory(seite)
    if plan.zuege_lang:
        found["lang"] = _long_session(order, plan.zuege_lang)
    return found


def memory(seite: Seite) -> Json:
    """Megabytes of every process of the bot, by name."""
    single = pss_mb(family(seite.prozesse))
    found = {f"{process_name(pid)} ({pid})": round(mb) for pid, mb in single.items()}
    return {"alle": round(sum(single.values())), **found}


def process_name(pid: int) -> str:
    """What a process is, for the table."""
    try:
        words = (ROOT.__class__("/proc") / str(pid) / "cmdline").read_bytes().split(b"\0")
    except OSError:
        return "beendet"
    line = b" ".join(words).decode("utf-8", "replace")
    names = {"rasa_sdk": "Aktionen", "run actions": "Aktionen", "bot.cli run": "wegweiser"}
    found = next((name for mark, name in names.items() if mark in line), "")
    return found or ("Rasa" if "rasa" in line else "Hilfsprozess")


def drive(order: Json) -> Json:
    """Runs the driver as a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "scripts.bench_gespraech.treiber"],
        cwd=ROOT, input=json.dumps(order), capture_output=True, text=True, check=True,
    )  # fmt: skip
    return dict(json.loads(done.stdout))


def _load(seite: Seite, order: Json) -> Json:
    pids = family(seite.prozesse)
    before, busy, clock = cpu_seconds(pids), busy_seconds(), time.perf_counter()
    found = drive(order)
    after, busy, clock = cpu_seconds(pids), busy_seconds() - busy, time.perf_counter() - clock
    bot = sum(after.values()) - sum(before.values())
    turns = [Zug(*turn) for turn in found["zuege"]]
    begin = found["beginn"] + order["vorlauf"]
    measured = within(turns, begin, begin + order["sekunden"])
    all_turns = distribution(measured)
    return {
        "zuege_je_s": round(all_turns.anzahl / order["sekunden"], 1),
        **_rounded(asdict(all_turns)),
        "arten": {kind: _rounded(asdict(d)) for kind, d in by_kind(measured).items()},
        "fehler": found["fehler"],
        "gespraeche_zu_ende": found["zu_ende"],
        "treiber_cpu": round(found["cpu"] / found["sekunden"], 2),
        "fremd_cpu": round(max(0.0, busy - bot - found["cpu"]) / clock, 2),
        "cpu_ms_je_zug": _cpu_per_turn(before, after, len(turns)),
    }


def _cpu_per_turn(before: Mapping[int, float], after: Mapping[int, float], turns: int) -> Json:
    """Milliseconds of processor time for one turn, by kind of process."""
    found: dict[str, float] = {}
    for pid, seconds in after.items():
        spent = 1000 * (seconds - before.get(pid, 0.0)) / max(1, turns)
        if spent >= 0.05:
            name = process_name(pid)
            found[name] = round(found.get(name, 0.0) + spent, 2)
    return found


def _long_session(order: Json, length: int) -> Json:
    found = drive({**order, "gleichzeitig": 1, "zuege": length})
    turns = [Zug(*turn) for turn in found["zuege"]]
    ms = {str(nr): round(median_around(turns, nr), 1) for nr in STELLEN if nr <= len(turns)}
    ratio = round(ms["200"] / ms["10"], 2) if "200" in ms else None
    return {"ms_bei_zug": ms, "verhaeltnis_200_zu_10": ratio, "fehler": found["fehler"]}


def _rounded(values: Json) -> Json:
    return {
        name: round(value, 1) if isinstance(value, float) else value
        for name, value in values.items()
    }
