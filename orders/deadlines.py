"""Deadlines that have passed, many at once: closings, warnings, what the clock finds moved or ended.

It finds and times nothing: its rows are held for it (see `orders.ports.WorkQueue.hold`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from orders import notices
from orders.commands import Command
from orders.decide import Decision, decide
from orders.desk import fee_of
from orders.model import CLOCK, Order
from orders.policy import Policy
from orders.ports import Finished, UnitOfWork
from orders.states import Action
from orders.work import NewWork, Work, WorkState


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of rows that were held."""

    #: Rows that have ended. The others are due as before: somebody is changing their orders.
    ended: int
    #: Orders that the clock closed.
    closed: int


@dataclass(frozen=True, slots=True)
class Look:
    """What the clock, looking at an order, does about it."""

    finished: Finished
    #: The closing; None: there was none to do.
    decision: Decision | None = None
    #: What is to be written besides.
    rows: tuple[NewWork, ...] = ()


async def carry_out(
    uow: UnitOfWork, held: Sequence[Work], now: datetime, policy: Policy
) -> Carried:
    """Do what these deadlines come to now; the unit that holds their rows is the transaction.

    Raises `UnknownOrder`, and whatever a defect in looking at one order raises: then nothing of
    the unit may be kept.
    """
    orders = dict(await uow.orders.free([row.order_number or 0 for row in held]))
    looks = []
    for row in held:
        order = orders.get(row.order_number or 0)
        if order is not None:
            looks.append(seen := look(row, order, now, policy))
            if seen.decision is not None:
                orders[order.number] = seen.decision.order
    steps = [(s.decision.order, s.decision.event) for s in looks if s.decision is not None]
    if stale := await uow.orders.step_many(steps):
        looks = [s for s in looks if s.finished.work.order_number not in stale]
    await _write(uow, looks, now)
    closed = sum(s.decision is not None for s in looks)
    return Carried(len(looks), closed)


def look(row: Work, order: Order, now: datetime, policy: Policy) -> Look:
    """What the clock does about one order; pure. Raises what `decide` raises: a defect of ours."""
    if not notices.deadline_wanted(order):
        return Look(Finished(row, WorkState.CANCELLED, error=f"order is {order.state}"))
    if order.auto_close_at <= now:
        request_id = f"clock:{order.number}:{order.version + 1}"
        command = Command(order.number, Action.EXPIRE, CLOCK, request_id)
        decision = decide(order, command, now, policy)
        rows = tuple(notices.decided(decision, policy))
        return Look(Finished(row, WorkState.DONE), decision, rows)
    next_look = notices.deadline(order, now, policy)
    if notices.closing_near(order, now, policy):
        return Look(Finished(row, WorkState.DONE), rows=(next_look, notices.closing(order, now)))
    return Look(Finished(row, WorkState.DONE, error="the deadline moved"), rows=(next_look,))


async def _write(uow: UnitOfWork, looks: Sequence[Look], now: datetime) -> None:
    # Before anything is added: an open row would take in the next look at its own order.
    await uow.work.finish([look.finished for look in looks], now)
    fees = [fee_of(look.decision) for look in looks if look.decision is not None]
    await uow.fees.due_many([fee for fee in fees if fee is not None])
    await uow.work.add([row for look in looks for row in look.rows])
