"""What the dialogue works with: law, offers, words, and the day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from bot.catalogue import Angebot
from bot.eligibility import Befund, Regelwerk, assess
from bot.eligibility.fragen import Frage, Planer
from bot.profile import Profil
from bot.reply.angebote import nearness
from bot.reply.empfehlung import Ergebnis
from bot.reply.glossar import Glossar
from bot.reply.texte import Texte


class Katalog(Protocol):
    """Where offers are looked up."""

    def search(
        self, profil: Profil, stichtag: date, wege: Collection[str] | None = None
    ) -> list[Angebot]:
        """Offers for the person's place and the day, nearest first."""


@dataclass(frozen=True)
class Werkzeug:
    """The rooms below, for one day of law. `demo`: the day of law was set by somebody."""

    regelwerk: Regelwerk
    texte: Texte
    glossar: Glossar
    katalog: Katalog
    stichtag: date
    heute: date
    demo: bool = False

    def offers(self, profil: Profil) -> list[Angebot]:
        """What there is for a person in the place."""
        return self.katalog.search(profil, self.stichtag)

    def next_question(
        self,
        profil: Profil,
        erledigt: Collection[str] = (),
        gestellt: int = 0,
        offen_ist: str | None = None,
    ) -> Frage | None:
        """The next question that can still change the advice."""
        planer = Planer(self.regelwerk, self.stichtag, nearness(self.offers(profil)))
        return planer.next_question(profil, erledigt, gestellt, offen_ist)

    def befunde(self, profil: Profil) -> dict[str, Befund]:
        """The answer of every Weg."""
        befunde = assess(self.regelwerk, profil, self.stichtag, self.heute)
        return {befund.weg: befund for befund in befunde}

    def result(self, profil: Profil) -> Ergebnis:
        """Everything a result is made of."""
        return Ergebnis(
            self.regelwerk,
            profil,
            self.stichtag,
            self.heute,
            self.befunde(profil),
            self.offers(profil),
        )
