"""How well messages are understood: rows fully right, invented facts, crisis, confusion.

A row of `tests/nlu/nachrichten_*.jsonl` is right if all `fakten` were found, nothing but them and
`darf_auch`, and the intent is one of `absicht` (where the row names any).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Urteil:
    """What one row came to: facts not found, facts invented (also: wrong values), wrong intent."""

    row: Row
    absicht: str
    fehlt: Mapping[str, Any]
    erfunden: Mapping[str, Any]
    falsche_absicht: bool

    @property
    def richtig(self) -> bool:
        """Whether the row is fully right."""
        return not (self.fehlt or self.erfunden or self.falsche_absicht)


@dataclass
class Messung:
    """The sum over many rows."""

    urteile: list[Urteil] = field(default_factory=list)

    @property
    def richtig(self) -> float:
        """Share of rows fully right."""
        return sum(u.richtig for u in self.urteile) / max(1, len(self.urteile))

    @property
    def erfunden(self) -> float:
        """Share of rows with an invented fact."""
        return sum(bool(u.erfunden) for u in self.urteile) / max(1, len(self.urteile))

    @property
    def notlage(self) -> float:
        """Share of crisis rows that were taken for a crisis; 1 where there are none."""
        crisis = [u for u in self.urteile if u.row.get("absicht") == ["notlage"]]
        return sum(u.absicht == "notlage" for u in crisis) / len(crisis) if crisis else 1.0

    def verwechslungen(self) -> Counter[tuple[str, str]]:
        """How often which expected intent was taken for which other."""
        wrong = (u for u in self.urteile if u.falsche_absicht)
        return Counter((str(u.row["absicht"][0]), u.absicht) for u in wrong)


def read_rows(paths: Iterable[Path]) -> list[Row]:
    """The rows of JSON-lines files."""
    return [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines()]


def judge(row: Row, absicht: str, fakten: Mapping[str, Any]) -> Urteil:
    """Compares what was understood with what the row expects."""
    expected, allowed = row["fakten"], row.get("darf_auch", {})
    missing = {k: v for k, v in expected.items() if k not in fakten}
    invented = {
        k: v
        for k, v in fakten.items()
        if not any(k in known and _same(v, known[k]) for known in (expected, allowed))
    }
    wanted: list[str] = row.get("absicht") or [absicht]
    return Urteil(row, absicht, missing, invented, absicht not in wanted)


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, list) and isinstance(other, list):
        return sorted(one) == sorted(other)
    return bool(one == other)
