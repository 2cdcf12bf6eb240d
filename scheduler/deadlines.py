"""The clock as an actor: a deadline that passed becomes a command through the one door."""

import structlog

from orders import desk, notices
from orders.commands import Command
from orders.errors import OrderError
from orders.model import CLOCK, Order
from orders.ports import Delivered, Effect, Office, Pace, PutBack, UnitOfWork
from orders.states import Action
from orders.work import Work

_log = structlog.get_logger(__name__)


class Deadlines:
    """Carries out the clock's rows; a `Channel` that sends nothing."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def deliver(self, work: Work, _pace: Pace) -> Delivered:
        """Warn of the deadline, or close the order if it still stands; the completing transaction decides."""
        number, now = work.order_number or 0, self._office.clock.now()
        policy = self._office.policy
        async with self._office.store.read() as uow:
            order = await uow.orders.get(number)
        if not notices.deadline_wanted(order):
            return Delivered(wanted=False, why=f"order is {order.state}")
        if not notices.closing_near(order, now, policy):
            raise PutBack(notices.next_look(order, now, policy), "the deadline moved")
        return Delivered(
            effect=self._warn(number) if order.auto_close_at > now else self._expire(order)
        )

    def _warn(self, number: int) -> Effect:
        async def warn(uow: UnitOfWork) -> None:
            order, now = await uow.orders.get(number), self._office.clock.now()
            if notices.deadline_wanted(order):
                then = notices.deadline(order, now, self._office.policy)
                await uow.work.add([notices.closing(order, now), then])

        return warn

    def _expire(self, order: Order) -> Effect:
        command = Command(
            order.number, Action.EXPIRE, CLOCK, f"clock:{order.number}:{order.version + 1}"
        )

        async def expire(uow: UnitOfWork) -> None:
            now = self._office.clock.now()
            try:
                await desk.act_within(uow, command, now, self._office.policy)
            except OrderError as refusal:
                # Somebody closed or cancelled it between our look and this transaction.
                _log.info("deadline not applied", order=order.number, why=str(refusal))

        return expire
