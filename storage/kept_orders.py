"""Orders and their customers from the first to the last, in batches: what tables are made of.

Each batch begins after the last key of the one before, so that none costs more than the first.
"""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, bindparam, case, func, select

from orders.model import Contact, Order
from orders.ports import Patron
from orders.states import State
from storage.order_rows import ORDER, order_of
from storage.statement import Session, Statement
from storage.tables import customers, orders, sellers

_OWN = orders.c.seller_id == bindparam("seller_id")


def _kept(*where: ColumnElement[bool]) -> Statement:
    return Statement(
        select(*ORDER, sellers.c.ref)
        .join(sellers, sellers.c.id == orders.c.seller_id)
        .where(orders.c.number > bindparam("after"), *where)
        .order_by(orders.c.number)
        .limit(bindparam("limit")),
        slow=True,
    )


_KEPT, _KEPT_OF = _kept(), _kept(_OWN)
_theirs = (
    select(
        orders.c.customer_id,
        func.max(orders.c.number).label("newest"),
        func.min(orders.c.number).label("oldest"),
        func.count().label("orders"),
        func.count(case((orders.c.state == State.CLOSED.value, 1))).label("closed"),
        func.count(case((orders.c.state == State.CANCELLED.value, 1))).label("cancelled"),
    )
    .where(_OWN, orders.c.customer_id > bindparam("after"))
    .group_by(orders.c.customer_id)
    .order_by(orders.c.customer_id)
    .limit(bindparam("limit"))
    .subquery("theirs")
)
_newest, _oldest = orders.alias("newest_order"), orders.alias("oldest_order")
_PATRONS = Statement(
    select(
        _theirs.c.customer_id,
        _newest.c.contact_name,
        _newest.c.contact_phone,
        _newest.c.contact_email,
        _theirs.c.orders,
        _theirs.c.closed,
        _theirs.c.cancelled,
        _oldest.c.placed_at,
        _newest.c.placed_at,
        customers.c.registered_at,
    )
    .select_from(_theirs)
    .join(_newest, _newest.c.number == _theirs.c.newest)
    .join(_oldest, _oldest.c.number == _theirs.c.oldest)
    .join(customers, customers.c.id == _theirs.c.customer_id)
    .order_by(_theirs.c.customer_id),
    slow=True,
)


class KeptOrders:
    """Part of `orders.ports.Orders`."""

    __slots__ = ("_sql",)

    def __init__(self, sql: Session) -> None:
        self._sql = sql

    async def kept(
        self, seller_id: int | None, *, after: int, limit: int
    ) -> Sequence[tuple[Order, str]]:
        """A seller's orders, or (None) all, by number above `after`, with the sellers' refs."""
        statement = _KEPT if seller_id is None else _KEPT_OF
        rows = await self._sql.rows(statement, after=after, limit=limit, seller_id=seller_id)
        return [(order_of(row[:-1]), row[-1]) for row in rows]

    async def patrons(self, seller_id: int, *, after: int, limit: int) -> Sequence[Patron]:
        """Whoever ordered from the seller, by customer id above `after`."""
        rows = await self._sql.rows(_PATRONS, seller_id=seller_id, after=after, limit=limit)
        return [
            Patron(customer_id, Contact(name, phone, email), *counts_and_moments)
            for customer_id, name, phone, email, *counts_and_moments in rows
        ]
