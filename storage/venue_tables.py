"""Tables of where sellers work: their choice, their assistants, and the topics of their orders."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, Table, Text

from storage.columns import RowId
from storage.kept_tables import metadata

venues = Table(
    "venues",
    metadata,
    Column("seller_id", RowId, ForeignKey("sellers.id"), primary_key=True, autoincrement=False),
    Column("mode", Text, nullable=False),
    Column("group_id", BigInteger),
    Column("group_title", Text, nullable=False),
    Index("ix_venues_group", "group_id"),
)

rooms = Table(
    "rooms",
    metadata,
    Column(
        "order_number", RowId, ForeignKey("orders.number"), primary_key=True, autoincrement=False
    ),
    Column("chat_id", BigInteger, nullable=False),
    # Null: there is no topic to be had.
    Column("topic_id", BigInteger),
    Column("name", Text, nullable=False),
    Column("closed", Boolean, nullable=False),
    Column("made", Integer, nullable=False),
    Index("ix_rooms_topic", "chat_id", "topic_id"),
)

assistants = Table(
    "assistants",
    metadata,
    Column("telegram_id", RowId, primary_key=True, autoincrement=False),
    Column("seller_id", RowId, ForeignKey("sellers.id"), nullable=False, index=True),
    Column("name", Text, nullable=False),
)
