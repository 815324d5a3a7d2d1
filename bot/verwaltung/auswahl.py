"""Which offers the list shows: by place, Weg, what is wrong with them, and words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from urllib.parse import urlencode

from bot.catalogue.pflege import Eintrag
from bot.places import BEZIRKE, gemeinde, kreis_name
from bot.verwaltung.formular import EBENEN, Wahl, kreis_choices

JE_SEITE = 50
NUR: Mapping[str, str] = {
    "hinweise": "mit einem Hinweis",
    "alt": "lange nicht geprüft",
    "vorbei": "vorbei",
    "unvollstaendig": "unvollständig",
    "ohne_quelle": "ohne gelesene Quelle",
    "zukunft": "mit einem Tag in der Zukunft",
}
WEITER = {**EBENEN, "bezirk": "ein Regierungsbezirk"}


@dataclass(frozen=True)
class Auswahl:
    """What somebody wants to see; empty means all."""

    ort: str = ""
    weg: str = ""
    nur: str = ""
    suche: str = ""
    seite: str = ""

    @property
    def nummer(self) -> int:
        """Which page of the list, from 1."""
        return int(self.seite) if self.seite.isascii() and self.seite.isdigit() else 1

    def query(self, seite: int | None = None) -> str:
        """The same as part of an address, for this or another page."""
        werte = {feld.name: getattr(self, feld.name) for feld in fields(self)}
        werte["seite"] = str(seite) if seite else self.seite
        return urlencode({name: wert for name, wert in werte.items() if wert})

    def shows(self, eintrag: Eintrag) -> bool:
        """Whether an offer is one of those."""
        zellen, arten = eintrag.zellen, {problem.art for problem in eintrag.probleme}
        worte = " ".join(zellen.get(n, "") for n in ("id", "name", "traeger", "satz")).casefold()
        return (
            self._in_place(zellen)
            and self.weg in ("", zellen["weg"], *zellen.get("weitere_wege", "").split("\n"))
            and (not self.nur or self.nur in arten or (self.nur == "hinweise" and bool(arten)))
            and all(wort in worte for wort in self.suche.casefold().split())
        )

    def _in_place(self, zellen: Mapping[str, str]) -> bool:
        kreis = zellen.get("kreis") or zellen.get("gemeinde", "")[:5]
        weite = "bezirk" if "bezirk" in zellen else zellen.get("ebene", "")
        return self.ort in ("", kreis, weite)


def read_auswahl(gesendet: Mapping[str, str]) -> Auswahl:
    """What an address asks for; unknown names are ignored, long words cut."""
    return Auswahl(**{feld.name: gesendet.get(feld.name, "")[:80] for feld in fields(Auswahl)})


def place_choices() -> Wahl:
    """Every place one can choose: the wider levels, then the Kreise."""
    return (*WEITER.items(), *kreis_choices())


def place_name(zellen: Mapping[str, str]) -> str:
    """Where an offer is for, in words."""
    if "gemeinde" in zellen:
        ort = gemeinde(zellen["gemeinde"])
        return ort.name if ort else zellen["gemeinde"]
    if "kreis" in zellen:
        return kreis_name(zellen["kreis"]) or zellen["kreis"]
    if "bezirk" in zellen:
        return f"Regierungsbezirk {BEZIRKE[zellen['bezirk']]}"
    return EBENEN.get(zellen.get("ebene", ""), "")


@dataclass(frozen=True)
class Seite:
    """One page of the list and how many there are."""

    eintraege: tuple[Eintrag, ...]
    alle: int
    nummer: int
    seiten: int


def page_of(eintraege: Iterable[Eintrag], auswahl: Auswahl) -> Seite:
    """The wanted page of those offers that are wanted; the last one when there are fewer."""
    passend = [eins for eins in eintraege if auswahl.shows(eins)]
    seiten = max(1, -(-len(passend) // JE_SEITE))
    nummer = min(max(1, auswahl.nummer), seiten)
    von = (nummer - 1) * JE_SEITE
    return Seite(tuple(passend[von : von + JE_SEITE]), len(passend), nummer, seiten)
