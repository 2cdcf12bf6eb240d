"""Tables of how sellers work: where, with whom, in which topics, and whom they would rather not hear."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, Table, Text, text

from storage.columns import Moment, RowId
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

hushes = Table(
    "hushes",
    metadata,
    Column("seller_id", RowId, ForeignKey("sellers.id"), primary_key=True, autoincrement=False),
    Column("customer_id", RowId, ForeignKey("customers.id"), primary_key=True, autoincrement=False),
    Column("quiet", Text, nullable=False),
    Column("order_number", RowId, ForeignKey("orders.number"), nullable=False),
    Column("since", Moment, nullable=False),
    Index(
        "ix_hushes_unheard",
        "since",
        sqlite_where=text("quiet = 'unheard'"),
        postgresql_where=text("quiet = 'unheard'"),
    ),
)
