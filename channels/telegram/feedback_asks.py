"""Whether a customer is still to be asked for feedback, with which words, and what is written with it. It sends nothing."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from channels.telegram import feedback
from channels.telegram.faces import Face
from channels.telegram.showing import Errand
from channels.texts import Voice
from orders import asks
from orders.asks import Asker, Asking
from orders.ports import Effect, Office, OrderView, PutBack, UnitOfWork
from orders.questions import ask_at, asked


async def asking(office: Office, errand: Errand) -> tuple[Face, Effect] | str:
    """The question, and what to write once it has gone out; or why there is none any more.

    Raises `PutBack` where the clock has looked too early: a step was taken back meanwhile.
    """
    view, events, now, policy = errand.view, errand.events, errand.now, office.policy
    on_behalf = Asker(errand.work.details["by"])
    async with office.store.read() as uow:
        before = await uow.feedback.asking(view.order.number)
    at = ask_at(view, events, before, on_behalf, now, policy)
    if isinstance(at, str):
        return at
    if at > now:
        raise PutBack(at, "not yet")
    face = feedback.ask(view, on_behalf, errand.voice, again=_again(before, on_behalf))
    return face, asked(view.order.number, on_behalf, now, policy)


async def held(
    office: Office, customer_id: int, voice: Voice, now: datetime
) -> tuple[Face | None, Sequence[Effect]]:
    """What has waited for the morning: one question as it is, several as one message; None: nothing any more.

    And what to write once it has gone out.
    """
    wanted: list[tuple[OrderView, Asking]] = []
    effects: list[Effect] = []
    async with office.store.read() as uow:
        for number in await uow.feedback.held(customer_id):
            view, events = await uow.orders.view(number), await uow.orders.events(number)
            before = await uow.feedback.asking(number)
            on_behalf = before.held or Asker.CLOCK
            at = ask_at(view, events, before, on_behalf, now, office.policy)
            if isinstance(at, str) or at > now:
                effects.append(_let_go(number, at))
            else:
                wanted.append((view, before))
                effects.append(asked(number, on_behalf, now, office.policy))
    if not wanted:
        return None, effects
    if len(wanted) > 1:
        return feedback.ask_all([view for view, _ in wanted], voice), effects
    [(view, before)] = wanted
    on_behalf = before.held or Asker.CLOCK
    return feedback.ask(view, on_behalf, voice, again=_again(before, on_behalf)), effects


def _again(before: Asking, on_behalf: Asker) -> bool:
    return on_behalf is Asker.CLOCK and before.asked > 0


def _let_go(number: int, at: datetime | str) -> Effect:
    """It waits no more for the morning; one that comes later by itself still does."""

    async def forget(uow: UnitOfWork) -> None:
        order = await uow.orders.get(number)
        before = await uow.feedback.asking(number)
        await uow.feedback.put_asking(number, replace(before, held=None))
        if not isinstance(at, str):
            await uow.work.add([asks.ask(order, at)])

    return forget
