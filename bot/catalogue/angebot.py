"""What the catalogue hands out: frozen offers without any trace of the database."""

from __future__ import annotations

import calendar
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any, TypeVar

T = TypeVar("T")

MONATE_FRISCH = 6
"""An offer that nobody has confirmed for longer is old: the reply says so (LAYOUT section 7)."""


class Ebene(str, Enum):
    """Where an offer is for; the order is the order of a search, nearest first."""

    GEMEINDE = "gemeinde"
    KREIS = "kreis"
    BEZIRK = "bezirk"
    NRW = "nrw"
    BUND = "bund"
    ONLINE = "online"


RANG: Mapping[str, int] = {ebene.value: rang for rang, ebene in enumerate(Ebene)}


class Terminart(str, Enum):
    """What happens on a day: a course begins, a deadline ends, people are admitted, an event."""

    BEGINN = "beginn"
    FRIST = "frist"
    AUFNAHME = "aufnahme"
    VERANSTALTUNG = "veranstaltung"


@dataclass(frozen=True)
class Kontakt:
    """How to reach an office; each field only when somebody has read it in a source."""

    name: str | None = None
    telefon: str | None = None
    email: str | None = None
    web: str | None = None
    adresse: str | None = None
    hinweis: str | None = None


@dataclass(frozen=True)
class Oeffnungszeit:
    """Open on one weekday ("mo" to "so") from "HH:MM" to "HH:MM"."""

    tag: str
    von: str
    bis: str


@dataclass(frozen=True)
class Termin:
    """A day (`am`) or a day of every year (`jaehrlich`, "MM-DD") that matters for an offer."""

    art: Terminart
    am: date | None = None
    jaehrlich: str | None = None
    satz: str | None = None

    def next_day(self, stichtag: date) -> date | None:
        """The next such day, `stichtag` included; None when it is over."""
        if self.am is not None:
            return self.am if self.am >= stichtag else None
        dieses, naechstes = (self._in_year(stichtag.year + jahre) for jahre in (0, 1))
        return dieses if dieses >= stichtag else naechstes

    def _in_year(self, jahr: int) -> date:
        monat, tag = (int(teil) for teil in str(self.jaehrlich).split("-"))
        return date(jahr, monat, min(tag, calendar.monthrange(jahr, monat)[1]))


@dataclass(frozen=True)
class Quelle:
    """Where a statement was read, and when."""

    titel: str
    adresse: str | None = None
    gelesen_am: date | None = None


@dataclass(frozen=True)
class Angebot:
    """One offer or contact as the files describe it.

    `weg` is the Weg it belongs to first, `wege` all it serves. `schluessel` is the AGS, Kreis or
    Bezirk of its `ebene` ("" for wider ones). `satz` and `genaueres` are simple German with
    `[du|die Person]` alternatives. `bedingung` is an extra condition in the notation of the rules.
    `nur_helfer`: a coordinating format, no offer for a person. `suchweg`: tells how to find an
    office, names none. `gilt_bis` is the last day on which it can be used.
    """

    id: str
    weg: str
    wege: tuple[str, ...]
    name: str
    satz: str
    ebene: Ebene
    schluessel: str
    zuletzt_bestaetigt: date
    bestaetigt_von: str
    quellen: tuple[Quelle, ...]
    traeger: str | None = None
    kreis: str | None = None
    genaueres: tuple[str, ...] = ()
    kontakt: Kontakt = Kontakt()
    partner: tuple[str, ...] = ()
    oeffnungszeiten: tuple[Oeffnungszeit, ...] = ()
    sprachen: tuple[str, ...] = ()
    kinderbetreuung: str | None = None
    kosten: str | None = None
    termine: tuple[Termin, ...] = ()
    bedingung: Mapping[str, Any] | None = None
    gilt_ab: date | None = None
    gilt_bis: date | None = None
    nur_helfer: bool = False
    suchweg: bool = False
    schlagworte: tuple[str, ...] = ()

    def valid_on(self, stichtag: date) -> bool:
        """Whether it has begun and has not ended; an event is over the day after."""
        begonnen = self.gilt_ab is None or self.gilt_ab <= stichtag
        return begonnen and (self.gilt_bis is None or stichtag <= self.gilt_bis)

    def is_old(self, heute: date) -> bool:
        """Whether nobody has confirmed it for more than `MONATE_FRISCH` months."""
        letzter = self.zuletzt_bestaetigt
        monate = (heute.year - letzter.year) * 12 + heute.month - letzter.month
        return monate - (heute.day < letzter.day) >= MONATE_FRISCH

    @property
    def rang(self) -> tuple[int, bool, str]:
        """Sort key of a search: nearest level first, real offers before ways to find one."""
        return RANG[self.ebene], self.suchweg, self.id

    def sentences(self) -> Iterator[str]:
        """Every text of the offer that a chat user can read (for `wegweiser texte`)."""
        yield self.satz
        yield from self.genaueres
        for text in (self.kosten, self.kontakt.hinweis, *(termin.satz for termin in self.termine)):
            if text:
                yield text
        yield from condition_sentences(self.bedingung)


def condition_sentences(knoten: object) -> Iterator[str]:
    """The `sonst` sentences inside a condition."""
    if isinstance(knoten, Mapping):
        for schluessel, wert in knoten.items():
            if schluessel == "sonst":
                yield str(wert)
            else:
                yield from condition_sentences(wert)
    elif isinstance(knoten, list):
        for kind in knoten:
            yield from condition_sentences(kind)


# --- as one line of JSON, so that a search reads one row for each offer ----------------------


def to_blatt(angebot: Angebot) -> str:
    """The whole offer as JSON: equal offers give equal text, empty fields are left out."""
    return json.dumps(_plain(angebot), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _plain(wert: Any) -> Any:
    if isinstance(wert, Enum):
        return wert.value
    if isinstance(wert, date):
        return wert.isoformat()
    if isinstance(wert, tuple):
        return [_plain(teil) for teil in wert]
    if hasattr(wert, "__dataclass_fields__"):
        teile = {name: _plain(getattr(wert, name)) for name in wert.__dataclass_fields__}
        return {name: teil for name, teil in teile.items() if teil not in (None, [], {}, False)}
    return wert


def from_blatt(blatt: str) -> Angebot:
    """The offer that `to_blatt` wrote."""
    teile: dict[str, Any] = json.loads(blatt)
    for name in _LIES.keys() & teile.keys():
        teile[name] = _LIES[name](teile[name])
    teile.setdefault("schluessel", "")
    teile.setdefault("quellen", ())
    return _filled(Angebot, teile)


def _filled(klasse: type[T], felder: dict[str, Any]) -> T:
    """A frozen object without its constructor, which would take most of the time of a search.

    Fields that are not given have their default, which a dataclass keeps on the class.
    """
    neu = object.__new__(klasse)
    neu.__dict__.update(felder)
    return neu


def _quelle(roh: dict[str, Any]) -> Quelle:
    if "gelesen_am" in roh:
        roh["gelesen_am"] = _TAG(roh["gelesen_am"])
    return _filled(Quelle, roh)


def _termin(roh: dict[str, Any]) -> Termin:
    roh["art"] = _ARTEN[roh["art"]]
    if "am" in roh:
        roh["am"] = _TAG(roh["am"])
    return _filled(Termin, roh)


_TAG = date.fromisoformat
_ARTEN = {art.value: art for art in Terminart}
_LIES: Mapping[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("zuletzt_bestaetigt", "gilt_ab", "gilt_bis"), _TAG),
    **dict.fromkeys(("wege", "genaueres", "partner", "sprachen", "schlagworte"), tuple),
    "ebene": {ebene.value: ebene for ebene in Ebene}.__getitem__,
    "kontakt": lambda roh: _filled(Kontakt, roh),
    "quellen": lambda roh: tuple(_quelle(eine) for eine in roh),
    "termine": lambda roh: tuple(_termin(einer) for einer in roh),
    "oeffnungszeiten": lambda roh: tuple(_filled(Oeffnungszeit, eine) for eine in roh),
}
