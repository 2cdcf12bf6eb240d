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

from storage.columns import Compact, Moment, RowId
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
    Column("marks", Compact, nullable=False, server_default="[]"),
    #: Telegram's file id.
    Column("photo", Text),
    Column("who", Text, nullable=False, server_default=""),
    Index("ix_notes_typed", "chat_id", "message_id"),
    Index("ix_notes_seller", "seller_id"),
)

#: All that an order's note has been, also where there is none any more (no text, no photo).
note_versions = Table(
    "note_versions",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("order_number", RowId, ForeignKey("orders.number"), nullable=False),
    Column("seller_id", RowId, ForeignKey("sellers.id"), nullable=False),
    Column("text", Text, nullable=False),
    Column("marks", Compact, nullable=False),
    Column("photo", Text),
    Column("who", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_note_versions_order", "order_number", "id"),
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
