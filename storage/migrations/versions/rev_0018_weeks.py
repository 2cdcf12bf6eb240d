"""The past weeks of a seller are found by when their orders came."""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this schema."""
    op.create_index("ix_orders_placed", "orders", ["seller_id", "placed_at"])
