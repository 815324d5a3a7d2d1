"""Every offer of the catalogue: shown, in the list, or left out, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.catalogue import Angebot
from bot.catalogue.bedingungen import compile_condition
from bot.catalogue.suchen import levels_of
from bot.eligibility import NEIN
from bot.interview.werkzeug import Werkzeug
from bot.profile import Profil
from bot.pruefstand.spur import Faehrte, Spur
from bot.pruefstand.worte import Worte
from bot.reply.angebote import JE_WEG, offers_for
from bot.reply.empfehlung import Ergebnis

GEZEIGT, DABEI = "auf einer Karte gezeigt", "gefunden, nicht auf einer Karte"
ANDERER_ORT, ANDERE_ZEIT = "für einen anderen Ort", "nicht an diesem Tag"
BEDINGUNG = "eine Bedingung ist nicht erfüllt"
GRUPPEN = (GEZEIGT, DABEI, BEDINGUNG, ANDERE_ZEIT, ANDERER_ORT)


@dataclass(frozen=True)
class Blick:
    """One offer: in which group, why in a sentence, the trace of its extra condition."""

    angebot: Angebot
    gruppe: str
    grund: str
    spur: Spur | None = None


def look_at_offers(
    angebote: Iterable[Angebot], worte: Worte, ergebnis: Ergebnis, werkzeug: Werkzeug
) -> Mapping[str, tuple[Blick, ...]]:
    """All offers in groups; those found in the order in which the search gives them."""
    sucher = _Sucher(worte, ergebnis, werkzeug)
    gefunden = {angebot.id: platz for platz, angebot in enumerate(ergebnis.angebote)}
    alle = sorted(angebote, key=lambda a: gefunden.get(a.id, len(gefunden)))
    blicke = [sucher.look(angebot, angebot.id in gefunden) for angebot in alle]
    return {gruppe: tuple(b for b in blicke if b.gruppe == gruppe) for gruppe in GRUPPEN}


class _Sucher:
    """Says of one offer after another why it is in or out."""

    def __init__(self, worte: Worte, ergebnis: Ergebnis, werkzeug: Werkzeug) -> None:
        self._ergebnis, self._werkzeug = ergebnis, werkzeug
        self._faehrte = Faehrte.of(worte, ergebnis.profil, werkzeug)
        ort = ergebnis.profil.known("ort")
        self._orte = frozenset(levels_of(str(ort) if ort else None))
        self._erste = ergebnis.first()
        self._karten = _cards(ergebnis.angebote, self._erste, ergebnis.rolle)
        self._titel = {weg.name: weg.titel for weg in werkzeug.regelwerk.wege}

    def look(self, angebot: Angebot, gefunden: bool) -> Blick:
        """The group of an offer and why."""
        if not gefunden and (angebot.ebene.value, angebot.schluessel) not in self._orte:
            ohne = "" if self._ergebnis.profil.known("ort") else " (noch kein Ort gesagt)"
            return Blick(angebot, ANDERER_ORT, f"Ebene: {angebot.ebene.value}{ohne}")
        spur = self._condition(angebot)
        if gefunden:
            return self._found(angebot, spur)
        if not angebot.valid_on(self._werkzeug.stichtag):
            von, bis = angebot.gilt_ab or "Anfang", angebot.gilt_bis or "offen"
            return Blick(angebot, ANDERE_ZEIT, f"gilt von {von} bis {bis}", spur)
        return Blick(angebot, BEDINGUNG, "Zusatzbedingung nicht erfüllt", spur)

    def _condition(self, angebot: Angebot) -> Spur | None:
        if angebot.bedingung is None:
            return None
        return self._faehrte.condition(compile_condition(angebot.bedingung))

    def _found(self, angebot: Angebot, spur: Spur | None) -> Blick:
        if karten := self._karten.get(angebot.id):
            return Blick(angebot, GEZEIGT, f"bei {self._names(karten)}", spur)
        return Blick(angebot, DABEI, self._why_not_shown(angebot), spur)

    def _why_not_shown(self, angebot: Angebot) -> str:
        if angebot.nur_helfer and self._ergebnis.rolle != "helfer":
            return "nur für Helfer; die Person fragt für sich"
        unter_den_ersten = [weg for weg in angebot.wege if weg in self._erste]
        if unter_den_ersten:
            return f"je Weg stehen nur {JE_WEG} Angebote da, nähere gehen vor"
        befunde = self._ergebnis.befunde
        zu = [weg for weg in angebot.wege if befunde[weg].antwort is NEIN]
        if len(zu) == len(angebot.wege):
            return f"der Weg ist zu: {self._names(zu)}"
        return f"der Weg gehört nicht zu den ersten: {self._names(angebot.wege)}"

    def _names(self, wege: Iterable[str]) -> str:
        return ", ".join(self._titel.get(weg, weg) for weg in wege)


def _cards(
    angebote: Sequence[Angebot], erste: Iterable[str], rolle: str | None
) -> dict[str, list[str]]:
    """Offer -> the first choices on whose cards it stands."""
    karten: dict[str, list[str]] = {}
    for weg in erste:
        for angebot in offers_for(angebote, weg, rolle):
            karten.setdefault(angebot.id, []).append(weg)
    return karten


def offers_of(profil: Profil, werkzeug: Werkzeug) -> list[str]:
    """The ids of the offers that a person finds."""
    return [angebot.id for angebot in werkzeug.offers(profil)]
