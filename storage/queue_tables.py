"""Tables of what remains to be done: work rows and raw updates. Their indexes are what keeps a tick cheap."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    text,
)

from storage.columns import Compact, Moment, RowId
from storage.kept_tables import metadata


def _only(condition: str) -> dict[str, Any]:
    """A partial index, said to both databases."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


work = Table(
    "work",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("topic", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("party_id", BigInteger, nullable=False),
    # While a row is leased: when the lease ends.
    Column("due_at", Moment, nullable=False),
    Column("priority", Integer, nullable=False),
    # Of an order, or of an enquiry (see `orders.enquiries`).
    Column("order_number", RowId),
    Column("event", Integer),
    Column("merge_key", Text),
    Column("details", Compact, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    # Null: the row is waiting. Otherwise the lease it is (or, expired, was) under.
    Column("token", Text),
    Column("created_at", Moment, nullable=False),
    Column("finished_at", Moment),
    Column("error", Text, nullable=False),
    Index(
        "ix_work_open",
        "kind",
        "priority",
        "due_at",
        "id",
        **_only("state = 'open'"),
    ),
    Index(
        "uq_work_waiting",
        "merge_key",
        unique=True,
        **_only("merge_key IS NOT NULL AND state = 'open' AND token IS NULL"),
    ),
    Index(
        "ix_work_told",
        "order_number",
        "topic",
        "event",
        **_only("event IS NOT NULL"),
    ),
    Index(
        "ix_work_leased",
        "order_number",
        "actor",
        **_only("state = 'open' AND token IS NOT NULL"),
    ),
    Index(
        "ix_work_talk",
        "order_number",
        "actor",
        "id",
        **_only("state = 'open' AND topic = 'message'"),
    ),
    Index(
        "ix_work_round",
        "topic",
        "party_id",
        **_only("state = 'open' AND order_number IS NULL"),
    ),
    Index(
        "ix_work_over",
        "finished_at",
        **_only("finished_at IS NOT NULL"),
    ),
    Index(
        "ix_work_dead",
        "id",
        **_only("state = 'dead'"),
    ),
)

inbox = Table(
    "inbox",
    metadata,
    Column("seq", RowId, primary_key=True),
    Column("update_id", BigInteger, nullable=False, unique=True),
    Column("lane", Text, nullable=False),
    Column("raw", LargeBinary, nullable=False),
    # open, done or parked.
    Column("state", Text, nullable=False),
    # While an update is leased: when the lease ends.
    Column("due_at", Moment, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("received_at", Moment, nullable=False, index=True),
    # Null: waiting, perhaps to be tried again.
    Column("leased_at", Moment),
    Column("finished_at", Moment),
    Column("error", Text, nullable=False),
    Index(
        "ix_inbox_leased",
        "leased_at",
        **_only("state = 'open' AND leased_at IS NOT NULL"),
    ),
    # Whether somebody has done anything since a new order came to them.
    Index("ix_inbox_heard", "lane", "received_at"),
    Index(
        "ix_inbox_lane",
        "lane",
        "seq",
        **_only("state = 'open'"),
    ),
)
