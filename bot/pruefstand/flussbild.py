"""The flow of questions as a picture that follows from the cases: places, not drawn by hand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt

from bot.pruefstand.abdeckung import Abdeckung, Frage
from bot.pruefstand.rundgang import ENDE

BREITE, REIHE, KASTEN_B, KASTEN_H = 1180, 92, 150, 40
"""Width of the picture, height of a row, size of a box."""
RAND = 12
BALKEN_B, BALKEN_H, BESCHRIFTUNG = 760, 26, 190
JE_REIHE = 7
"""Boxes that stand beside one another; more begin a row of their own."""


@dataclass(frozen=True)
class Kasten:
    """One question: where it stands, what it says, how many cases come here."""

    fakt: str
    x: float
    y: float
    text: str
    zahl: int

    @property
    def mitte(self) -> float:
        """The middle of its width."""
        return self.x + KASTEN_B / 2


@dataclass(frozen=True)
class Pfeil:
    """From one question to the next: a curve, as thick as many go there; `dicke` in pixels."""

    von: str
    nach: str
    weg: str
    dicke: float
    zahl: int


@dataclass(frozen=True)
class Fluss:
    """The whole graph. `verborgen`: so many steps are too rare to be drawn."""

    breite: int
    hoehe: int
    kaesten: tuple[Kasten, ...]
    pfeile: tuple[Pfeil, ...]
    verborgen: int


@dataclass(frozen=True)
class Balken:
    """One step of the funnel: so many cases are asked at least so many questions."""

    nummer: int
    y: int
    breite: float
    zahl: int
    prozent: int


@dataclass(frozen=True)
class Trichter:
    """How many cases still have a question to come."""

    breite: int
    hoehe: int
    balken: tuple[Balken, ...]


# --- the graph ----------------------------------------------------------------------------------


def flow(summe: Abdeckung, namen: Mapping[str, str], ab: int) -> Fluss:
    """All questions that are asked; steps that at least `ab` cases take."""
    reihen = rows(frage for frage in summe.fragen if frage.gefragt)
    kaesten = _boxes(reihen, namen, len(summe.je_fall))
    sichtbar = {schritt: zahl for schritt, zahl in summe.vor.items() if zahl >= ab}
    pfeile = tuple(
        _arrow(kaesten[von], kaesten[nach], zahl, len(summe.je_fall))
        for (von, nach), zahl in sorted(sichtbar.items(), key=lambda paar: paar[1])
        if von in kaesten and nach in kaesten
    )
    hoehe = RAND * 2 + (len(reihen) + 1) * REIHE
    verborgen = len(summe.vor) - len(sichtbar)
    return Fluss(BREITE, hoehe, tuple(kaesten.values()), pfeile, verborgen)


def rows(fragen: Iterable[Frage]) -> list[list[Frage]]:
    """Questions by the place at which they are asked on average, the first on top."""
    je_platz: dict[int, list[Frage]] = defaultdict(list)
    for frage in sorted(fragen, key=lambda frage: (frage.platz, frage.fakt)):
        je_platz[round(frage.platz)].append(frage)
    reihen = []
    for platz in sorted(je_platz):
        hier = je_platz[platz]
        reihen += [hier[von : von + JE_REIHE] for von in range(0, len(hier), JE_REIHE)]
    return reihen


def _boxes(reihen: list[list[Frage]], namen: Mapping[str, str], faelle: int) -> dict[str, Kasten]:
    kaesten = {}
    for nummer, reihe in enumerate(reihen):
        abstand = (BREITE - 2 * RAND) / len(reihe)
        for platz, frage in enumerate(reihe):
            x = RAND + abstand * (platz + 0.5) - KASTEN_B / 2
            y = RAND + nummer * REIHE
            text = namen.get(frage.fakt, frage.fakt)
            kaesten[frage.fakt] = Kasten(frage.fakt, round(x, 1), y, text, frage.gefragt)
    y = RAND + len(reihen) * REIHE
    kaesten[ENDE] = Kasten(ENDE, BREITE / 2 - KASTEN_B / 2, y, "Empfehlung", faelle)
    return kaesten


def _arrow(von: Kasten, nach: Kasten, zahl: int, faelle: int) -> Pfeil:
    """A curve from the lower edge to the upper one; sideways where the next stands higher."""
    x1, y1, x2 = von.mitte, von.y + KASTEN_H, nach.mitte
    y2 = nach.y
    if y2 > y1:
        knick = (y2 - y1) / 2
        weg = _curve((x1, y1), (x1, y1 + knick), (x2, y2 - knick), (x2, y2))
    else:
        y1, y2 = von.y + KASTEN_H / 2, nach.y + KASTEN_H / 2
        seite = 1 if x2 >= x1 else -1
        x1, x2 = x1 + seite * KASTEN_B / 2, x2 - seite * KASTEN_B / 2
        weg = _curve((x1, y1), (x1 + seite * 40, y1), (x2 - seite * 40, y2), (x2, y2))
    return Pfeil(von.fakt, nach.fakt, weg, round(1 + 9 * sqrt(zahl / max(1, faelle)), 1), zahl)


def _curve(*punkte: tuple[float, float]) -> str:
    """A cubic curve by its four points, as SVG writes it."""
    anfang, *rest = (f"{x:.0f},{y:.0f}" for x, y in punkte)
    return f"M{anfang} C{' '.join(rest)}"


# --- the funnel ---------------------------------------------------------------------------------


def funnel(summe: Abdeckung) -> Trichter:
    """For each number of questions how many cases are asked so many or more."""
    laengen = Counter(len(gefragt) for gefragt in summe.je_fall.values())
    alle = max(1, len(summe.je_fall))
    balken = []
    for nummer in range(1, max(laengen, default=0) + 1):
        zahl = sum(anzahl for laenge, anzahl in laengen.items() if laenge >= nummer)
        y = RAND + (nummer - 1) * (BALKEN_H + 6)
        breite = round(BALKEN_B * zahl / alle, 1)
        balken.append(Balken(nummer, y, breite, zahl, round(100 * zahl / alle)))
    hoehe = 2 * RAND + len(balken) * (BALKEN_H + 6)
    return Trichter(BESCHRIFTUNG + BALKEN_B + 130, hoehe, tuple(balken))
