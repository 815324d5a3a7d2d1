"""Measures the law: `python scripts/bench_recht.py [PERSONEN]`.

Full assessments (all Wege, reasons, what to change, from when) per second of processor time on
one core. No two persons are equal and nobody comes twice, except where the line says so: no
line lives on a remembered person. What the law remembers are patterns: what a door says to the
same answers of its comparisons, and what a comparison says to one value (bot/eligibility/
tueren.py, vergleiche.py). So there are four figures:

- likely persons: those of the case files with some facts changed at random (age, months, place,
  paper, wish ...), after as many others have been there. This one has the aim;
- the same persons once more: every pattern is known then, nothing can be faster;
- persons of whom all facts are drawn at random, as nobody is: most patterns are new;
- likely persons with all memories emptied before each: what a server does just after its start.

Each figure is measured in five rounds that start from the same state; of each group of 50
persons the best round counts. Then the growth of time with the number of Wege, by copies of the
real ones that remember for themselves; they share the comparisons of single facts, as real Wege
do. Ends with 1 when an aim is missed.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

import yaml

from bot.eligibility import Regelwerk, assess, load_rules
from bot.eligibility.pruefen import forget
from bot.eligibility.werte import example_values
from bot.profile import FAKTEN, Art, Profil, Value
from bot.profile.zeit import add_months, month_text
from bot.settings import ROOT

FAELLE = ROOT / "tests" / "eligibility" / "faelle"
STICHTAGE = (date(2018, 9, 15), date(2026, 11, 22))
HEUTE = date(2026, 11, 22)
ORTE = ("05315000", "05166032", "05711000", "05913000", "05570028")
GEAENDERT = (4, 7)
"""So many facts of a person in a case are drawn anew, at least and at most."""
BEKANNT = (6, 24)
"""So many facts are known of somebody who is all drawn at random."""
ZIEL = 2000
"""Full assessments a second for 33 Wege."""
RUNDEN = 5
"""So often each figure is measured."""
GRUPPE = 50
WEGE = (33, 110, 330)
LINEAR = 1.25
"""The time for ten times as many Wege may be so many times more than ten times as long."""

Person = tuple[Profil, date]


def people_of_cases() -> list[Person]:
    """The persons of all case files on the two days of law that are asked for most."""
    dateien = (yaml.safe_load(d.read_text(encoding="utf-8")) for d in sorted(FAELLE.glob("*.yml")))
    faelle = [(fall["profil"], date.fromisoformat(fall["stichtag"])) for d in dateien for fall in d]
    return [(Profil.from_json(p, tag), tag) for p, tag in faelle if tag in STICHTAGE]


class Wuerfel:
    """Draws persons; the same ones at each run."""

    def __init__(self, regelwerk: Regelwerk) -> None:
        self._regelwerk, self._zufall = regelwerk, random.Random(2026)
        self._faelle = people_of_cases()
        self._namen = [name for name in FAKTEN if name != "geburtsdatum"]

    def likely(self) -> Iterator[Person]:
        """Persons of the cases of whom some things are otherwise."""
        while True:
            profil, tag = self._zufall.choice(self._faelle)
            yield profil.mit(**self._facts(GEAENDERT, tag)), tag

    def unlikely(self) -> Iterator[Person]:
        """Persons whose facts have nothing to do with each other."""
        while True:
            tag = self._zufall.choice(STICHTAGE)
            yield Profil.of(self._facts(BEKANNT, tag), tag), tag

    def _facts(self, wie_viele: tuple[int, int], tag: date) -> dict[str, Value]:
        namen = self._zufall.sample(self._namen, self._zufall.randint(*wie_viele))
        return {name: self._value(name, tag) for name in namen}

    def _value(self, fakt: str, tag: date) -> Value:
        art, zufall = FAKTEN[fakt].art, self._zufall
        if art is Art.ORT:
            return zufall.choice(ORTE)
        if art is Art.ALTER:
            return zufall.randint(14, 30)
        if art is Art.MONAT:
            zurueck = (
                zufall.randint(-12, 2) if fakt == "ausbildungsbeginn" else zufall.randint(0, 84)
            )
            monat = add_months(tag, -zurueck)
            return str(monat.year) if zufall.random() < 0.1 else month_text(monat)
        wert = zufall.choice(example_values(self._regelwerk, fakt, tag))
        return (wert,) if art is Art.LISTE and isinstance(wert, str) else wert


def distinct(menschen: Iterator[Person], anzahl: int) -> list[Person]:
    """The first so many of whom no two are equal."""
    gezogen: dict[tuple[object, ...], Person] = {}
    while len(gezogen) < anzahl:
        profil, tag = next(menschen)
        gezogen.setdefault((tag, *sorted(profil.fakten.items(), key=str)), (profil, tag))
    return list(gezogen.values())


def seconds_for(
    regelwerk: Regelwerk, menschen: Sequence[Person], davor: Callable[[date], None] | None = None
) -> list[float]:
    """Seconds for one assessment of each; `davor` runs before each and is not counted."""
    sekunden = []
    for profil, tag in menschen:
        if davor:
            davor(tag)
        beginn = time.process_time()
        assess(regelwerk, profil, tag, HEUTE)
        sekunden.append(time.process_time() - beginn)
    return sekunden


def undisturbed(rechne: Callable[[], list[float]]) -> float:
    """Seconds for all, for each group of persons in the best of several rounds.

    Each round starts from the same state, in a process of its own, so that nobody has been there
    before; other programs on the machine only make a group slower.
    """
    runden = [_in_a_child(rechne) for _ in range(RUNDEN)]
    gruppen = range(0, len(runden[0]), GRUPPE)
    return sum(min(sum(runde[nr : nr + GRUPPE]) for runde in runden) for nr in gruppen)


def _in_a_child(rechne: Callable[[], list[float]]) -> list[float]:
    lesen, schreiben = os.pipe()
    kind = os.fork()
    if kind == 0:
        with os.fdopen(schreiben, "w") as ergebnis:
            json.dump(rechne(), ergebnis)
        os._exit(0)
    os.close(schreiben)
    with os.fdopen(lesen) as ergebnis:
        sekunden: list[float] = json.load(ergebnis)
    os.waitpid(kind, 0)
    return sekunden


def rate_after(regelwerk: Regelwerk, menschen: Sequence[Person]) -> float:
    """Assessments a second for the second half, after the first half has been there."""
    haelfte = len(menschen) // 2
    seconds_for(regelwerk, menschen[:haelfte])
    return haelfte / undisturbed(lambda: seconds_for(regelwerk, menschen[haelfte:]))


def rate_cold(regelwerk: Regelwerk, menschen: Sequence[Person]) -> float:
    """Assessments a second when nothing is remembered."""
    leere = lambda tag: forget(regelwerk, tag, HEUTE)  # noqa: E731
    return len(menschen) / undisturbed(lambda: seconds_for(regelwerk, menschen, leere))


def with_wege(regelwerk: Regelwerk, anzahl: int) -> Regelwerk:
    """The same law with so many Wege: fewer, or copies of the real ones."""
    echte = [weg for weg in regelwerk.wege if weg.eingetragen]
    wege = [echte[nr % len(echte)] for nr in range(anzahl)]
    kopien = (replace(weg, name=f"{weg.name}_{nr}") for nr, weg in enumerate(wege))
    return replace(regelwerk, wege=tuple(kopien))


def print_rates(regelwerk: Regelwerk, anzahl: int) -> float:
    """Prints the four figures; gives the one with the aim."""
    wuerfel = Wuerfel(regelwerk)
    menschen = distinct(wuerfel.likely(), 2 * anzahl)
    rate = rate_after(regelwerk, menschen)
    seconds_for(regelwerk, menschen[anzahl:])
    wieder = anzahl / undisturbed(lambda: seconds_for(regelwerk, menschen[anzahl:]))
    zufall = rate_after(regelwerk, distinct(wuerfel.unlikely(), 2 * anzahl))
    kalt = rate_cold(regelwerk, menschen[: anzahl // 10])
    print(f"Ganze Prüfungen je Sekunde, {len(regelwerk.wege)} Wege, {anzahl} Menschen, ein Kern:")
    print(f"  wahrscheinliche Menschen, alle neu {rate:7.0f}   (Ziel {ZIEL})")
    print(f"  dieselben noch einmal              {wieder:7.0f}")
    print(f"  ganz zufällige Menschen, alle neu  {zufall:7.0f}")
    print(f"  vor jedem Menschen alles vergessen {kalt:7.0f}")
    return rate


def print_growth(regelwerk: Regelwerk, anzahl: int) -> float:
    """Prints the time per person for more and more Wege; gives how far it is from linear."""
    menschen = distinct(Wuerfel(regelwerk).likely(), 2 * anzahl)
    zeiten = {n: 1000 / rate_after(with_wege(regelwerk, n), menschen) for n in WEGE}
    for wege, zeit in zeiten.items():
        print(f"  {wege:4d} Wege: {zeit:6.2f} ms je Mensch")
    faktor = zeiten[WEGE[-1]] / zeiten[WEGE[0]] / (WEGE[-1] / WEGE[0])
    print(f"  {WEGE[-1] // WEGE[0]}-mal so viele Wege: {faktor:.2f}-mal die lineare Zeit")
    return faktor


def main(anzahl: int) -> int:
    """Prints the figures."""
    regelwerk = load_rules(ROOT / "data" / "eligibility")
    rate = print_rates(with_wege(regelwerk, WEGE[0]), anzahl)
    faktor = print_growth(regelwerk, anzahl)
    return 0 if rate >= ZIEL and faktor <= LINEAR else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000))
