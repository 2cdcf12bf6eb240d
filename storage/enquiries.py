"""Conversations that no order has yet, and how an order takes one over."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, bindparam, insert, or_, select, update

from orders.enquiries import Enquiry
from orders.errors import UnknownOrder
from orders.model import Party, Product
from orders.states import Actor
from storage.products import PRODUCT, product_of
from storage.statement import Row, Session, Statement, given
from storage.tables import customers, enquiries, messages, products, work
from storage.work_claim import MESSAGE, OPEN

_OWN = tuple(c for c in enquiries.c if c.name != "product_id")
_SELECT = (
    select(*_OWN, customers.c.name, *PRODUCT)
    .select_from(enquiries)
    .join(customers, customers.c.id == enquiries.c.customer_id)
    .join(products, products.c.id == enquiries.c.product_id)
)
_OF_CUSTOMER = enquiries.c.customer_id == bindparam("customer_id")
_OF_SELLER = enquiries.c.seller_id == bindparam("seller_id")


_FREE = enquiries.c.order_number.is_(None)
_LATELY = enquiries.c.spoken_at > given(enquiries.c.spoken_at, "since")


def _open(*where: ColumnElement[bool]) -> Statement:
    """Those that no order has taken over, newest first."""
    return Statement(
        _SELECT.where(_FREE, _LATELY, *where)
        .order_by(enquiries.c.spoken_at.desc(), enquiries.c.number.desc())
        .limit(bindparam("limit"))
    )


_OPEN_OF = {Actor.SELLER: _open(_OF_SELLER), Actor.CUSTOMER: _open(_OF_CUSTOMER)}
BETWEEN = _open(_OF_CUSTOMER, _OF_SELLER)
_ABOUT = Statement(
    _SELECT.where(
        _FREE,
        _OF_CUSTOMER,
        _OF_SELLER,
        enquiries.c.product_id == bindparam("product_id"),
        or_(_LATELY, enquiries.c.spoken_at.is_(None)),
    )
    .order_by(enquiries.c.number.desc())
    .limit(1)
)
#: More than anybody asks one seller about at a time.
_MANY = 100

_GET = _SELECT.where(enquiries.c.number == bindparam("number"))
_READ, _LOCK = Statement(_GET), Statement(_GET.with_for_update(of=enquiries, key_share=True))
_ADD = Statement(
    insert(enquiries)
    .values({c.name: given(c) for c in enquiries.c if c.name.endswith("_id")})
    .returning(enquiries.c.number)
)
_SPEAK = Statement(
    update(enquiries)
    .where(enquiries.c.number == bindparam("number"))
    .values(spoken_at=given(enquiries.c.spoken_at))
)
_FROM, _TO = given(enquiries.c.number, "taken"), given(enquiries.c.number, "by")
ADOPT = (
    Statement(update(enquiries).where(enquiries.c.number == _FROM).values(order_number=_TO)),
    Statement(update(messages).where(messages.c.order_number == _FROM).values(order_number=_TO)),
    # What waits to be said keeps its turn in the order's conversation.
    Statement(
        update(work)
        .where(OPEN, work.c.topic == MESSAGE, work.c.order_number == _FROM)
        .values(order_number=_TO)
    ),
)


class SqlEnquiries:
    """See `orders.ports.Enquiries`."""

    __slots__ = ("_sql",)

    def __init__(self, sql: Session) -> None:
        self._sql = sql

    async def open(self, product: Product, customer_id: int, *, since: datetime) -> Enquiry:
        """The customer's conversation about the product, unless it rests `since` then; else a new one."""
        # Two taps at once must not open two.
        await self._sql.take_turns(f"enquiry {customer_id} {product.id}")
        whose = {"customer_id": customer_id, "seller_id": product.seller_id}
        known = await self._sql.row(_ABOUT, **whose, product_id=product.id, since=since)
        if known is not None:
            return _enquiry(known)
        added = await self._sql.row(_ADD, **whose, product_id=product.id)
        assert added is not None
        return await self.get(added[0])

    async def get(self, number: int) -> Enquiry:
        """The enquiry; a write unit keeps it as read until commit. Raises `UnknownOrder`."""
        row = await self._sql.row(_LOCK if self._sql.writes else _READ, number=number)
        if row is None:
            raise UnknownOrder(number)
        return _enquiry(row)

    async def speak(self, number: int, now: datetime) -> None:
        """Something is said in it."""
        await self._sql.run(_SPEAK, number=number, spoken_at=now)

    async def of_party(self, party: Party, *, since: datetime, limit: int) -> Sequence[Enquiry]:
        """The party's that no order has taken over and that were spoken in `since`, newest first."""
        whose = {f"{party.actor}_id": party.id}
        rows = await self._sql.rows(_OPEN_OF[party.actor], **whose, since=since, limit=limit)
        return [_enquiry(row) for row in rows]

    async def between(
        self, seller_id: int, customer_id: int, *, since: datetime
    ) -> Sequence[Enquiry]:
        """The same, of these two people."""
        whose = {"seller_id": seller_id, "customer_id": customer_id}
        rows = await self._sql.rows(BETWEEN, **whose, since=since, limit=_MANY)
        return [_enquiry(row) for row in rows]

    async def adopt(self, number: int, order_number: int) -> None:
        """The order takes it over with all that was said; what is on its way goes on."""
        for step in ADOPT:
            await self._sql.run(step, taken=number, by=order_number)


def _enquiry(row: Row) -> Enquiry:
    number, seller_id, customer_id, spoken_at, order_number, asker, *product = row
    return Enquiry(
        number, seller_id, customer_id, asker, product_of(tuple(product)), spoken_at, order_number
    )
