"""One query for all that a card shows: order, people, the customer's record, who blocked the bot."""

from datetime import UTC
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, and_, case, func, select

from orders.model import Record
from orders.places import Mode
from orders.ports import OrderView
from orders.states import Actor, State
from storage.feedback import FEEDBACK, feedback_of
from storage.order_rows import CUSTOMER, ORDER, SELLER, customer_of, order_of, seller_of
from storage.statement import Row
from storage.tables import accounts, customers, feedback, orders, phones, sellers, venues

_earlier = orders.alias("earlier")
_theirs = and_(_earlier.c.customer_id == orders.c.customer_id, _earlier.c.number < orders.c.number)


def _count(which: ColumnElement[bool]) -> ScalarSelect[int]:
    """How many of the customer's earlier orders are of this sort.

    Not as a WHERE: SQLite would rather walk all closed orders there are than the customer's few.
    """
    return select(func.count(case((which, 1)))).where(_theirs).scalar_subquery()


_HERE = _earlier.c.seller_id == orders.c.seller_id
_CLOSED = _earlier.c.state == State.CLOSED.value
_CANCELLED = _earlier.c.state == State.CANCELLED.value
_left = feedback.alias("left_by_them")


def _of_feedback(what: ColumnElement[Any]) -> ScalarSelect[Any]:
    """Something about what the customer left on other orders."""
    others = and_(
        _left.c.customer_id == orders.c.customer_id, _left.c.order_number != orders.c.number
    )
    return select(what).where(others).scalar_subquery()


_seller_account = accounts.alias("seller_account")
_customer_account = accounts.alias("customer_account")
#: A shop that works in its group is reached there, whatever its owner has blocked.
_group = venues.alias("shops_group")

#: Not restricted to any order yet.
VIEW = (
    select(
        *ORDER,
        *SELLER,
        *CUSTOMER,
        _count(_HERE),
        _count(_CLOSED),
        _count(_CANCELLED),
        select(_earlier.c.placed_at)
        .where(_theirs)
        .order_by(_earlier.c.number)
        .limit(1)
        .scalar_subquery(),
        _of_feedback(func.count()),
        _of_feedback(func.coalesce(func.sum(_left.c.seller_stars), 0)),
        _count(and_(_HERE, _CLOSED)),
        _count(and_(_HERE, _CANCELLED)),
        phones.c.opted_out_at,
        case((_group.c.seller_id.is_(None), _seller_account.c.blocked_at)),
        _customer_account.c.blocked_at,
        *FEEDBACK,
    )
    .select_from(orders)
    .join(sellers, sellers.c.id == orders.c.seller_id)
    .join(customers, customers.c.id == orders.c.customer_id)
    .outerjoin(_seller_account, _seller_account.c.telegram_id == sellers.c.telegram_id)
    .outerjoin(_group, and_(_group.c.seller_id == sellers.c.id, _group.c.mode == Mode.GROUP.value))
    .outerjoin(_customer_account, _customer_account.c.telegram_id == customers.c.telegram_id)
    .outerjoin(phones, phones.c.number == orders.c.contact_phone)
    .outerjoin(feedback, feedback.c.order_number == orders.c.number)
)

_SELLER_AT = len(ORDER)
_CUSTOMER_AT = _SELLER_AT + len(SELLER)
_RECORD_AT = _CUSTOMER_AT + len(CUSTOMER)
_FEEDBACK_AT = -len(FEEDBACK)


def view_of(row: Row) -> OrderView:
    """The view from a row of `VIEW`."""
    record = row[_RECORD_AT:_FEEDBACK_AT]
    (
        with_seller,
        closed,
        cancelled,
        first_at,
        left,
        stars,
        closed_here,
        cancelled_here,
        opted_out_at,
    ) = record[:-2]
    seller_blocked, customer_blocked = record[-2:]
    given = row[_FEEDBACK_AT:]
    first_on = None if first_at is None else first_at.astimezone(UTC).date()
    blocked = {Actor.SELLER: seller_blocked, Actor.CUSTOMER: customer_blocked}
    return OrderView(
        order_of(row[:_SELLER_AT]),
        seller_of(row[_SELLER_AT:_CUSTOMER_AT]),
        customer_of(row[_CUSTOMER_AT:_RECORD_AT]),
        Record(
            with_seller,
            closed,
            cancelled,
            first_on,
            left,
            int(stars),
            closed_here,
            cancelled_here,
            opted_out_at is not None,
        ),
        frozenset(actor.value for actor, at in blocked.items() if at is not None),
        None if given[0] is None else feedback_of(given),
    )
