"""The table of sellers' customers, each as the seller knows them: a row for each seller and customer."""

from collections.abc import AsyncIterator, Sequence

from channels.tables.columns import Column, Kind, Row, Table
from channels.tables.reading import to_the_end
from orders.model import Seller
from orders.ports import Patron, Store, UnitOfWork

#: Customers read at once. A batch walks all orders of the seller: fewer, larger ones cost less.
BATCH = 5_000


async def _batches(store: Store, seller_id: int | None) -> AsyncIterator[Sequence[Row]]:
    async with store.read() as uow:
        if seller_id is None:
            sellers = await uow.people.sellers()
        else:
            sellers = [await uow.people.seller(seller_id)]
    for seller in sellers:
        async for batch in _of(store, seller):
            yield batch


async def _of(store: Store, seller: Seller) -> AsyncIterator[Sequence[Row]]:
    async def read(uow: UnitOfWork, after: int) -> Sequence[Patron]:
        return await uow.orders.patrons(seller.id, after=after, limit=BATCH)

    async for kept in to_the_end(store, read, lambda patron: patron.customer_id, BATCH):
        yield [_row(patron, seller.ref) for patron in kept]


def _row(patron: Patron, seller_ref: str) -> Row:
    contact = patron.contact
    return (
        seller_ref,
        patron.customer_id,
        contact.name,
        contact.phone,
        contact.email,
        patron.orders,
        patron.closed,
        patron.cancelled,
        patron.first_at,
        patron.last_at,
        patron.registered_at,
    )


CUSTOMERS = Table(
    "customers",
    (
        Column("seller"),
        Column("customer", Kind.WHOLE),
        Column("name"),
        Column("phone"),
        Column("email"),
        Column("orders", Kind.WHOLE),
        Column("closed", Kind.WHOLE),
        Column("cancelled", Kind.WHOLE),
        Column("first_order_at", Kind.MOMENT),
        Column("last_order_at", Kind.MOMENT),
        Column("registered_at", Kind.MOMENT),
    ),
    _batches,
)
