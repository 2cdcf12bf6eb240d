"""Carry out the work rows of SMS: tell, answer, and hand on what SMS cannot bring.

What is said stands in `texts`, what it may cost in `desk`, what became of it in `fates`.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from channels.sms import texts
from channels.sms.client import Texter, Told
from channels.sms.desk import Desk, mark
from channels.sms.failures import Barred
from channels.sms.fates import look
from channels.sms.segments import segments
from channels.telegram.links import Links
from channels.tidings import Tiding, TidingReader
from orders import escalation
from orders.errors import TemporaryFailure
from orders.ports import Delivered, Effect, Office, Pace, PutBack, UnitOfWork, in_turn
from orders.reach import Phone
from orders.rhythm import Manner, manner, wakes_at
from orders.routes import MUST_ARRIVE
from orders.sendings import Because, Sending
from orders.states import Actor
from orders.work import Kind, NewWork, Topic, Work

#: New orders told of in one SMS.
_TOGETHER = 50


class SmsCourier:
    """SMS as a `Channel` for work rows. Without a `texter` everything is handed on."""

    def __init__(
        self,
        office: Office,
        texter: Texter | None,
        reader: TidingReader,
        links: Links,
        allowed: Callable[[str], bool],
        timezone: str,
    ) -> None:
        self._office = office
        self._texter = texter
        self._desk = None if texter is None else Desk(office, texter, allowed)
        self._reader = reader
        self._links = links
        self._timezone = timezone

    async def deliver(self, work: Work, pace: Pace) -> Delivered:
        """Do what the row says, if it is still wanted. Raises `ChannelError`, `PutBack`."""
        if work.topic is Topic.FATE:
            return await look(self._office, self._texter, work)
        if self._desk is None:
            return await self._hand_on(work, Because.NO_PHONE)
        match work.topic:
            case Topic.ANSWER:
                return await self._answer(work, self._desk, pace)
            case Topic.UNOPENED:
                return await self._unopened(work, self._desk, pace)
        return await self._tell(work, self._desk, pace)

    async def _unopened(self, work: Work, desk: Desk, pace: Pace) -> Delivered:
        async with self._office.store.read() as uow:
            why = await escalation.still_unopened(uow, work)
        if why is not None:
            return Delivered(wanted=False, why=why)
        return await self._tell(replace(work, topic=Topic.CARD), desk, pace)

    async def _tell(self, work: Work, desk: Desk, pace: Pace) -> Delivered:
        tiding = await self._reader.read(work)
        if isinstance(tiding, str):
            return Delivered(wanted=False, why=tiding)
        phone = tiding.reach.phone
        barred = await desk.barred(work.to, work.order_number, tiding.reach)
        if barred is not None or phone is None:
            return await self._hand_on(work, barred or Because.NO_PHONE)
        await self._keep_quiet(work, tiding)
        numbers = await self._orders_of(tiding)
        said = self._said(tiding, numbers, replies=desk.takes_replies)
        try:
            told = await desk.send(work, phone, said, pace)
        except Barred as failure:
            handed = await self._hand_on(work, failure.because, failure.reason)
            marked = mark(phone, failure, tiding.now)
            return replace(handed, effect=in_turn((marked, handed.effect)))
        except TemporaryFailure:
            late = work.created_at + self._office.policy.sms_silent_after
            if tiding.now > late and await self._next(work, Because.SMS_FAILED) is not None:
                return await self._hand_on(work, Because.SMS_FAILED)
            raise
        sent = self._sent(tiding, phone, numbers, said, told)
        # What became of it may be known already, and must not wait for the tick.
        return Delivered(effect=in_turn((sent, tiding.then)), wakes=True)

    async def _keep_quiet(self, work: Work, tiding: Tiding) -> None:
        """An SMS always makes a sound. Raises `PutBack` for what is not to make one now."""
        async with self._office.store.read() as uow:
            rhythm = await uow.rhythms.of(work.to)
        if manner(rhythm, work.topic, tiding.now, self._timezone) is not Manner.ALOUD:
            raise PutBack(wakes_at(rhythm, tiding.now, self._timezone), "quiet hours")

    async def _orders_of(self, tiding: Tiding) -> Sequence[int]:
        """The row's order; of an alert all new ones that the seller was not told of: one SMS names them."""
        number = tiding.view.subject.number
        if tiding.work.topic is not Topic.CARD:
            return (number,)
        seen = tiding.because is Because.UNOPENED
        wait = self._office.policy.unopened_after if seen else timedelta(0)
        async with self._office.store.read() as uow:
            found = await uow.sendings.untold(
                tiding.work.to.id, shown=seen, placed_by=tiding.now - wait, limit=_TOGETHER
            )
        return (number, *(other for other in found if other != number))

    def _said(self, tiding: Tiding, numbers: Sequence[int], *, replies: bool) -> str:
        if len(numbers) > 1:
            return texts.alert(tiding, numbers, replies=replies)
        link = None
        if tiding.work.to.actor is Actor.CUSTOMER and not tiding.reach.telegram:
            link = self._links.order(numbers[0], self._office.sign(f"order:{numbers[0]}"))
        return texts.text(tiding, replies=replies, link=link)

    def _sent(
        self, tiding: Tiding, phone: Phone, numbers: Sequence[int], said: str, told: Told
    ) -> Effect:
        work, wait = tiding.work, self._office.policy.sms_silent_after
        sendings = [
            Sending(
                Kind.SMS,
                work.to,
                phone.number,
                work.topic,
                tiding.because,
                tiding.now,
                told.sid,
                number,
                work.event,
                None if tiding.message is None else tiding.message.id,
                work.details,
                0 if place else segments(said),
            )
            for place, number in enumerate(numbers)
        ]

        async def remember(uow: UnitOfWork) -> None:
            for sending in sendings:
                await uow.sendings.add(sending)
            await escalation.look_later(uow, sendings[0], wait)

        return remember

    async def _answer(self, work: Work, desk: Desk, pace: Pace) -> Delivered:
        """Somebody wrote, or asked for something: the text is worded already."""
        now, said = self._office.clock.now(), work.details["text"]
        async with self._office.store.read() as uow:
            phone = await uow.reaches.phone(work.details["to"])
        if why := await desk.forbidden(work.to, None, phone):
            return Delivered(wanted=False, why=f"no SMS: {why}")
        try:
            told = await desk.send(work, phone, said, pace)
        except Barred as failure:
            return Delivered(wanted=False, why=failure.reason, effect=mark(phone, failure, now))
        sending = Sending(
            Kind.SMS,
            work.to,
            phone.number,
            work.topic,
            Because.ASKED,
            now,
            told.sid,
            work.order_number,
            segments=segments(said),
        )

        async def remember(uow: UnitOfWork) -> None:
            await uow.sendings.add(sending)

        return Delivered(effect=remember)

    async def _hand_on(self, work: Work, because: Because, why: str = "") -> Delivered:
        found = await self._next(work, because)
        # A card that was not looked at stands in Telegram all the same.
        only_way = work.topic in MUST_ARRIVE and work.details["because"] != Because.UNOPENED
        return Delivered(
            wanted=False,
            why=why or f"no SMS: {because}",
            lost=only_way and found is None,
            effect=escalation.hand_on(found),
            wakes=found is not None,
        )

    async def _next(self, work: Work, because: Because) -> NewWork | None:
        async with self._office.store.read() as uow:
            now = self._office.clock.now()
            return await escalation.next_way(uow, work, because, self._office.policy, now)
