"""Tables of sellers' lists: how many orders there are of each state, and where people were in them."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, Table, Text

from orders.states import State
from storage.columns import Compact, RowId
from storage.kept_tables import metadata, orders

#: One row a seller, not one a state: two steps that cross cannot wait for each other.
order_counts = Table(
    "order_counts",
    metadata,
    Column("seller_id", RowId, ForeignKey("sellers.id"), primary_key=True, autoincrement=False),
    *(Column(state.value, Integer, nullable=False, server_default="0") for state in State),
)

#: Holds all that filters and sorting ask of an order.
Index(
    "ix_orders_shelf",
    orders.c.seller_id,
    orders.c.state,
    orders.c.auto_close_at,
    orders.c.number,
    orders.c.production_ends_at,
    orders.c.agreed_delay_until,
)

#: Holds all that a search looks into. PostgreSQL's entries may not be as long as a text may be.
Index(
    "ix_orders_search",
    orders.c.seller_id,
    orders.c.number,
    orders.c.search,
    info={"only": "sqlite"},
).ddl_if(dialect="sqlite")

#: The list that a person last turned to; see `orders.shelves`.
shelves = Table(
    "shelves",
    metadata,
    Column("telegram_id", RowId, primary_key=True, autoincrement=False),
    Column("place", Text, nullable=False),
    Column("sort", Text, nullable=False),
    Column("page", Integer, nullable=False),
)

#: A person's last step for several orders at once, to be taken back as one.
deeds = Table(
    "deeds",
    metadata,
    Column("telegram_id", RowId, primary_key=True, autoincrement=False),
    Column("id", BigInteger, nullable=False),
    Column("action", Text, nullable=False),
    Column("request_id", Text, nullable=False),
    # Numbers with versions, numbers with states.
    Column("done", Compact, nullable=False),
    Column("left", Compact, nullable=False),
)
