"""Tables of the ways besides Telegram: what went out by SMS and e-mail, what came in, and numbers."""

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, Table, Text, text

from storage.columns import Compact, Moment, RowId
from storage.kept_tables import metadata

sendings = Table(
    "sendings",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("party_id", BigInteger, nullable=False),
    Column("address", Text, nullable=False),
    Column("topic", Text, nullable=False),
    Column("because", Text, nullable=False),
    Column("at", Moment, nullable=False),
    # Of several orders where one SMS told of several.
    Column("sid", Text, nullable=False, index=True),
    # Of an order, or of an enquiry (see `orders.enquiries`).
    Column("order_number", RowId),
    Column("event", Integer),
    Column("message_id", RowId),
    Column("details", Compact, nullable=False),
    Column("segments", Integer, nullable=False),
    # When Telegram, in reach again, has told of it; null: not yet.
    Column("seen_at", Moment),
    Index("ix_sendings_order", "order_number", "actor"),
    Index("ix_sendings_person", "actor", "party_id", "at"),
    Index("ix_sendings_address", "address", "id"),
    Index("ix_sendings_at", "at"),
    Index(
        "ix_sendings_meanwhile",
        "actor",
        "party_id",
        "order_number",
        sqlite_where=text("because = 'out_of_reach' AND topic = 'card' AND seen_at IS NULL"),
        postgresql_where=text("because = 'out_of_reach' AND topic = 'card' AND seen_at IS NULL"),
    ),
)

#: What was reported of each SMS; a report may come before the sending is remembered.
fates = Table(
    "fates",
    metadata,
    Column("sid", Text, primary_key=True),
    Column("fate", Text, nullable=False),
    Column("rank", Integer, nullable=False),
    Column("error", Text, nullable=False),
    Column("at", Moment, nullable=False),
)

arrivals = Table(
    "arrivals",
    metadata,
    Column("kind", Text, primary_key=True),
    # The provider's own name for it.
    Column("sid", Text, primary_key=True),
    Column("sender", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("received_at", Moment, nullable=False),
    Index("ix_arrivals_sender", "sender", "received_at"),
)

phones = Table(
    "phones",
    metadata,
    Column("number", Text, primary_key=True),
    Column("opted_out_at", Moment),
    # See `orders.reach.Unfit`.
    Column("unfit", Text),
    Column("greeted_at", Moment),
    Column("proved_at", Moment),
)

#: SMS that people asked for, counted so that there are not too many.
sms_requests = Table(
    "sms_requests",
    metadata,
    Column("id", RowId, primary_key=True),
    # See `orders.proving.Asked`.
    Column("what", Text, nullable=False),
    Column("telegram_id", BigInteger, nullable=False),
    Column("number", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_sms_requests_person", "telegram_id", "at"),
    Index("ix_sms_requests_number", "number", "at"),
    Index("ix_sms_requests_at", "at"),
)

#: What people want by e-mail; who has no row has not chosen.
choices = Table(
    "choices",
    metadata,
    Column("actor", Text, primary_key=True),
    Column("party_id", BigInteger, primary_key=True, autoincrement=False),
    Column("copies", Boolean, nullable=False),
    Column("bulletins", Boolean, nullable=False),
)
