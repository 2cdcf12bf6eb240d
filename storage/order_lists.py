"""Lists of orders: a party's, a search, HTTP's pages. One order at a time is `storage.orders`."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, exists, func, or_, select, true

from orders.amount_requests import ABOUT_REQUESTS
from orders.model import Order, Party
from orders.money import Money
from orders.ports import Line, OrderView, Page
from orders.states import ENDED, Actor, State
from storage import finding, order_counts
from storage.dialects import listed
from storage.kept_orders import KeptOrders
from storage.order_rows import ORDER, order_of
from storage.order_views import VIEW, view_of
from storage.oversight_tables import REQUESTED
from storage.statement import Row, Statement
from storage.tables import events, orders, sellers

_OF: dict[Actor, ColumnElement[bool]] = {
    Actor.SELLER: orders.c.seller_id == bindparam("party_id"),
    Actor.CUSTOMER: orders.c.customer_id == bindparam("party_id"),
    # They have every order.
    Actor.ADMINISTRATION: true(),
    Actor.CLOCK: true(),
}
_IN_STATE = orders.c.state == bindparam("state")


#: The columns of a `Line`, of orders joined with their sellers.
LINE: tuple[ColumnElement[Any], ...] = (
    orders.c.number,
    orders.c.state,
    orders.c["items"],
    orders.c.contact_name,
    sellers.c.name,
    orders.c.amount_minor,
    orders.c.currency,
    orders.c.placed_at,
)


def page_of(*where: ColumnElement[bool]) -> Statement:
    """A page of orders, newest first, for `line_of`."""
    return Statement(
        select(*LINE)
        .join(sellers, sellers.c.id == orders.c.seller_id)
        .where(*where)
        .order_by(orders.c.number.desc())
        .limit(bindparam("limit"))
        .offset(bindparam("offset")),
        slow=True,
    )


def total_of(*where: ColumnElement[bool]) -> Statement:
    """How many there are on all pages."""
    return Statement(select(func.count()).select_from(orders).where(*where), slow=True)


def _in_state(actor: Actor) -> ColumnElement[bool]:
    if actor is Actor.CUSTOMER:
        # Not by index: SQLite would walk all orders of that state, not the customer's few.
        return orders.c.state.concat("") == bindparam("state")
    return _IN_STATE


PAGES = {
    (actor, with_state): (page_of(*where), total_of(*where))
    for actor, own in _OF.items()
    for with_state, where in ((False, (own,)), (True, (own, _in_state(actor))))
}
#: Lines of these orders, newest first.
THESE = Statement(
    select(*LINE)
    .join(sellers, sellers.c.id == orders.c.seller_id)
    .where(listed(orders.c.number, "numbers"))
    .order_by(orders.c.number.desc())
)
_COUNTS = {
    actor: Statement(
        select(orders.c.state, func.count()).where(own).group_by(orders.c.state), slow=True
    )
    for actor, own in _OF.items()
}


def _open(own: ColumnElement[bool]) -> Select[Any]:
    still_open = or_(*(orders.c.state == s.value for s in State if s not in ENDED))
    return select(*ORDER).where(own, still_open).limit(bindparam("limit"))


_OPEN = {actor: Statement(_open(own).order_by(orders.c.number)) for actor, own in _OF.items()}
_NEWEST_OPEN = {
    actor: Statement(_open(own).order_by(orders.c.number.desc())) for actor, own in _OF.items()
}


_LATER = events.alias()
_ASKED_AMOUNTS = Statement(
    select(events.c.order_number)
    .where(
        REQUESTED,
        ~exists().where(
            _LATER.c.order_number == events.c.order_number,
            _LATER.c.version > events.c.version,
            or_(*(_LATER.c.what == each.value for each in sorted(ABOUT_REQUESTS))),
        ),
    )
    .order_by(events.c.at)
    .limit(bindparam("limit")),
    slow=True,
)


def _listed(*where: ColumnElement[bool]) -> Statement:
    query: Select[tuple[object, ...]] = VIEW.where(orders.c.number < bindparam("after"), *where)
    return Statement(query.order_by(orders.c.number.desc()).limit(bindparam("limit")), slow=True)


_OF_SELLER = sellers.c.ref == bindparam("seller_ref")
_LISTED = {
    (False, False): _listed(),
    (True, False): _listed(_IN_STATE),
    (False, True): _listed(_OF_SELLER),
    (True, True): _listed(_IN_STATE, _OF_SELLER),
}
#: Above every number there can be (a 64-bit signed integer).
_NEWEST = 2**63 - 1


class OrderLists(KeptOrders):
    """The reading half of `orders.ports.Orders`."""

    __slots__ = ()

    async def of_party(self, party: Party, state: State | None, *, offset: int, limit: int) -> Page:
        """The party's orders in a state (None: any), newest first."""
        page, total = PAGES[party.actor, state is not None]
        found = await self._sql.row(total, party_id=party.id, state=state)
        rows = await self._sql.rows(
            page, party_id=party.id, state=state, limit=limit, offset=offset
        )
        return Page(tuple(map(line_of, rows)), found[0] if found else 0)

    async def counts(self, party: Party) -> Mapping[State, int]:
        """How many orders the party has in each state (states with none are left out)."""
        if party.actor is Actor.SELLER:
            return await order_counts.counts(self._sql, party.id)
        rows = await self._sql.rows(_COUNTS[party.actor], party_id=party.id)
        return {State(state): count for state, count in rows}

    async def find(self, seller_id: int, text: str, *, offset: int, limit: int) -> Page:
        """The seller's orders whose number, customer, phone, title or note contains `text`, newest first.

        `text` is matched literally and without regard to case. Of very many the newest are shown.
        """
        numbers = await finding.found(self._sql, seller_id, text)
        most = numbers[: finding.MAX_FOUND]
        rows = await self._sql.rows(THESE, numbers=most[offset : offset + limit])
        return Page(tuple(map(line_of, rows)), len(most), more=len(numbers) > len(most))

    async def listed(
        self, state: State | None, seller_ref: str | None, *, after: int | None, limit: int
    ) -> Sequence[OrderView]:
        """Orders by number descending, below `after` (None: from the newest)."""
        rows = await self._sql.rows(
            _LISTED[state is not None, seller_ref is not None],
            state=state,
            seller_ref=seller_ref,
            after=_NEWEST if after is None else after,
            limit=limit,
        )
        return [view_of(row) for row in rows]

    async def open_of(self, party: Party, *, limit: int) -> Sequence[Order]:
        """The party's orders that have not ended, oldest first."""
        rows = await self._sql.rows(_OPEN[party.actor], party_id=party.id, limit=limit)
        return [order_of(row) for row in rows]

    async def asked_amounts(self, *, limit: int) -> Sequence[int]:
        """Orders whose newest word about another amount asks for one, oldest first."""
        return [row[0] for row in await self._sql.rows(_ASKED_AMOUNTS, limit=limit)]

    async def newest_open_of(self, party: Party, *, limit: int) -> Sequence[Order]:
        """The same, newest first."""
        rows = await self._sql.rows(_NEWEST_OPEN[party.actor], party_id=party.id, limit=limit)
        return [order_of(row) for row in rows]


def line_of(row: Row) -> Line:
    """A line from a row of `page_of`."""
    """A line from the columns `LINE`."""
    number, state, items, customer, seller, minor, currency, placed_at = row
    return Line(
        number,
        State(state),
        items[0][0],
        len(items) - 1,
        customer,
        seller,
        Money(minor, currency),
        placed_at,
    )
