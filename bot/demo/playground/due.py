"""What the clock will do next by itself, as the rows have it. It moves no clock."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from orders.model import Order
from orders.policy import Policy
from orders.ports import OrderView
from orders.states import ENDED, Actor
from orders.work import Topic, WorkState

#: The order closes by itself; the ring that is held back goes out; Undo is over.
What = Literal["expire", "notice", "undo"]

#: `WorkQueue.state_of`: what became of the row about this event of an order.
StateOf = Callable[[int, Topic, int], Awaitable[str | None]]

_POLICY = Policy()


@dataclass(frozen=True, slots=True)
class Due:
    """Something that waits for its time."""

    at: datetime
    what: What
    number: int


async def next_due(state_of: StateOf, views: Iterable[OrderView], now: datetime) -> Due | None:
    """The first thing after `now` that waits for the clock alone."""
    waiting = [due for view in views async for due in _waiting(state_of, view.order, now)]
    return min(waiting, key=lambda due: due.at, default=None)


async def _waiting(state_of: StateOf, order: Order, now: datetime) -> AsyncIterator[Due]:
    if order.state not in ENDED and order.auto_close_at > now:
        yield Due(order.auto_close_at, "expire", order.number)
    last = order.last
    if last is None or last.by.actor is not Actor.SELLER:
        return
    rows: tuple[tuple[What, Topic, timedelta], ...] = (
        ("notice", Topic.NOTICE, _POLICY.notice_hold),
        ("undo", Topic.CARD, _POLICY.undo_window),
    )
    for what, topic, held in rows:
        if (at := last.at + held) > now:
            state = await state_of(order.number, topic, last.version)
            if state == WorkState.OPEN:
                yield Due(at, what, order.number)
