"""Three values: nein < offen < ja, so that "and" is the smallest and "or" the largest.

Unknown is never yes and never no (Kleene's logic): one `nein` decides an "and", one `ja`
decides an "or", otherwise `offen` wins.
"""

from __future__ import annotations

from enum import IntEnum


class Antwort(IntEnum):
    """The answer to a condition or to a whole Weg."""

    NEIN = 0
    OFFEN = 1
    JA = 2

    @property
    def wort(self) -> str:
        """The word of the contract: "ja", "nein" or "offen"."""
        return self.name.lower()


NEIN, OFFEN, JA = Antwort.NEIN, Antwort.OFFEN, Antwort.JA
GEGENTEIL = (JA, OFFEN, NEIN)
"""The negation of an answer, by its number."""


def decide(ja: bool, nein: bool) -> Antwort:
    """JA when certain, NEIN when excluded, otherwise OFFEN."""
    return JA if ja else NEIN if nein else OFFEN
