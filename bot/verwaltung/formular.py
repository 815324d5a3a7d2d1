"""The form for an offer: which fields it has, what somebody has typed, what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.catalogue import Mangel
from bot.places import BEZIRKE, all_gemeinden, all_kreise

FELDER = Path(__file__).parent / "felder.yml"
EBENEN = {
    "nrw": "ganz Nordrhein-Westfalen",
    "bund": "ganz Deutschland",
    "online": "im Netz",
    "je_kreis": "Vorlage: eins für jeden Kreis",
}
ZEILENWEISE = ("liste",)

Wahl = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Feldbild:
    """One field: its name in the files, its title and hint for people, its kind."""

    name: str
    titel: str
    art: str
    hinweis: str = ""
    wahl: Wahl = ()

    @property
    def id(self) -> str:
        """Its id on the page."""
        return "feld-" + self.name.replace(".", "-")


@dataclass(frozen=True)
class Gruppe:
    """Fields under one heading."""

    titel: str
    felder: tuple[Feldbild, ...]
    hinweis: str = ""


@dataclass(frozen=True)
class Fehler:
    """What is wrong with a field (None: with the whole) and what is allowed."""

    feld: Feldbild | None
    was: str
    erlaubt: str


@dataclass(frozen=True)
class Formular:
    """All fields of an offer. `neu` are those that only a new one may choose."""

    gruppen: tuple[Gruppe, ...]
    neu: tuple[Feldbild, ...]
    nur_gezeigt: Mapping[str, str]

    def fields(self, neu: bool = False) -> Iterator[Feldbild]:
        """Every field that can be filled in."""
        yield from self.neu if neu else ()
        for gruppe in self.gruppen:
            yield from gruppe.felder

    def title(self, name: str) -> str:
        """The title of a field for people; its name where it has none."""
        titel = {feld.name: feld.titel for feld in self.fields(neu=True)} | dict(self.nur_gezeigt)
        return titel.get(name, name)

    def cells(self, gesendet: Mapping[str, str], neu: bool = False) -> dict[str, str]:
        """What was typed, as cells of the table for staff: empty ones are left out."""
        zellen = {feld.name: _tidy(feld, gesendet.get(feld.name, "")) for feld in self.fields(neu)}
        return {name: zelle for name, zelle in zellen.items() if zelle}

    def mistakes(self, maengel: Iterable[Mangel], id: str, neu: bool = False) -> list[Fehler]:
        """The complaints of the files' reader, each at the field it is about."""
        felder = {feld.name: feld for feld in self.fields(neu)}
        return [
            Fehler(
                _field_of(mangel.feld.removeprefix(f"{id}."), felder), _was(mangel), mangel.erlaubt
            )
            for mangel in maengel
        ]


def load_form(wege: Mapping[str, str]) -> Formular:
    """The form as `felder.yml` describes it; `wege` are the names of the Wege by id."""
    roh = yaml.safe_load(FELDER.read_text(encoding="utf-8"))
    wahlen = _choices(wege)
    gruppen = tuple(
        Gruppe(eine["titel"], _fields(eine["felder"], wahlen), eine.get("hinweis", ""))
        for eine in roh["gruppen"]
    )
    return Formular(gruppen, _fields(roh["neu"], wahlen), roh["nur_gezeigt"])


def _fields(roh: list[dict[str, Any]], wahlen: Mapping[str, Wahl]) -> tuple[Feldbild, ...]:
    return tuple(
        Feldbild(
            eins["name"],
            eins["titel"],
            eins["art"],
            eins.get("hinweis", ""),
            wahlen[eins["werte"]] if "werte" in eins else (),
        )
        for eins in roh
    )


def _choices(wege: Mapping[str, str]) -> dict[str, Wahl]:
    return {
        "wege": tuple(wege.items()),
        "gemeinden": tuple(
            (ort.ags, f"{ort.name} ({ort.kreis_name})")
            for ort in sorted(all_gemeinden(), key=lambda ort: ort.name)
        ),
        "kreise": kreis_choices(),
        "bezirke": tuple(BEZIRKE.items()),
        "ebenen": tuple(EBENEN.items()),
        "ja_nein": (("ja", "ja"), ("nein", "nein")),
    }


def kreis_choices() -> Wahl:
    """The 53 Kreise and kreisfreie Städte by name."""
    return tuple((k.schluessel, k.name) for k in sorted(all_kreise(), key=lambda k: k.name))


def _tidy(feld: Feldbild, text: str) -> str:
    """One line, or one tidy line for each item of a list."""
    zeilen = [" ".join(zeile.split()) for zeile in text.splitlines()]
    voll = [zeile for zeile in zeilen if zeile]
    return "\n".join(voll) if feld.art in ZEILENWEISE else " ".join(voll)


def _field_of(pfad: str, felder: Mapping[str, Feldbild]) -> Feldbild | None:
    """The field a complaint is about: quellen.1.gelesen_am belongs to quellen."""
    teile = pfad.split(".")
    pfade = (".".join(teile[:laenge]) for laenge in range(len(teile), 0, -1))
    return next((felder[name] for name in pfade if name in felder), None)


def _was(mangel: Mangel) -> str:
    return f"{mangel.geschrieben} ist nicht erlaubt." if mangel.geschrieben else "Das fehlt."
