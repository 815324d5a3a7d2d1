"""One case walked through: forwards to the recommendation, then back with "Zurück"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

from bot.eligibility import Antwort
from bot.eligibility.antwort import NEIN
from bot.eligibility.lage import Lage
from bot.eligibility.regelwerk import Fassung, Knoten, Regelwerk
from bot.faelle.lesen import Fall
from bot.faelle.nachspielen import Schritt, replay
from bot.faelle.pruefen import IMMER_FRISCH
from bot.interview.eingabe import Eingabe
from bot.interview.gespraech import advance
from bot.interview.werkzeug import Werkzeug
from bot.profile import Value
from bot.pruefstand.lager import Bestand
from bot.pruefstand.spur import door_answer
from bot.reply.angebote import offers_for
from bot.reply.empfehlung import Ergebnis
from bot.reply.texte import Eintrag, Texte

Uebergang = tuple[str, str]
"""From one question to the next; `ENDE` is the recommendation."""
ENDE = "empfehlung"
ZURUECK = Eingabe("befehl_zurueck")


@dataclass(frozen=True)
class Mitleser(Texte):
    """The sentences, and which of them somebody has asked for."""

    gelesen: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, texte: Texte) -> Mitleser:
        """The same sentences, none of them read."""
        return cls(texte.eintraege, texte.ordner, texte._lengths)

    def eintrag(self, id: str) -> Eintrag:
        """The sentence, noted as read."""
        self.gelesen.add(id)
        return super().eintrag(id)


@dataclass(frozen=True)
class Rundgang:
    """What one case touches.

    `gefragt`: questions in their order with what was answered. `saetze`: ids of data/texte;
    `roh`: sentences of rules and offers as they are written. `tueren` and `knoten`: what doors
    and conditions answer. `maengel`: where "Zurück" did not lead back.
    """

    fall: Fall
    gefragt: tuple[tuple[str, Value], ...]
    vor: frozenset[Uebergang]
    zurueck: frozenset[Uebergang]
    maengel: tuple[str, ...]
    saetze: frozenset[str]
    roh: frozenset[str]
    gefunden: frozenset[str]
    karten: frozenset[str]
    erste: tuple[str, ...]
    tueren: Mapping[Fassung, Antwort]
    knoten: Mapping[Knoten, Antwort]


def walk(fall: Fall, bestand: Bestand) -> Rundgang:
    """Plays a case and looks at everything it touches."""
    texte = Mitleser.of(bestand.texte)
    werkzeug = replace(bestand.werkzeug(fall.stichtag, IMMER_FRISCH), texte=texte)
    schritte = replay(fall.profil, werkzeug)
    ergebnis = werkzeug.result(fall.profil)
    karten = _cards(ergebnis)
    zurueck, maengel = walk_back(schritte, werkzeug)
    tueren, knoten = look_at_law(bestand.regelwerk, Lage(fall.profil, fall.stichtag))
    return Rundgang(
        fall,
        asked(schritte),
        frozenset(_transitions(schritte)),
        zurueck,
        maengel,
        frozenset(texte.gelesen),
        frozenset(_raw_sentences(ergebnis, karten)),
        frozenset(angebot.id for angebot in ergebnis.angebote),
        frozenset(karten),
        ergebnis.first(),
        tueren,
        knoten,
    )


# --- the conversation ---------------------------------------------------------------------------


def asked(schritte: tuple[Schritt, ...]) -> tuple[tuple[str, Value], ...]:
    """The questions of a conversation in their order, each with its answer."""
    paare = pairwise(schritte)
    offen = ((jetzt.antwort.stand.frage, danach.eingabe.fakten) for jetzt, danach in paare)
    return tuple((frage, next(iter(fakten.values()))) for frage, fakten in offen if frage)


def _transitions(schritte: tuple[Schritt, ...]) -> list[Uebergang]:
    fragen = [frage for s in schritte if (frage := s.antwort.stand.frage)]
    return list(zip(fragen, (*fragen[1:], ENDE), strict=False))


def walk_back(
    schritte: tuple[Schritt, ...], werkzeug: Werkzeug
) -> tuple[frozenset[Uebergang], tuple[str, ...]]:
    """Goes back from the end to the start; which steps went well, and what did not.

    Each "Zurück" must ask the question before it again, with the facts as they were then.
    """
    fragen = [s for s in schritte if s.antwort.stand.frage]
    jetzt, von, gut, maengel = schritte[-1].antwort, ENDE, set[Uebergang](), list[str]()
    for ziel in reversed(fragen):
        erwartet, frage = ziel.antwort, str(ziel.antwort.stand.frage)
        jetzt = advance(ZURUECK, jetzt.fakten, jetzt.stand, werkzeug)
        if jetzt.stand.frage != frage:
            maengel.append(f"von {von}: erwartet {frage}, gefragt {jetzt.stand.frage}")
            break
        if dict(jetzt.fakten) != dict(erwartet.fakten):
            maengel.append(f"bei {frage} sind die Angaben andere als auf dem Hinweg")
            break
        gut.add((frage, von))
        von = frage
    return frozenset(gut), tuple(maengel)


# --- the result ---------------------------------------------------------------------------------


def _cards(ergebnis: Ergebnis) -> dict[str, object]:
    """The offers that stand on the cards of the first choices."""
    return {
        angebot.id: angebot
        for weg in ergebnis.first()
        for angebot in offers_for(ergebnis.angebote, weg, ergebnis.rolle)
    }


def _raw_sentences(ergebnis: Ergebnis, karten: Mapping[str, object]) -> set[str]:
    """Sentences of rules and offers in the result, with their marks, spaces made one."""
    roh = {weg.titel for weg in ergebnis.regelwerk.wege}
    roh |= {ergebnis.regelwerk.weg(name).satz for name in ergebnis.first()}
    for befund in ergebnis.befunde.values():
        roh |= {grund.satz for grund in befund.gruende}
        roh |= {*befund.tun, *(einer.satz for einer in befund.was_aendern)}
    for angebot in ergebnis.angebote:
        if angebot.id in karten:
            roh |= {angebot.name, *angebot.sentences()}
    return {" ".join(satz.split()) for satz in roh if satz}


# --- the law ------------------------------------------------------------------------------------


def look_at_law(
    regelwerk: Regelwerk, lage: Lage
) -> tuple[Mapping[Fassung, Antwort], Mapping[Knoten, Antwort]]:
    """What each door in force and each condition that is reached says of a person.

    The conditions of a door are reached when the door is meant for the person.
    """
    tueren: dict[Fassung, Antwort] = {}
    knoten: dict[Knoten, Antwort] = {}
    for weg in regelwerk.wege:
        for zugang in weg.zugaenge:
            fassung = zugang.fassung_on(lage.stichtag)
            if fassung is None:
                continue
            tueren[fassung] = door_answer(fassung, lage)
            _look(fassung.betrifft, lage, knoten)
            if not fassung.gesperrt and fassung.betrifft.pruefe(lage) is not NEIN:
                _look(fassung.wenn, lage, knoten)
    return tueren, knoten


def _look(knoten: Knoten, lage: Lage, gesehen: dict[Knoten, Antwort]) -> None:
    if knoten in gesehen:
        return
    if knoten.art == "blatt":
        gesehen[knoten] = knoten.pruefe(lage)
    if knoten.art == "begriff":
        gesehen[knoten] = knoten.pruefe(lage)
        kinder = [kind for geltung, kind in knoten.fassungen if geltung.covers(lage.stichtag)]
    else:
        kinder = list(knoten.kinder)
    for kind in kinder:
        _look(kind, lage, gesehen)
