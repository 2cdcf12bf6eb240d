"""Where sellers work, with whom, in which topics, and whom they would rather not hear."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column

from storage.columns import Moment, RowId

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this schema."""
    op.create_table(
        "venues",
        Column("seller_id", RowId, autoincrement=False, nullable=False),
        Column("mode", sa.Text(), nullable=False),
        Column("group_id", sa.BigInteger()),
        Column("group_title", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name="fk_venues_seller_id"),
        sa.PrimaryKeyConstraint("seller_id", name="pk_venues"),
    )
    op.create_index("ix_venues_group", "venues", ["group_id"])
    op.create_table(
        "rooms",
        Column("order_number", RowId, autoincrement=False, nullable=False),
        Column("chat_id", sa.BigInteger(), nullable=False),
        Column("topic_id", sa.BigInteger()),
        Column("name", sa.Text(), nullable=False),
        Column("closed", sa.Boolean(), nullable=False),
        Column("made", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["order_number"], ["orders.number"], name="fk_rooms_order_number"),
        sa.PrimaryKeyConstraint("order_number", name="pk_rooms"),
    )
    op.create_index("ix_rooms_topic", "rooms", ["chat_id", "topic_id"])
    op.create_table(
        "assistants",
        Column("telegram_id", RowId, autoincrement=False, nullable=False),
        Column("seller_id", RowId, nullable=False),
        Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name="fk_assistants_seller_id"),
        sa.PrimaryKeyConstraint("telegram_id", name="pk_assistants"),
    )
    op.create_index("ix_assistants_seller_id", "assistants", ["seller_id"])
    op.add_column("invites", Column("role", sa.Text()))
    op.create_table(
        "hushes",
        Column("seller_id", RowId, autoincrement=False, nullable=False),
        Column("customer_id", RowId, autoincrement=False, nullable=False),
        Column("quiet", sa.Text(), nullable=False),
        Column("order_number", RowId, nullable=False),
        Column("since", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name="fk_hushes_seller_id"),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_hushes_customer_id"),
        sa.ForeignKeyConstraint(["order_number"], ["orders.number"], name="fk_hushes_order_number"),
        sa.PrimaryKeyConstraint("seller_id", "customer_id", name="pk_hushes"),
    )
    op.create_index(
        "ix_hushes_unheard",
        "hushes",
        ["since"],
        sqlite_where=sa.text("quiet = 'unheard'"),
        postgresql_where=sa.text("quiet = 'unheard'"),
    )
