"""Which versions of the law somebody has to look at again, and until when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.eligibility.regelwerk import Fassung, Regelwerk

TAGE_VORAUS = 60
"""How long before its day a version is announced: time for a lawyer to answer."""


@dataclass(frozen=True)
class Frist:
    """One version still in force and the last day on which it counts as checked."""

    weg: str
    zugang: str
    wo: str
    bis: date


@dataclass(frozen=True)
class Frische:
    """Versions to look at again, the most urgent first.

    `faellig`: the day is over, a `ja` is already `offen`. `bald`: the day comes within the time
    asked for. `naechste`: the first day after that; None where there is none.
    """

    faellig: tuple[Frist, ...]
    bald: tuple[Frist, ...]
    naechste: date | None = None


def find_due(regelwerk: Regelwerk, heute: date, tage: int = TAGE_VORAUS) -> Frische:
    """What is overdue on a day and what falls due within some days (that day included)."""
    fristen = sorted(_deadlines(regelwerk), key=lambda frist: (frist.bis, frist.weg, frist.wo))
    ende = heute + timedelta(days=tage)
    return Frische(
        tuple(frist for frist in fristen if frist.bis < heute),
        tuple(frist for frist in fristen if heute <= frist.bis <= ende),
        next((frist.bis for frist in fristen if frist.bis > ende), None),
    )


def _deadlines(regelwerk: Regelwerk) -> Iterator[Frist]:
    for weg in regelwerk.wege:
        for zugang in weg.zugaenge:
            for fassung in zugang.fassungen:
                bis = _deadline(fassung)
                if bis is not None:
                    yield Frist(weg.name, zugang.id, fassung.ort, bis)


def _deadline(fassung: Fassung) -> date | None:
    """Only versions without an end grow old; those that have ended stay what they were."""
    return fassung.stand.pruefen_bis if fassung.geltung.bis is None else None


def summary_line(frische: Frische) -> str:
    """One line for people who keep the rules: "Zu prüfen: ..."."""
    teile = [
        f"{_count(len(fristen))} {wort} ({_first(fristen)})"
        for fristen, wort in ((frische.faellig, "überfällig"), (frische.bald, "bald fällig"))
        if fristen
    ]
    if not teile:
        spaeter = f"; die nächste Frist ist {frische.naechste}" if frische.naechste else ""
        return f"Zu prüfen: nichts{spaeter}"
    return f"Zu prüfen: {', '.join(teile)}; alle mit Zeile: wegweiser doctor"


def _count(anzahl: int) -> str:
    return "1 Fassung" if anzahl == 1 else f"{anzahl} Fassungen"


def _first(fristen: tuple[Frist, ...]) -> str:
    wege = ", ".join(dict.fromkeys(frist.weg for frist in fristen))
    return f"ab {fristen[0].bis}: {wege}" if len(wege) <= 60 else f"ab {fristen[0].bis}"
