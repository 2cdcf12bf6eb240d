"""Days of the talk that were offered to sellers, to record them as agreed delays."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column

from storage.columns import Moment, RowId

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this schema."""
    op.create_table(
        "heard_days",
        Column("order_number", RowId, autoincrement=False, nullable=False),
        Column("day", sa.Date(), nullable=False),
        Column("at", Moment(), nullable=False),
        Column("declined", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_number"], ["orders.number"], name="fk_heard_days_order_number"
        ),
        sa.PrimaryKeyConstraint("order_number", "day", name="pk_heard_days"),
    )
