"""The next 36 months of a person: which Weg opens or closes, when, and why; as a picture too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from bot.eligibility import JA, NEIN, OFFEN, Antwort, Weg, assess
from bot.eligibility.lage import Lage
from bot.eligibility.pruefen import is_stale
from bot.interview.werkzeug import Werkzeug
from bot.profile import Profil
from bot.profile.zeit import add_months
from bot.pruefstand.gegenueber import turned
from bot.pruefstand.spur import Faehrte, door_answer
from bot.pruefstand.worte import Worte
from bot.reply.texte import MONATE, zeit_in_worten

MONATE_VORAUS = 36
_WAS = {
    (NEIN, OFFEN): "wird möglich",
    (NEIN, JA): "öffnet sich",
    (OFFEN, JA): "wird sicher",
    (JA, OFFEN): "wird unsicher",
    (JA, NEIN): "schließt sich",
    (OFFEN, NEIN): "schließt sich",
}


@dataclass(frozen=True)
class Abschnitt:
    """Months in a row with one answer: the first one and the one after the last."""

    von: int
    bis: int
    antwort: Antwort


@dataclass(frozen=True)
class Zeile:
    """One Weg over the months."""

    weg: str
    abschnitte: tuple[Abschnitt, ...]

    @property
    def steht(self) -> bool:
        """Whether nothing changes."""
        return len(self.abschnitte) == 1


@dataclass(frozen=True)
class Ereignis:
    """A Weg that answers differently from a month on, and what turned."""

    tag: date
    weg: str
    vorher: Antwort
    nachher: Antwort
    wandel: tuple[str, ...]

    @property
    def was(self) -> str:
        """What happens, in words."""
        return _WAS[self.vorher, self.nachher]


@dataclass(frozen=True)
class Zeitleiste:
    """All Wege over the months, and everything that happens, the next first."""

    beginn: date
    zeilen: tuple[Zeile, ...]
    ereignisse: tuple[Ereignis, ...]


def look_ahead(profil: Profil, werkzeug: Werkzeug, worte: Worte) -> Zeitleiste:
    """The months from the day of law on: only time moves, the person stays as she is."""
    tage = [add_months(werkzeug.stichtag, monat) for monat in range(MONATE_VORAUS + 1)]
    lagen = [Lage(profil, tag) for tag in tage]
    zeilen = tuple(
        Zeile(weg.name, tuple(_spans([_answer(weg, lage, werkzeug.heute) for lage in lagen])))
        for weg in werkzeug.regelwerk.wege
    )
    ereignisse = [
        _event(profil, werkzeug, worte, zeile.weg, tage[abschnitt.von - 1 : abschnitt.von + 1])
        for zeile in zeilen
        for abschnitt in zeile.abschnitte[1:]
    ]
    return Zeitleiste(tage[0], zeilen, tuple(sorted(ereignisse, key=lambda e: (e.tag, e.weg))))


def _answer(weg: Weg, lage: Lage, heute: date) -> Antwort:
    """The answer alone, as `assess` gives it; what is overdue today is not sure later either."""
    if not weg.eingetragen:
        return OFFEN
    fassungen = (zugang.fassung_on(lage.stichtag) for zugang in weg.zugaenge)
    beste = NEIN
    for fassung in fassungen:
        if fassung is not None:
            antwort = door_answer(fassung, lage)
            alt = antwort is JA and lage.stichtag >= heute and is_stale(fassung, heute)
            beste = max(beste, OFFEN if alt else antwort)
    return beste


def _spans(antworten: list[Antwort]) -> Iterator[Abschnitt]:
    von = 0
    for antwort, gleiche in groupby(antworten):
        bis = von + len(list(gleiche))
        yield Abschnitt(von, bis, antwort)
        von = bis


def _event(
    profil: Profil, werkzeug: Werkzeug, worte: Worte, name: str, tage: list[date]
) -> Ereignis:
    """What happens to a Weg between two days."""
    weg, rolle = werkzeug.regelwerk.weg(name), profil.get("rolle")
    davor, danach = (
        Faehrte(worte, Lage(profil, tag), str(rolle) if rolle else None).weg(
            weg, assess(werkzeug.regelwerk, profil, tag, werkzeug.heute, [name])[0]
        )
        for tag in tage
    )
    return Ereignis(
        tage[1], name, davor.befund.antwort, danach.befund.antwort, tuple(turned(davor, danach))
    )


# --- as a picture -------------------------------------------------------------------------------

LINKS, BREITE, HOEHE, OBEN = 300, 18, 30, 40
"""Pixels: room for the titles, one month, one Weg, the scale above."""


@dataclass(frozen=True)
class Balken:
    """A coloured bar: where it is, what it says."""

    x: int
    y: int
    breite: int
    klasse: str
    wort: str
    titel: str


@dataclass(frozen=True)
class Bild:
    """Everything a template needs to draw the time line."""

    breite: int
    hoehe: int
    skala: tuple[tuple[int, str], ...]
    namen: tuple[tuple[int, str], ...]
    balken: tuple[Balken, ...]


def draw(leiste: Zeitleiste, titel: dict[str, str]) -> Bild:
    """The picture of all Wege that change; the others are better told in a sentence."""
    zeilen = [zeile for zeile in leiste.zeilen if not zeile.steht]
    balken = [
        _bar(leiste.beginn, abschnitt, platz, titel[zeile.weg])
        for platz, zeile in enumerate(zeilen)
        for abschnitt in zeile.abschnitte
    ]
    namen = ((OBEN + platz * HOEHE + 19, titel[zeile.weg]) for platz, zeile in enumerate(zeilen))
    return Bild(
        LINKS + (MONATE_VORAUS + 1) * BREITE + 50,
        OBEN + len(zeilen) * HOEHE + 10,
        tuple(_scale(leiste.beginn)),
        tuple(namen),
        tuple(balken),
    )


def _bar(beginn: date, abschnitt: Abschnitt, platz: int, titel: str) -> Balken:
    breite = (abschnitt.bis - abschnitt.von) * BREITE
    wort = abschnitt.antwort.wort
    von = zeit_in_worten(add_months(beginn, abschnitt.von).isoformat()[:7])
    return Balken(
        LINKS + abschnitt.von * BREITE,
        OBEN + platz * HOEHE,
        breite,
        wort,
        wort if breite >= 3 * BREITE else {"ja": "✓", "nein": "✗", "offen": "?"}[wort],
        f"{titel}: {wort} ab {von}",
    )


def _scale(beginn: date) -> Iterator[tuple[int, str]]:
    """A mark every six months."""
    for monat in range(0, MONATE_VORAUS + 1, 6):
        tag = add_months(beginn, monat)
        yield LINKS + monat * BREITE, f"{MONATE[tag.month - 1][:3]} {tag.year}"
