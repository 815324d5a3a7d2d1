"""Figures out of measured turns and out of /proc: pure functions, nothing is started here."""

from __future__ import annotations

import math
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")


@dataclass(frozen=True)
class Zug:
    """One turn as the driver saw it: its kind, seconds of the clock, whether it was answered."""

    art: str
    beginn: float
    ende: float
    gut: bool = True

    @property
    def ms(self) -> float:
        """How long the person waited."""
        return (self.ende - self.beginn) * 1000


@dataclass(frozen=True)
class Verteilung:
    """How long turns took, in milliseconds."""

    anzahl: int
    p50: float
    p95: float
    laengste: float


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that so large a share of all does not exceed (nearest rank)."""
    if not values:
        return math.nan
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def distribution(turns: Iterable[Zug]) -> Verteilung:
    """The distribution of the turns that were answered."""
    ms = [turn.ms for turn in turns if turn.gut]
    return Verteilung(len(ms), percentile(ms, 0.5), percentile(ms, 0.95), max(ms, default=math.nan))


def within(turns: Iterable[Zug], begin: float, end: float) -> list[Zug]:
    """The turns that were answered in this stretch of time."""
    return [turn for turn in turns if begin < turn.ende <= end]


def by_kind(turns: Sequence[Zug]) -> dict[str, Verteilung]:
    """The distribution of each kind of turn."""
    kinds = sorted({turn.art for turn in turns})
    return {kind: distribution(t for t in turns if t.art == kind) for kind in kinds}


def median_around(turns: Sequence[Zug], nr: int, width: int = 4) -> float:
    """The median in ms of the turns around a number (counted from 1) in one session."""
    near = turns[max(0, nr - 1 - width) : nr + width]
    return percentile([turn.ms for turn in near], 0.5)


def parse_pss(rollup: str) -> int:
    """Kilobytes out of /proc/PID/smaps_rollup: shared pages are divided among their users."""
    for line in rollup.splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    raise ValueError("smaps_rollup hat keine Zeile Pss:")


def parse_stat(stat: str) -> tuple[int, int]:
    """Parent and clock ticks of processor time out of /proc/PID/stat."""
    # Der Name in Klammern darf Leerzeichen und Klammern enthalten.
    fields = stat[stat.rindex(")") + 2 :].split()
    return int(fields[1]), int(fields[11]) + int(fields[12])


def parse_busy(stat: str) -> int:
    """Clock ticks in which any processor worked, out of /proc/stat."""
    user, nice, system, _idle, _wait, *interrupts = map(int, stat.split("\n")[0].split()[1:8])
    return user + nice + system + sum(interrupts)


def descendants(pid: int, parents: Mapping[int, int]) -> list[int]:
    """A process and all below it, oldest first; `parents` maps each process to its parent."""
    found = [pid]
    for known in found:
        found += sorted(child for child, parent in parents.items() if parent == known)
    return found


def family(pids: Iterable[int]) -> list[int]:
    """These processes and all below them, as they run now."""
    parents = {}
    for folder in PROC.glob("[0-9]*"):
        try:
            parents[int(folder.name)] = parse_stat((folder / "stat").read_text())[0]
        except OSError:
            continue
    return [p for pid in pids for p in descendants(pid, parents) if p in parents]


def pss_mb(pids: Iterable[int]) -> dict[int, float]:
    """Megabytes of each process; empty where the system does not tell."""
    found = {}
    for pid in pids:
        try:
            found[pid] = parse_pss((PROC / str(pid) / "smaps_rollup").read_text()) / 1024
        except OSError:
            continue
    return found


def busy_seconds() -> float:
    """Seconds of processor time of everybody on this computer so far; 0 when it is not told."""
    try:
        return parse_busy((PROC / "stat").read_text()) / os.sysconf("SC_CLK_TCK")
    except OSError:
        return 0.0


def cpu_seconds(pids: Iterable[int]) -> dict[int, float]:
    """Seconds of processor time of each process so far."""
    tick, found = os.sysconf("SC_CLK_TCK"), {}
    for pid in pids:
        try:
            found[pid] = parse_stat((PROC / str(pid) / "stat").read_text())[1] / tick
        except OSError:
            continue
    return found
