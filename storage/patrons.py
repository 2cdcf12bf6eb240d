"""A seller's customers: their list, their records, their orders with the shop. Counts of others' orders only."""

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Text,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal_column,
    select,
)

from orders.errors import UnknownParty
from orders.model import Contact, NewOrder
from orders.patrons import Dossier, Patronage, PatronLine, Tally
from orders.ports import Page
from orders.states import State
from storage.complaints import SqlComplaints
from storage.customers import SqlCustomers
from storage.dialects import holds
from storage.order_lists import line_of, page_of, total_of
from storage.order_rows import BETWEEN, searched
from storage.statement import Session, Statement
from storage.tables import enquiries, feedback, orders, patrons
from storage.upsert import upsert

#: What is kept of names and phones that one customer gave, in characters.
_MAX_SEARCH = 1000
_SELLER: BindParameter[int] = bindparam("seller_id")
_CUSTOMER: BindParameter[int] = bindparam("customer_id")
_TEXT = bindparam("text", type_=Text)


def _put() -> Statement:
    def change(new: object) -> dict[str, ColumnElement[object]]:
        given = new.search  # type: ignore[attr-defined]
        both = patrons.c.search + BETWEEN + given
        newest = new.last_number  # type: ignore[attr-defined]
        return {
            "last_number": case(
                (newest > patrons.c.last_number, newest), else_=patrons.c.last_number
            ),
            "search": case(
                (holds(patrons.c.search, given), patrons.c.search),
                (func.length(both) > _MAX_SEARCH, given),
                else_=both,
            ),
        }

    return upsert(patrons, ["seller_id", "customer_id"], change)


_PUT = _put()
_own = patrons.c.seller_id == _SELLER
_found = holds(patrons.c.search, _TEXT)
_with_shop = (
    select(func.count())
    .where(orders.c.customer_id == patrons.c.customer_id, orders.c.seller_id == _SELLER)
    .correlate(patrons)
    .scalar_subquery()
)


def _page(*where: ColumnElement[bool]) -> Statement:
    return Statement(
        select(
            patrons.c.customer_id,
            orders.c.contact_name,
            orders.c.contact_phone,
            _with_shop,
            orders.c.number,
            orders.c.placed_at,
        )
        .select_from(patrons)
        .join(orders, orders.c.number == patrons.c.last_number)
        .where(*where)
        .order_by(patrons.c.last_number.desc())
        .limit(bindparam("limit"))
        .offset(bindparam("offset")),
        slow=True,
    )


def _total(*where: ColumnElement[bool]) -> Statement:
    return Statement(select(func.count()).select_from(patrons).where(*where), slow=True)


ALL = (_page(_own), _total(_own))
_FIND = (_page(_own, _found), _total(_own, _found))
# Never by the seller's index: SQLite would rather walk all orders of a shop than those of a customer.
_theirs = and_(
    orders.c.customer_id == _CUSTOMER, orders.c.seller_id + literal_column("0") == _SELLER
)
_ORDERS = (page_of(_theirs), total_of(_theirs))
_asked = exists().where(enquiries.c.customer_id == _CUSTOMER, enquiries.c.seller_id == _SELLER)
_ordered = exists().where(patrons.c.customer_id == _CUSTOMER, patrons.c.seller_id == _SELLER)
_KNOWS = Statement(select(func.count()).where(_ordered | _asked))


def _tally(which: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(case((which, 1)))


_here = orders.c.seller_id == _SELLER
_closed = orders.c.state == State.CLOSED.value
_cancelled = orders.c.state == State.CANCELLED.value
#: Answered from the index alone.
TALLIES = Statement(
    select(
        _tally(_here),
        _tally(and_(_here, _closed)),
        _tally(and_(_here, _cancelled)),
        func.count(),
        _tally(_closed),
        _tally(_cancelled),
        func.max(case((_here, orders.c.number))),
    ).where(orders.c.customer_id == _CUSTOMER)
)
_LEFT = Statement(
    select(func.count(), func.coalesce(func.sum(feedback.c.seller_stars), 0)).where(
        feedback.c.customer_id == _CUSTOMER
    )
)
_NEWEST = Statement(
    select(
        orders.c.contact_name,
        orders.c.contact_phone,
        orders.c.contact_email,
        orders.c.shipping_address,
    ).where(orders.c.number == bindparam("number"))
)


class SqlPatrons:
    """See `orders.ports.Patrons`."""

    __slots__ = ("_sql",)

    def __init__(self, sql: Session) -> None:
        self._sql = sql

    async def put(self, number: int, order: NewOrder) -> None:
        """Remember who ordered, with their newest order."""
        contact = order.contact
        await self._sql.run(
            _PUT,
            seller_id=order.seller_id,
            customer_id=order.customer_id,
            last_number=number,
            search=searched(BETWEEN.join((contact.name, contact.phone or ""))),
        )

    async def page(self, seller_id: int, text: str, *, offset: int, limit: int) -> Patronage:
        """Whoever ordered from the seller and matches `text` ("": all), by last order, newest first."""
        page, total = _FIND if text else ALL
        wanted = {"seller_id": seller_id, "text": searched(text)}
        count = await self._sql.row(total, **wanted)
        rows = await self._sql.rows(page, **wanted, limit=limit, offset=offset)
        return Patronage(tuple(PatronLine(*row) for row in rows), count[0] if count else 0)

    async def orders(self, seller_id: int, customer_id: int, *, offset: int, limit: int) -> Page:
        """The customer's orders with this seller, newest first."""
        page, total = _ORDERS
        pair = {"seller_id": seller_id, "customer_id": customer_id}
        count = await self._sql.row(total, **pair)
        rows = await self._sql.rows(page, **pair, limit=limit, offset=offset)
        return Page(tuple(map(line_of, rows)), count[0] if count else 0)

    async def dossier(self, seller_id: int, customer_id: int) -> Dossier | None:
        """The customer's record; None unless they ordered from the seller or asked them something.

        Of somebody who was merged into another row, that one's.
        """
        try:
            customer = await SqlCustomers(self._sql).customer(customer_id)
        except UnknownParty:
            return None
        customer_id = customer.id
        pair = {"seller_id": seller_id, "customer_id": customer_id}
        knows = await self._sql.row(_KNOWS, **pair)
        if knows is None or not knows[0]:
            return None
        tallies = await self._sql.row(TALLIES, **pair)
        left = await self._sql.row(_LEFT, customer_id=customer_id)
        assert tallies is not None
        assert left is not None
        *counts, newest = tallies
        # Who only asked has given this shop a name; a phone or an address they gave others.
        contact, address = Contact(customer.name, None, None), ""
        if newest is not None:
            row = await self._sql.row(_NEWEST, number=newest)
            assert row is not None
            contact, address = Contact(*row[:3]), row[3]
        return Dossier(
            customer,
            contact,
            address,
            Tally(*counts[:3]),
            Tally(*counts[3:]),
            left[0],
            int(left[1]),
            await SqlComplaints(self._sql).counts(customer_id),
            newest,
        )
