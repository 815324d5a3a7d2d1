"""Which cases a list shows: by Weg, place, paper, result, paragraph, file, year and words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from urllib.parse import urlencode

from bot.faelle.lesen import Fall
from bot.faelle.paragrafen import is_named
from bot.places import gemeinde, kreis_name

JE_SEITE = 100


@dataclass(frozen=True)
class Auswahl:
    """What somebody wants to see; empty means all."""

    weg: str = ""
    ort: str = ""
    papier: str = ""
    ergebnis: str = ""
    paragraf: str = ""
    datei: str = ""
    jahr: str = ""
    suche: str = ""
    seite: str = ""

    @property
    def nummer(self) -> int:
        """Which page of the list, from 1."""
        return int(self.seite) if self.seite.isascii() and self.seite.isdigit() else 1

    def query(self, **anders: str) -> str:
        """The same as part of an address, some things changed."""
        werte = {feld.name: getattr(self, feld.name) for feld in fields(self)} | anders
        return urlencode({name: wert for name, wert in werte.items() if wert})

    def shows(self, fall: Fall, farbe: Callable[[Fall], str]) -> bool:
        """Whether a case is one of those."""
        angaben = fall.angaben
        worte = f"{fall.id} {fall.text} {angaben.get('grund', '')}".casefold()
        return (
            self.weg in ("", *fall.wege)
            and self.ort in ("", place_of(fall))
            and self.papier in ("", str(fall.profil.get("aufenthalt") or "unbekannt"))
            and self.datei in ("", fall.datei)
            and self.jahr in ("", str(fall.stichtag.year))
            and all(wort in worte for wort in self.suche.casefold().split())
            and (not self.paragraf or _names(angaben, self.paragraf))
            and self.ergebnis in ("", farbe(fall))
        )


def _names(angaben: Mapping[str, object], paragraf: str) -> bool:
    stellen = [str(angaben["paragraf"]), *map(str, angaben.get("grund_nein", ()) or ())]  # type: ignore[call-overload]
    gesucht = paragraf.casefold()
    return is_named(paragraf, stellen) or any(gesucht in stelle.casefold() for stelle in stellen)


def read_auswahl(gesendet: Mapping[str, str]) -> Auswahl:
    """What an address asks for; unknown names are ignored, long words cut."""
    return Auswahl(**{feld.name: gesendet.get(feld.name, "")[:80] for feld in fields(Auswahl)})


def place_of(fall: Fall) -> str:
    """The key of the Kreis of a case; empty where it names no place."""
    ort = fall.profil.known("ort")
    return str(ort)[:5] if ort else ""


def places(faelle: Iterable[Fall]) -> tuple[tuple[str, str], ...]:
    """The Kreise that cases name, by name."""
    schluessel = {place_of(fall) for fall in faelle} - {""}
    namen = ((eins, kreis_name(eins) or eins) for eins in schluessel)
    return tuple(sorted(namen, key=lambda paar: paar[1]))


def town(fall: Fall) -> str:
    """The town of a case in words."""
    ort = gemeinde(str(fall.profil.known("ort") or ""))
    return ort.name if ort else ""


@dataclass(frozen=True)
class Seite:
    """One page of the list and how many there are."""

    faelle: tuple[Fall, ...]
    alle: int
    nummer: int
    seiten: int


def page_of(passend: tuple[Fall, ...], nummer: int) -> Seite:
    """The wanted page; the last one when there are fewer."""
    seiten = max(1, -(-len(passend) // JE_SEITE))
    nummer = min(max(1, nummer), seiten)
    von = (nummer - 1) * JE_SEITE
    return Seite(passend[von : von + JE_SEITE], len(passend), nummer, seiten)
