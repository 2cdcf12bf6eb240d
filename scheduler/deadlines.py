"""The clock as an actor: a deadline that passed becomes a command through the one door."""

import structlog

from orders import desk, notices
from orders.commands import Command
from orders.errors import OrderError
from orders.model import CLOCK
from orders.ports import Delivered, Office, Pace, PutBack, UnitOfWork
from orders.states import Action
from orders.work import Work

_log = structlog.get_logger(__name__)


class Deadlines:
    """Carries out the clock's rows; a `Channel` that sends nothing."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def deliver(self, work: Work, _pace: Pace) -> Delivered:
        """Close the order if its deadline still stands; the decision is the completing transaction's."""
        number = work.order_number or 0
        async with self._office.store.read() as uow:
            order = await uow.orders.get(number)
        if not notices.deadline_wanted(order):
            return Delivered(wanted=False, why=f"order is {order.state}")
        if order.auto_close_at > self._office.clock.now():
            raise PutBack(order.auto_close_at, "the deadline moved")
        command = Command(number, Action.EXPIRE, CLOCK, f"clock:{number}:{order.version + 1}")

        async def expire(uow: UnitOfWork) -> None:
            now = self._office.clock.now()
            try:
                await desk.act_within(uow, command, now, self._office.policy)
            except OrderError as refusal:
                # Somebody closed or cancelled it between our look and this transaction.
                _log.info("deadline not applied", order=number, why=str(refusal))

        return Delivered(effect=expire)
