"""A day that was named in the conversation is offered to the seller, to record it as an agreed delay: once, quietly.

Nothing is agreed by it: the offer leads to the seller's own question, and only the customer's yes counts.
It reads no messages; which days sound agreed on is `channels.agreements`' business.
"""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from orders.asking import subject
from orders.delays import ABOUT_DELAYS, check_day, until_of, waiting
from orders.errors import BadValue, NotYours
from orders.messages import Message
from orders.model import Event, Order, Party
from orders.ports import HeardDay, Office, OrderView, UnitOfWork
from orders.states import ENDED, Actor
from orders.work import Kind, NewWork, Priority, Topic

#: So many days of one order are offered; people who name more are still bargaining.
MAX_OFFERS = 3


async def listen(
    uow: UnitOfWork,
    to: Party,
    dated: Sequence[tuple[Message, Sequence[date] | None]],
    zone: str,
    now: datetime,
) -> None:
    """Messages whose words name a day have reached `to`: each is looked at closely, by a row of its own.

    With the days, where they are known already: those that were offered, or cannot be agreed on where
    the seller lives (`zone`), need no row. What reached nobody was agreed on by nobody. Before there
    is an order there is nothing to delay.
    """
    for message, named in dated:
        about = await subject(uow, message.order_number)
        if not isinstance(about, Order) or about.state in ENDED:
            continue
        offered = await uow.heard_days.of(about.number)
        if _enough(offered) is not None:
            continue
        known = {one.day for one in offered}
        if named is None or any(
            day not in known and _agreeable(day, about, zone, now) for day in named
        ):
            seller = to if to.actor is Actor.SELLER else message.by
            await uow.work.add([_row(message, about.number, seller, now)])


def _enough(offered: Sequence[HeardDay]) -> str | None:
    """Why no day of the order is offered any more; None: one may be."""
    if any(one.declined for one in offered):
        return "the seller wants no such offers"
    return "enough days were offered" if len(offered) >= MAX_OFFERS else None


def _row(message: Message, number: int, seller: Party, now: datetime) -> NewWork:
    return NewWork(
        Kind.TELEGRAM,
        Topic.HEARD_DAY,
        seller,
        now,
        Priority.LATER,
        number,
        merge_key=f"heard:{message.id}",
        details={"message": str(message.id)},
    )


def chosen(
    view: OrderView,
    events: Sequence[Event],
    offered: Sequence[HeardDay],
    days: Sequence[date],
    now: datetime,
) -> date | str:
    """Which of the days that a message named to offer, the last first; or why none is offered."""
    order, zone = view.order, view.seller.timezone
    if order.state in ENDED:
        return f"order is {order.state}"
    if (proposal := waiting(events)) is not None and not proposal.recorded:
        return "the customer is being asked"
    if (why := _enough(offered)) is not None:
        return why
    known = {one.day for one in offered}
    known |= {
        until_of(event).astimezone(ZoneInfo(zone)).date()
        for event in events
        if event.what in ABOUT_DELAYS
    }
    new = (day for day in reversed(days) if day not in known and _agreeable(day, order, zone, now))
    return next(new, "no day is new")


async def decline(office: Office, number: int, by: Party, day: date) -> None:
    """The seller does not want it: no day of this order is offered again.

    Raises `UnknownOrder`, `NotYours`.
    """
    async with office.store.write() as uow:
        order = await uow.orders.get(number)
        if by != Party(Actor.SELLER, order.seller_id):
            raise NotYours(number)
        await uow.heard_days.put(number, HeardDay(day, office.clock.now(), declined=True))


def _agreeable(day: date, order: Order, zone: str, now: datetime) -> bool:
    try:
        check_day(day, order, zone, now)
    except BadValue:
        return False
    return True
