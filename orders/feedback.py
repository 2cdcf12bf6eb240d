"""Feedback on an order: it has come, the customer judges it, the seller answers or reminds. It asks and sends nothing itself.

What is said is events of the order's history; how it reads now, and how often was asked, are rows.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from orders import notices
from orders.asks import Asker, Asking, ask
from orders.commands import Outcome
from orders.desk import done_before
from orders.model import Event, Happening, Order, Party, within
from orders.policy import Policy
from orders.ports import Office, OrderView, UnitOfWork
from orders.ratings import (
    MAX_FEEDBACK,
    Feedback,
    FeedbackRefused,
    Opinion,
    Unwanted,
    may_judge,
    may_receive,
    may_remind,
    received,
    was_cancelled,
)
from orders.remarks import announce, check_part, remark
from orders.routes import besides
from orders.states import Actor, State
from orders.work import Topic


async def receive(office: Office, number: int, by: Party, *, request_id: str) -> Outcome:
    """The customer has what was ordered: the seller is told, and the customer asked what they think.

    The order's state is the seller's business. Raises `UnknownOrder`, `NotYours`, `FeedbackRefused`.
    """
    now = office.clock.now()
    async with office.store.write() as uow:
        order = await uow.orders.get(number)
        if known := await done_before(uow, order, by, request_id):
            return known
        check_part(order, by, Actor.CUSTOMER)
        events = await uow.orders.events(number)
        if not may_receive(order, events):
            raise FeedbackRefused(number, _no_receipt(order, events))
        outcome = await remark(uow, order, by, Happening.RECEIVED, "", request_id, now)
        await uow.work.add(
            [
                notices.told(outcome.order, outcome.event),
                ask(outcome.order, now, Asker.CUSTOMER),
            ]
        )
    office.wake()
    return outcome


async def give(
    office: Office,
    number: int,
    by: Party,
    *,
    request_id: str,
    stars: tuple[int, int] | None = None,
    comment: str | None = None,
) -> Feedback:
    """The customer gives feedback, or changes it: stars for product and seller, comment; None: as it is.

    Raises `UnknownOrder`, `NotYours`, `FeedbackRefused`, `BadValue`.
    """
    async with office.store.write() as uow:
        now = office.clock.now()
        given = await give_within(
            uow, number, by, now, office.policy, request_id=request_id, stars=stars, comment=comment
        )
    office.wake()
    return given


async def give_within(
    uow: UnitOfWork,
    number: int,
    by: Party,
    now: datetime,
    policy: Policy,
    *,
    request_id: str,
    stars: tuple[int, int] | None = None,
    comment: str | None = None,
) -> Feedback:
    """`give` inside the caller's transaction; the caller wakes the runner after the commit."""
    order = await uow.orders.get(number)
    check_part(order, by, Actor.CUSTOMER)
    known = await uow.feedback.get(number)
    if known is not None and await done_before(uow, order, by, request_id):
        return known
    await _check_judges(uow, order, known, now, policy)
    opinion = _opinion(order, known, stars, comment)
    if known is not None and known.opinion == opinion:
        return known
    given = _given(order, known, opinion, now)
    await uow.feedback.put(given)
    what = Happening.FEEDBACK_GIVEN if known is None else Happening.FEEDBACK_CHANGED
    outcome = await remark(uow, order, by, what, opinion.text, request_id, now)
    row = notices.told(outcome.order, outcome.event)
    # Of changes in quick succession the seller hears the last.
    due_at = now if known is None else now + policy.notice_hold
    await uow.work.add([replace(row, due_at=due_at)])
    return given


async def look(office: Office, number: int, by: Party) -> OrderView:
    """The order, for its customer who may judge it now (again). Raises as `give` does."""
    async with office.store.read() as uow:
        view = await uow.orders.view(number)
        check_part(view.order, by, Actor.CUSTOMER)
        await _check_judges(uow, view.order, view.feedback, office.clock.now(), office.policy)
        return view


async def answer(office: Office, number: int, by: Party, text: str, *, request_id: str) -> Feedback:
    """The seller answers the feedback, once; the customer is told.

    Raises `UnknownOrder`, `NotYours`, `FeedbackRefused`, `BadValue` ("answer").
    """
    now = office.clock.now()
    async with office.store.write() as uow:
        order = await uow.orders.get(number)
        known = await check_answer(uow, order, by)
        if await done_before(uow, order, by, request_id):
            return known
        if known.answer:
            raise FeedbackRefused(number, Unwanted.ANSWERED)
        said = within(text, MAX_FEEDBACK, "answer")
        answered = replace(known, answer=said, answered_at=now)
        await uow.feedback.put(answered)
        what = Happening.FEEDBACK_ANSWERED
        await announce(uow, order, by, what, said, request_id, now)
    office.wake()
    return answered


async def check_answer(uow: UnitOfWork, order: Order, by: Party) -> Feedback:
    """The feedback that the seller wants to answer, answered or not. Raises as `answer` does."""
    check_part(order, by, Actor.SELLER)
    known = await uow.feedback.get(order.number)
    if known is None:
        raise FeedbackRefused(order.number, Unwanted.NONE)
    return known


async def remind(office: Office, number: int, by: Party) -> tuple[OrderView, bool]:
    """The seller has the customer asked once more; the order as it is, and whether anything reaches them.

    Somebody who cannot be reached is not reminded, and it does not count. Raises
    `UnknownOrder`, `NotYours`, `FeedbackRefused`.
    """
    now = office.clock.now()
    async with office.store.write() as uow:
        order = await uow.orders.get(number)
        check_part(order, by, Actor.SELLER)
        view = await uow.orders.view(number)
        asking = await uow.feedback.asking(number)
        check_reminder(view, await uow.orders.events(number), asking, now, office.policy)
        reach = await uow.reaches.of(notices.customer_of(order), number)
        reached = view.customer_in_reach or besides(reach, Topic.FEEDBACK, office.policy)
        if reached:
            once_more = replace(asking, reminded=asking.reminded + 1, reminded_at=now)
            await uow.feedback.put_asking(number, once_more)
            await uow.work.add([ask(order, now, Asker.SELLER)])
    office.wake()
    return view, reached


def check_reminder(
    view: OrderView, events: Sequence[Event], asking: Asking, now: datetime, policy: Policy
) -> None:
    """Raises `FeedbackRefused` where the seller may not remind of feedback now."""
    number = view.order.number
    if was_cancelled(events):
        raise FeedbackRefused(number, Unwanted.CANCELLED)
    if view.feedback is not None:
        raise FeedbackRefused(number, Unwanted.GIVEN)
    if not may_remind(view.order, events):
        raise FeedbackRefused(number, Unwanted.TOO_EARLY)
    if asking.reminded >= policy.feedback_reminders:
        raise FeedbackRefused(number, Unwanted.TOO_OFTEN)
    if asking.reminded_at is not None:
        again_at = asking.reminded_at + policy.feedback_reminder_every
        if now < again_at:
            raise FeedbackRefused(number, Unwanted.TOO_SOON, again_at)


def _no_receipt(order: Order, events: Sequence[Event]) -> Unwanted:
    if order.state is State.CANCELLED:
        return Unwanted.CANCELLED
    if received(events) or order.state is State.CLOSED:
        return Unwanted.RECEIVED
    return Unwanted.TOO_EARLY


async def _check_judges(
    uow: UnitOfWork, order: Order, known: Feedback | None, now: datetime, policy: Policy
) -> None:
    """Raises `FeedbackRefused` where the customer may give none, or may no longer change it."""
    if order.state is State.CANCELLED:
        raise FeedbackRefused(order.number, Unwanted.CANCELLED)
    if known is not None:
        if not known.editable(now, policy):
            raise FeedbackRefused(order.number, Unwanted.TOO_LATE)
    elif not may_judge(order, await uow.orders.events(order.number)):
        raise FeedbackRefused(order.number, Unwanted.TOO_EARLY)


def _opinion(
    order: Order, known: Feedback | None, stars: tuple[int, int] | None, comment: str | None
) -> Opinion:
    if known is None and stars is None:
        raise FeedbackRefused(order.number, Unwanted.NONE)
    product, seller = stars or (0, 0)
    said = within(comment or "", MAX_FEEDBACK, "feedback", required=False)
    if known is None:
        return Opinion(product, seller, said)
    before = known.opinion
    if stars is None:
        product, seller = before.product, before.seller
    return Opinion(product, seller, before.comment if comment is None else said)


def _given(order: Order, known: Feedback | None, opinion: Opinion, now: datetime) -> Feedback:
    if known is not None:
        return replace(known, opinion=opinion, edited_at=now)
    return Feedback(order.number, order.seller_id, order.customer_id, opinion, now)
