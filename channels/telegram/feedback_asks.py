"""Whether a customer is still to be asked for feedback, with which words, and what is written with it. It sends nothing."""

from channels.telegram import feedback
from channels.telegram.faces import Face
from channels.telegram.showing import Errand
from orders import asks
from orders.asks import Asker, next_ask
from orders.ports import Effect, Office, PutBack, UnitOfWork
from orders.ratings import may_judge


async def asking(office: Office, errand: Errand) -> tuple[Face, Effect] | str:
    """The question, and what to write once it has gone out; or why there is none any more.

    Raises `PutBack` where the clock has looked too early: a step was taken back meanwhile.
    """
    view, events, now, policy = errand.view, errand.events, errand.now, office.policy
    on_behalf = Asker(errand.work.details["by"])
    if view.feedback is not None:
        return "feedback was given"
    number = view.order.number
    async with office.store.read() as uow:
        before = await uow.feedback.asking(number)
    if on_behalf is Asker.CLOCK:
        at = next_ask(events, before, policy)
        if at is None:
            return "nothing is to be asked any more"
        if at > now:
            raise PutBack(at, "not yet")
    elif not may_judge(view.order, events):
        return f"order is {view.order.state}"

    async def remember(uow: UnitOfWork) -> None:
        order = await uow.orders.get(number)
        after = asks.asked_now(await uow.feedback.asking(number), on_behalf, now)
        await uow.feedback.put_asking(number, after)
        at = next_ask(await uow.orders.events(number), after, policy)
        if on_behalf is not Asker.SELLER and at is not None:
            await uow.work.add([asks.ask(order, at)])

    again = on_behalf is Asker.CLOCK and before.asked > 0
    return feedback.ask(view, on_behalf, errand.voice, again=again), remember
