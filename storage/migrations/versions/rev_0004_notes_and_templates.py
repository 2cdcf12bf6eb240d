"""What sellers keep for themselves: notes on orders, ready-made replies."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column

from storage.columns import Moment, RowId

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this schema."""
    _notes()
    _templates()


def _notes() -> None:
    op.create_table(
        "notes",
        Column("order_number", RowId, autoincrement=False, nullable=False),
        Column("seller_id", RowId, nullable=False),
        Column("text", sa.Text(), nullable=False),
        Column("at", Moment(), nullable=False),
        Column("chat_id", sa.BigInteger()),
        Column("message_id", sa.BigInteger()),
        sa.ForeignKeyConstraint(["order_number"], ["orders.number"], name="fk_notes_order_number"),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name="fk_notes_seller_id"),
        sa.PrimaryKeyConstraint("order_number", name="pk_notes"),
    )
    op.create_index("ix_notes_typed", "notes", ["chat_id", "message_id"])


def _templates() -> None:
    op.create_table(
        "templates",
        Column("id", RowId, nullable=False),
        Column("seller_id", RowId, nullable=False),
        Column("title", sa.Text(), nullable=False),
        Column("text", sa.Text(), nullable=False),
        Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name="fk_templates_seller_id"),
        sa.PrimaryKeyConstraint("id", name="pk_templates"),
        sa.UniqueConstraint("seller_id", "title", name="uq_templates_seller_id_title"),
    )
