"""A conversation may begin before there is an order: what belongs to one no longer needs an order's number."""

import re

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column, Identity

from storage.columns import Moment, RowId

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_FIRST = 900_000_000_001
_UNBOUND = ("messages", "posts", "focuses", "work")
_FREE = sa.text("order_number IS NULL")


def upgrade() -> None:
    """Go to this schema."""
    for table in _UNBOUND:
        _unbind(table, f"fk_{table}_order_number")
    op.create_table(
        "enquiries",
        Column("number", RowId, Identity(start=_FIRST), nullable=False),
        Column("seller_id", RowId, nullable=False),
        Column("customer_id", RowId, nullable=False),
        Column("product_id", RowId, nullable=False),
        Column("spoken_at", Moment()),
        Column("order_number", RowId),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name="fk_enquiries_seller_id"),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_enquiries_customer_id"),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name="fk_enquiries_product_id"),
        sa.ForeignKeyConstraint(
            ["order_number"], ["orders.number"], name="fk_enquiries_order_number"
        ),
        sa.PrimaryKeyConstraint("number", name="pk_enquiries"),
        sqlite_autoincrement=True,
    )
    for name, columns in (
        ("ix_enquiries_customer", ["customer_id", "seller_id", "spoken_at"]),
        ("ix_enquiries_seller", ["seller_id", "spoken_at"]),
    ):
        op.create_index(name, "enquiries", columns, sqlite_where=_FREE, postgresql_where=_FREE)
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"INSERT INTO sqlite_sequence (name, seq) VALUES ('enquiries', {_FIRST - 1})")


def _unbind(table: str, constraint: str) -> None:
    """Drop a foreign key, without a copy of the table: it may hold millions of rows.

    SQLite cannot, but lets the definition be rewritten where no row has to change.
    Source: sqlite.org/lang_altertable.html, "Making Other Kinds Of Table Schema Changes".
    """
    bind = op.get_bind()
    if bind.dialect.name != "sqlite":
        op.drop_constraint(constraint, table, type_="foreignkey")
        return
    find = "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = :name"
    sql = str(bind.scalar(sa.text(find), {"name": table}))
    clause = (
        rf",\s*CONSTRAINT {constraint} FOREIGN KEY\(order_number\) REFERENCES orders \(number\)"
    )
    unbound, found = re.subn(clause, "", sql)
    if found != 1:
        raise RuntimeError(f"{table} has no {constraint} as it was made: {sql}")
    version = int(bind.scalar(sa.text("PRAGMA schema_version")) or 0)
    bind.execute(sa.text("PRAGMA writable_schema = ON"))
    change = "UPDATE sqlite_schema SET sql = :sql WHERE type = 'table' AND name = :name"
    bind.execute(sa.text(change), {"sql": unbound, "name": table})
    bind.execute(sa.text(f"PRAGMA schema_version = {version + 1}"))
    bind.execute(sa.text("PRAGMA writable_schema = RESET"))
