"""Runs cases in the background, one after another, and keeps the last result of each."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Lock

from bot.faelle.lesen import Fall
from bot.faelle.pruefen import IMMER_FRISCH, mistakes
from bot.pruefstand.lager import Bestand

GRUEN, ROT, NEU = "grün", "rot", "nicht gelaufen"


@dataclass(frozen=True)
class Ergebnis:
    """What came of a case, and of which state of case, rules, words and offers."""

    fall: Fall
    fassung: int
    fehler: tuple[str, ...]

    @property
    def farbe(self) -> str:
        """Green when every expectation holds."""
        return ROT if self.fehler else GRUEN


@dataclass(frozen=True)
class Stand:
    """How far a run is. `sekunden` since its start, or the whole time when it is over."""

    fertig: int = 0
    alle: int = 0
    rot: int = 0
    sekunden: float = 0.0

    @property
    def laeuft(self) -> bool:
        """Whether there is still something to do."""
        return self.fertig < self.alle


def run_case(fall: Fall, bestand: Bestand) -> Ergebnis:
    """One case now; an unforeseen error is a red case that says so."""
    try:
        fehler = mistakes(fall, bestand.werkzeug(fall.stichtag, IMMER_FRISCH))
    except Exception as fehlschlag:
        fehler = [f"bricht ab: {type(fehlschlag).__name__}: {fehlschlag}"]
    return Ergebnis(fall, bestand.fassung, tuple(fehler))


class Laeufe:
    """The results of all cases, shared by all people, and the run that is on."""

    def __init__(self) -> None:
        self._hand = ThreadPoolExecutor(1, "faelle")
        self._schloss = Lock()
        self._ergebnisse: dict[str, Ergebnis] = {}
        self._stand = Stand()
        self._nummer = 0
        self._beginn = 0.0

    def start(self, faelle: Sequence[Fall], bestand: Bestand) -> None:
        """Runs some cases; a run that is on ends early, its results stay."""
        with self._schloss:
            self._nummer += 1
            self._stand, self._beginn = Stand(alle=len(faelle)), time.monotonic()
            self._hand.submit(self._run, self._nummer, tuple(faelle), bestand)

    def stop(self) -> None:
        """Ends the run that is on."""
        with self._schloss:
            self._nummer += 1
            stand = self._stand
            self._stand = Stand(stand.fertig, stand.fertig, stand.rot, self._passed())

    def _run(self, nummer: int, faelle: Sequence[Fall], bestand: Bestand) -> None:
        for fall in faelle:
            if nummer != self._nummer:
                return
            ergebnis = run_case(fall, bestand)
            with self._schloss:
                if nummer != self._nummer:
                    return
                stand = self._stand
                rot = stand.rot + (ergebnis.farbe == ROT)
                self._ergebnisse[fall.id] = ergebnis
                self._stand = Stand(stand.fertig + 1, stand.alle, rot, self._passed())

    def _passed(self) -> float:
        return time.monotonic() - self._beginn

    @property
    def stand(self) -> Stand:
        """How far the run is."""
        with self._schloss:
            return self._stand

    def one(self, fall: Fall, bestand: Bestand) -> Ergebnis:
        """The result of a case for this state; runs it when it has not run yet."""
        return self.known(fall, bestand) or self.run(fall, bestand)

    def run(self, fall: Fall, bestand: Bestand) -> Ergebnis:
        """Runs a case now."""
        ergebnis = run_case(fall, bestand)
        with self._schloss:
            self._ergebnisse[fall.id] = ergebnis
        return ergebnis

    def known(self, fall: Fall, bestand: Bestand) -> Ergebnis | None:
        """The result of a case where it is of this very state."""
        ergebnis = self._ergebnisse.get(fall.id)
        if ergebnis is None or ergebnis.fassung != bestand.fassung:
            return None
        return ergebnis if ergebnis.fall.angaben == fall.angaben else None

    def colour(self, fall: Fall, bestand: Bestand) -> str:
        """Green, red or not run."""
        ergebnis = self.known(fall, bestand)
        return ergebnis.farbe if ergebnis else NEU
