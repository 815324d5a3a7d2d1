"""What a change of the rules does to people: the same cases under two sets of rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum

from bot.eligibility import JA, NEIN, OFFEN, Befund, Regelwerk, assess
from bot.profile import Profil
from bot.reply.gruende import reasons_json
from bot.reply.texte import Texte

_RANG = {NEIN: 0, OFFEN: 1, JA: 2}
_IMMER_FRISCH = date.min
"""The rules are compared, not their age: on this day no version is overdue."""


class Wirkung(Enum):
    """How the answer for one Weg differs; the gravest difference counts."""

    VERLIERT = "verliert"
    GEWINNT = "gewinnt"
    NEUER_WEG = "neuer_weg"
    WEG_ENTFAELLT = "weg_entfaellt"
    ART = "art"
    GRUND = "grund"


@dataclass(frozen=True)
class Fall:
    """A person of the case files: who, day of law, what is known."""

    id: str
    text: str
    stichtag: date
    profil: Profil


@dataclass(frozen=True)
class Aussage:
    """What a person hears first about a Weg."""

    antwort: str
    art: str | None
    satz: str
    rechtsgrundlage: str


@dataclass(frozen=True)
class Unterschied:
    """One Weg that answers one case differently; None where that side does not know the Weg."""

    fall: Fall
    weg: str
    wirkung: Wirkung
    vorher: Aussage | None
    jetzt: Aussage | None


def compare_rules(
    vorher: Regelwerk, jetzt: Regelwerk, faelle: Iterable[Fall], texte: Texte
) -> Iterator[Unterschied]:
    """Every difference between two sets of rules, case by case, in the order of the Wege."""
    for fall in faelle:
        alt, neu = _befunde(vorher, fall), _befunde(jetzt, fall)
        for weg in dict.fromkeys((*neu, *alt)):
            unterschied = _compare(weg, fall, alt.get(weg), neu.get(weg), texte)
            if unterschied is not None:
                yield unterschied


def compare_days(
    regelwerk: Regelwerk, von: date, nach: date, faelle: Iterable[Fall], texte: Texte
) -> Iterator[Unterschied]:
    """Every difference between the law of two days for the same people."""
    for fall in faelle:
        alt, neu = (_befunde(regelwerk, at(fall, tag)) for tag in (von, nach))
        for weg in neu:
            unterschied = _compare(weg, fall, alt.get(weg), neu[weg], texte)
            if unterschied is not None:
                yield unterschied


def at(fall: Fall, tag: date) -> Fall:
    """The same person under the law of another day."""
    return Fall(fall.id, fall.text, tag, Profil.of(fall.profil.fakten, tag))


def _befunde(regelwerk: Regelwerk, fall: Fall) -> dict[str, Befund]:
    befunde = assess(regelwerk, fall.profil, fall.stichtag, _IMMER_FRISCH)
    return {befund.weg: befund for befund in befunde}


def _compare(
    weg: str, fall: Fall, alt: Befund | None, neu: Befund | None, texte: Texte
) -> Unterschied | None:
    vorher, jetzt = _statement(alt, fall, texte), _statement(neu, fall, texte)
    if vorher == jetzt:
        return None
    return Unterschied(fall, weg, _effect(alt, neu), vorher, jetzt)


def _effect(alt: Befund | None, neu: Befund | None) -> Wirkung:
    if alt is None:
        return Wirkung.NEUER_WEG
    if neu is None:
        return Wirkung.WEG_ENTFAELLT
    if alt.antwort is not neu.antwort:
        besser = _RANG[neu.antwort] > _RANG[alt.antwort]
        return Wirkung.GEWINNT if besser else Wirkung.VERLIERT
    return Wirkung.ART if alt.art is not neu.art else Wirkung.GRUND


def _statement(befund: Befund | None, fall: Fall, texte: Texte) -> Aussage | None:
    if befund is None:
        return None
    rolle = fall.profil.get("rolle")
    gruende = reasons_json(befund, texte, fall.profil, str(rolle) if rolle else None)
    erster = gruende[0] if gruende else {"satz": "", "rechtsgrundlage": ""}
    art = befund.art.value if befund.art else None
    return Aussage(befund.antwort.wort, art, erster["satz"], erster["rechtsgrundlage"])
