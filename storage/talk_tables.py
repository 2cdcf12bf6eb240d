"""Tables of the talk: messages, their versions, where they were relayed, whose turn it is.

A conversation is an order's or an enquiry's; `order_number` says which (see `orders.enquiries`).
"""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Identity,
    Index,
    Integer,
    Table,
    Text,
    text,
)

from orders.enquiries import FIRST_ENQUIRY
from storage.columns import Compact, Moment, RowId, count_from
from storage.kept_tables import metadata

enquiries = Table(
    "enquiries",
    metadata,
    Column("number", RowId, Identity(start=FIRST_ENQUIRY), primary_key=True),
    Column("seller_id", RowId, ForeignKey("sellers.id"), nullable=False),
    Column("customer_id", RowId, ForeignKey("customers.id"), nullable=False),
    Column("product_id", RowId, ForeignKey("products.id"), nullable=False),
    # Null: nothing was said yet.
    Column("spoken_at", Moment),
    # The order that took it over.
    Column("order_number", RowId, ForeignKey("orders.number")),
    Index(
        "ix_enquiries_customer",
        "customer_id",
        "seller_id",
        "spoken_at",
        sqlite_where=text("order_number IS NULL"),
        postgresql_where=text("order_number IS NULL"),
    ),
    Index(
        "ix_enquiries_seller",
        "seller_id",
        "spoken_at",
        sqlite_where=text("order_number IS NULL"),
        postgresql_where=text("order_number IS NULL"),
    ),
    sqlite_autoincrement=True,
)
count_from(enquiries, FIRST_ENQUIRY)

messages = Table(
    "messages",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("order_number", RowId, nullable=False),
    Column("actor", Text, nullable=False),
    Column("party_id", BigInteger, nullable=False),
    Column("at", Moment, nullable=False),
    Column("version", Integer, nullable=False),
    # See `storage.talk_rows`: form, text, marks, attachment.
    Column("content", Compact, nullable=False),
    Column("chat_id", BigInteger),
    Column("message_id", BigInteger),
    Column("album", Text),
    Column("answers", RowId, ForeignKey("messages.id")),
    Column("request_id", Text, nullable=False, unique=True),
    # Who had the last word is read from the index alone.
    Index("ix_messages_order", "order_number", "id", "actor"),
    Index("ix_messages_spot", "chat_id", "message_id"),
)

#: Versions that were replaced; the newest one is the message's own `content`.
message_versions = Table(
    "message_versions",
    metadata,
    Column("message_id", RowId, ForeignKey("messages.id"), primary_key=True, autoincrement=False),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("replaced_at", Moment, nullable=False),
    Column("content", Compact, nullable=False),
)

relays = Table(
    "relays",
    metadata,
    Column("message_id", RowId, ForeignKey("messages.id"), primary_key=True, autoincrement=False),
    Column("actor", Text, nullable=False),
    Column("party_id", BigInteger, nullable=False),
    Column("fate", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("why", Text, nullable=False),
    Column("at", Moment),
    # The message in whose post it is shown; null: it has its own.
    Column("within", RowId, ForeignKey("messages.id")),
    Index(
        "ix_relays_undelivered",
        "actor",
        "party_id",
        "message_id",
        sqlite_where=text("fate = 'undelivered'"),
        postgresql_where=text("fate = 'undelivered'"),
    ),
)

posts = Table(
    "posts",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("post_id", BigInteger, primary_key=True, autoincrement=False),
    Column("order_number", RowId, nullable=False),
    Column("message_id", RowId, ForeignKey("messages.id")),
    Column("part", Integer, nullable=False),
    Index("ix_posts_message", "message_id", "part"),
)

#: Messages that wait until their author has said which order they are about.
strays = Table(
    "strays",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("telegram_id", BigInteger, nullable=False, index=True),
    Column("request_id", Text, nullable=False, unique=True),
    Column("received_at", Moment, nullable=False),
    Column("message", Compact, nullable=False),
)

#: Which order an account's talk is about, for as long as it goes on.
focuses = Table(
    "focuses",
    metadata,
    Column("telegram_id", RowId, primary_key=True, autoincrement=False),
    Column("order_number", RowId, nullable=False),
    Column("until", Moment, nullable=False),
)
