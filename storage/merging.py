"""Two rows of one customer become one: orders, cards and open work follow. Nothing is deleted."""

from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, and_, case, delete, exists, func, select, update

from orders.model import Customer
from orders.states import Actor
from storage.order_rows import BETWEEN
from storage.statement import Session, Statement, given
from storage.tables import (
    cards,
    complaints,
    customers,
    enquiries,
    feedback,
    hushes,
    messages,
    orders,
    patrons,
    relays,
    rhythms,
    work,
)

_FROM = given(customers.c.id, "gone")
_TO = given(customers.c.id, "kept")
_CUSTOMER = Actor.CUSTOMER.value
_kept = hushes.alias("kept")
_kept_patron, _gone_patron = patrons.alias("kept_patron"), patrons.alias("gone_patron")
_chosen = rhythms.alias("chosen")

#: The seller knows both: what they are found by becomes one, and so does their last order.
_both_known = and_(
    _gone_patron.c.customer_id == _FROM, _gone_patron.c.seller_id == patrons.c.seller_id
)


def _of_gone(column: ColumnElement[Any]) -> ScalarSelect[Any]:
    return select(column).where(_both_known).correlate(patrons).scalar_subquery()


_last_of_gone = _of_gone(_gone_patron.c.last_number)
_PATRONS = (
    Statement(
        update(patrons)
        .where(patrons.c.customer_id == _TO, exists().where(_both_known))
        .values(
            last_number=case(
                (_last_of_gone > patrons.c.last_number, _last_of_gone),
                else_=patrons.c.last_number,
            ),
            search=patrons.c.search + BETWEEN + _of_gone(_gone_patron.c.search),
        )
    ),
    Statement(
        update(patrons)
        .where(
            patrons.c.customer_id == _FROM,
            ~exists().where(
                _kept_patron.c.customer_id == _TO, _kept_patron.c.seller_id == patrons.c.seller_id
            ),
        )
        .values(customer_id=_TO)
    ),
    Statement(delete(patrons).where(patrons.c.customer_id == _FROM)),
)
_MOVES = (
    *_PATRONS,
    Statement(update(orders).where(orders.c.customer_id == _FROM).values(customer_id=_TO)),
    Statement(update(feedback).where(feedback.c.customer_id == _FROM).values(customer_id=_TO)),
    Statement(update(complaints).where(complaints.c.customer_id == _FROM).values(customer_id=_TO)),
    Statement(
        update(enquiries).where(enquiries.c.customer_id == _FROM).values(customer_id=_TO),
        slow=True,
    ),
    Statement(
        update(orders)
        .where(
            orders.c.customer_id == _TO,
            orders.c.last_actor == _CUSTOMER,
            orders.c.last_party_id == _FROM,
        )
        .values(last_party_id=_TO)
    ),
    Statement(
        update(cards)
        .where(
            cards.c.order_number.in_(
                select(orders.c.number).where(orders.c.customer_id == _TO).scalar_subquery()
            ),
            cards.c.actor == _CUSTOMER,
            cards.c.party_id == _FROM,
        )
        .values(party_id=_TO)
    ),
    Statement(
        update(work)
        .where(work.c.state == "open", work.c.actor == _CUSTOMER, work.c.party_id == _FROM)
        .values(party_id=_TO),
        slow=True,
    ),
    *(
        Statement(
            update(table)
            .where(table.c.actor == _CUSTOMER, table.c.party_id == _FROM)
            .values(party_id=_TO),
            slow=True,
        )
        for table in (messages, relays)
    ),
    Statement(
        update(hushes)
        .where(
            hushes.c.customer_id == _FROM,
            ~exists().where(_kept.c.customer_id == _TO, _kept.c.seller_id == hushes.c.seller_id),
        )
        .values(customer_id=_TO),
        slow=True,
    ),
    Statement(delete(hushes).where(hushes.c.customer_id == _FROM), slow=True),
    Statement(
        update(rhythms)
        .where(
            rhythms.c.actor == _CUSTOMER,
            rhythms.c.party_id == _FROM,
            ~exists().where(_chosen.c.actor == _CUSTOMER, _chosen.c.party_id == _TO),
        )
        .values(party_id=_TO)
    ),
    Statement(delete(rhythms).where(rhythms.c.actor == _CUSTOMER, rhythms.c.party_id == _FROM)),
    Statement(
        update(customers).where(customers.c.merged_into == _FROM).values(merged_into=_TO),
        slow=True,
    ),
    Statement(
        update(customers).where(customers.c.id == _FROM).values(merged_into=_TO, telegram_id=None)
    ),
)
_FILL = Statement(
    update(customers)
    .where(customers.c.id == _TO)
    .values(
        {
            name: func.coalesce(customers.c[name], given(customers.c[name]))
            for name in ("ref", "phone", "email", "registered_at")
        }
    )
)


async def merge(sql: Session, one: Customer, other: Customer) -> int:
    """Make them one customer; the id of the one that stays.

    That is the one the marketplace names (`ref`), else the older. Its unknown values are filled.
    """
    kept, gone = sorted((one, other), key=lambda c: (c.ref is None, c.id))
    pair: dict[str, Any] = {"kept": kept.id, "gone": gone.id}
    for move in _MOVES:
        await sql.run(move, **pair)
    await sql.run(
        _FILL,
        kept=kept.id,
        ref=None,
        phone=gone.phone,
        email=gone.email,
        registered_at=gone.registered_at,
    )
    return kept.id
