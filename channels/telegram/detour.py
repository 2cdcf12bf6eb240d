"""What Telegram does not bring goes another way, and what went another way is not brought again. It sends nothing."""

from datetime import timedelta

from channels.telegram.relaying import Relayer
from channels.telegram.showing import is_alert
from orders import escalation, linking, rounds
from orders.ports import Delivered, Effect, Office, UnitOfWork, in_turn
from orders.sendings import Because
from orders.states import Actor
from orders.work import ASKED, NewWork, Topic, Work

#: A row that has waited for so long has been seen to before.
_YOUNG = timedelta(minutes=2)
#: The summary of what came while Telegram was out of reach waits so long, that it is one.
_GATHER = timedelta(seconds=5)
#: Orders looked through for one that was told of another way.
_MANY = 1000


class Detour:
    """The ways around Telegram."""

    def __init__(self, office: Office, relayer: Relayer) -> None:
        self._office = office
        self._relayer = relayer

    async def past(self, work: Work, why: str, *, gone: int | None = None) -> Delivered:
        """Whom Telegram does not reach: the next way, or what is kept of a message that reached nobody.

        `gone`: the account that has just turned out not to be reached.
        """
        alert = await is_alert(self._office, work)
        found = await self._next(work) if alert or work.topic is not Topic.CARD else None
        if found is not None:
            comes_round = self._comes_round(work)
            effect = in_turn((self._departed(gone), escalation.hand_on(found), comes_round))
            return Delivered(wanted=False, why=f"{why}: {found.kind}", effect=effect, wakes=True)
        effect = in_turn((self._departed(gone), self._unsaid(work, why)))
        lost = alert or gone is not None
        return Delivered(wanted=False, why=why, lost=lost, effect=effect)

    async def stand_by(self, work: Work) -> None:
        """Telegram does not answer: unless it does soon, what is urgent goes another way."""
        if self._office.clock.now() - work.created_at > _YOUNG:
            return
        if work.topic is not Topic.CARD or await is_alert(self._office, work):
            await escalation.stand_by(self._office, work)

    async def told(self, work: Work) -> Delivered | None:
        """Whether the person was told another way while Telegram did not answer: not again, then.

        Their new orders are named once, together, however many came.
        """
        number = work.order_number
        if number is None or work.to.actor not in (Actor.SELLER, Actor.CUSTOMER):
            return None
        if work.topic is Topic.CARD and ASKED not in work.details:
            return await self._named_later(work, number)
        if work.topic not in (Topic.NOTICE, Topic.CORRECTION):
            return None
        async with self._office.store.read() as uow:
            told = await uow.sendings.told(work.to, number, work.topic, event=work.event)
        if told is None or told.because is not Because.OUT_OF_REACH:
            return None
        return Delivered(wanted=False, why=f"told by {told.kind}")

    async def _named_later(self, work: Work, number: int) -> Delivered | None:
        async with self._office.store.read() as uow:
            if number not in await uow.sendings.meanwhile(work.to, _MANY):
                return None
            if await uow.cards.get(number, work.to) is not None:
                return None
        row = escalation.meanwhile(work.to, self._office.clock.now() + _GATHER)

        async def gather(uow: UnitOfWork) -> None:
            await uow.work.add([row])

        return Delivered(wanted=False, why="named in one summary", effect=gather)

    async def _next(self, work: Work) -> NewWork | None:
        async with self._office.store.read() as uow:
            now = self._office.clock.now()
            return await escalation.past_telegram(uow, work, self._office.policy, now)

    def _comes_round(self, work: Work) -> Effect | None:
        """A summary that goes by e-mail today comes again tomorrow."""
        if work.topic not in rounds.ROUNDS:
            return None
        now = self._office.clock.now()

        async def follow(uow: UnitOfWork) -> None:
            await rounds.follow(uow, work, now)

        return follow

    def _departed(self, telegram_id: int | None) -> Effect | None:
        if telegram_id is None:
            return None
        now = self._office.clock.now()

        async def depart(uow: UnitOfWork) -> None:
            await linking.depart_within(uow, telegram_id, now)

        return depart

    def _unsaid(self, work: Work, why: str) -> Effect | None:
        """What is kept of a message that reached nobody; other rows need nothing."""
        return self._relayer.unreachable(work, why) if work.topic is Topic.MESSAGE else None
