"""Tariff plans; orders keep theirs, and fees have a sum and a seller."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column

from storage.columns import Compact, RowId

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this schema."""
    op.create_table(
        "tariffs",
        Column("ref", sa.Text(), nullable=False),
        Column("currency", sa.Text(), nullable=False),
        Column("percent", sa.Integer(), nullable=False),
        Column("fixed", sa.BigInteger(), nullable=False),
        Column("minimum", sa.BigInteger()),
        Column("maximum", sa.BigInteger()),
        sa.PrimaryKeyConstraint("ref", name="pk_tariffs"),
    )
    op.add_column("sellers", Column("tariff_ref", sa.Text()))
    op.add_column("orders", Column("tariff", Compact()))
    op.add_column("fees", Column("seller_id", RowId))
    for name in ("base_minor", "amount_minor"):
        op.add_column("fees", Column(name, sa.BigInteger()))
    op.add_column("fees", Column("currency", sa.Text()))
    op.execute(
        "UPDATE fees SET seller_id = "
        "(SELECT seller_id FROM orders WHERE orders.number = fees.order_number)"
    )
    op.create_index("ix_fees_seller", "fees", ["seller_id", "due_since"])
