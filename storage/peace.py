"""How sellers hear their customers."""

from collections.abc import Sequence

from sqlalchemy import bindparam, select

from orders.places import Hush, Quiet
from storage.statement import Session, Statement
from storage.tables import customers, hushes, sellers
from storage.upsert import upsert

_QUIET = Statement(
    select(hushes.c.quiet).where(
        hushes.c.seller_id == bindparam("seller_id"),
        hushes.c.customer_id == bindparam("customer_id"),
    )
)
_PUT = upsert(
    hushes,
    ["seller_id", "customer_id"],
    lambda new: {name: new[name] for name in ("quiet", "order_number", "since")},
)
_UNHEARD = Statement(
    select(*hushes.c, sellers.c.name, customers.c.name)
    .join(sellers, sellers.c.id == hushes.c.seller_id)
    .join(customers, customers.c.id == hushes.c.customer_id)
    .where(hushes.c.quiet == Quiet.UNHEARD.value)
    .order_by(hushes.c.since.desc())
    .limit(bindparam("limit"))
)


class SqlPeace:
    """See `orders.ports.Peace`."""

    __slots__ = ("_sql",)

    def __init__(self, sql: Session) -> None:
        self._sql = sql

    async def of(self, seller_id: int, customer_id: int) -> Quiet:
        """How the seller hears the customer."""
        row = await self._sql.row(_QUIET, seller_id=seller_id, customer_id=customer_id)
        return Quiet.HEARD if row is None else Quiet(row[0])

    async def put(self, hush: Hush) -> None:
        """Remember (or replace) it."""
        await self._sql.run(
            _PUT,
            seller_id=hush.seller_id,
            customer_id=hush.customer_id,
            quiet=hush.quiet,
            order_number=hush.order_number,
            since=hush.since,
        )

    async def unheard(self, *, limit: int) -> Sequence[tuple[Hush, str, str]]:
        """Whom sellers do not hear, newest first, with the seller's and the customer's name."""
        found = []
        for row in await self._sql.rows(_UNHEARD, limit=limit):
            seller_id, customer_id, quiet, number, since, seller, customer = row
            hush = Hush(seller_id, customer_id, Quiet(quiet), number, since)
            found.append((hush, seller, customer))
        return found
