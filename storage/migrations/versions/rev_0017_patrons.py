"""Sellers' customers are listed and searched; a customer's record is counted from an index alone."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column

from storage.columns import RowId

revision = "0017"
down_revision = "0013"
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
    op.create_index("ix_patrons_last", "patrons", ["seller_id", "last_number"])
    op.create_index("ix_patrons_customer", "patrons", ["customer_id"])


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
