"""Feedback on orders, how customers were asked for it, and sellers' ratings."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column

from storage.columns import Moment, RowId

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this schema."""
    op.create_table(
        "feedback",
        Column("order_number", RowId, autoincrement=False, nullable=False),
        Column("seller_id", RowId, nullable=False),
        Column("customer_id", RowId, nullable=False),
        Column("product_stars", sa.Integer(), nullable=False),
        Column("seller_stars", sa.Integer(), nullable=False),
        Column("comment", sa.Text(), nullable=False),
        Column("given_at", Moment(), nullable=False),
        Column("edited_at", Moment()),
        Column("answer", sa.Text(), nullable=False),
        Column("answered_at", Moment()),
        Column("counts", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_number"], ["orders.number"], name="fk_feedback_order_number"
        ),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name="fk_feedback_seller_id"),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_feedback_customer_id"),
        sa.PrimaryKeyConstraint("order_number", name="pk_feedback"),
    )
    op.create_index("ix_feedback_seller", "feedback", ["seller_id", "given_at"])
    op.create_index("ix_feedback_customer", "feedback", ["customer_id"])
    op.create_table(
        "ratings",
        Column("seller_id", RowId, autoincrement=False, nullable=False),
        Column("feedbacks", sa.BigInteger(), nullable=False),
        Column("product_stars", sa.BigInteger(), nullable=False),
        Column("seller_stars", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name="fk_ratings_seller_id"),
        sa.PrimaryKeyConstraint("seller_id", name="pk_ratings"),
    )
    op.create_table(
        "feedback_asks",
        Column("order_number", RowId, autoincrement=False, nullable=False),
        Column("asked", sa.Integer(), nullable=False),
        Column("asked_at", Moment()),
        Column("reminded", sa.Integer(), nullable=False),
        Column("reminded_at", Moment()),
        Column("held", sa.Text()),
        sa.ForeignKeyConstraint(
            ["order_number"], ["orders.number"], name="fk_feedback_asks_order_number"
        ),
        sa.PrimaryKeyConstraint("order_number", name="pk_feedback_asks"),
    )
