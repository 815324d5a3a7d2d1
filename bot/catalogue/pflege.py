"""How staff keep the offers: every change goes into its YAML file, the tables and the history.

The files stay the source: a change is first read like a file, then written into one, and the
tables follow in the same step. Either all of it happens or nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime, timezone
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.engine import Connection, Engine

from bot.catalogue import tabellen as t
from bot.catalogue.datenbank import open_engine, writing
from bot.catalogue.einspielen import import_offers, write_into
from bot.catalogue.felder import AngebotsFehler, Mangel, Stelle
from bot.catalogue.pruefbericht import Problem, list_problems
from bot.catalogue.tabellenform import (
    bytes_of,
    draft_files,
    read_cells,
    read_entries,
    replace_files,
    restore_file,
    to_cells,
)

FORMULAR = "Formular"
"""Stands for the file in mistakes of a form."""

Zellen = Mapping[str, str]
"""An offer as text by column name, like a row of the table for staff; empty ones are absent."""


class Zwischenstand(RuntimeError):
    """Somebody else has changed the offer since it was shown; nothing was saved."""


@dataclass(frozen=True)
class Eintrag:
    """An offer (or a template) as staff see it; `stand` changes with its content."""

    zellen: Zellen
    probleme: tuple[Problem, ...] = ()

    @property
    def id(self) -> str:
        """The id of the offer or template."""
        return self.zellen["id"]

    @property
    def stand(self) -> str:
        """A short text that differs as soon as anything in the offer differs."""
        return checksum_of(self.zellen)


@dataclass(frozen=True)
class Aenderung:
    """One changed field: `wann` in UTC, `rolle` of who did it; None: there was or is nothing."""

    wann: datetime
    rolle: str
    angebot_id: str
    datei: str
    feld: str
    vorher: str | None
    nachher: str | None


def checksum_of(zellen: Zellen) -> str:
    """16 characters for these cells."""
    text = json.dumps(dict(zellen), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


class Pflege:
    """The offers of a folder, to be looked at and changed; threads may share it."""

    def __init__(self, url: str, ordner: str | Path) -> None:
        """Brings the tables to what the files say. Raises AngebotsFehler or KatalogFehler."""
        self.ordner = Path(ordner)
        import_offers(url, self.ordner)
        self._engine: Engine = open_engine(url)
        self._schloss, self._schreiben = Lock(), Lock()
        self._gelesen: tuple[object, tuple[Eintrag, ...]] | None = None

    def entries(self, heute: date) -> tuple[Eintrag, ...]:
        """All offers in the order of the files, with what is wrong with them today.

        Raises AngebotsFehler when somebody has broken a file meanwhile.
        """
        with self._schloss:
            stand = (heute, _fingerprint(self.ordner))
            if self._gelesen is None or self._gelesen[0] != stand:
                self._gelesen = (stand, _read(self.ordner, heute))
            return self._gelesen[1]

    def get(self, id: str, heute: date) -> Eintrag | None:
        """The offer with this id; None where there is none."""
        return next((eins for eins in self.entries(heute) if eins.id == id), None)

    def change(self, id: str, stand: str, zellen: Zellen, rolle: str, wann: datetime) -> int:
        """Gives an offer new cells; returns how many fields have changed.

        Id and file stay. Raises AngebotsFehler (fields and what is allowed) or Zwischenstand.
        """

        def edit(vorher: Zellen | None) -> Zellen:
            if vorher is None or checksum_of(vorher) != stand:
                raise Zwischenstand(id)
            return {**zellen, "id": id, "datei": vorher["datei"]}

        return self._save(id, edit, rolle, wann)

    def confirm(self, id: str, stand: str, rolle: str, wann: datetime) -> int:
        """Notes that a role has found everything right today; raises Zwischenstand."""

        def edit(vorher: Zellen | None) -> Zellen:
            if vorher is None or checksum_of(vorher) != stand:
                raise Zwischenstand(id)
            return {**vorher, **confirmed(rolle, wann)}

        return self._save(id, edit, rolle, wann)

    def add(self, zellen: Zellen, rolle: str, wann: datetime) -> int:
        """A new offer, with id and file in its cells. Raises AngebotsFehler."""

        def edit(vorher: Zellen | None) -> Zellen:
            if vorher is not None:
                erlaubt = "eine neue id (diese gibt es schon)"
                raise AngebotsFehler([Mangel(FORMULAR, 1, "id", repr(zellen["id"]), erlaubt)])
            return zellen

        return self._save(zellen.get("id", ""), edit, rolle, wann)

    def history(self, angebot_id: str | None = None, hoechstens: int = 200) -> list[Aenderung]:
        """Changes of one offer or of all, the newest first."""
        spalten = [t.aenderung.c[name] for name in Aenderung.__dataclass_fields__]
        frage = select(*spalten).order_by(t.aenderung.c.id.desc()).limit(hoechstens)
        if angebot_id is not None:
            frage = frage.where(t.aenderung.c.angebot_id == angebot_id)
        with self._engine.connect() as verbindung:
            return [Aenderung(*zeile) for zeile in verbindung.execute(frage)]

    def close(self) -> None:
        """Gives the connections back."""
        self._engine.dispose()

    def _save(
        self, id: str, edit: Callable[[Zellen | None], Zellen], rolle: str, wann: datetime
    ) -> int:
        """Drafts without holding the tables, then writes both at once.

        Another process may write the same files: a fingerprint taken before is compared inside
        the transaction. A file that was replaced when the tables then refuse is put back.
        """
        with self._schreiben:
            marke = _fingerprint(self.ordner)
            eintraege = read_entries(self.ordner)
            vorher = to_cells(*eintraege[id]) if id in eintraege else None
            eintrag = _checked(edit(vorher))
            entwurf = draft_files({id: eintrag}, self.ordner)
            felder = list(_differences(vorher or {}, to_cells(*eintrag)))
            with _files_back_on_error(self.ordner, entwurf.texte), writing(self._engine) as offen:
                if _fingerprint(self.ordner) != marke:
                    raise Zwischenstand(id)
                _note(offen, to_cells(*eintrag), felder, rolle, wann)
                write_into(offen, entwurf.funde, wann.date())
                replace_files(entwurf.texte, self.ordner)
        return len(felder)


@contextmanager
def _files_back_on_error(ordner: Path, texte: Mapping[str, str]) -> Iterator[None]:
    """Puts files back that say `texte` when the step around them fails."""
    alt = {name: bytes_of(ordner / name) for name in texte}
    try:
        yield
    except BaseException:
        for name, text in texte.items():
            if bytes_of(ordner / name) == text.encode():
                restore_file(ordner / name, alt[name])
        raise


def confirmed(rolle: str, wann: datetime) -> Zellen:
    """The cells of "geprüft heute"."""
    return {"zuletzt_bestaetigt": wann.date().isoformat(), "bestaetigt_von": rolle}


def _checked(zellen: Zellen) -> tuple[str, Any]:
    maengel: list[Mangel] = []
    eintrag = read_cells(zellen, Stelle(FORMULAR, maengel))
    if maengel:
        raise AngebotsFehler(maengel)
    return eintrag


def _differences(vorher: Zellen, nachher: Zellen) -> Iterable[tuple[str, str | None, str | None]]:
    for feld in dict.fromkeys((*vorher, *nachher)):
        alt, neu = vorher.get(feld), nachher.get(feld)
        if alt != neu:
            yield feld, alt, neu


def _note(
    verbindung: Connection,
    zellen: Zellen,
    felder: list[tuple[str, str | None, str | None]],
    rolle: str,
    wann: datetime,
) -> None:
    utc = wann.astimezone(timezone.utc).replace(tzinfo=None)
    zeilen = [
        asdict(Aenderung(utc, rolle, zellen["id"], zellen["datei"], feld, alt, neu))
        for feld, alt, neu in felder
    ]
    if zeilen:
        verbindung.execute(insert(t.aenderung), zeilen)


def _fingerprint(ordner: Path) -> tuple[tuple[str, int, int], ...]:
    """Differs as soon as a file was written, added or taken away."""
    dateien = ((datei.name, datei.stat()) for datei in sorted(ordner.glob("*.yml")))
    return tuple((name, stand.st_mtime_ns, stand.st_size) for name, stand in dateien)


def _read(ordner: Path, heute: date) -> tuple[Eintrag, ...]:
    probleme: dict[tuple[str, int], list[Problem]] = {}
    for problem in list_problems(ordner, heute):
        probleme.setdefault((Path(problem.datei).name, problem.zeile), []).append(problem)
    return tuple(
        Eintrag(to_cells(datei, roh), tuple(probleme.get((datei, roh.zeile), ())))
        for datei, roh in read_entries(ordner).values()
    )
