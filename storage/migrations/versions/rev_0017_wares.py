"""Products have a picture, and may be paused."""

import sqlalchemy as sa
from alembic import op

from storage.columns import Moment

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this schema."""
    op.add_column("products", sa.Column("photo", sa.Text()))
    op.add_column("products", sa.Column("paused_at", Moment))
