"""The table of complaints: a seller's own, and those that stand against their customers; or all of them."""

from collections.abc import AsyncIterator, Sequence

from channels.tables.columns import Column, Kind, Row, Table
from channels.tables.reading import BATCH, to_the_end
from orders.complaints import Stated
from orders.ports import Store, UnitOfWork


async def _batches(store: Store, seller_id: int | None) -> AsyncIterator[Sequence[Row]]:
    async def read(uow: UnitOfWork, after: int) -> Sequence[Stated]:
        return await uow.complaints.listed(after=after, limit=BATCH, seller_id=seller_id)

    async for kept in to_the_end(store, read, lambda stated: stated.complaint.id, BATCH):
        yield [_row(stated, seller_id) for stated in kept]


def _row(stated: Stated, seller_id: int | None) -> Row:
    complaint = stated.complaint
    # Which orders another shop has is its own business.
    own = seller_id is None or complaint.seller_id == seller_id
    return (
        complaint.id,
        complaint.at,
        stated.shop,
        complaint.order_number if own else None,
        complaint.customer_id,
        complaint.type.value,
        complaint.text,
        complaint.answer,
        complaint.answered_at,
        complaint.withdrawn_at,
        complaint.hidden_at,
        complaint.hidden_why,
    )


COMPLAINTS = Table(
    "complaints",
    (
        Column("complaint", Kind.WHOLE),
        Column("added_at", Kind.MOMENT),
        Column("shop"),
        Column("order", Kind.WHOLE),
        Column("customer", Kind.WHOLE),
        Column("type", words="complaint.type"),
        Column("text"),
        Column("answer"),
        Column("answered_at", Kind.MOMENT),
        Column("withdrawn_at", Kind.MOMENT),
        Column("hidden_at", Kind.MOMENT),
        Column("hidden_why"),
    ),
    _batches,
)
