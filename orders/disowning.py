"""A customer did not order what a seller has added for them: the seller is told at once, and the card warns.

It moves no state: a slip must not destroy an order, and the seller may know better.
"""

from collections.abc import Sequence
from datetime import datetime

from orders.commands import Outcome
from orders.decide import refusal
from orders.desk import done_before
from orders.model import Event, Happening, Order, Party
from orders.ports import Office, UnitOfWork
from orders.remarks import announce, check_part
from orders.states import Actor, State

#: The states in which it may be said: later it was paid or sent, and the talk is for that.
OPEN_TO_DISOWN = frozenset({State.NEW, State.CONFIRMED})
#: What `NotAllowed` calls it: it is no action of the table.
DISOWN = "disown"


def added(events: Sequence[Event]) -> bool:
    """Whether the seller has placed the order."""
    return bool(events) and events[0].by.actor is Actor.SELLER


def disowned(events: Sequence[Event]) -> bool:
    """Whether the customer has said that they did not order it."""
    return any(event.what is Happening.DISOWNED for event in events)


def may_disown(order: Order, events: Sequence[Event]) -> bool:
    """Whether the customer may say so."""
    return order.state in OPEN_TO_DISOWN and added(events) and not disowned(events)


async def disown(office: Office, number: int, by: Party, *, request_id: str) -> Outcome:
    """The customer did not order this. Raises `UnknownOrder`, `NotYours`, `NotAllowed`."""
    async with office.store.write() as uow:
        outcome = await disown_within(uow, number, by, office.clock.now(), request_id=request_id)
    office.wake()
    return outcome


async def disown_within(
    uow: UnitOfWork, number: int, by: Party, now: datetime, *, request_id: str
) -> Outcome:
    """The same inside the caller's transaction."""
    order = await uow.orders.get(number)
    if known := await done_before(uow, order, by, request_id):
        return known
    check_part(order, by, Actor.CUSTOMER)
    if not may_disown(order, await uow.orders.events(number)):
        raise refusal(order, DISOWN, by)
    return await announce(uow, order, by, Happening.DISOWNED, "", request_id, now)
