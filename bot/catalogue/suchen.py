"""Which offers are there for this person, here, on this day?

A search asks the tables one number: has the catalogue changed? If not, it looks through the
cards of the person's places in memory. That keeps it fast whatever the number of offers.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import chain, groupby
from threading import Lock

from sqlalchemy import bindparam, select
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.sql import Select

from bot.catalogue import tabellen as t
from bot.catalogue.angebot import Angebot, Ebene, from_blatt
from bot.catalogue.bedingungen import compile_condition
from bot.catalogue.datenbank import check_schema, open_engine
from bot.eligibility.antwort import NEIN
from bot.eligibility.lage import Lage
from bot.eligibility.regelwerk import Knoten
from bot.places import gemeinde
from bot.profile import Profil

GEMERKT = 150_000
"""Offers kept in memory at most, 2 to 3 kB each; the catalogue of today has under 1,000."""

UEBERALL = tuple((ebene.value, "") for ebene in (Ebene.NRW, Ebene.BUND, Ebene.ONLINE))

Ort = tuple[str, str]
"""A level and its key: ("kreis", "05166"), ("nrw", "")."""


@dataclass(frozen=True)
class Karte:
    """An offer with what a search needs at once: its Wege as a set, its condition compiled."""

    angebot: Angebot
    wege: frozenset[str]
    knoten: Knoten | None


def levels_of(ort: str | None) -> tuple[Ort, ...]:
    """Every level and key an offer for this municipality may have, nearest first.

    Without a municipality in North Rhine-Westphalia only what is for everybody.
    """
    hier = gemeinde(ort) if ort else None
    if hier is None:
        return UEBERALL
    nah = ((Ebene.GEMEINDE, hier.ags), (Ebene.KREIS, hier.kreis), (Ebene.BEZIRK, hier.bezirk))
    return (*((ebene.value, schluessel) for ebene, schluessel in nah), *UEBERALL)


UEBERALL_OFFEN = (
    select(t.angebot.c.ebene, t.angebot.c.schluessel, t.angebot.c.blatt)
    .where(t.angebot.c.geschlossen_am.is_(None))
    .order_by(t.angebot.c.ebene, t.angebot.c.schluessel)
)
AN_EINEM_ORT = select(t.angebot.c.blatt).where(
    t.angebot.c.ebene == bindparam("ebene"),
    t.angebot.c.schluessel == bindparam("schluessel"),
    t.angebot.c.geschlossen_am.is_(None),
)
FUER_EINEN_WEG = (
    select(t.angebot.c.blatt)
    .join(t.angebot_weg, t.angebot_weg.c.angebot_id == t.angebot.c.id)
    .where(t.angebot_weg.c.weg == bindparam("weg"), t.angebot.c.geschlossen_am.is_(None))
    .order_by(t.angebot_weg.c.angebot_id)
)
STAND = select(t.stand.c.nr)


@lru_cache(maxsize=4096)
def _compiled(bedingung: str) -> Knoten:
    """One check for all offers with the same condition, given as JSON."""
    return compile_condition(json.loads(bedingung))


def _card(blatt: str) -> Karte:
    angebot = from_blatt(blatt)
    knoten = _compiled(json.dumps(angebot.bedingung)) if angebot.bedingung else None
    return Karte(angebot, frozenset(angebot.wege), knoten)


class Regale:
    """The cards of each place as last read; all are thrown away when the catalogue changes."""

    def __init__(self, gemerkt: int) -> None:
        self._gemerkt = gemerkt
        self._stand: int | None = None
        self._regale: OrderedDict[Ort, tuple[Karte, ...]] = OrderedDict()
        self._menge = 0
        self._schloss = Lock()

    def get(self, verbindung: Connection, orte: Iterable[Ort]) -> list[tuple[Karte, ...]]:
        """The cards of each place, in order; read from the tables when not in memory."""
        stand = verbindung.scalar(STAND)
        with self._schloss:
            if stand != self._stand:
                self._clear(stand)
            return [self._shelf(verbindung, ort) for ort in orte]

    def _clear(self, stand: int | None) -> None:
        self._regale.clear()
        self._stand, self._menge = stand, 0

    def _shelf(self, verbindung: Connection, ort: Ort) -> tuple[Karte, ...]:
        if ort in self._regale:
            self._regale.move_to_end(ort)
            return self._regale[ort]
        werte = {"ebene": ort[0], "schluessel": ort[1]}
        return self._put(ort, verbindung.execute(AN_EINEM_ORT, werte).scalars())

    def _put(self, ort: Ort, blaetter: Iterable[str]) -> tuple[Karte, ...]:
        regal = tuple(sorted(map(_card, blaetter), key=lambda karte: karte.angebot.rang))
        self._regale[ort] = regal
        self._menge += len(regal)
        while self._menge > self._gemerkt and len(self._regale) > 1:
            self._menge -= len(self._regale.popitem(last=False)[1])
        return regal

    def fill(self, verbindung: Connection) -> None:
        """Reads the whole catalogue, so that the first search in a place is fast too."""
        with self._schloss:
            self._clear(verbindung.scalar(STAND))
            zeilen = verbindung.execution_options(stream_results=True).execute(UEBERALL_OFFEN)
            for ort, gruppe in groupby(zeilen, key=lambda zeile: (zeile.ebene, zeile.schluessel)):
                self._put(ort, (zeile.blatt for zeile in gruppe))


class Catalogue:
    """The offers, for reading. Open it with `open_catalogue`; threads may share it."""

    def __init__(self, engine: Engine, gemerkt: int = GEMERKT) -> None:
        self._engine = engine
        self._regale = Regale(gemerkt)

    def warm_up(self) -> None:
        """Reads everything into memory (20 microseconds an offer)."""
        with self._engine.connect() as verbindung:
            self._regale.fill(verbindung)

    def search(
        self, profil: Profil, stichtag: date, wege: Collection[str] | None = None
    ) -> list[Angebot]:
        """Offers for the person's place and the day, nearest level first, in a stable order.

        With `wege` only those that serve one of them. An extra condition hides an offer only
        when it certainly does not hold: what is not known keeps it. Coordinating formats come
        along with `nur_helfer`. Without a place: only what is for everybody.
        """
        ort = profil.known("ort")
        with self._engine.connect() as verbindung:
            regale = self._regale.get(verbindung, levels_of(str(ort) if ort else None))
        gesucht = None if wege is None else frozenset(wege)
        lage = Lage(profil, stichtag)
        gehalten: dict[int, bool] = {}

        def fits(karte: Karte) -> bool:
            if karte.knoten is None:
                return True
            nummer = id(karte.knoten)
            if nummer not in gehalten:
                gehalten[nummer] = karte.knoten.pruefe(lage) is not NEIN
            return gehalten[nummer]

        return [
            karte.angebot
            for karte in chain.from_iterable(regale)
            if (gesucht is None or not gesucht.isdisjoint(karte.wege))
            and karte.angebot.valid_on(stichtag)
            and fits(karte)
        ]

    def of_weg(self, weg: str) -> list[Angebot]:
        """Every offer of a Weg in all places, by id (for staff)."""
        return self._read(FUER_EINEN_WEG, {"weg": weg})

    def all_offers(self) -> list[Angebot]:
        """Every offer that is not closed, by id."""
        offen = select(t.angebot.c.blatt).where(t.angebot.c.geschlossen_am.is_(None))
        return self._read(offen.order_by(t.angebot.c.id), {})

    def get(self, id: str) -> Angebot | None:
        """The offer with this id, closed or not; None where there is none."""
        gefunden = self._read(select(t.angebot.c.blatt).where(t.angebot.c.id == id), {})
        return gefunden[0] if gefunden else None

    def _read(self, frage: Select, werte: dict[str, str]) -> list[Angebot]:
        with self._engine.connect() as verbindung:
            return [from_blatt(blatt) for blatt in verbindung.execute(frage, werte).scalars()]

    def used_facts(self) -> frozenset[str]:
        """Facts on which extra conditions depend: asking them can change the list."""
        bedingungen = select(t.zusatzbedingung.c.bedingung).join(
            t.angebot, t.angebot.c.id == t.zusatzbedingung.c.angebot_id
        )
        frage = bedingungen.where(t.angebot.c.geschlossen_am.is_(None)).distinct()
        with self._engine.connect() as verbindung:
            texte = verbindung.execute(frage).scalars().all()
        return frozenset[str]().union(*(_compiled(text).fakten for text in texte))

    def close(self) -> None:
        """Gives the connections back."""
        self._engine.dispose()


def open_catalogue(url: str) -> Catalogue:
    """The catalogue behind an address. Raises KatalogFehler when there is none or it is old."""
    engine = open_engine(url)
    check_schema(engine)
    katalog = Catalogue(engine)
    katalog.warm_up()
    return katalog
