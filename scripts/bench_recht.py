"""Measures the law: `python scripts/bench_recht.py [PERSONEN]`.

Full assessments (all Wege, reasons, what to change, from when) per second of processor time on
one core, for random persons who are all different and after as many others have been there:
what is remembered of equal persons (bot/eligibility/gedaechtnis.py) is emptied before each,
then filled as they come, then the same persons come again. Then the growth of time with the
number of Wege, by copies of the real ones. Ends with 1 when an aim is missed.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from bot.eligibility import Regelwerk, assess, load_rules
from bot.eligibility.pruefen import forget
from bot.eligibility.werte import example_values
from bot.profile import FAKTEN, Art, Profil, Value
from bot.settings import ROOT

STICHTAGE = (date(2018, 9, 15), date(2026, 11, 22))
HEUTE = date(2026, 11, 22)
ZIEL = 2000
"""Full assessments a second for 33 Wege."""
WEGE = (33, 110, 330)
LINEAR = 1.25
"""The time for ten times as many Wege may be so many times more than ten times as long."""

Person = tuple[Profil, date]


def random_person(regelwerk: Regelwerk, wuerfel: random.Random) -> Person:
    """Somebody of whom between 6 and 24 facts are known."""
    stichtag = wuerfel.choice(STICHTAGE)
    namen = wuerfel.sample([f for f in FAKTEN if f != "geburtsdatum"], wuerfel.randint(6, 24))
    fakten = {name: _value(regelwerk, name, stichtag, wuerfel) for name in namen}
    return Profil.of(fakten, stichtag), stichtag


def _value(regelwerk: Regelwerk, fakt: str, stichtag: date, wuerfel: random.Random) -> Value:
    if FAKTEN[fakt].art is Art.ORT:
        return wuerfel.choice(("05315000", "05166032", "05711000"))
    wert = wuerfel.choice(example_values(regelwerk, fakt, stichtag))
    return (wert,) if FAKTEN[fakt].art is Art.LISTE and isinstance(wert, str) else wert


def distinct_people(regelwerk: Regelwerk, anzahl: int) -> list[Person]:
    """So many people of whom no two are equal; the same at each run."""
    wuerfel = random.Random(2026)
    menschen: dict[tuple[object, ...], Person] = {}
    while len(menschen) < anzahl:
        profil, tag = random_person(regelwerk, wuerfel)
        menschen.setdefault((tag, *sorted(profil.fakten.items(), key=str)), (profil, tag))
    return list(menschen.values())


def with_wege(regelwerk: Regelwerk, anzahl: int) -> Regelwerk:
    """The same law with so many Wege: fewer, or copies of the real ones."""
    echte = [weg for weg in regelwerk.wege if weg.eingetragen]
    wege = [echte[nr % len(echte)] for nr in range(anzahl)]
    kopien = (replace(weg, name=f"{weg.name}_{nr}") for nr, weg in enumerate(wege))
    return replace(regelwerk, wege=tuple(kopien))


def seconds_for(
    regelwerk: Regelwerk, menschen: Sequence[Person], davor: Callable[[], None]
) -> float:
    """Seconds for one assessment of everybody; `davor` runs before each and is not counted."""
    summe = 0.0
    for profil, stichtag in menschen:
        davor()
        beginn = time.process_time()
        assess(regelwerk, profil, stichtag, HEUTE)
        summe += time.process_time() - beginn
    return summe


def _time_of(regelwerk: Regelwerk, menschen: Sequence[Person]) -> float:
    """Seconds for some persons, after they have been there once."""
    seconds_for(regelwerk, menschen, forget)
    return seconds_for(regelwerk, menschen, forget)


def main(anzahl: int) -> int:
    """Prints the figures."""
    regelwerk = load_rules(ROOT / "data" / "eligibility")
    alle = distinct_people(regelwerk, 2 * anzahl)
    andere, menschen = alle[:anzahl], alle[anzahl:]
    probe = with_wege(regelwerk, WEGE[0])
    seconds_for(probe, andere, forget)
    kalt = anzahl / seconds_for(probe, menschen, forget)
    forget()
    fuellend = anzahl / seconds_for(probe, menschen, lambda: None)
    einige = menschen[:300]
    forget()
    seconds_for(probe, einige, lambda: None)
    warm = len(einige) / seconds_for(probe, einige, lambda: None)
    print(f"{anzahl} verschiedene Menschen, {WEGE[0]} Wege, ganze Prüfungen je Sekunde:")
    print(f"  ohne Gedächtnis für gleiche Menschen {kalt:7.0f}   (Ziel {ZIEL})")
    print(f"  während es sich füllt                {fuellend:7.0f}")
    print(f"  dieselben Menschen noch einmal       {warm:7.0f}")
    zeiten = {n: _time_of(with_wege(regelwerk, n), einige) for n in WEGE}
    for wege, zeit in zeiten.items():
        print(f"  {wege:4d} Wege: {1000 * zeit / len(einige):6.2f} ms je Mensch")
    faktor = zeiten[WEGE[-1]] / zeiten[WEGE[0]] / (WEGE[-1] / WEGE[0])
    print(f"  {WEGE[-1] // WEGE[0]}-mal so viele Wege: {faktor:.2f}-mal die lineare Zeit")
    return 0 if kalt >= ZIEL and faktor <= LINEAR else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000))
