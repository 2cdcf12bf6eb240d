"""The table of complaints about customers."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Table, Text, text

from storage.columns import Compact, Moment, RowId
from storage.kept_tables import metadata

#: Not withdrawn: an order has one such at most, also where the administration has hidden it.
KEPT = text("withdrawn_at IS NULL")

complaints = Table(
    "complaints",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("order_number", RowId, ForeignKey("orders.number"), nullable=False),
    Column("seller_id", RowId, ForeignKey("sellers.id"), nullable=False),
    Column("customer_id", RowId, ForeignKey("customers.id"), nullable=False),
    Column("type", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("proofs", Compact, nullable=False),
    Column("at", Moment, nullable=False),
    Column("withdrawn_at", Moment),
    Column("hidden_at", Moment),
    Column("hidden_by", BigInteger),
    Column("hidden_why", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("answered_at", Moment),
    Index(
        "uq_complaints_order",
        "order_number",
        unique=True,
        sqlite_where=KEPT,
        postgresql_where=KEPT,
    ),
    # Counting those that stand, by type, reads nothing but this.
    Index("ix_complaints_customer", "customer_id", "withdrawn_at", "hidden_at", "type"),
)
