"""Two revisions or two days of law side by side: which case gets what differently, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.catalogue import AngebotsFehler, Catalogue, KatalogFehler, import_offers, open_catalogue
from bot.eligibility import Regelwerk, load_rules
from bot.faelle.gitstand import changed_files, unpacked
from bot.faelle.lesen import Fall as Fallakte
from bot.faelle.pruefen import IMMER_FRISCH
from bot.interview.auswirkung import (
    Aussage,
    Fall,
    Unterschied,
    at,
    compare_days,
    compare_rules,
)
from bot.interview.werkzeug import Werkzeug
from bot.pruefstand.hintergrund import Melde
from bot.pruefstand.lager import Bestand
from bot.pruefstand.textblick import DATEN, Aenderung, differences
from bot.reply.alle_texte import all_texts
from bot.reply.glossar import Glossar, load_glossar
from bot.reply.texte import Texte, TextFehler, load_texts

JETZT = "jetzt"
MODELL = ("data/nlu", "data/verstehen", "data/rules", "data/stories", "config.yml", "domain.yml")
WIRKUNGEN = {
    "verliert": "verliert",
    "gewinnt": "gewinnt",
    "neuer_weg": "neuer Weg",
    "weg_entfaellt": "Weg entfällt",
    "art": "andere Stärke",
    "grund": "anderer erster Grund",
}
"""Kinds of differences, the gravest first."""


class NichtLesbar(ValueError):
    """The rules of a revision cannot be read with this program; says why."""


@dataclass(frozen=True)
class Stand:
    """Rules, words and offers of one side."""

    name: str
    regelwerk: Regelwerk
    texte: Texte
    glossar: Glossar
    katalog: Catalogue
    saetze: Mapping[str, str]

    def werkzeug(self, tag: date) -> Werkzeug:
        """The rooms of the interview for a day, never too old."""
        return Werkzeug(self.regelwerk, self.texte, self.glossar, self.katalog, tag, IMMER_FRISCH)


@dataclass(frozen=True)
class Gruppe:
    """All cases in which a Weg says the same other thing. `wirkung`: a key of WIRKUNGEN."""

    titel: str
    wirkung: str
    vorher: Aussage | None
    jetzt: Aussage | None
    faelle: tuple[Fall, ...]


@dataclass(frozen=True)
class Empfohlen:
    """First choices and offers that one case gets on one side only."""

    fall: Fall
    erste_vorher: tuple[str, ...]
    erste_jetzt: tuple[str, ...]
    dazu: tuple[str, ...]
    weg: tuple[str, ...]


@dataclass(frozen=True)
class Bericht:
    """Everything that is different."""

    von: str
    nach: str
    faelle: int
    gruppen: tuple[Gruppe, ...] = ()
    empfohlen: tuple[Empfohlen, ...] = ()
    saetze: tuple[Aenderung, ...] = ()
    modell: tuple[str, ...] = ()

    @property
    def zahlen(self) -> dict[str, int]:
        """How many cases each kind of difference has, in words."""
        zahl = {
            wort: sum(len(g.faelle) for g in self.gruppen if g.wirkung == name)
            for name, wort in WIRKUNGEN.items()
        }
        zahl |= {"anders empfohlen": len(self.empfohlen), "Sätze anders": len(self.saetze)}
        return {wort: anzahl for wort, anzahl in zahl.items() if anzahl}


# --- what is compared ---------------------------------------------------------------------------


@contextmanager
def stand_at(rev: str, wurzel: Path) -> Iterator[Stand]:
    """The data of a revision. Raises KeineFassung or NichtLesbar."""
    with unpacked(rev, wurzel, *DATEN) as ordner, stand_of(rev, ordner) as stand:
        yield stand


@contextmanager
def stand_of(name: str, wurzel: Path) -> Iterator[Stand]:
    """The data below a folder. Raises NichtLesbar."""
    daten = wurzel / "data"
    with TemporaryDirectory() as ablage, ExitStack() as am_ende:
        url = f"sqlite:///{ablage}/angebote.db"
        try:
            regelwerk, texte = load_rules(daten / "eligibility"), load_texts(daten / "texte")
            import_offers(url, daten / "angebote")
            saetze = {text.id: text.roh for text in all_texts(wurzel)}
            glossar = load_glossar(texte)
        except (AngebotsFehler, KatalogFehler, TextFehler, ValueError, KeyError, TypeError) as f:
            # Eine ältere Schreibweise kann anders gebaut sein, als es unser Leser je prüft.
            grund = f"{type(f).__name__}: {f}".replace(f"{wurzel}/", "")
            raise NichtLesbar(f"{name} ist mit diesem Programm nicht lesbar: {grund}") from f
        katalog = open_catalogue(url)
        am_ende.callback(katalog.close)
        yield Stand(name, regelwerk, texte, glossar, katalog, saetze)


def stand_now(bestand: Bestand, wurzel: Path) -> Stand:
    """What the Prüfstand works with at the moment."""
    saetze = {text.id: text.roh for text in all_texts(wurzel)}
    return Stand(JETZT, bestand.regelwerk, bestand.texte, bestand.glossar, bestand.katalog, saetze)


def people(faelle: Iterable[Fallakte]) -> tuple[Fall, ...]:
    """The people of the case files."""
    return tuple(Fall(f.id, f.text, f.stichtag, f.profil) for f in faelle)


# --- the comparison -----------------------------------------------------------------------------


def compare_stands(alt: Stand, neu: Stand, faelle: tuple[Fall, ...], melde: Melde) -> Bericht:
    """Rules, offers and words of two sides for the same people on their own days."""
    unterschiede: list[Unterschied] = []
    empfohlen: list[Empfohlen] = []
    for nummer, fall in enumerate(faelle):
        melde(nummer, len(faelle))
        unterschiede += compare_rules(alt.regelwerk, neu.regelwerk, [fall], neu.texte)
        empfohlen += _recommended(fall, alt.werkzeug(fall.stichtag), neu.werkzeug(fall.stichtag))
    return Bericht(
        alt.name,
        neu.name,
        len(faelle),
        groups(unterschiede, _titles(alt.regelwerk, neu.regelwerk)),
        tuple(empfohlen),
        tuple(differences(alt.saetze, neu.saetze)),
    )


def compare_dates(
    stand: Stand, von: date, nach: date, faelle: tuple[Fall, ...], melde: Melde
) -> Bericht:
    """The same rules and people on two days of law."""
    unterschiede: list[Unterschied] = []
    empfohlen: list[Empfohlen] = []
    alt, neu = stand.werkzeug(von), stand.werkzeug(nach)
    for nummer, fall in enumerate(faelle):
        melde(nummer, len(faelle))
        unterschiede += compare_days(stand.regelwerk, von, nach, [fall], stand.texte)
        empfohlen += _recommended(fall, alt, neu)
    return Bericht(
        str(von),
        str(nach),
        len(faelle),
        groups(unterschiede, _titles(stand.regelwerk)),
        tuple(empfohlen),
    )


def _recommended(fall: Fall, alt: Werkzeug, neu: Werkzeug) -> Iterator[Empfohlen]:
    """Nothing where first choices and offers are the same."""
    vorher = alt.result(at(fall, alt.stichtag).profil)
    jetzt = neu.result(at(fall, neu.stichtag).profil)
    erste = vorher.first(), jetzt.first()
    namen = [{a.id: a.name for a in seite.angebote} for seite in (vorher, jetzt)]
    dazu = tuple(namen[1][id] for id in namen[1] if id not in namen[0])
    weg = tuple(namen[0][id] for id in namen[0] if id not in namen[1])
    if erste[0] != erste[1] or dazu or weg:
        titel = _titles(alt.regelwerk, neu.regelwerk)
        worte = [tuple(titel[name] for name in eine) for eine in erste]
        yield Empfohlen(fall, worte[0], worte[1], dazu, weg)


def groups(unterschiede: Iterable[Unterschied], titel: Mapping[str, str]) -> tuple[Gruppe, ...]:
    """By Weg, losses first; who shares both sentences stands together."""
    wege, arten = list(titel), list(WIRKUNGEN)

    def key(u: Unterschied) -> tuple[int, int, str, str]:
        return wege.index(u.weg), arten.index(u.wirkung.value), repr(u.vorher), repr(u.jetzt)

    fertig = []
    for _, teil in groupby(sorted(unterschiede, key=key), key=key):
        alle = list(teil)
        u, faelle = alle[0], tuple(einer.fall for einer in alle)
        fertig.append(Gruppe(titel[u.weg], u.wirkung.value, u.vorher, u.jetzt, faelle))
    return tuple(fertig)


def _titles(*regelwerke: Regelwerk) -> dict[str, str]:
    return {weg.name: weg.titel for regelwerk in regelwerke[::-1] for weg in regelwerk.wege}


def changed_model(rev: str, wurzel: Path) -> tuple[str, ...]:
    """Files that the model is made of and that differ from a revision."""
    return changed_files(rev, wurzel, *MODELL)
