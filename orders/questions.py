"""Whether a customer is still to be asked for feedback, and what is written once they were. It words nothing."""

from collections.abc import Sequence
from datetime import datetime

from orders import asks
from orders.asks import Asker, Asking, next_ask
from orders.model import Event
from orders.policy import Policy
from orders.ports import Effect, OrderView, UnitOfWork
from orders.ratings import may_judge


def ask_at(
    view: OrderView,
    events: Sequence[Event],
    before: Asking,
    on_behalf: Asker,
    now: datetime,
    policy: Policy,
) -> datetime | str:
    """When to ask, or why not at all."""
    if view.feedback is not None:
        return "feedback was given"
    if on_behalf is Asker.CLOCK:
        at = next_ask(events, before, policy)
        return "nothing is to be asked any more" if at is None else at
    return now if may_judge(view.order, events) else f"order is {view.order.state}"


def asked(number: int, on_behalf: Asker, now: datetime, policy: Policy) -> Effect:
    """What is written with the question: it counts, and the next one is a row."""

    async def remember(uow: UnitOfWork) -> None:
        order = await uow.orders.get(number)
        after = asks.asked_now(await uow.feedback.asking(number), on_behalf, now)
        await uow.feedback.put_asking(number, after)
        at = next_ask(await uow.orders.events(number), after, policy)
        if on_behalf is not Asker.SELLER and at is not None:
            await uow.work.add([asks.ask(order, at)])

    return remember
