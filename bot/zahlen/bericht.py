"""What staff see of the sums: per day or month, small groups hidden."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from bot.zahlen.sammler import Tageszahl, Zaehlung
from bot.zahlen.zaehlen import ARTEN, Zahl

KLEIN = 5
"""Fewer than so many are not shown. Whoever knows that one person from a small village asked
yesterday must not be able to read in the numbers what that person was told."""
WENIGE = f"unter {KLEIN}"
ABGEBROCHEN = "abgebrochen"
"""Questions after which nothing came: those asked without those that were left."""


class Zeile(NamedTuple):
    """One line of the report; `anzahl` is None when it is a small group."""

    zeit: str
    art: str
    name: str
    anzahl: int | None


def report(zaehlung: Zaehlung, je_monat: bool = False) -> list[Zeile]:
    """The lines, oldest first.

    Hidden days of a month are in its sum only when they are no small group together: otherwise
    the month minus the days that are shown would tell what is hidden.
    """
    tage = _with_stops(zaehlung)
    if not je_monat:
        return [Zeile(str(tag), *zahl, _shown(n)) for (tag, zahl), n in sorted(tage.items())]
    return list(_months(tage))


def _with_stops(zaehlung: Zaehlung) -> dict[tuple[date, Zahl], int]:
    """How many left a question is never shown beside how many were asked, only the difference."""
    found: dict[tuple[date, Zahl], int] = {}
    for (tag, zahl), anzahl in zaehlung.items():
        if zahl.art == "gefragt":
            weiter = zaehlung[Tageszahl(tag, Zahl("weiter", zahl.name))]
            if anzahl > weiter:
                found[tag, Zahl(ABGEBROCHEN, zahl.name)] = anzahl - weiter
        if zahl.art != "weiter":
            found[tag, zahl] = anzahl
    return found


def _months(tage: Mapping[tuple[date, Zahl], int]) -> Iterator[Zeile]:
    offen: dict[tuple[str, Zahl], int] = defaultdict(int)
    klein: dict[tuple[str, Zahl], int] = defaultdict(int)
    for (tag, zahl), anzahl in tage.items():
        summe = klein if anzahl < KLEIN else offen
        summe[f"{tag:%Y-%m}", zahl] += anzahl
    for monat, zahl in sorted({*offen, *klein}):
        rest = klein[monat, zahl]
        gesamt = offen[monat, zahl] + (rest if rest >= KLEIN else 0)
        yield Zeile(monat, *zahl, gesamt or None)


def _shown(anzahl: int) -> int | None:
    return anzahl if anzahl >= KLEIN else None


def as_table(zeilen: list[Zeile]) -> str:
    """The lines as columns for a terminal."""
    worte = {**ARTEN, ABGEBROCHEN: "nach dieser Frage kam nichts mehr"}
    spalten = [(z.zeit, worte[z.art], z.name, _words(z.anzahl)) for z in zeilen]
    breiten = [max(map(len, spalte)) for spalte in zip(*spalten, strict=True)]
    return "\n".join(
        "  ".join(wort.ljust(breite) for wort, breite in zip(spalte, breiten, strict=True)).rstrip()
        for spalte in spalten
    )


def as_json(zeilen: list[Zeile]) -> dict[str, Any]:
    """The lines as an object; a small group is the text that stands in the table."""
    return {"zahlen": [z._asdict() | {"anzahl": z.anzahl or WENIGE} for z in zeilen]}


def _words(anzahl: int | None) -> str:
    return WENIGE if anzahl is None else str(anzahl)
