"""What comes round, sent quietly: a seller's daily summary and week, what a customer is asked in the morning.

The texts are `summaries`' and `feedback`'s.
"""

from channels import charts
from channels.telegram import feedback_asks, summaries, weeks
from channels.telegram.addressing import Addressee
from channels.telegram.faces import Picture
from channels.telegram.sender import Sender
from channels.texts import Texts
from orders import numbers, rounds
from orders.desk import fresh_card
from orders.ports import Delivered, Effect, Office, Pace, UnitOfWork, in_turn
from orders.states import ENDED, Actor
from orders.work import Topic, Work

#: Orders named or counted in one summary of what came while Telegram was out of reach.
_MOST = 1000


class Crier:
    """The rounds' part of Telegram as a channel."""

    def __init__(self, office: Office, sender: Sender, texts: Texts) -> None:
        self._office = office
        self._sender = sender
        self._texts = texts

    async def cry(self, work: Work, to: Addressee, pace: Pace) -> Delivered:
        """Say what the row is for, if there is something to say. Raises `ChannelError`, `PutBack`."""
        if work.topic is Topic.MEANWHILE:
            return await self._meanwhile(work, to, pace)
        if work.to.actor is Actor.CUSTOMER:
            return await self._asks(work, to, pace)
        say = self._digest if work.topic is Topic.DIGEST else self._weekly
        said = await say(work, to, pace)
        why = "" if said else "there is nothing to say"
        return Delivered(wanted=said, why=why, effect=self._follow(work))

    async def _digest(self, work: Work, to: Addressee, pace: Pace) -> bool:
        office, now = self._office, self._office.clock.now()
        async with office.store.read() as uow:
            waiting = await rounds.waiting(uow, work.to.id, now, office.policy)
        if not waiting.orders:
            return False
        voice = self._texts.voice(to.locale, to.timezone)
        await pace.wait(to.chat_id)
        await self._sender.send(to.chat_id, summaries.digest(waiting, voice, now), silent=True)
        return True

    async def _meanwhile(self, work: Work, to: Addressee, pace: Pace) -> Delivered:
        """New orders that an SMS or a letter told of while Telegram was out of reach: one summary."""
        office, now = self._office, self._office.clock.now()
        async with office.store.read() as uow:
            numbers = await uow.sendings.meanwhile(work.to, _MOST)
            orders = [await uow.orders.get(number) for number in numbers]
        open_ones = [order for order in orders if order.state not in ENDED]

        async def seen(uow: UnitOfWork) -> None:
            await uow.sendings.seen(work.to, numbers, now)
            if len(open_ones) == 1:
                # One card says more than a summary of one.
                await fresh_card(uow, open_ones[0], work.to, asked=True)

        if len(open_ones) > 1:
            voice = self._texts.voice(to.locale, to.timezone)
            await pace.wait(to.chat_id)
            face = summaries.meanwhile(open_ones, voice)
            await self._sender.send(to.chat_id, face, silent=True)
        return Delivered(wanted=len(open_ones) > 0, effect=seen)

    async def _weekly(self, work: Work, to: Addressee, pace: Pace) -> bool:
        now = self._office.clock.now()
        async with self._office.store.read() as uow:
            found = await numbers.numbers(uow, work.to.id, now, to.timezone)
            rating = await uow.feedback.rating(work.to.id)
        if found.weeks[-1].empty:
            return False
        voice = self._texts.voice(to.locale, to.timezone)
        drawn = await charts.picture(weeks.chart(found, voice))
        await pace.wait(to.chat_id)
        picture = Picture(drawn, summaries.weekly(found.weeks, rating, voice, now))
        await self._sender.picture(to.chat_id, picture, silent=True)
        return True

    async def _asks(self, work: Work, to: Addressee, pace: Pace) -> Delivered:
        """What a customer is asked in the morning: all of it at once."""
        now = self._office.clock.now()
        voice = self._texts.voice(to.locale, to.timezone)
        face, effects = await feedback_asks.held(self._office, work.to.id, voice, now)
        if face is not None:
            await pace.wait(to.chat_id)
            await self._sender.send(to.chat_id, face, silent=True)
        why = "" if face is not None else "nothing is to be asked any more"
        return Delivered(wanted=face is not None, why=why, effect=in_turn(effects))

    def _follow(self, work: Work) -> Effect:
        async def follow(uow: UnitOfWork) -> None:
            await rounds.follow(uow, work, self._office.clock.now())

        return follow
