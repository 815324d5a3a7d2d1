"""How a sentence speaks about a place: lives there, was there, works there, does not live there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from bot.places.nennungen import Nennung
from bot.places.schreibweise import Token
from bot.places.woerterbuch import Wortart, load_woerterbuch


class Lesart(IntEnum):
    """From "says that it is not so" to "says that somebody lives there"."""

    NICHT = 0
    """Negated: "nicht in Köln"."""
    WEG = 1
    """Past or somebody else: "früher in Bonn", "mein Bruder wohnt in Bonn"."""
    SCHWACH = 2
    """Work, school, authority, a wish, a question."""
    GENANNT = 3
    """Named and no more: "Köln"."""
    NAH = 4
    """"bei Köln", "Nähe Köln"."""
    DORT = 5
    """"in Köln"."""
    WOHNT = 6
    """"wohne in Köln", "jetzt in Köln", "nach Köln gezogen"."""


@dataclass(frozen=True)
class Fundstelle:
    """A mention with its reading; `allein` if nothing else is said in its part of the sentence."""

    nennung: Nennung
    lesart: Lesart
    allein: bool
    davor: bool
    """A word such as "in", "nach", "PLZ" stands before it."""


_SKIP = 8
"""So many words may stand between "wohne" and the place ("seit 2 Jahren in einem Heim in")."""


_SHORT = 2
"""A clause with so few words of content is an answer, not a report."""

_SUBJECTS = frozenset(("ich", "er", "sie", "wir"))
"""They begin a new sentence where people leave out the comma."""


class Satz:
    """A message cut into clauses, with questions about the words around a mention."""

    def __init__(self, tokens: Sequence[Token], nennungen: Sequence[Nennung], frage: bool):
        self._tokens = tokens
        self._nennungen = nennungen
        self._frage = frage
        self._words = load_woerterbuch().hinweise
        self._place = {i for n in nennungen for i in range(n.start, n.ende)}
        self._clauses = self._cut()

    def fundstellen(self) -> list[Fundstelle]:
        """Every mention with its reading, in the order of the message."""
        return [
            Fundstelle(n, self._lesart(n), self._alone(n), self._preposition(n))
            for n in self._nennungen
        ]

    def corrected(self, first: Nennung, second: Nennung) -> bool:
        """True if "nein", "sorry" or "quatsch" stands between the two mentions."""
        return self._any("korrektur", range(first.ende, second.start))

    # --- clauses and words ---

    def _art(self, name: str) -> Wortart:
        return self._words[name]

    def _cut(self) -> list[int]:
        """The number of the clause every token belongs to."""
        numbers, number = [], 0
        for i, token in enumerate(self._tokens):
            if i and (self._starts_clause(i) or token.satzteil != self._tokens[i - 1].satzteil):
                number += 1
            numbers.append(number)
        return numbers

    def _starts_clause(self, i: int) -> bool:
        word = self._tokens[i].text
        first_of_past = word in {"fruher", "frueher", "damals", "vorher", "zuerst"}
        new = word in self._art("trenner") or first_of_past
        full_stop = self._tokens[i].nach_punkt and len(self._tokens[i - 1].text) > 3
        return (new or full_stop) and i not in self._place

    def _clause(self, n: Nennung) -> range:
        here = [i for i, number in enumerate(self._clauses) if number == self._clauses[n.start]]
        return range(here[0], here[-1] + 1)

    def _any(self, art: str, where: Sequence[int]) -> bool:
        return any(self._is(art, i) for i in where)

    def _is(self, art: str, i: int) -> bool:
        return i not in self._place and self._tokens[i].text in self._art(art)

    def _before(self, n: Nennung) -> str:
        return self._tokens[n.start - 1].text if n.start else ""

    def _preposition(self, n: Nennung) -> bool:
        return self._before(n) in self._art("ort_davor")

    def _alone(self, n: Nennung) -> bool:
        return all(
            i in self._place or self._is("fullworter", i) or self._is("trenner", i)
            for i in self._clause(n)
        )

    # --- the reading ---

    def _lesart(self, n: Nennung) -> Lesart:
        if self._negated(n):
            return Lesart.NICHT
        if self._gone(n) or self._asked_about(n):
            return Lesart.WEG
        if self._lives(n):
            return Lesart.NAH if self._near(n) else Lesart.WOHNT
        if self._weak(n) or self._not_there(n):
            return Lesart.SCHWACH
        return self._plain(n)

    def _plain(self, n: Nennung) -> Lesart:
        if self._near(n):
            return Lesart.NAH
        if self._any("jetzt", self._clause(n)) and (self._preposition(n) or self._alone(n)):
            return Lesart.WOHNT
        there = self._preposition(n) and self._about_somebody(n)
        return Lesart.DORT if there else Lesart.GENANNT

    def _about_somebody(self, n: Nennung) -> bool:
        """ "in Bielefeld ist die Zusammenarbeit gut" tells where no one lives."""
        clause = self._clause(n)
        content = [i for i in clause if not (i in self._place or self._is("fullworter", i))]
        return len(content) <= _SHORT or self._any("person", clause)

    def _negated(self, n: Nennung) -> bool:
        return self._not_before(n) or self._not_after(n)

    def _not_before(self, n: Nennung) -> bool:
        """ "nicht (mehr) (in) Köln", "wohne nicht in Köln"; not "nicht weit von Köln"."""
        for i in range(n.start - 1, self._clause(n).start - 1, -1):
            if self._is("verneint", i):
                return True
            word = self._tokens[i].text
            skipped = word == "mehr" or (self._is("fullworter", i) and word not in _SUBJECTS)
            if i in self._place or not skipped:
                return False
        return False

    def _not_after(self, n: Nennung) -> bool:
        """ "in Köln wohne ich nicht", "Köln ist falsch", "Köln stimmt nicht"."""
        clause = self._clause(n)
        for i in range(n.ende, clause.stop):
            if self._is("falsch", i):
                return True
            if self._is("verneint", i):
                last = i + 1 == clause.stop
                return last or self._tokens[i + 1].text == "mehr" or self._is("falsch", i + 1)
            if i in self._place or not (self._is("fullworter", i) or self._is("wohnen", i)):
                return False
        return False

    def _gone(self, n: Nennung) -> bool:
        clause = self._clause(n)
        if self._moved_to(n):
            return False
        moved = self._any("umgezogen", clause) or self._any("hin_zu", range(n.ende, clause.stop))
        if self._before(n) in self._art("weg_von") and not self._near(n) and moved:
            return True
        return self._any("frueher", clause) or self._relative(n)

    def _relative(self, n: Nennung) -> bool:
        """ "mein Bruder wohnt in Köln" says nothing about the person."""
        for i in range(n.start - 1, self._previous_start(n), -1):
            if self._is("subjekt", i):
                return False
            if self._is("verwandte", i) and self._is("besitz", i - 1) and not self._mit(i):
                return True
        return False

    def _previous_start(self, n: Nennung) -> int:
        """The start of the clause before: "mein Bruder ist 18 und wohnt in Köln"."""
        first = self._clause(n).start
        return self._clauses.index(self._clauses[first - 1]) if first else 0

    def _mit(self, i: int) -> bool:
        """ "mit meiner Familie", "bei meiner Mutter": the person is there as well."""
        return i > 1 and self._tokens[i - 2].text in {"mit", "bei"}

    def _moved_to(self, n: Nennung) -> bool:
        to = self._before(n) in self._art("hin_zu")
        return to and self._any("umgezogen", range(n.ende, self._clause(n).stop))

    def _asked_about(self, n: Nennung) -> bool:
        """ "Was ist Köln?", "Muss ich in Köln wohnen?"; "ich wohne in Köln, warum?" is none."""
        return bool(n.start) and self._is("frageworter", self._clause(n).start)

    def _lives(self, n: Nennung) -> bool:
        return self._moved_to(n) or self._verb_before(n) or self._verb_after(n)

    def _verb_before(self, n: Nennung) -> bool:
        """ "wohne seit 2 Jahren in Köln", with nothing about work or wishes in between."""
        clause = self._clause(n)
        for i in range(n.start - 1, max(clause.start, n.start - _SKIP) - 1, -1):
            if self._is("wohnen_jetzt", i) or self._is("wohnen", i):
                return not (self._wish(clause, i) or self._any("verneint", range(i, n.start)))
            if self._is("schwach", i) or self._is("wunsch", i):
                return False
        return False

    def _not_there(self, n: Nennung) -> bool:
        """ "wohne nicht mehr bei meinen Eltern in Köln"."""
        before = range(self._clause(n).start, n.start)
        return self._any("wohnen", before) and self._any("verneint", before)

    def _wish(self, clause: range, end: int) -> bool:
        return self._any("wunsch", range(clause.start, end))

    def _verb_after(self, n: Nennung) -> bool:
        """ "in Köln wohne ich", "dass er in Köln wohnt"."""
        near = range(n.ende, min(n.ende + 2, self._clause(n).stop))
        before = range(self._clause(n).start, n.start)
        weak = self._any("wunsch", before) or self._any("schwach", before)
        return self._any("wohnen_jetzt", near) and not weak

    def _weak(self, n: Nennung) -> bool:
        clause = self._clause(n)
        return (
            n.abgeleitet
            or self._frage
            or self._before(n) in self._art("hin_zu")
            or any(self._any(art, clause) for art in ("schwach", "wunsch", "allgemein"))
        )

    def _near(self, n: Nennung) -> bool:
        before = range(max(self._clause(n).start, n.start - 3), n.start)
        return self._any("naehe", before)

    def roughly(self, n: Nennung) -> bool:
        """ "ein Dorf bei Köln", "15 km von Köln" is not Köln."""
        apart = self._near(n) or self._before(n) in self._art("weg_von")
        return apart and self._any("ungefahr", range(self._clause(n).start, n.start))

    def after_kreis(self, n: Nennung) -> bool:
        """ "Kreis Kerpen": meant is the Kreis in which Kerpen lies."""
        return bool(n.start) and self._is("kreis", n.start - 1)
