"""data/angebote/*.yml -> tables: all or nothing, as often as one likes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.engine import Connection, Engine

from bot.catalogue import tabellen as t
from bot.catalogue.angebot import to_blatt
from bot.catalogue.dateien import Fund, load_offers
from bot.catalogue.datenbank import migrate, open_engine, writing
from bot.catalogue.speichern import checksum, close_offers, raise_number, write_offers


@dataclass(frozen=True)
class ImportReport:
    """What an import has done: ids that are new, changed or gone, and how many stayed the same."""

    neu: tuple[str, ...]
    geaendert: tuple[str, ...]
    geschlossen: tuple[str, ...]
    unveraendert: int

    @property
    def nothing_changed(self) -> bool:
        """Whether the catalogue was already like the files."""
        return not (self.neu or self.geaendert or self.geschlossen)


def import_offers(url: str, folder: str | Path, am: date | None = None) -> ImportReport:
    """Makes the catalogue say what the files say.

    New and changed offers are written by id; those that vanished from the files are closed on
    the day `am` (by default the database's today), not deleted. Raises AngebotsFehler (with
    every mistake in the files) or KatalogFehler; the catalogue is then as it was.
    """
    funde = load_offers(folder)
    engine = open_engine(url)
    try:
        migrate(engine)
        return write_found(engine, funde, am)
    finally:
        engine.dispose()


def write_found(engine: Engine, funde: tuple[Fund, ...], am: date | None) -> ImportReport:
    """The second half of an import: offers that were read and found right -> tables."""
    with writing(engine) as verbindung:
        return write_into(verbindung, funde, am)


def write_into(
    verbindung: Connection, funde: tuple[Fund, ...], am: date | None = None
) -> ImportReport:
    """The same inside a transaction that is open for writing."""
    gefunden = {fund.angebot.id: fund for fund in funde}
    summen = {
        id: checksum(to_blatt(fund.angebot), _file_name(fund)) for id, fund in gefunden.items()
    }
    stand = _stored(verbindung)
    neu = [id for id in gefunden if id not in stand]
    anders = [id for id in gefunden if id in stand and stand[id] != (summen[id], False)]
    weg = [id for id, (_, zu) in stand.items() if id not in gefunden and not zu]
    write_offers(
        verbindung,
        {id: (gefunden[id].angebot, _file_name(gefunden[id])) for id in [*neu, *anders]},
    )
    if weg:
        close_offers(verbindung, weg, am or _today(verbindung))
    if neu or anders or weg:
        raise_number(verbindung)
    gleich = len(gefunden) - len(neu) - len(anders)
    return ImportReport(tuple(neu), tuple(anders), tuple(sorted(weg)), gleich)


def _file_name(fund: Fund) -> str:
    return Path(fund.datei).name


def _stored(verbindung: Connection) -> dict[str, tuple[str, bool]]:
    """Checksum of each stored offer and whether it is closed."""
    spalten = (t.angebot.c.id, t.angebot.c.pruefsumme, t.angebot.c.geschlossen_am)
    return {id: (summe, zu is not None) for id, summe, zu in verbindung.execute(select(*spalten))}


def _today(verbindung: Connection) -> date:
    """Today by the clock of the database; rooms below the actions have none of their own."""
    heute: date | str = verbindung.scalar(select(func.current_date()))
    return date.fromisoformat(heute) if isinstance(heute, str) else heute
