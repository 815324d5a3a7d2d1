"""Two people, or one person on two days of law, side by side: what differs and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.catalogue import Angebot
from bot.eligibility import Befund
from bot.eligibility.fragen import Frage
from bot.interview.werkzeug import Werkzeug
from bot.profile import Profil
from bot.pruefstand.spur import WORT, Faehrte, Spur, Tuerspur, Wegspur
from bot.pruefstand.worte import Worte
from bot.reply.empfehlung import Ergebnis
from bot.reply.gruende import reasons_json


@dataclass(frozen=True)
class Haelfte:
    """One side: who, on which day, with what result."""

    profil: Profil
    werkzeug: Werkzeug
    ergebnis: Ergebnis
    frage: Frage | None
    erste: tuple[str, ...]

    @classmethod
    def of(cls, profil: Profil, werkzeug: Werkzeug) -> Haelfte:
        """The side of a person on the day of some rooms."""
        ergebnis = werkzeug.result(profil)
        return cls(profil, werkzeug, ergebnis, werkzeug.next_question(profil), ergebnis.first())

    def trace(self, worte: Worte, weg: str) -> Wegspur:
        """All conditions of a Weg for this side."""
        faehrte = Faehrte.of(worte, self.profil, self.werkzeug)
        return faehrte.weg(self.werkzeug.regelwerk.weg(weg), self.ergebnis.befunde[weg])

    def first_reason(self, weg: str) -> str:
        """The first sentence about a Weg with its paragraph."""
        ergebnis = self.ergebnis
        gruende = reasons_json(
            ergebnis.befunde[weg], self.werkzeug.texte, ergebnis.profil, ergebnis.rolle
        )
        if not gruende:
            return ""
        satz, paragraf = gruende[0]["satz"], gruende[0]["rechtsgrundlage"]
        return f"{satz} [{paragraf}]" if paragraf else str(satz)


@dataclass(frozen=True)
class Unterschied:
    """One Weg that answers differently: both findings, both first sentences, what turned."""

    weg: str
    vorher: Befund
    nachher: Befund
    satz_vorher: str
    satz_nachher: str
    wandel: tuple[str, ...]


def differences(links: Haelfte, rechts: Haelfte, worte: Worte) -> Iterator[Unterschied]:
    """Every Weg whose answer, strength or first sentence differs, in the order of the Wege."""
    for weg, vorher in links.ergebnis.befunde.items():
        nachher = rechts.ergebnis.befunde[weg]
        saetze = links.first_reason(weg), rechts.first_reason(weg)
        if (vorher.antwort, vorher.art) == (nachher.antwort, nachher.art) and len(set(saetze)) == 1:
            continue
        wandel = turned(links.trace(worte, weg), rechts.trace(worte, weg))
        yield Unterschied(weg, vorher, nachher, *saetze, tuple(wandel))


def turned(vorher: Wegspur, nachher: Wegspur) -> Iterator[str]:
    """What turned between two traces of a Weg: doors that came or went, comparisons, in words."""
    neue = {tuer.id: tuer for tuer in nachher.tueren}
    gesehen: set[str] = set()
    for alt in vorher.tueren:
        neu = neue[alt.id]
        if satz := _of_version(alt, neu):
            yield satz
        for satz in _of_leaves(alt, neu):
            if satz not in gesehen:
                gesehen.add(satz)
                yield satz


def _of_version(alt: Tuerspur, neu: Tuerspur) -> str:
    if alt.fassung is neu.fassung:
        return ""
    if neu.fassung is None:
        return f"Zugang „{alt.id}“ gibt es dann nicht"
    if alt.fassung is None:
        return f"Zugang „{alt.id}“ gibt es dann, ab {neu.fassung.geltung.ab}"
    return f"Zugang „{alt.id}“: andere Fassung, gilt ab {neu.fassung.geltung.ab}"


def _of_leaves(alt: Tuerspur, neu: Tuerspur) -> Iterator[str]:
    vorher = {_key(blatt): blatt for blatt in _leaves(alt)}
    for blatt in _leaves(neu):
        davor = vorher.get(_key(blatt))
        if davor is not None and davor.antwort is not blatt.antwort:
            yield f"{blatt.text}: {WORT[davor.antwort]} → {WORT[blatt.antwort]}"


def _leaves(tuer: Tuerspur) -> Iterator[Spur]:
    for spur in (tuer.betrifft, tuer.wenn):
        if spur is not None:
            yield from spur.leaves()


def _key(blatt: Spur) -> tuple[str, str]:
    return blatt.stelle, blatt.text


@dataclass(frozen=True)
class Angebotswechsel:
    """Offers that are found only on one side."""

    weg: tuple[Angebot, ...]
    dazu: tuple[Angebot, ...]


def changed_offers(links: Haelfte, rechts: Haelfte) -> Angebotswechsel:
    """Offers that one side finds and the other does not."""
    alt = {angebot.id: angebot for angebot in links.ergebnis.angebote}
    neu = {angebot.id: angebot for angebot in rechts.ergebnis.angebote}
    return Angebotswechsel(
        tuple(a for id, a in alt.items() if id not in neu),
        tuple(a for id, a in neu.items() if id not in alt),
    )
