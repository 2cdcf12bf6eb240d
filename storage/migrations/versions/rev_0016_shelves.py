"""Sellers' lists: orders counted by state, filtered and sorted by index, and where people were."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column

from storage.columns import Compact, RowId

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_STATES = ("new", "confirmed", "paid", "sent", "closed", "cancelled")
_COUNTED = ", ".join(f"count(CASE WHEN state = '{state}' THEN 1 END)" for state in _STATES)


def upgrade() -> None:
    """Go to this schema."""
    op.create_table(
        "order_counts",
        Column("seller_id", RowId, nullable=False, autoincrement=False),
        *(Column(state, sa.Integer(), nullable=False, server_default="0") for state in _STATES),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name="fk_order_counts_seller_id"),
        sa.PrimaryKeyConstraint("seller_id", name="pk_order_counts"),
    )
    op.execute(
        f"INSERT INTO order_counts (seller_id, {', '.join(_STATES)})"
        f" SELECT seller_id, {_COUNTED} FROM orders GROUP BY seller_id"
    )
    op.create_table(
        "shelves",
        Column("telegram_id", RowId, nullable=False, autoincrement=False),
        Column("place", sa.Text(), nullable=False),
        Column("sort", sa.Text(), nullable=False),
        Column("page", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("telegram_id", name="pk_shelves"),
    )
    op.create_table(
        "deeds",
        Column("telegram_id", RowId, nullable=False, autoincrement=False),
        Column("id", sa.BigInteger(), nullable=False),
        Column("action", sa.Text(), nullable=False),
        Column("request_id", sa.Text(), nullable=False),
        Column("done", Compact(), nullable=False),
        Column("left", Compact(), nullable=False),
        sa.PrimaryKeyConstraint("telegram_id", name="pk_deeds"),
    )
    op.drop_index("ix_messages_order", "messages")
    op.create_index("ix_messages_order", "messages", ["order_number", "id", "actor"])
    if op.get_bind().dialect.name == "sqlite":
        op.create_index("ix_orders_search", "orders", ["seller_id", "number", "search"])
    op.create_index(
        "ix_orders_shelf",
        "orders",
        [
            "seller_id",
            "state",
            "auto_close_at",
            "number",
            "production_ends_at",
            "agreed_delay_until",
        ],
    )
