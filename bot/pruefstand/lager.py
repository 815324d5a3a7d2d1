"""Rules, words, offers and cases as they stand in the files, read again when a file changes.

What is broken is told with file and line; meanwhile the last good state stays in use.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any, Generic, TypeVar

from bot.catalogue import Angebot, Catalogue, import_offers, open_catalogue
from bot.eligibility import Regelwerk, load_rules
from bot.faelle.lesen import ORDNER as FAELLE
from bot.faelle.lesen import Fall, load_cases
from bot.interview.werkzeug import Werkzeug
from bot.pruefstand.worte import Stellen, Worte, read_places
from bot.reply.glossar import Glossar, load_glossar
from bot.reply.texte import Texte, load_texts

T = TypeVar("T")
NACHSEHEN_NACH = 1.0
"""Seconds after which the files are looked at again; a thousand stats take 5 ms."""

Zeichen = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class Bruch:
    """A part of the data that cannot be read at the moment: what, and each complaint."""

    teil: str
    zeilen: tuple[str, ...]


@dataclass(frozen=True)
class Bestand:
    """Everything a page works with; one request sees one state. `brueche`: what is broken."""

    regelwerk: Regelwerk
    texte: Texte
    glossar: Glossar
    katalog: Catalogue
    worte: Worte
    faelle: tuple[Fall, ...]
    brueche: tuple[Bruch, ...] = ()
    fassung: int = 0
    """Another number means other rules, words or offers; cases do not count."""

    def werkzeug(self, stichtag: date, heute: date) -> Werkzeug:
        """The rooms of the interview for a day of law."""
        return Werkzeug(
            self.regelwerk,
            self.texte,
            self.glossar,
            self.katalog,
            stichtag,
            heute,
            demo=stichtag != heute,
        )

    @cached_property
    def angebote(self) -> tuple[Angebot, ...]:
        """Every offer that is not closed, read once for this state."""
        return tuple(self.katalog.all_offers())

    @cached_property
    def fall(self) -> Mapping[str, Fall]:
        """The cases by their id."""
        return {fall.id: fall for fall in self.faelle}


@dataclass
class Teil(Generic[T]):
    """One part of the data: its files, how it is read, what was read last."""

    name: str
    ordner: tuple[Path, ...]
    lies: Callable[[], T]
    zeichen: Zeichen = ()
    inhalt: T | None = None
    bruch: Bruch | None = None

    def refresh(self, wurzel: Path) -> bool:
        """Reads anew when a file has changed; whether the content is another one now."""
        zeichen = _marks(self.ordner)
        if zeichen == self.zeichen:
            return False
        self.zeichen = zeichen
        try:
            self.inhalt, self.bruch = self.lies(), None
        except Exception as fehler:  # Was ein Leser nicht vorhersah, darf die Seite nicht beenden.
            if self.inhalt is None:
                raise
            self.bruch = Bruch(self.name, _lines(fehler, wurzel))
        return True

    @property
    def gut(self) -> T:
        """The last content that could be read."""
        assert self.inhalt is not None
        return self.inhalt


@dataclass
class Lager:
    """Keeps the state and renews it. `wurzel` is the folder of the project.

    Offers go into a database of their own that ends with the process. Raises what the readers
    raise when something is broken at the start.
    """

    wurzel: Path
    _bestand: Bestand | None = None
    _fassung: int = 0
    _gesehen: float = 0.0
    _schloss: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        self._ordner = tempfile.TemporaryDirectory(prefix="pruefstand-")
        self._db = f"sqlite:///{self._ordner.name}/angebote.db"
        daten = self.wurzel / "data"
        recht, texte = daten / "eligibility", daten / "texte"
        self._recht = Teil("Recht", (recht,), lambda: _rules(recht))
        self._texte = Teil("Texte", (texte,), lambda: _texts(texte))
        self._angebote = Teil("Angebote", (daten / "angebote",), self._offers)
        faelle = self.wurzel / FAELLE
        self._faelle = Teil("Fälle", (faelle,), lambda: load_cases(faelle))

    @property
    def datenbank(self) -> str:
        """The address of the database with the offers."""
        return self._db

    @property
    def _teile(self) -> tuple[Teil[Any], ...]:
        # Die Fälle stehen zuletzt: Sie ändern nicht, was das Recht antwortet.
        return self._recht, self._texte, self._angebote, self._faelle

    def current(self, gleich: bool = False) -> Bestand:
        """The state now; with `gleich` the files are looked at whatever the time is."""
        with self._schloss:
            jetzt = time.monotonic()
            if self._bestand is None or gleich or jetzt - self._gesehen >= NACHSEHEN_NACH:
                self._gesehen = jetzt
                neu = [teil.refresh(self.wurzel) for teil in self._teile]
                self._fassung += any(neu[:-1])
                if any(neu) or self._bestand is None:
                    self._bestand = self._compose()
            return self._bestand

    def _compose(self) -> Bestand:
        regelwerk, stellen = self._recht.gut
        texte, glossar = self._texte.gut
        return Bestand(
            regelwerk,
            texte,
            glossar,
            self._angebote.gut,
            Worte.of(stellen, texte),
            self._faelle.gut,
            tuple(teil.bruch for teil in self._teile if teil.bruch),
            self._fassung,
        )

    def _offers(self) -> Catalogue:
        import_offers(self._db, self.wurzel / "data" / "angebote")
        return self._angebote.inhalt or open_catalogue(self._db)

    def close(self) -> None:
        """Gives back the connections and takes the database away."""
        if self._angebote.inhalt is not None:
            self._angebote.inhalt.close()
        self._ordner.cleanup()


def _rules(ordner: Path) -> tuple[Regelwerk, Stellen]:
    return load_rules(ordner), read_places(ordner)


def _texts(ordner: Path) -> tuple[Texte, Glossar]:
    texte = load_texts(ordner)
    return texte, load_glossar(texte)


def _marks(ordner: Iterable[Path]) -> Zeichen:
    """Name, time and size of every YAML file."""
    dateien = sorted(datei for einer in ordner for datei in einer.rglob("*.yml"))
    staende = ((datei, datei.stat()) for datei in dateien)
    return tuple((str(datei), stand.st_mtime_ns, stand.st_size) for datei, stand in staende)


def _lines(fehler: Exception, wurzel: Path) -> tuple[str, ...]:
    """What a reader says, with paths as seen from the project."""
    text = str(fehler) if isinstance(fehler, ValueError | KeyError) else ""
    text = text or f"{type(fehler).__name__}: {fehler}"
    return tuple(text.replace(f"{wurzel}/", "").splitlines())
