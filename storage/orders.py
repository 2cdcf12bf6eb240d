"""Orders and their history: one at a time. Lists and searches are `storage.order_lists`."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import bindparam, insert, select, update

from orders.errors import Conflict, UnknownOrder
from orders.model import Event, ExternalId, NewOrder, Order
from orders.ports import OrderView
from orders.states import State
from storage import order_counts
from storage.complaints import SqlComplaints
from storage.dialects import listed
from storage.order_lists import OrderLists
from storage.order_rows import (
    EVENT,
    ORDER,
    changing_values,
    event_of,
    event_values,
    last_values,
    order_of,
    step_values,
)
from storage.order_views import VIEW, view_of
from storage.patrons import SqlPatrons
from storage.statement import Statement, given
from storage.tables import events, orders
from storage.tariffs import tariff_value

_FIXED = {
    *("number", "seller_id", "customer_id", "placed_at", "tariff"),
    *("key_id", "external_id", "digest"),
}

_ADD = Statement(
    insert(orders)
    .values(
        {
            c.name: given(c)
            for c in orders.c
            if c.name != "number" and not c.name.startswith("last_")
        }
    )
    .returning(orders.c.number)
)
_GET = select(*ORDER).where(orders.c.number == bindparam("number"))
_READ = Statement(_GET)
# Not plain FOR UPDATE: rows that merely point at the order may still be written.
_LOCK = Statement(_GET.with_for_update(key_share=True))
_VERSION = Statement(select(orders.c.version).where(orders.c.number == bindparam("number")))
ORDER_VIEW = Statement(VIEW.where(orders.c.number == bindparam("number")))
_SAVE = Statement(
    update(orders)
    .where(orders.c.number == bindparam("number"), orders.c.version == bindparam("expected"))
    .values({c.name: given(c) for c in orders.c if c.name not in _FIXED})
)
_LISTED = listed(orders.c.number, "numbers")
_FREE = Statement(select(*ORDER).where(_LISTED).with_for_update(key_share=True, skip_locked=True))
_KNOWN = Statement(select(orders.c.number).where(_LISTED))
_VERSIONS = Statement(
    select(orders.c.number, orders.c.version, orders.c.seller_id, orders.c.state)
    .where(_LISTED)
    .with_for_update(key_share=True)
)
#: Only what a step changes: nothing else of the order is written again.
_STEP = Statement(
    update(orders)
    .where(orders.c.number == bindparam("number"), orders.c.version == bindparam("expected"))
    .values(
        {
            c.name: given(c)
            for c in orders.c
            if c.name in ("version", "state") or c.name.startswith("last_")
        }
    )
)
_APPEND = Statement(insert(events).values({c.name: given(c) for c in events.c}))
_EVENTS = Statement(
    select(*EVENT).where(events.c.order_number == bindparam("number")).order_by(events.c.version)
)
_CAUSED = Statement(select(*EVENT).where(events.c.request_id == bindparam("request_id")))
_EXTERNAL = Statement(
    select(orders.c.number, orders.c.digest).where(
        orders.c.key_id == bindparam("key_id"), orders.c.external_id == bindparam("external_id")
    )
)


class SqlOrders(OrderLists):
    """See `orders.ports.Orders`."""

    async def add(self, draft: NewOrder) -> Order:
        """Store a new order under the next number, version 1."""
        external = draft.external
        row = await self._sql.row(
            _ADD,
            version=1,
            state=State.NEW,
            seller_id=draft.seller_id,
            customer_id=draft.customer_id,
            placed_at=draft.placed_at,
            agreed_delay_until=None,
            key_id=external.key_id if external else None,
            external_id=external.external_id if external else None,
            digest=external.digest if external else None,
            tariff=tariff_value(draft.tariff),
            **changing_values(draft),
        )
        assert row is not None
        await SqlPatrons(self._sql).put(row[0], draft)
        await order_counts.added(self._sql, draft.seller_id)
        return Order(
            number=row[0],
            version=1,
            state=State.NEW,
            seller_id=draft.seller_id,
            customer_id=draft.customer_id,
            items=draft.items,
            amount=draft.amount,
            contact=draft.contact,
            shipping_address=draft.shipping_address,
            comment=draft.comment,
            production_days=draft.production_days,
            placed_at=draft.placed_at,
            production_ends_at=draft.production_ends_at,
            agreed_delay_until=None,
            auto_close_at=draft.auto_close_at,
            tariff=draft.tariff,
        )

    async def get(self, number: int) -> Order:
        """The order; a write unit keeps it as read until commit. Raises `UnknownOrder`."""
        row = await self._sql.row(_LOCK if self._sql.writes else _READ, number=number)
        if row is None:
            raise UnknownOrder(number)
        return order_of(row)

    async def view(self, number: int) -> OrderView:
        """The order with its people and the customer's record. Raises `UnknownOrder`."""
        row = await self._sql.row(ORDER_VIEW, number=number)
        if row is None:
            raise UnknownOrder(number)
        view = view_of(row)
        counts = await SqlComplaints(self._sql).counts(view.order.customer_id)
        return replace(view, complaints=counts) if counts else view

    async def save(self, order: Order, event: Event) -> None:
        """Replace the order and append the event. Raises `Conflict` unless version was one less."""
        await order_counts.moving(self._sql, order.number, order.state)
        saved = await self._sql.run(
            _SAVE,
            number=order.number,
            expected=order.version - 1,
            version=order.version,
            state=order.state,
            agreed_delay_until=order.agreed_delay_until,
            **changing_values(order),
            **last_values(order.last),
        )
        if not saved:
            row = await self._sql.row(_VERSION, number=order.number)
            if row is None:
                raise UnknownOrder(order.number)
            raise Conflict(order.number, order.version - 1, row[0])
        await self.append(event)

    async def free(self, numbers: Sequence[int]) -> Mapping[int, Order]:
        """Those that nobody else is changing; so they stay until commit. Raises `UnknownOrder`."""
        wanted = sorted(set(numbers))
        found = {row[0]: order_of(row) for row in await self._sql.rows(_FREE, numbers=wanted)}
        if len(found) < len(wanted):
            known = {row[0] for row in await self._sql.rows(_KNOWN, numbers=wanted)}
            if unknown := set(wanted) - known:
                raise UnknownOrder(min(unknown))
        return found

    async def step_many(self, steps: Sequence[tuple[Order, Event]]) -> frozenset[int]:
        """`save` for many of which only the last step is new; the numbers of those left alone."""
        versions = await self._sql.rows(_VERSIONS, numbers=sorted(o.number for o, _ in steps))
        stand = {number: rest for number, *rest in versions}
        fresh = [
            (order, event)
            for order, event in steps
            if order.number in stand and stand[order.number][0] == order.version - 1
        ]
        await self._sql.bulk(_STEP, [step_values(order) for order, _ in fresh])
        await order_counts.moved(
            self._sql, [(*stand[order.number][1:], order.state.value) for order, _ in fresh]
        )
        await self._sql.bulk(_APPEND, [event_values(event) for _, event in fresh])
        return frozenset(o.number for o, _ in steps) - {o.number for o, _ in fresh}

    async def append(self, event: Event) -> None:
        """Append an event without changing the order."""
        await self._sql.run(_APPEND, **event_values(event))

    async def events(self, number: int) -> tuple[Event, ...]:
        """The order's history, oldest first."""
        return tuple(event_of(row) for row in await self._sql.rows(_EVENTS, number=number))

    async def caused_by(self, request_id: str) -> Event | None:
        """The event that this intention caused, if it was carried out before.

        Inside a write unit nobody else can carry out the same intention until commit.
        """
        await self._sql.take_turns(f"request {request_id}")
        row = await self._sql.row(_CAUSED, request_id=request_id)
        return None if row is None else event_of(row)

    async def external(self, key_id: int, external_id: str) -> tuple[int, ExternalId] | None:
        """Number and digest of the order that the caller placed under this id.

        Inside a write unit nobody else can place one under it until commit.
        """
        await self._sql.take_turns(f"external {key_id} {external_id}")
        row = await self._sql.row(_EXTERNAL, key_id=key_id, external_id=external_id)
        return None if row is None else (row[0], ExternalId(key_id, external_id, row[1]))
