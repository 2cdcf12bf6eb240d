"""Notes are searched: each with its text as it is compared, found by its seller."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

#: So many notes are folded at once.
_BATCH = 500
_notes = sa.table(
    "notes",
    sa.column("order_number", sa.BigInteger()),
    sa.column("text", sa.Text()),
    sa.column("search", sa.Text()),
)


def upgrade() -> None:
    """Go to this schema."""
    op.add_column("notes", sa.Column("search", sa.Text(), nullable=False, server_default=""))
    op.create_index("ix_notes_seller", "notes", ["seller_id"])
    _fold(op.get_bind())


def _fold(connection: sa.Connection) -> None:
    """As `searched` does it: no database folds case in every script."""
    put = (
        sa.update(_notes)
        .where(_notes.c.order_number == sa.bindparam("number"))
        .values(search=sa.bindparam("folded"))
    )
    after = 0
    while True:
        rows = connection.execute(
            sa.select(_notes.c.order_number, _notes.c.text)
            .where(_notes.c.order_number > after)
            .order_by(_notes.c.order_number)
            .limit(_BATCH)
        ).all()
        if not rows:
            return
        connection.execute(put, [{"number": n, "folded": text.casefold()} for n, text in rows])
        after = rows[-1][0]
