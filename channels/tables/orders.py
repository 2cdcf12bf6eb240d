"""The table of orders, by number."""

from collections.abc import AsyncIterator, Sequence

from channels.tables.columns import Column, Kind, Row, Table
from channels.tables.reading import BATCH, to_the_end
from orders.model import Item, Order
from orders.ports import Store, UnitOfWork


async def _batches(store: Store, seller_id: int | None) -> AsyncIterator[Sequence[Row]]:
    async def read(uow: UnitOfWork, after: int) -> Sequence[tuple[Order, str]]:
        return await uow.orders.kept(seller_id, after=after, limit=BATCH)

    async for kept in to_the_end(store, read, lambda one: one[0].number):
        yield [_row(order, ref) for order, ref in kept]


def _row(order: Order, seller_ref: str) -> Row:
    contact, last = order.contact, order.last
    reason = None if last is None else last.reason
    return (
        order.number,
        seller_ref,
        order.state.value,
        order.placed_at,
        order.customer_id,
        contact.name,
        contact.phone,
        contact.email,
        "\n".join(map(_item, order.items)),
        order.amount,
        order.amount.currency,
        order.shipping_address,
        order.comment,
        order.production_days,
        order.production_ends_at,
        order.agreed_delay_until,
        None if last is None else last.at,
        None if reason is None else reason.value,
        None if last is None or reason is None else last.text,
    )


def _item(item: Item) -> str:
    return f"{item.title} × {item.quantity}" if item.quantity > 1 else item.title


ORDERS = Table(
    "orders",
    (
        Column("order", Kind.WHOLE),
        Column("seller"),
        Column("status", words="state"),
        Column("placed_at", Kind.MOMENT),
        Column("customer", Kind.WHOLE),
        Column("name"),
        Column("phone"),
        Column("email"),
        Column("items"),
        Column("amount", Kind.AMOUNT),
        Column("currency"),
        Column("address"),
        Column("comment"),
        Column("production_days", Kind.WHOLE),
        Column("production_ends_at", Kind.MOMENT),
        Column("agreed_delay_until", Kind.MOMENT),
        Column("last_step_at", Kind.MOMENT),
        Column("cancel_reason", words="reason"),
        Column("cancel_text"),
    ),
    _batches,
)
