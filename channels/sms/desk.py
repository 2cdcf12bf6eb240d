"""Whether an SMS may go to a number now, and handing it to Twilio no more than once. It words nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import structlog

from channels import phones
from channels.sms.client import Texter, Told
from channels.sms.failures import Barred
from orders.model import Party
from orders.ports import Effect, Office, Pace, UnitOfWork
from orders.reach import Phone, Reach
from orders.routes import no_sms
from orders.sendings import Because
from orders.work import Work

_log = structlog.get_logger(__name__)


class Desk:
    """Where SMS go out: what they may cost, and to which countries they may go."""

    def __init__(self, office: Office, texter: Texter, allowed: Callable[[str], bool]) -> None:
        self._office = office
        self._texter = texter
        #: Whether SMS may go to this number's country.
        self._allowed = allowed

    @property
    def takes_replies(self) -> bool:
        """Whether people can answer."""
        return self._texter.takes_replies

    async def barred(self, to: Party, number: int | None, reach: Reach) -> Because | None:
        """Why no SMS may go to the person now; None: it may."""
        why = no_sms(reach, self._office.policy)
        if why is not None or reach.phone is None:
            return why or Because.NO_PHONE
        return await self.forbidden(to, number, reach.phone)

    async def forbidden(self, to: Party, number: int | None, phone: Phone) -> Because | None:
        """Why nothing may go to this number now: its kind, its owner's wish, its country, the budget."""
        if phone.unfit is not None or phones.unfit(phone.number) is not None:
            return Because.NO_PHONE
        if phone.opted_out_at is not None:
            return Because.OPTED_OUT
        if not self._allowed(phone.number):
            return Because.ABROAD
        policy, today = self._office.policy, _day(self._office.clock.now())
        async with self._office.store.read() as uow:
            spent = await uow.sendings.spent(to, number, today)
        budgets = {
            "order": (spent.order, policy.sms_per_order),
            "person": (spent.person, policy.sms_per_person),
            "day": (spent.day, policy.sms_per_day),
        }
        over = [name for name, (used, limit) in budgets.items() if used >= limit]
        if over:
            whose = f"{to.actor}:{to.id}"
            _log.error("the budget of SMS is used up", of=over, order=number, to=whose)
            return Because.BUDGET
        return None

    async def send(self, work: Work, phone: Phone, said: str, pace: Pace) -> Told:
        """Hand it to Twilio; where an earlier try may have done so, look for that first.

        Raises `ChannelError`, `PutBack`.
        """
        await pace.wait(int(phone.number.removeprefix("+")))
        if work.attempts > 1:
            before = await self._texter.sent_before(phone.number, said, work.created_at)
            async with self._office.store.read() as uow:
                ours = await uow.sendings.known([told.sid for told in before])
            for told in before:
                if told.sid not in ours:
                    _log.info("an SMS of unknown outcome had gone out", work=work.id, sid=told.sid)
                    return told
        return await self._texter.send(phone.number, said)


def mark(phone: Phone, failure: Barred, now: datetime) -> Effect:
    """What Twilio's refusal says of the number stays known."""

    async def remember(uow: UnitOfWork) -> None:
        known = await uow.reaches.phone(phone.number)
        if failure.because is Because.OPTED_OUT and known.opted_out_at is None:
            known = replace(known, opted_out_at=now)
        if failure.unfit is not None:
            known = replace(known, unfit=failure.unfit)
        await uow.reaches.put_phone(known)

    return remember


def _day(now: datetime) -> datetime:
    """When today began, UTC: budgets are of its days."""
    return now.replace(hour=0, minute=0, second=0, microsecond=0)
