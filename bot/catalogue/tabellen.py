"""The tables of the catalogue (SQLAlchemy 1.4 in 2.0 style), the same for SQLite and PostgreSQL."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)
from sqlalchemy.orm import registry

NAMEN = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
"""Names of keys and constraints: a migration can only change what has a name."""

verzeichnis = registry(metadata=MetaData(naming_convention=NAMEN))
metadata = verzeichnis.metadata


def _of_offer() -> Column:
    return Column(
        "angebot_id",
        String(80),
        ForeignKey("angebot.id", ondelete="CASCADE"),
        primary_key=True,
    )


def _nr() -> Column:
    return Column("nr", Integer, primary_key=True, autoincrement=False)


traeger = Table(
    "traeger",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
)

angebot = Table(
    "angebot",
    metadata,
    Column("id", String(80), primary_key=True),
    Column("weg", String(40), nullable=False),
    Column("name", Text, nullable=False),
    Column("satz", Text, nullable=False),
    Column("genaueres", Text, nullable=False),
    Column("traeger_id", Integer, ForeignKey("traeger.id")),
    Column("ebene", String(10), nullable=False),
    Column("schluessel", String(8), nullable=False),
    Column("gilt_ab", Date),
    Column("gilt_bis", Date),
    Column("zuletzt_bestaetigt", Date, nullable=False),
    Column("bestaetigt_von", Text, nullable=False),
    Column("nur_helfer", Boolean(create_constraint=False), nullable=False),
    Column("suchweg", Boolean(create_constraint=False), nullable=False),
    Column("kinderbetreuung", String(10)),
    Column("kosten", Text),
    Column("geschlossen_am", Date),
    Column("datei", Text, nullable=False),
    Column("pruefsumme", String(16), nullable=False),
    Column("blatt", Text, nullable=False),
    CheckConstraint(
        "ebene IN ('gemeinde', 'kreis', 'bezirk', 'nrw', 'bund', 'online')", name="ebene"
    ),
    CheckConstraint("gilt_ab <= gilt_bis", name="zeitraum"),
    Index(None, "ebene", "schluessel"),
)
"""`blatt` holds the whole offer as JSON, written together with the rows of the other tables: a
search reads one row for each offer. `pruefsumme` tells whether an offer has changed.
`geschlossen_am`: it has vanished from the files; it is kept, but no longer found."""

angebot_weg = Table(
    "angebot_weg",
    metadata,
    _of_offer(),
    Column("weg", String(40), primary_key=True),
    Index(None, "weg", "angebot_id"),
)

kontakt = Table(
    "kontakt",
    metadata,
    _of_offer(),
    *(Column(name, Text) for name in ("name", "telefon", "email", "web", "adresse", "hinweis")),
)

partner = Table("partner", metadata, _of_offer(), _nr(), Column("name", Text, nullable=False))

oeffnungszeit = Table(
    "oeffnungszeit",
    metadata,
    _of_offer(),
    _nr(),
    Column("tag", String(2), nullable=False),
    Column("von", String(5), nullable=False),
    Column("bis", String(5), nullable=False),
)

sprache = Table("sprache", metadata, _of_offer(), Column("sprache", String(20), primary_key=True))

termin = Table(
    "termin",
    metadata,
    _of_offer(),
    _nr(),
    Column("art", String(20), nullable=False),
    Column("am", Date),
    Column("jaehrlich", String(5)),
    Column("satz", Text),
)

zusatzbedingung = Table(
    "zusatzbedingung", metadata, _of_offer(), Column("bedingung", Text, nullable=False)
)

quelle = Table(
    "quelle",
    metadata,
    _of_offer(),
    _nr(),
    Column("titel", Text, nullable=False),
    Column("adresse", Text),
    Column("gelesen_am", Date),
)

schlagwort = Table(
    "schlagwort", metadata, _of_offer(), Column("wort", String(40), primary_key=True)
)

stand = Table(
    "stand",
    metadata,
    Column("id", Integer, CheckConstraint("id = 1", name="eine_zeile"), primary_key=True),
    Column("nr", Integer, nullable=False),
)
"""One row: a number that every change of the catalogue raises, so that readers notice it."""

aenderung = Table(
    "aenderung",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("wann", DateTime, nullable=False),
    Column("rolle", Text, nullable=False),
    Column("angebot_id", String(80), nullable=False),
    Column("datei", Text, nullable=False),
    Column("feld", String(40), nullable=False),
    Column("vorher", Text),
    Column("nachher", Text),
    Index(None, "angebot_id", "id"),
)
"""What staff have changed, one row for each field; `wann` is UTC. No foreign key: templates have
changes too, and an offer's history stays when it is closed."""

TEILE = (
    angebot_weg,
    kontakt,
    partner,
    oeffnungszeit,
    sprache,
    termin,
    zusatzbedingung,
    quelle,
    schlagwort,
)
"""The tables whose rows belong to one offer."""
