"""Tables of what is kept: people, what they sell, orders and their history. Work is `queue_tables`."""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

from storage.columns import Compact, Moment, RowId, count_from
from storage.zones import Zone

#: People read an order's number aloud: four digits from the first day.
FIRST_ORDER_NUMBER = 1001

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

sellers = Table(
    "sellers",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("ref", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("phone", Text, index=True),
    Column("email", Text),
    Column("locale", Text, nullable=False),
    Column("timezone", Zone, nullable=False),
    Column("telegram_id", BigInteger, unique=True),
    Column("disabled_at", Moment),
    # Not a foreign key: SQLite could only add one by copying the table.
    Column("tariff_ref", Text),
)

tariffs = Table(
    "tariffs",
    metadata,
    Column("ref", Text, primary_key=True),
    Column("currency", Text, nullable=False),
    Column("percent", Integer, nullable=False),
    Column("fixed", BigInteger, nullable=False),
    Column("minimum", BigInteger),
    Column("maximum", BigInteger),
)

customers = Table(
    "customers",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("ref", Text, unique=True),
    Column("name", Text, nullable=False),
    Column("phone", Text, index=True),
    Column("email", Text),
    Column("locale", Text, nullable=False),
    Column("telegram_id", BigInteger, unique=True),
    Column("registered_at", Moment),
    # A row that was found to be the same person stays, so that its `ref` still leads to them.
    Column("merged_into", RowId, ForeignKey("customers.id")),
)

accounts = Table(
    "accounts",
    metadata,
    Column("telegram_id", RowId, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("locale", Text, nullable=False),
    # Null: only known from a refused sending, never met.
    Column("met_at", Moment),
    Column("blocked_at", Moment),
)

products = Table(
    "products",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("ref", Text, nullable=False, unique=True),
    Column("seller_id", RowId, ForeignKey("sellers.id"), nullable=False, index=True),
    Column("code", Text, nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("price_minor", BigInteger, nullable=False),
    Column("currency", Text, nullable=False),
    Column("production_days", Integer),
    Column("description", Text, nullable=False),
    Column("photo", Text),
    Column("paused_at", Moment),
)

invites = Table(
    "invites",
    metadata,
    Column("token_hash", Text, primary_key=True),
    Column("seller_id", RowId, ForeignKey("sellers.id"), nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_by", BigInteger),
    Column("used_at", Moment),
    # See `orders.places.Role`; null: the owner.
    Column("role", Text),
)

api_keys = Table(
    "api_keys",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("name", Text, nullable=False),
    Column("key_hash", Text, nullable=False, unique=True),
    Column("created_at", Moment, nullable=False),
    Column("revoked_at", Moment),
)

http_answers = Table(
    "http_answers",
    metadata,
    Column("key_id", RowId, ForeignKey("api_keys.id"), primary_key=True, autoincrement=False),
    Column("idempotency_key", Text, primary_key=True),
    Column("digest", Text, nullable=False),
    Column("status", Integer),
    Column("body", LargeBinary, nullable=False),
    Column("created_at", Moment, nullable=False, index=True),
)

orders = Table(
    "orders",
    metadata,
    Column("number", RowId, Identity(start=FIRST_ORDER_NUMBER), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("seller_id", RowId, ForeignKey("sellers.id"), nullable=False),
    Column("customer_id", RowId, ForeignKey("customers.id"), nullable=False),
    Column("items", Compact, nullable=False),
    Column("amount_minor", BigInteger, nullable=False),
    Column("currency", Text, nullable=False),
    Column("contact_name", Text, nullable=False),
    Column("contact_phone", Text),
    Column("contact_email", Text),
    Column("shipping_address", Text, nullable=False),
    Column("comment", Text, nullable=False),
    Column("production_days", Integer),
    Column("placed_at", Moment, nullable=False),
    Column("production_ends_at", Moment),
    Column("agreed_delay_until", Moment),
    Column("auto_close_at", Moment, nullable=False),
    # The plan as it was then; null: none.
    Column("tariff", Compact),
    Column("last_action", Text),
    Column("last_actor", Text),
    Column("last_party_id", BigInteger),
    Column("last_source", Text),
    Column("last_at", Moment),
    Column("last_version", Integer),
    Column("last_reason", Text),
    Column("last_text", Text),
    Column("key_id", RowId, ForeignKey("api_keys.id")),
    Column("external_id", Text),
    Column("digest", Text),
    # What `/find` looks through, case-folded; see `storage.order_rows`.
    Column("search", Text, nullable=False),
    UniqueConstraint("key_id", "external_id"),
    Index("ix_orders_seller", "seller_id", "state", "number"),
    Index("ix_orders_seller_number", "seller_id", "number"),
    # A customer's record is counted from this alone.
    Index("ix_orders_customer", "customer_id", "number", "seller_id", "state"),
    Index("ix_orders_state", "state", "number"),
    # The past weeks of a seller, who may have years behind them.
    Index("ix_orders_placed", "seller_id", "placed_at"),
    sqlite_autoincrement=True,
)
count_from(orders, FIRST_ORDER_NUMBER)

events = Table(
    "events",
    metadata,
    Column(
        "order_number", RowId, ForeignKey("orders.number"), primary_key=True, autoincrement=False
    ),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("what", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("party_id", BigInteger, nullable=False),
    Column("at", Moment, nullable=False),
    Column("state", Text, nullable=False),
    Column("request_id", Text, nullable=False, unique=True),
    Column("reason", Text),
    Column("text", Text, nullable=False),
    Column("undoes", Integer),
)

fees = Table(
    "fees",
    metadata,
    Column(
        "order_number", RowId, ForeignKey("orders.number"), primary_key=True, autoincrement=False
    ),
    Column("reason", Text, nullable=False),
    Column("due_since", Moment, nullable=False),
    Column("seller_id", RowId),
    # The order's amount, the sum, and their currency; null: the order had no plan.
    Column("base_minor", BigInteger),
    Column("amount_minor", BigInteger),
    Column("currency", Text),
    Index("ix_fees_seller", "seller_id", "due_since"),
)

cards = Table(
    "cards",
    metadata,
    Column(
        "order_number", RowId, ForeignKey("orders.number"), primary_key=True, autoincrement=False
    ),
    Column("actor", Text, primary_key=True),
    Column("party_id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("message_id", BigInteger, nullable=False),
    Column("thread_id", BigInteger),
    Column("version", Integer, nullable=False),
    Column("digest", Text, nullable=False),
    # Who replies to a card speaks about its order.
    Index("ix_cards_spot", "chat_id", "message_id"),
)

dialogues = Table(
    "dialogues",
    metadata,
    Column("telegram_id", RowId, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("step", Text, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("answers", Compact, nullable=False),
    Column("message_id", BigInteger),
)

#: Small facts about this installation: the product version that last migrated it.
meta = Table(
    "meta",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
