"""Tables of what a seller keeps for themselves: notes on orders, ready-made replies."""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
)

from storage.columns import Moment, RowId
from storage.kept_tables import metadata

#: One per order; apart from `messages`, so that no query about the talk can meet one.
notes = Table(
    "notes",
    metadata,
    Column(
        "order_number", RowId, ForeignKey("orders.number"), primary_key=True, autoincrement=False
    ),
    Column("seller_id", RowId, ForeignKey("sellers.id"), nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("chat_id", BigInteger),
    Column("message_id", BigInteger),
    #: The text as it is searched.
    Column("search", Text, nullable=False, server_default=""),
    Index("ix_notes_typed", "chat_id", "message_id"),
    Index("ix_notes_seller", "seller_id"),
)

templates = Table(
    "templates",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("seller_id", RowId, ForeignKey("sellers.id"), nullable=False),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("position", Integer, nullable=False),
    UniqueConstraint("seller_id", "title"),
)
