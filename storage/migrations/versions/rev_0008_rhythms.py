"""How people want to be told, and the marketplace's timings."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column

from storage.columns import Compact, Moment

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this schema."""
    op.create_table(
        "rhythms",
        Column("actor", sa.Text(), nullable=False),
        Column("party_id", sa.BigInteger(), nullable=False),
        Column("timezone", sa.Text()),
        Column("quiet_from", sa.Integer()),
        Column("quiet_until", sa.Integer()),
        Column("rings", sa.Boolean(), nullable=False),
        Column("digest_at", sa.Integer()),
        Column("weekly", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("actor", "party_id", name="pk_rhythms"),
    )
    op.create_table(
        "timings",
        Column("name", sa.Text(), nullable=False),
        Column("seconds", Compact(), nullable=False),
        Column("set_by", sa.BigInteger(), nullable=False),
        Column("set_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_timings"),
    )
    waiting = sa.text("state = 'open' AND order_number IS NULL")
    op.create_index(
        "ix_work_round",
        "work",
        ["topic", "party_id"],
        sqlite_where=waiting,
        postgresql_where=waiting,
    )
