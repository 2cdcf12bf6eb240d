"""Fees that are due: at most one per order, and what a seller owes in a time."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, func, select

from orders.model import Fee
from orders.money import Money
from orders.ports import FeeLine, FeePage
from orders.states import FeeReason
from orders.tariffs import Charge, charge
from storage.order_rows import item_title
from storage.statement import Row, Session, Statement, given
from storage.tables import fees, orders, sellers
from storage.tariffs import tariff_of
from storage.upsert import upsert

_FEE: tuple[ColumnElement[Any], ...] = (*fees.c, orders.c.tariff)
_SELECT = select(*_FEE).join(orders, orders.c.number == fees.c.order_number)
_OF = Statement(_SELECT.where(fees.c.order_number == bindparam("number")))
_DUE = upsert(fees, ["order_number"], None)
_DROP_FEE = Statement(delete(fees).where(fees.c.order_number == bindparam("number")))
_IN_TIME = (
    fees.c.seller_id == bindparam("seller_id"),
    fees.c.due_since >= given(fees.c.due_since, "since"),
    fees.c.due_since < given(fees.c.due_since, "until"),
)
_PAGE = Statement(
    select(*_FEE, orders.c["items"])
    .join(orders, orders.c.number == fees.c.order_number)
    .where(*_IN_TIME)
    .order_by(fees.c.due_since.desc(), fees.c.order_number.desc())
    .offset(bindparam("offset"))
    .limit(bindparam("limit")),
    slow=True,
)
_SUMS = Statement(
    select(fees.c.currency, func.count(), func.sum(fees.c.amount_minor))
    .where(*_IN_TIME)
    .group_by(fees.c.currency)
    .order_by(fees.c.currency),
    slow=True,
)


def _listed(key: ColumnElement[int], *where: ColumnElement[bool]) -> Statement:
    return Statement(
        select(*_FEE, sellers.c.ref)
        .join(orders, orders.c.number == fees.c.order_number)
        .join(sellers, sellers.c.id == orders.c.seller_id)
        .where(key > bindparam("after"), *where)
        .order_by(key)
        .limit(bindparam("limit")),
        slow=True,
    )


_LISTED = _listed(fees.c.order_number)
# Fees from before they had a seller of their own have their order's.
_LISTED_OF = _listed(orders.c.number, orders.c.seller_id == bindparam("seller_id"))


class SqlFees:
    """See `orders.ports.Fees`."""

    __slots__ = ("_sql",)

    def __init__(self, sql: Session) -> None:
        self._sql = sql

    async def due(self, fee: Fee) -> None:
        """Record the fee; one that is due already stays."""
        await self._sql.run(_DUE, **_values(fee))

    async def due_many(self, fees: Sequence[Fee]) -> None:
        """Record these; one that is due already stays."""
        await self._sql.bulk(_DUE, [_values(fee) for fee in fees])

    async def drop(self, order_number: int) -> None:
        """Take it back."""
        await self._sql.run(_DROP_FEE, number=order_number)

    async def of(self, order_number: int) -> Fee | None:
        """The order's fee, if one is due."""
        row = await self._sql.row(_OF, number=order_number)
        return None if row is None else _fee(row)

    async def of_seller(
        self, seller_id: int, since: datetime, until: datetime, *, offset: int, limit: int
    ) -> FeePage:
        """What a seller owes since then and before then, newest first."""
        when = {"seller_id": seller_id, "since": since, "until": until}
        sums = await self._sql.rows(_SUMS, **when)
        rows = await self._sql.rows(_PAGE, **when, offset=offset, limit=limit)
        return FeePage(
            tuple(FeeLine(_fee(row[:-1]), item_title(row[-1])) for row in rows),
            sum(count for _, count, _ in sums),
            tuple(Money(int(minor), currency) for currency, _, minor in sums if currency),
        )

    async def listed(
        self, *, after: int, limit: int, seller_id: int | None = None
    ) -> Sequence[tuple[Fee, str]]:
        """A seller's fees, or (None) all, by order number above `after`, with the sellers' refs."""
        statement = _LISTED if seller_id is None else _LISTED_OF
        rows = await self._sql.rows(statement, after=after, limit=limit, seller_id=seller_id)
        return [(_fee(row[:-1]), row[-1]) for row in rows]


def _values(fee: Fee) -> dict[str, Any]:
    sum_ = fee.charge
    return {
        "order_number": fee.order_number,
        "seller_id": fee.seller_id,
        "reason": fee.reason.value,
        "due_since": fee.due_since,
        "base_minor": None if sum_ is None else sum_.base.minor,
        "amount_minor": None if sum_ is None else sum_.fee.minor,
        "currency": None if sum_ is None else sum_.fee.currency,
    }


def _fee(row: Row) -> Fee:
    number, reason, due_since, seller_id, base, amount, currency, plan = row
    return Fee(
        number, seller_id, FeeReason(reason), due_since, _charge(base, amount, currency, plan)
    )


def _charge(
    base: int | None, amount: int | None, currency: str | None, plan: list[object] | None
) -> Charge | None:
    tariff = tariff_of(plan)
    if tariff is None or base is None or amount is None or currency is None:
        return None
    reckoned = charge(tariff, Money(base, currency))
    # The sum is the one that was recorded, whatever we would reckon now.
    return Charge(tariff, reckoned.base, Money(amount, currency), reckoned.bound)
