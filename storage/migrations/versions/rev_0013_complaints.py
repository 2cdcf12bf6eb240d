"""What sellers complain of about customers."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column

from storage.columns import Compact, Moment, RowId

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_KEPT = sa.text("withdrawn_at IS NULL")


def upgrade() -> None:
    """Go to this schema."""
    op.create_table(
        "complaints",
        Column("id", RowId, nullable=False),
        Column("order_number", RowId, nullable=False),
        Column("seller_id", RowId, nullable=False),
        Column("customer_id", RowId, nullable=False),
        Column("type", sa.Text(), nullable=False),
        Column("text", sa.Text(), nullable=False),
        Column("proofs", Compact(), nullable=False),
        Column("at", Moment(), nullable=False),
        Column("withdrawn_at", Moment()),
        Column("hidden_at", Moment()),
        Column("hidden_by", sa.BigInteger()),
        Column("hidden_why", sa.Text(), nullable=False),
        Column("answer", sa.Text(), nullable=False),
        Column("answered_at", Moment()),
        sa.ForeignKeyConstraint(
            ["order_number"], ["orders.number"], name="fk_complaints_order_number"
        ),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name="fk_complaints_seller_id"),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name="fk_complaints_customer_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_complaints"),
    )
    op.create_index(
        "uq_complaints_order",
        "complaints",
        ["order_number"],
        unique=True,
        sqlite_where=_KEPT,
        postgresql_where=_KEPT,
    )
    op.create_index(
        "ix_complaints_customer",
        "complaints",
        ["customer_id", "withdrawn_at", "hidden_at", "type"],
    )
