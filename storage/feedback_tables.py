"""Tables of what customers think: feedback, how they were asked for it, and what it makes of sellers."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, Table, Text

from storage.columns import Moment, RowId
from storage.kept_tables import metadata


def _of_an_order() -> Column[int]:
    return Column(
        "order_number", RowId, ForeignKey("orders.number"), primary_key=True, autoincrement=False
    )


#: One per order, as it reads now; how it came to that stands in the order's history.
feedback = Table(
    "feedback",
    metadata,
    _of_an_order(),
    Column("seller_id", RowId, ForeignKey("sellers.id"), nullable=False),
    Column("customer_id", RowId, ForeignKey("customers.id"), nullable=False),
    Column("product_stars", Integer, nullable=False),
    Column("seller_stars", Integer, nullable=False),
    Column("comment", Text, nullable=False),
    Column("given_at", Moment, nullable=False),
    Column("edited_at", Moment),
    Column("answer", Text, nullable=False),
    Column("answered_at", Moment),
    Column("counts", Boolean, nullable=False),
    Index("ix_feedback_seller", "seller_id", "given_at"),
    Index("ix_feedback_customer", "customer_id"),
)

#: What of `feedback` counts, summed up with every change: showing it costs one row.
ratings = Table(
    "ratings",
    metadata,
    Column("seller_id", RowId, ForeignKey("sellers.id"), primary_key=True, autoincrement=False),
    Column("feedbacks", BigInteger, nullable=False),
    Column("product_stars", BigInteger, nullable=False),
    Column("seller_stars", BigInteger, nullable=False),
)

feedback_asks = Table(
    "feedback_asks",
    metadata,
    _of_an_order(),
    Column("asked", Integer, nullable=False),
    Column("asked_at", Moment),
    Column("reminded", Integer, nullable=False),
    Column("reminded_at", Moment),
    # On whose behalf is to be asked when the customer's quiet hours are over; null: nothing waits.
    Column("held", Text),
)
