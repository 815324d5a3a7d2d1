"""What a closed Weg would need: from when it opens by itself, what the person can change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations

from bot.eligibility.antwort import JA, NEIN, Antwort
from bot.eligibility.lage import Lage
from bot.eligibility.regelwerk import Aenderung, Regelwerk
from bot.eligibility.tueren import MUSTER_HOECHSTENS, Abschnitt, Rechtsstand
from bot.eligibility.vergleiche import (
    ERFUELLT,
    Muster,
    Verlauf,
    bits_if,
    bits_of,
    course_of,
    muster_of,
    place_of,
    remember,
    union,
)
from bot.profile import DEUTSCH_STUFEN, GEHOERT_ZUM_PAPIER
from bot.profile.zeit import add_months, month_text

AENDERUNGEN_HOECHSTENS = 2
Auswahl = tuple[Aenderung, ...]


def opens_in(abschnitte: tuple[Abschnitt, ...], lage: Lage) -> str | None:
    """The first month within 36 in which a closed Weg is no longer `nein`; None if there is none.

    Only time moves: the law of later days and the counted months. Nothing else is assumed.
    """
    verlauf = course_of(lage)
    if len(abschnitte) == 1 and not verlauf.bits & abschnitte[0].recht.bits:
        return None
    monat = _first_open(abschnitte, verlauf)
    return None if monat is None else month_text(add_months(lage.stichtag, monat))


def _first_open(abschnitte: tuple[Abschnitt, ...], verlauf: Verlauf) -> int | None:
    for recht, anfang, ende in abschnitte:
        if recht.stays_shut(verlauf.anfang, verlauf.bits):
            continue
        if anfang and recht.answer(verlauf.at(anfang)) is not NEIN:
            return anfang
        bits = recht.bits
        for monat, muster, gedreht in verlauf.wechsel:
            if gedreht & bits and anfang < monat < ende and recht.answer(muster) is not NEIN:
                return monat
    return None


class Aenderbares:
    """The changes a person can bring about where a Weg looks, in the order of `aendern.yml`."""

    def __init__(self, regelwerk: Regelwerk, recht: Rechtsstand) -> None:
        self._recht = recht
        self._schritte = tuple(
            (einer, ERFUELLT << place_of(einer.fakt, einer, _fits(einer)))
            for einer in regelwerk.aenderungen
            if _touched(einer.fakt) & recht.bits
        )
        geaendert = union(_touched(einer.fakt) for einer, _ in self._schritte)
        tueren = (tuer.bits for tuer in recht.tueren if tuer.gemeint_bits & geaendert)
        self._passt = union(passt for _, passt in self._schritte)
        self._bits = union((self._passt, *tueren))
        self._gefunden: dict[Muster, Auswahl] = {}

    def smallest(self, lage: Lage, muster: Muster, zaehlt: Muster) -> Auswahl:
        """The smallest set of changes that opens the closed Weg; `zaehlt` are the bits that
        count for it now.

        One change is tried before two; the first in the order of `aendern.yml` wins. Empty
        where nothing that the person can influence helps.
        """
        if not muster & self._passt:
            return ()
        bits = zaehlt | self._bits
        auswahl = self._gefunden.get(muster & bits)
        if auswahl is None:
            auswahl = next(self._opening(lage, muster, bits), ())
            remember(self._gefunden, muster & bits, auswahl, MUSTER_HOECHSTENS)
        return auswahl

    def _opening(self, lage: Lage, muster: Muster, bits: Muster) -> Iterator[Auswahl]:
        """Sets of changes that open the Weg; `bits` are those that can count then."""
        passende = (einer for einer, passt in self._schritte if muster & passt)
        moegliche = [
            einer for einer in passende if (_after((einer,), lage, muster) ^ muster) & bits
        ]
        for anzahl in range(1, AENDERUNGEN_HOECHSTENS + 1):
            for auswahl in combinations(moegliche, anzahl):
                if len({einer.fakt for einer in auswahl}) < anzahl:
                    continue
                if self._recht.answer(_after(auswahl, lage, muster)) is not NEIN:
                    yield auswahl

    def forget(self) -> None:
        """Empties what is remembered, for measuring."""
        self._gefunden.clear()


def _touched(fakt: str) -> Muster:
    """The bits that a change may turn: another paper takes what belongs to the old one with it."""
    fakten = ("aufenthalt", *GEHOERT_ZUM_PAPIER) if fakt == "aufenthalt" else (fakt,)
    return union(map(bits_of, fakten))


def _after(auswahl: Auswahl, lage: Lage, muster: Muster) -> Muster:
    """What the comparisons say after some changes."""
    if any(einer.fakt == "aufenthalt" for einer in auswahl):
        neu = lage.profil.mit(**{einer.fakt: einer.wert for einer in auswahl})
        return muster_of(Lage(neu, lage.stichtag))
    for einer in auswahl:
        muster = muster & ~bits_of(einer.fakt) | bits_if(einer.fakt, einer.wert, lage)
    return muster


def _fits(aenderung: Aenderung) -> Callable[[Lage], Antwort]:
    """Whether a change starts from what is known of the person."""

    def check(lage: Lage) -> Antwort:
        jetzt = lage.fakten[aenderung.fakt]
        if jetzt == aenderung.wert:
            return NEIN
        if aenderung.von:
            return JA if jetzt in aenderung.von else NEIN
        if aenderung.fakt == "deutsch":
            schritt = DEUTSCH_STUFEN.index(aenderung.wert) - DEUTSCH_STUFEN.index(str(jetzt))
            return JA if schritt > 0 else NEIN
        return JA

    return check
