"""Carry out Telegram's work rows: tell people what happened, and hand the rest to whom it is for.

Cards are shown by `showing`, what people say is carried by `relaying`. It decides nothing about retries and keeps no pace of its own.
"""

from dataclasses import replace
from datetime import timedelta
from functools import partial

from channels.phones import pretty
from channels.telegram import notices, oversight, settings, talk
from channels.telegram.addressing import Addressee, addressee
from channels.telegram.crier import Crier
from channels.telegram.detour import Detour
from channels.telegram.faces import Face
from channels.telegram.hearing import offer
from channels.telegram.line import Line
from channels.telegram.prompting import PROMPTS, prompt
from channels.telegram.relaying import Relayer
from channels.telegram.rooms import Place, Rooms, is_group
from channels.telegram.sender import Sender
from channels.telegram.showing import Errand, Shower
from channels.texts import Texts, Voice
from orders import asking, records, rounds
from orders.errors import Gone, Missing, TemporaryFailure, Unreachable
from orders.escalation import OUT_OF_REACH
from orders.messages import Post, Spot
from orders.ports import Delivered, Effect, Office, OrderView, Pace, PutBack, UnitOfWork, in_turn
from orders.relevance import stale_notice
from orders.rhythm import Manner
from orders.states import Actor
from orders.work import Topic, Work, WorkState

#: A correction waits this long for the notice it corrects, when that is just being sent.
_IN_FLIGHT = timedelta(seconds=2)


class Courier:
    """Telegram as a `Channel` for work rows."""

    def __init__(
        self,
        office: Office,
        sender: Sender,
        relayer: Relayer,
        rooms: Rooms,
        crier: Crier,
        line: Line,
        texts: Texts,
        timezone: str,
    ) -> None:
        self._office = office
        self._sender = sender
        self._shower = Shower(office, sender)
        self._relayer = relayer
        self._detour = Detour(office, relayer)
        self._line = line
        self._rooms = rooms
        self._crier = crier
        self._texts = texts
        self._timezone = timezone

    async def deliver(self, work: Work, pace: Pace) -> Delivered:
        """Do what the row says, if it is still wanted. Raises `ChannelError`, `PutBack`."""
        to = await addressee(self._office, work, self._timezone)
        if to is None:
            return await self._detour.past(work, "not linked, or has blocked the bot")
        if to.manner is Manner.LATER:
            raise PutBack(to.wakes_at, "quiet hours")
        if to.manner is Manner.SUMMED_UP:
            return Delivered(wanted=False, why="the summary will say it", effect=_held(work, to))
        if (told := await self._detour.told(work)) is not None:
            return told
        if not self._line.may_try():
            await self._detour.stand_by(work)
            raise PutBack(self._line.back_at(), OUT_OF_REACH)
        return await self._try(work, to, pace)

    async def _try(self, work: Work, to: Addressee, pace: Pace) -> Delivered:
        """One attempt over the line; what comes of it says how the line is."""
        try:
            delivered = await self._deliver(work, to, pace)
        except Unreachable as failure:
            self._line.worked()
            if is_group(to.chat_id):
                await self._rooms.lose_group(to.chat_id, failure.reason)
                raise PutBack(self._office.clock.now(), "its group is lost") from failure
            return await self._detour.past(work, failure.reason, gone=to.chat_id)
        except TemporaryFailure as failure:
            if failure.retry_after_s is not None:
                self._line.worked()
                pace.pause(to.chat_id, failure.retry_after_s)
            else:
                self._line.failed(to.chat_id)
                await self._detour.stand_by(work)
            raise
        if delivered.wanted:
            self._line.worked()
        return delivered

    async def _deliver(self, work: Work, to: Addressee, pace: Pace) -> Delivered:
        match work.topic:
            case Topic.ALARM:
                return await self._alarm(work, to, pace)
            case Topic.GROUP:
                return await self._group_note(work, to, pace)
            case Topic.DIGEST | Topic.WEEKLY | Topic.MEANWHILE:
                return await self._crier.cry(work, to, pace)
        place = Place(to.chat_id)
        try:
            if work.to.actor is Actor.SELLER:
                number = work.order_number or 0
                place = await self._rooms.enter(work.to, number, to.chat_id, to.locale, pace)
            return await self._deliver_to(work, replace(place, silent=to.silent), to, pace)
        except Gone as gone:
            if gone.what is Missing.THREAD and place.topic_id is not None:
                await self._rooms.lose(work.order_number or 0, gone.reason)
            elif gone.what is Missing.CHAT and gone.moved_to is not None:
                await self._rooms.move_group(to.chat_id, gone.moved_to)
            else:
                raise
            raise PutBack(self._office.clock.now(), gone.reason) from gone

    async def _deliver_to(self, work: Work, place: Place, to: Addressee, pace: Pace) -> Delivered:
        if work.topic is Topic.MESSAGE:
            return await self._relayer.relay(work, place, to.locale, pace)
        if work.topic is Topic.UNDELIVERED:
            return await self._undelivered(work, place, to, pace)
        errand = await self._errand(work, place, to)
        if work.topic is Topic.CARD:
            return await self._shower.show(errand, pace)
        if work.topic is Topic.OVERSIGHT:
            return await oversight.tell(self._office, self._sender, errand, pace)
        if work.topic is Topic.ROOM:
            return await self._rooms.rename(errand.view, place, errand.voice, pace)
        if work.topic is Topic.HEARD_DAY:
            ring = partial(self._ring, work, place, pace=pace, silent=True)
            return await offer(self._office, errand, ring)
        if work.topic in PROMPTS:
            word = await prompt(self._office, errand)
            if isinstance(word, str):
                return Delivered(wanted=False, why=word)
            return await self._ring(
                work, place, word.face, pace, silent=word.silent, then=word.then
            )
        return await self._tell(errand, pace)

    async def _errand(self, work: Work, place: Place, to: Addressee) -> Errand:
        number = work.order_number or 0
        async with self._office.store.read() as uow:
            view = await uow.orders.view(number)
            events = await uow.orders.events(number)
            shows = work.topic is Topic.CARD
            card = await uow.cards.get(number, work.to) if shows else None
            note = await records.note_for(uow, number, work.to) if shows else None
        voice = self._voice(to)
        return Errand(work, view, events, card, note, place, voice, self._office.clock.now())

    def _voice(self, to: Addressee) -> Voice:
        """Texts for whom the row is for; people read times where they live."""
        return self._texts.voice(to.locale, to.timezone)

    async def _tell(self, errand: Errand, pace: Pace) -> Delivered:
        """Edge-triggered: one message about one event, unless it was taken back meanwhile."""
        work, view = errand.work, errand.view
        event = next(e for e in errand.events if e.version == work.event)
        if work.topic is Topic.NOTICE:
            if why := stale_notice(errand.events, event):
                return Delivered(wanted=False, why=why)
            face = notices.notice(view, event, work.to, errand.voice, errand.now)
        else:
            if not await self._was_told(work):
                return Delivered(wanted=False, why="nobody was told of the step")
            face = notices.correction(view, event, work.to, errand.voice)
        return await self._ring(work, errand.place, face, pace)

    async def _ring(
        self,
        work: Work,
        place: Place,
        face: Face,
        pace: Pace,
        *,
        silent: bool = False,
        then: Effect | None = None,
    ) -> Delivered:
        """Send one message, with a sound or not; who replies to it speaks about its order."""
        await pace.wait(place.chat_id)
        message_id = await self._sender.send(
            place.chat_id, face, silent=silent or place.silent, topic_id=place.topic_id
        )
        post = Post(Spot(place.chat_id, message_id), work.order_number or 0)

        async def remember(uow: UnitOfWork) -> None:
            await uow.talk.put_post(post)

        return Delivered(effect=in_turn((remember, then)))

    async def _undelivered(self, work: Work, place: Place, to: Addressee, pace: Pace) -> Delivered:
        """Tell the author of messages that they wait."""
        async with self._office.store.read() as uow:
            view = await asking.view(uow, work.order_number or 0)
        voice = self._voice(to)
        return await self._ring(work, place, talk.undelivered(view, work.to, voice), pace)

    async def _alarm(self, work: Work, to: Addressee, pace: Pace) -> Delivered:
        details = dict(work.details)
        number = work.order_number
        if number is not None:
            async with self._office.store.read() as uow:
                view = await asking.view(uow, number)
            seller = details.get("to") == Actor.SELLER
            who = view.seller.name if seller else view.asker
            phone = view.seller.phone if seller else view.phone
            # Whoever reads it is going to call.
            details["person"] = f"{who}, {pretty(phone)}" if phone else who
            number = view.subject.number if isinstance(view, OrderView) else None
        await pace.wait(to.chat_id)
        await self._sender.send(to.chat_id, notices.alarm(details, number, self._voice(to)))
        return Delivered()

    async def _group_note(self, work: Work, to: Addressee, pace: Pace) -> Delivered:
        face = settings.group_note(work.details, self._voice(to))
        await pace.wait(to.chat_id)
        await self._sender.send(to.chat_id, face, silent=to.silent)
        return Delivered()

    async def _was_told(self, work: Work) -> bool:
        async with self._office.store.read() as uow:
            state = await uow.work.state_of(work.order_number or 0, Topic.NOTICE, work.event or 0)
        if state == WorkState.OPEN:
            raise PutBack(
                self._office.clock.now() + _IN_FLIGHT, "the notice it corrects is in flight"
            )
        return state == WorkState.DONE


def _held(work: Work, to: Addressee) -> Effect:
    """What waits for the morning is said by its summary."""

    async def hold(uow: UnitOfWork) -> None:
        await rounds.hold(uow, work, to.wakes_at)

    return hold
