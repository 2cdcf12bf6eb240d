"""What a row tells somebody, with all that an SMS or a letter about it needs, read in one go.

It words nothing: SMS and e-mail have their own words. Telegram reads for itself (`channels.telegram`).
"""

from dataclasses import dataclass, replace
from datetime import datetime

from channels.texts import Texts, Voice
from orders import asking, questions
from orders.asks import Asker
from orders.messages import Fate, Message, Relay
from orders.model import Event
from orders.notices import Overdue
from orders.ports import Effect, Office, OrderView, PutBack, TalkView, UnitOfWork
from orders.reach import Reach
from orders.relevance import overdue_since, stale_notice, stale_reminder
from orders.sendings import Because
from orders.states import State
from orders.work import Topic, Work, WorkState


@dataclass(frozen=True, slots=True)
class Tiding:
    """Something to tell one person."""

    work: Work
    #: The order; or, of a message, what it is about.
    view: TalkView
    events: tuple[Event, ...]
    reach: Reach
    voice: Voice
    now: datetime
    #: Why it goes this way.
    because: Because
    #: What a notice or a correction is about.
    event: Event | None = None
    #: What the other side has said, in its newest version.
    message: Message | None = None
    #: What a reminder is about, and since when.
    overdue: Overdue | None = None
    since: datetime | None = None
    #: On whose behalf the customer is asked for feedback.
    asker: Asker | None = None
    #: What is written once it has gone out.
    then: Effect | None = None

    @property
    def is_stopgap(self) -> bool:
        """Whether Telegram will bring the thing itself, and this says only that there is something."""
        return self.because is Because.OUT_OF_REACH

    @property
    def order(self) -> OrderView:
        """The order with its people. Raises `TypeError` where there is none yet."""
        if not isinstance(self.view, OrderView):
            raise TypeError(f"row {self.work.id} is about no order")
        return self.view


class TidingReader:
    """Reads what a row tells, if it is still to be told."""

    def __init__(self, office: Office, texts: Texts, timezone: str) -> None:
        self._office = office
        self._texts = texts
        self._timezone = timezone

    async def read(self, work: Work) -> Tiding | str:
        """What to tell, or why nothing any more. Raises `PutBack` for what is not to be told yet."""
        office, number = self._office, work.order_number or 0
        async with office.store.read() as uow:
            view = await asking.view(uow, number)
            is_order = isinstance(view, OrderView)
            events = await uow.orders.events(view.subject.number) if is_order else ()
            reach = await uow.reaches.of(work.to, number)
            tiding = Tiding(
                work,
                view,
                events,
                reach,
                self._texts.voice(reach.locale, reach.timezone or self._timezone),
                office.clock.now(),
                Because(work.details["because"]),
            )
            return await self._completed(uow, tiding)

    async def _completed(self, uow: UnitOfWork, tiding: Tiding) -> Tiding | str:
        match tiding.work.topic:
            case Topic.CARD:
                return await _alert(uow, tiding)
            case Topic.NOTICE | Topic.CORRECTION:
                return await _news(uow, tiding)
            case Topic.MESSAGE:
                return await _message(uow, tiding)
            case Topic.CLOSING | Topic.REMINDER:
                return await self._reminder(uow, tiding)
            case Topic.FEEDBACK:
                return await self._question(uow, tiding)
            case other:
                raise ValueError(f"nobody tells {other} this way")

    async def _reminder(self, uow: UnitOfWork, tiding: Tiding) -> Tiding | str:
        work = tiding.work
        why = stale_reminder(work, tiding.order.order, tiding.events, tiding.now)
        if why is not None or work.topic is Topic.CLOSING:
            return why or tiding
        what = Overdue(work.details["what"])
        if what is Overdue.ANSWER:
            # The alert may have waited for the morning: two at once would say the same.
            told = await uow.sendings.told(work.to, work.order_number or 0, Topic.CARD)
            again_at = None if told is None else told.at + self._office.policy.unanswered_after
            if again_at is not None and again_at > tiding.now:
                raise PutBack(again_at, "they were told of it only now")
        return replace(tiding, overdue=what, since=overdue_since(work, tiding.events))

    async def _question(self, uow: UnitOfWork, tiding: Tiding) -> Tiding | str:
        view, work, policy = tiding.order, tiding.work, self._office.policy
        on_behalf = Asker(work.details["by"])
        before = await uow.feedback.asking(view.order.number)
        at = questions.ask_at(view, tiding.events, before, on_behalf, tiding.now, policy)
        if isinstance(at, str):
            return at
        if at > tiding.now:
            raise PutBack(at, "not yet")
        then = questions.asked(view.order.number, on_behalf, tiding.now, policy)
        return replace(tiding, asker=on_behalf, then=then)


async def _alert(uow: UnitOfWork, tiding: Tiding) -> Tiding | str:
    """A new order: nobody needs to be told of one that somebody has dealt with."""
    work, order = tiding.work, tiding.order.order
    if order.state is not State.NEW:
        return f"order is {order.state}"
    if await uow.sendings.told(work.to, order.number, Topic.CARD, kind=work.kind):
        return "they were told this way"
    if tiding.is_stopgap and await uow.cards.get(order.number, work.to) is not None:
        return "Telegram has told them"
    return tiding


async def _news(uow: UnitOfWork, tiding: Tiding) -> Tiding | str:
    work = tiding.work
    event = next(e for e in tiding.events if e.version == work.event)
    if await uow.sendings.told(
        work.to, event.order_number, work.topic, kind=work.kind, event=event.version
    ):
        return "they were told this way"
    state = await uow.work.state_of(event.order_number, work.topic, event.version)
    if tiding.is_stopgap and state == WorkState.DONE:
        return "Telegram has told them"
    if work.topic is Topic.CORRECTION:
        return replace(tiding, event=event)
    why = stale_notice(tiding.events, event)
    return replace(tiding, event=event) if why is None else why


async def _message(uow: UnitOfWork, tiding: Tiding) -> Tiding | str:
    work = tiding.work
    message = await uow.talk.get(int(work.details["message"]))
    relay = (await uow.talk.relays([message.id]))[message.id]
    if relay.fate is Fate.DELIVERED and relay.version == message.version:
        return "the other side has this version"
    if tiding.is_stopgap:
        # It is only said that there is one: Telegram brings it when it is in reach again.
        known = await uow.sendings.told(
            work.to, message.order_number, Topic.MESSAGE, kind=work.kind, message_id=message.id
        )
        return "they were told this way" if known else replace(tiding, message=message)

    async def arrived(uow: UnitOfWork) -> None:
        version = message.version
        await uow.talk.put_relay(
            Relay(message.id, work.to, Fate.DELIVERED, version, "", tiding.now)
        )

    return replace(tiding, message=message, then=arrived)
