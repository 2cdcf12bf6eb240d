"""Tables of time as people want it: when each is told, and the marketplace's timings."""

from sqlalchemy import BigInteger, Boolean, Column, Integer, Table, Text

from storage.columns import Compact, Moment
from storage.kept_tables import metadata
from storage.zones import Zone

#: One per seller or customer who has chosen.
rhythms = Table(
    "rhythms",
    metadata,
    Column("actor", Text, primary_key=True),
    Column("party_id", BigInteger, primary_key=True, autoincrement=False),
    # Of a customer; a seller's is the shop's.
    Column("timezone", Zone),
    # Minutes after midnight; null: no quiet hours.
    Column("quiet_from", Integer),
    Column("quiet_until", Integer),
    Column("rings", Boolean, nullable=False),
    # Minutes after midnight; null: no daily summary.
    Column("digest_at", Integer),
    Column("weekly", Boolean, nullable=False),
)

#: What the administration has chosen instead of `orders.policy`'s defaults.
timings = Table(
    "timings",
    metadata,
    Column("name", Text, primary_key=True),
    # A list: some are several durations.
    Column("seconds", Compact, nullable=False),
    Column("set_by", BigInteger, nullable=False),
    Column("set_at", Moment, nullable=False),
)
