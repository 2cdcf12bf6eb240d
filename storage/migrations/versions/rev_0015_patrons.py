"""Sellers' customers are listed and searched; notes keep their formatting, a photo, and all they were."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column

from storage.columns import Compact, Moment, RowId

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

#: So many orders are read at once.
_BATCH = 1000
#: As in `storage.order_rows`: stands between the parts of a searched text.
_BETWEEN = "\x1f"
_orders = sa.table(
    "orders",
    sa.column("number", sa.BigInteger()),
    sa.column("seller_id", sa.BigInteger()),
    sa.column("customer_id", sa.BigInteger()),
    sa.column("contact_name", sa.Text()),
    sa.column("contact_phone", sa.Text()),
)
_patrons = sa.table(
    "patrons",
    sa.column("seller_id", sa.BigInteger()),
    sa.column("customer_id", sa.BigInteger()),
    sa.column("last_number", sa.BigInteger()),
    sa.column("search", sa.Text()),
)


def upgrade() -> None:
    """Go to this schema."""
    op.drop_index("ix_orders_customer", "orders")
    op.create_index("ix_orders_customer", "orders", ["customer_id", "number", "seller_id", "state"])
    op.create_table(
        "patrons",
        Column("seller_id", RowId, autoincrement=False, nullable=False),
        Column("customer_id", RowId, autoincrement=False, nullable=False),
        Column("last_number", RowId, nullable=False),
        Column("search", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name="fk_patrons_seller_id"),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_patrons_customer_id"),
        sa.ForeignKeyConstraint(["last_number"], ["orders.number"], name="fk_patrons_last_number"),
        sa.PrimaryKeyConstraint("seller_id", "customer_id", name="pk_patrons"),
    )
    _fill(op.get_bind())
    _notes()
    op.create_index("ix_patrons_last", "patrons", ["seller_id", "last_number"])
    op.create_index("ix_patrons_customer", "patrons", ["customer_id"])


def _notes() -> None:
    """Their formatting, photo and versions; what a note is now is its first version."""
    op.add_column("notes", Column("marks", Compact(), nullable=False, server_default="[]"))
    op.add_column("notes", Column("photo", sa.Text()))
    op.add_column("notes", Column("who", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "note_versions",
        Column("id", RowId, nullable=False),
        Column("order_number", RowId, nullable=False),
        Column("seller_id", RowId, nullable=False),
        Column("text", sa.Text(), nullable=False),
        Column("marks", Compact(), nullable=False),
        Column("photo", sa.Text()),
        Column("who", sa.Text(), nullable=False),
        Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_number"], ["orders.number"], name="fk_note_versions_order_number"
        ),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name="fk_note_versions_seller_id"),
        sa.PrimaryKeyConstraint("id", name="pk_note_versions"),
    )
    op.execute(
        "INSERT INTO note_versions (order_number, seller_id, text, marks, who, at)"
        " SELECT order_number, notes.seller_id, text, '[]', '', at"
        " FROM notes JOIN orders ON orders.number = notes.order_number"
    )
    op.create_index("ix_note_versions_order", "note_versions", ["order_number", "id"])


def _fill(connection: sa.Connection) -> None:
    """Each with their newest order: no database folds case in every script."""
    o = _orders.c
    newest = sa.select(sa.func.max(o.number)).group_by(o.seller_id, o.customer_id)
    after = 0
    while True:
        rows = connection.execute(
            sa.select(o.number, o.seller_id, o.customer_id, o.contact_name, o.contact_phone)
            .where(o.number > after, o.number.in_(newest))
            .order_by(o.number)
            .limit(_BATCH)
        ).all()
        if not rows:
            return
        connection.execute(
            sa.insert(_patrons),
            [
                {
                    "seller_id": seller,
                    "customer_id": customer,
                    "last_number": number,
                    "search": _BETWEEN.join((name, phone or "")).casefold(),
                }
                for number, seller, customer, name, phone in rows
            ],
        )
        after = rows[-1][0]
