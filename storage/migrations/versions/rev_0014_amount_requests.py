"""Requests for another amount are found without reading all that ever happened."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_REQUESTED = sa.text("what = 'amount_requested'")


def upgrade() -> None:
    """Go to this schema."""
    op.create_index(
        "ix_events_requests",
        "events",
        ["at", "order_number", "version"],
        sqlite_where=_REQUESTED,
        postgresql_where=_REQUESTED,
    )
