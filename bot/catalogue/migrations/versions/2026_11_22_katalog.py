"""The first schema: offers with all that belongs to them.

`angebot.blatt` repeats an offer as one JSON text so that a search reads one row for each offer;
without it every search would join nine tables. `stand` has one row whose number every change
raises: readers keep offers in memory only as long as it stays the same.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The new schema."""
    op.create_table(
        "stand",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nr", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stand")),
    )
    op.create_table(
        "traeger",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_traeger")),
        sa.UniqueConstraint("name", name=op.f("uq_traeger_name")),
    )
    op.create_table(
        "angebot",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("weg", sa.String(length=40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("satz", sa.Text(), nullable=False),
        sa.Column("genaueres", sa.Text(), nullable=False),
        sa.Column("traeger_id", sa.Integer(), nullable=True),
        sa.Column("ebene", sa.String(length=10), nullable=False),
        sa.Column("schluessel", sa.String(length=8), nullable=False),
        sa.Column("gilt_ab", sa.Date(), nullable=True),
        sa.Column("gilt_bis", sa.Date(), nullable=True),
        sa.Column("zuletzt_bestaetigt", sa.Date(), nullable=False),
        sa.Column("bestaetigt_von", sa.Text(), nullable=False),
        sa.Column("nur_helfer", sa.Boolean(), nullable=False),
        sa.Column("suchweg", sa.Boolean(), nullable=False),
        sa.Column("kinderbetreuung", sa.String(length=10), nullable=True),
        sa.Column("kosten", sa.Text(), nullable=True),
        sa.Column("geschlossen_am", sa.Date(), nullable=True),
        sa.Column("datei", sa.Text(), nullable=False),
        sa.Column("pruefsumme", sa.String(length=16), nullable=False),
        sa.Column("blatt", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "ebene IN ('gemeinde', 'kreis', 'bezirk', 'nrw', 'bund', 'online')",
            name=op.f("ck_angebot_ebene"),
        ),
        sa.CheckConstraint("gilt_ab <= gilt_bis", name=op.f("ck_angebot_zeitraum")),
        sa.ForeignKeyConstraint(
            ["traeger_id"], ["traeger.id"], name=op.f("fk_angebot_traeger_id_traeger")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_angebot")),
    )
    with op.batch_alter_table("angebot", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_angebot_ebene_schluessel"), ["ebene", "schluessel"], unique=False
        )

    op.create_table(
        "angebot_weg",
        sa.Column("angebot_id", sa.String(length=80), nullable=False),
        sa.Column("weg", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["angebot_id"],
            ["angebot.id"],
            name=op.f("fk_angebot_weg_angebot_id_angebot"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("angebot_id", "weg", name=op.f("pk_angebot_weg")),
    )
    with op.batch_alter_table("angebot_weg", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_angebot_weg_weg_angebot_id"), ["weg", "angebot_id"], unique=False
        )

    op.create_table(
        "kontakt",
        sa.Column("angebot_id", sa.String(length=80), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("telefon", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("web", sa.Text(), nullable=True),
        sa.Column("adresse", sa.Text(), nullable=True),
        sa.Column("hinweis", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["angebot_id"],
            ["angebot.id"],
            name=op.f("fk_kontakt_angebot_id_angebot"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("angebot_id", name=op.f("pk_kontakt")),
    )
    op.create_table(
        "oeffnungszeit",
        sa.Column("angebot_id", sa.String(length=80), nullable=False),
        sa.Column("nr", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("tag", sa.String(length=2), nullable=False),
        sa.Column("von", sa.String(length=5), nullable=False),
        sa.Column("bis", sa.String(length=5), nullable=False),
        sa.ForeignKeyConstraint(
            ["angebot_id"],
            ["angebot.id"],
            name=op.f("fk_oeffnungszeit_angebot_id_angebot"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("angebot_id", "nr", name=op.f("pk_oeffnungszeit")),
    )
    op.create_table(
        "partner",
        sa.Column("angebot_id", sa.String(length=80), nullable=False),
        sa.Column("nr", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["angebot_id"],
            ["angebot.id"],
            name=op.f("fk_partner_angebot_id_angebot"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("angebot_id", "nr", name=op.f("pk_partner")),
    )
    op.create_table(
        "quelle",
        sa.Column("angebot_id", sa.String(length=80), nullable=False),
        sa.Column("nr", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("titel", sa.Text(), nullable=False),
        sa.Column("adresse", sa.Text(), nullable=True),
        sa.Column("gelesen_am", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["angebot_id"],
            ["angebot.id"],
            name=op.f("fk_quelle_angebot_id_angebot"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("angebot_id", "nr", name=op.f("pk_quelle")),
    )
    op.create_table(
        "schlagwort",
        sa.Column("angebot_id", sa.String(length=80), nullable=False),
        sa.Column("wort", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["angebot_id"],
            ["angebot.id"],
            name=op.f("fk_schlagwort_angebot_id_angebot"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("angebot_id", "wort", name=op.f("pk_schlagwort")),
    )
    op.create_table(
        "sprache",
        sa.Column("angebot_id", sa.String(length=80), nullable=False),
        sa.Column("sprache", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["angebot_id"],
            ["angebot.id"],
            name=op.f("fk_sprache_angebot_id_angebot"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("angebot_id", "sprache", name=op.f("pk_sprache")),
    )
    op.create_table(
        "termin",
        sa.Column("angebot_id", sa.String(length=80), nullable=False),
        sa.Column("nr", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("art", sa.String(length=20), nullable=False),
        sa.Column("am", sa.Date(), nullable=True),
        sa.Column("jaehrlich", sa.String(length=5), nullable=True),
        sa.Column("satz", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["angebot_id"],
            ["angebot.id"],
            name=op.f("fk_termin_angebot_id_angebot"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("angebot_id", "nr", name=op.f("pk_termin")),
    )
    op.create_table(
        "zusatzbedingung",
        sa.Column("angebot_id", sa.String(length=80), nullable=False),
        sa.Column("bedingung", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["angebot_id"],
            ["angebot.id"],
            name=op.f("fk_zusatzbedingung_angebot_id_angebot"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("angebot_id", name=op.f("pk_zusatzbedingung")),
    )
    op.execute("INSERT INTO stand (id, nr) VALUES (1, 0)")


def downgrade() -> None:
    """The schema before."""
    op.drop_table("zusatzbedingung")
    op.drop_table("termin")
    op.drop_table("sprache")
    op.drop_table("schlagwort")
    op.drop_table("quelle")
    op.drop_table("partner")
    op.drop_table("oeffnungszeit")
    op.drop_table("kontakt")
    with op.batch_alter_table("angebot_weg", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_angebot_weg_weg_angebot_id"))

    op.drop_table("angebot_weg")
    with op.batch_alter_table("angebot", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_angebot_ebene_schluessel"))

    op.drop_table("angebot")
    op.drop_table("traeger")
    op.drop_table("stand")
