"""The history of changes by staff: who (a role, no name), when, which field, before and after."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The new table."""
    op.create_table(
        "aenderung",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("wann", sa.DateTime(), nullable=False),
        sa.Column("rolle", sa.Text(), nullable=False),
        sa.Column("angebot_id", sa.String(length=80), nullable=False),
        sa.Column("datei", sa.Text(), nullable=False),
        sa.Column("feld", sa.String(length=40), nullable=False),
        sa.Column("vorher", sa.Text(), nullable=True),
        sa.Column("nachher", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aenderung")),
    )
    with op.batch_alter_table("aenderung", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_aenderung_angebot_id_id"), ["angebot_id", "id"], unique=False
        )


def downgrade() -> None:
    """The schema before."""
    with op.batch_alter_table("aenderung", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_aenderung_angebot_id_id"))

    op.drop_table("aenderung")
