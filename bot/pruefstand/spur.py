"""The trace of a Weg: every door, every condition, what it says of this person, and its source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.eligibility import JA, NEIN, OFFEN, Antwort, Befund, Weg
from bot.eligibility.lage import Lage
from bot.eligibility.regelwerk import Beleg, Fassung, Knoten, Vermerk
from bot.interview.werkzeug import Werkzeug
from bot.profile import Profil
from bot.pruefstand.darstellung import value_words
from bot.pruefstand.worte import Worte
from bot.reply.texte import render

WORT = {JA: "erfüllt", NEIN: "nicht erfüllt", OFFEN: "unbekannt"}
_SAETZE = (
    ("sonst", "wenn nicht"),
    ("dann", "wenn ja"),
    ("vermutung", "wenn unbekannt, vermuten wir ja"),
    ("ausnahme", "wenn nicht, bleibt es offen"),
)


@dataclass(frozen=True)
class Spur:
    """One condition: its words, its answer, what the person said, and what stands beside it.

    `gehoben`: the answer of the bare condition where a presumption or an exception changed it.
    `beleg` is only set where it differs from that above.
    """

    text: str
    antwort: Antwort
    art: str
    stelle: str
    hat: str = ""
    beleg: Beleg | None = None
    saetze: tuple[tuple[str, str], ...] = ()
    gehoben: Antwort | None = None
    kinder: tuple[Spur, ...] = ()

    @property
    def wort(self) -> str:
        """The answer in words."""
        return WORT[self.antwort]

    @property
    def klasse(self) -> str:
        """The answer as the style sheet names it."""
        return self.antwort.wort

    def leaves(self) -> Iterator[Spur]:
        """All comparisons of facts below."""
        if self.art == "blatt":
            yield self
        for kind in self.kinder:
            yield from kind.leaves()


@dataclass(frozen=True)
class Tuerspur:
    """One door of a Weg on the day: which version, what it says, why. Without version: none."""

    id: str
    fassung: Fassung | None
    antwort: Antwort
    betrifft: Spur | None = None
    wenn: Spur | None = None


@dataclass(frozen=True)
class Wegspur:
    """One Weg with its answer and all its doors."""

    weg: Weg
    befund: Befund
    tueren: tuple[Tuerspur, ...]


def door_answer(fassung: Fassung, lage: Lage) -> Antwort:
    """Whether one door is open for a person; a closed one is closed for everybody."""
    if fassung.gesperrt:
        return NEIN
    betrifft = fassung.betrifft.pruefe(lage)
    return NEIN if betrifft is NEIN else min(betrifft, fassung.wenn.pruefe(lage))


@dataclass(frozen=True)
class Faehrte:
    """Builds traces for one person on one day."""

    worte: Worte
    lage: Lage
    rolle: str | None = None

    @classmethod
    def of(cls, worte: Worte, profil: Profil, werkzeug: Werkzeug) -> Faehrte:
        """For a person on the day of some rooms."""
        rolle = profil.get("rolle")
        return cls(worte, Lage(profil, werkzeug.stichtag), str(rolle) if rolle else None)

    def weg(self, weg: Weg, befund: Befund) -> Wegspur:
        """All doors of a Weg."""
        tueren = (self._door(z.id, z.fassung_on(self.lage.stichtag)) for z in weg.zugaenge)
        return Wegspur(weg, befund, tuple(tueren))

    def _door(self, id: str, fassung: Fassung | None) -> Tuerspur:
        if fassung is None:
            return Tuerspur(id, None, NEIN)
        betrifft, wenn = (
            self.condition(k, fassung.beleg) for k in (fassung.betrifft, fassung.wenn)
        )
        antwort = door_answer(fassung, self.lage)
        return Tuerspur(id, fassung, antwort, betrifft, wenn)

    def condition(self, knoten: Knoten, oben: Beleg | None = None) -> Spur:
        """One condition with everything below it; `oben` is the source that holds above."""
        vermerke: list[Vermerk] = []
        innen = knoten
        while innen.art == "vermerk":
            vermerke.append(innen.vermerk)
            innen = innen.kinder[0]
        beleg = next((v.beleg for v in vermerke if v.beleg), None)
        antwort, bloss = knoten.pruefe(self.lage), innen.pruefe(self.lage)
        return Spur(
            self.worte.condition(innen),
            antwort,
            innen.art,
            knoten.ort or innen.ort,
            self._said(innen),
            beleg if beleg != oben else None,
            tuple(self._sentences(vermerke)),
            bloss if bloss is not antwort else None,
            tuple(self.condition(kind, beleg or oben) for kind in self._children(innen)),
        )

    def _children(self, knoten: Knoten) -> tuple[Knoten, ...]:
        if knoten.art != "begriff":
            return knoten.kinder
        tag = self.lage.stichtag
        return tuple(kind for geltung, kind in knoten.fassungen if geltung.covers(tag))[:1]

    def _said(self, knoten: Knoten) -> str:
        """What the person said to the fact of a comparison."""
        if knoten.art != "blatt":
            return ""
        texte, fakten = self.worte.sprache.texte, self.lage.profil.fakten
        name = knoten.name
        if name == "alter" and name not in fakten and "geburtsdatum" in fakten:
            name = "geburtsdatum"
        wert = fakten.get(name)
        return "nicht gesagt" if wert is None else value_words(texte, name, wert)

    def _sentences(self, vermerke: list[Vermerk]) -> Iterator[tuple[str, str]]:
        for vermerk in vermerke:
            for name, wann in _SAETZE:
                if satz := getattr(vermerk, name):
                    yield wann, render(satz, self.rolle)
            yield from (("Rat", render(satz, self.rolle)) for satz in vermerk.tun)
