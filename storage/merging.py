"""Two rows of one customer become one: orders, cards and open work follow. Nothing is deleted."""

from typing import Any

from sqlalchemy import delete, exists, func, select, update

from orders.model import Customer
from orders.states import Actor
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
    relays,
    rhythms,
    work,
)

_FROM = given(customers.c.id, "gone")
_TO = given(customers.c.id, "kept")
_CUSTOMER = Actor.CUSTOMER.value
_kept = hushes.alias("kept")
_chosen = rhythms.alias("chosen")

_MOVES = (
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
