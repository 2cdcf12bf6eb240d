"""Fees that are due: at most one per order."""

from sqlalchemy import bindparam, delete, select

from orders.model import Fee
from orders.states import FeeReason
from storage.statement import Session, Statement
from storage.tables import fees
from storage.upsert import upsert

_FEE = Statement(select(fees).where(fees.c.order_number == bindparam("number")))
_DUE = upsert(fees, ["order_number"], None)
_DROP_FEE = Statement(delete(fees).where(fees.c.order_number == bindparam("number")))


class SqlFees:
    """See `orders.ports.Fees`."""

    __slots__ = ("_sql",)

    def __init__(self, sql: Session) -> None:
        self._sql = sql

    async def due(self, fee: Fee) -> None:
        """Record the fee; one that is due already stays."""
        await self._sql.run(
            _DUE, order_number=fee.order_number, reason=fee.reason, due_since=fee.due_since
        )

    async def drop(self, order_number: int) -> None:
        """Take it back."""
        await self._sql.run(_DROP_FEE, number=order_number)

    async def of(self, order_number: int) -> Fee | None:
        """The order's fee, if one is due."""
        row = await self._sql.row(_FEE, number=order_number)
        return None if row is None else Fee(row[0], FeeReason(row[1]), row[2])
