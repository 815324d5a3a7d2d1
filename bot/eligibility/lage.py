"""A person on a day of law: facts as numbers and spans that conditions can compare."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.eligibility.antwort import Antwort
from bot.profile import WEISS_NICHT, Profil, Value
from bot.profile.zeit import (
    Spanne,
    Zeitraum,
    birth_of_age,
    month_number,
    months_between,
    parse_zeitraum,
    years_on,
)

NICHTS_GERECHNET = (-1, 0)
"""How many comparisons were known when something was worked out, and the result."""


class Lage:
    """What the conditions look at. `weiss_nicht` is not known, like a fact nobody told.

    `begriffe`, `muster` and `verlauf` keep what was worked out for this person on this day.
    """

    __slots__ = (
        "_geburt",
        "_spannen",
        "begriffe",
        "fakten",
        "monat",
        "muster",
        "profil",
        "stichtag",
        "verlauf",
    )

    def __init__(self, profil: Profil, stichtag: date) -> None:
        self.profil = profil
        self.stichtag = stichtag
        self.monat = month_number(stichtag)
        self.fakten: dict[str, Value] = {
            name: wert for name, wert in profil.fakten.items() if wert != WEISS_NICHT
        }
        self._geburt: Zeitraum | bool | None = False
        self._spannen: dict[str, Spanne] = {}
        self.begriffe: dict[str, Antwort] = {}
        self.muster: tuple[int, int] = NICHTS_GERECHNET
        self.verlauf: tuple[int, Any] = NICHTS_GERECHNET

    def assume(self, fakten: Mapping[str, Value]) -> Lage:
        """The same person and day with some more facts that are known."""
        lage = Lage.__new__(Lage)
        lage.profil, lage.stichtag, lage.monat = self.profil, self.stichtag, self.monat
        lage.fakten = {**self.fakten, **fakten}
        lage._geburt, lage._spannen, lage.begriffe = False, {}, {}
        lage.muster = lage.verlauf = NICHTS_GERECHNET
        return lage

    def zeitraum(self, fakt: str) -> Zeitraum | None:
        """The days a month fact may mean."""
        wert = self.fakten.get(fakt)
        return None if wert is None else parse_zeitraum(str(wert))

    def monate_seit(self, fakt: str) -> Spanne | None:
        """Counted months from a month fact to the date of law."""
        if fakt not in self.fakten:
            return None
        if fakt not in self._spannen:
            zeitraum = parse_zeitraum(str(self.fakten[fakt]))
            self._spannen[fakt] = months_between(zeitraum, self.stichtag)
        return self._spannen[fakt]

    @property
    def geburt(self) -> Zeitraum | None:
        """All days on which the person can be born; the date of birth wins over the age."""
        if self._geburt is False:
            self._geburt = self._find_geburt()
        return self._geburt  # type: ignore[return-value]

    def _find_geburt(self) -> Zeitraum | None:
        alter, datum = self.fakten.get("alter"), self.fakten.get("geburtsdatum")
        nach_alter = birth_of_age(alter, self.profil.stand) if isinstance(alter, int) else None
        if datum is None:
            return nach_alter
        genau = parse_zeitraum(str(datum))
        return (nach_alter and genau.intersect(nach_alter)) or genau

    def knows(self, fakt: str) -> bool:
        """Whether a fact was told, even if not exactly enough for every rule."""
        return fakt in self.fakten or (fakt == "alter" and "geburtsdatum" in self.fakten)

    def alter(self) -> Spanne | None:
        """Smallest and largest age in completed years on the date of law."""
        geburt = self.geburt
        if geburt is None:
            return None
        return years_on(geburt.bis, self.stichtag), years_on(geburt.von, self.stichtag)
