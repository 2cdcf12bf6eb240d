"""The table of fees that are due, by order number: what, for whom, by which plan."""

from collections.abc import AsyncIterator, Sequence

from channels.tables.columns import Column, Kind, Row, Table
from channels.tables.reading import BATCH, to_the_end
from orders.model import Fee
from orders.ports import Store, UnitOfWork


async def _batches(store: Store, seller_id: int | None) -> AsyncIterator[Sequence[Row]]:
    async def read(uow: UnitOfWork, after: int) -> Sequence[tuple[Fee, str]]:
        return await uow.fees.listed(after=after, limit=BATCH, seller_id=seller_id)

    async for kept in to_the_end(store, read, lambda one: one[0].order_number):
        yield [_row(fee, ref) for fee, ref in kept]


def _row(fee: Fee, seller_ref: str) -> Row:
    known = (fee.order_number, seller_ref, fee.due_since, fee.reason.value)
    sum_ = fee.charge
    if sum_ is None:
        return (*known, None, None, None, None)
    return (*known, sum_.tariff.ref, sum_.base, sum_.fee, sum_.fee.currency)


FEES = Table(
    "fees",
    (
        Column("order", Kind.WHOLE),
        Column("seller"),
        Column("since", Kind.MOMENT),
        Column("reason"),
        Column("tariff"),
        Column("order_amount", Kind.AMOUNT),
        Column("fee", Kind.AMOUNT),
        Column("currency"),
    ),
    _batches,
)
