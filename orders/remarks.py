"""What people say of an order that is no step of it: about a delay, about feedback. It decides nothing."""

from dataclasses import replace
from datetime import datetime

from orders import notices
from orders.commands import Outcome
from orders.decide import has_part
from orders.errors import NotYours
from orders.model import Event, Happening, Order, Party
from orders.ports import UnitOfWork
from orders.states import Actor


async def remark(
    uow: UnitOfWork,
    order: Order,
    by: Party,
    what: Happening,
    text: str,
    request_id: str,
    now: datetime,
) -> Outcome:
    """Write it into the history, and the order with whatever it changes; both cards show it."""
    version = order.version + 1
    event = Event(order.number, version, what, by, now, order.state, request_id, text=text)
    after = replace(order, version=version)
    await uow.orders.save(after, event)
    await uow.work.add(notices.cards(after, now))
    return Outcome(after, event)


async def announce(
    uow: UnitOfWork,
    order: Order,
    by: Party,
    what: Happening,
    text: str,
    request_id: str,
    now: datetime,
) -> Outcome:
    """`remark`, and the other of the two is told of it with a sound."""
    outcome = await remark(uow, order, by, what, text, request_id, now)
    await uow.work.add([notices.told(outcome.order, outcome.event)])
    return outcome


def check_part(order: Order, by: Party, actor: Actor) -> None:
    """Raises `NotYours` unless `by` is the order's `actor`."""
    if by.actor is not actor or not has_part(order, by):
        raise NotYours(order.number)
