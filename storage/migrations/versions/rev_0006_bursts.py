"""Several messages may go out as one: a relay says in whose post its message is shown."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column

from storage.columns import RowId

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this schema."""
    refers = sa.ForeignKey("messages.id", name="fk_relays_within")
    if op.get_bind().dialect.name == "sqlite":
        # SQLite adds a column with its reference in one step; alembic would copy the table.
        op.execute(
            "ALTER TABLE relays ADD COLUMN within INTEGER "
            "CONSTRAINT fk_relays_within REFERENCES messages (id)"
        )
    else:
        op.add_column("relays", Column("within", RowId, refers))
