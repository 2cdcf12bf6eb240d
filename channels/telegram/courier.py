"""Carry out Telegram's work rows: make cards look like their orders, tell people what happened.

What people say to each other is carried by `relaying`. It decides nothing about retries and keeps no pace of its own.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from channels.phones import pretty
from channels.telegram import cards, notices, talk
from channels.telegram.faces import Face
from channels.telegram.relaying import Relayer
from channels.telegram.sender import Sender
from channels.texts import Texts, Voice
from orders import linking
from orders.errors import Gone, TemporaryFailure, Unreachable
from orders.messages import Post, Spot
from orders.model import Event, Party
from orders.ports import Card, Delivered, Effect, Office, OrderView, Pace, PutBack, UnitOfWork
from orders.states import Actor, State
from orders.work import ASKED, Priority, Topic, Work, WorkState

#: A correction waits this long for the notice it corrects, when that is just being sent.
_IN_FLIGHT = timedelta(seconds=2)


@dataclass(frozen=True, slots=True)
class _Errand:
    """All that one row about an order needs, read in one go."""

    work: Work
    view: OrderView
    events: tuple[Event, ...]
    card: Card | None
    chat_id: int
    voice: Voice
    now: datetime


class Courier:
    """Telegram as a `Channel` for work rows."""

    def __init__(
        self, office: Office, sender: Sender, relayer: Relayer, texts: Texts, timezone: str
    ) -> None:
        self._office = office
        self._sender = sender
        self._relayer = relayer
        self._texts = texts
        self._timezone = timezone

    async def deliver(self, work: Work, pace: Pace) -> Delivered:
        """Do what the row says, if it is still wanted. Raises `ChannelError`, `PutBack`."""
        chat = await self._chat(work.to)
        if chat is None:
            unrung = await self._unrung(work)
            effect = self._unsaid(work, "not linked, or has blocked the bot")
            return Delivered(
                wanted=False,
                why="not linked, or has blocked the bot",
                lost=unrung,
                effect=_all(effect),
            )
        chat_id, locale = chat
        try:
            return await self._deliver(work, chat_id, locale, pace)
        except Unreachable as failure:
            effects = (_departed(chat_id, self._office), self._unsaid(work, failure.reason))
            return Delivered(wanted=False, why=failure.reason, lost=True, effect=_all(*effects))
        except TemporaryFailure as failure:
            if failure.retry_after_s is not None:
                pace.pause(chat_id, failure.retry_after_s)
            raise

    async def _deliver(self, work: Work, chat_id: int, locale: str, pace: Pace) -> Delivered:
        if work.topic is Topic.ALARM:
            return await self._alarm(work, chat_id, locale, pace)
        if work.topic is Topic.MESSAGE:
            return await self._relayer.relay(work, chat_id, locale, pace)
        errand = await self._errand(work, chat_id, locale)
        if work.topic is Topic.CARD:
            return await self._show(errand, pace)
        if work.topic is Topic.UNDELIVERED:
            face = talk.undelivered(errand.view, work.to, errand.voice)
            return await self._ring(errand, face, pace)
        return await self._tell(errand, pace)

    def _unsaid(self, work: Work, why: str) -> Effect | None:
        """What is kept of a message that reached nobody; other rows need nothing."""
        return self._relayer.unreachable(work, why) if work.topic is Topic.MESSAGE else None

    async def _chat(self, to: Party) -> tuple[int, str] | None:
        async with self._office.store.read() as uow:
            return await uow.people.chat_of(to)

    async def _unrung(self, work: Work) -> bool:
        """Whether this row is a new order's alert: then somebody else must tell the seller."""
        if work.to.actor is not Actor.SELLER or work.topic is not Topic.CARD:
            return False
        async with self._office.store.read() as uow:
            order = await uow.orders.get(work.order_number or 0)
        return order.version == 1 and work.priority is Priority.NOW

    async def _errand(self, work: Work, chat_id: int, locale: str) -> _Errand:
        number = work.order_number or 0
        async with self._office.store.read() as uow:
            view = await uow.orders.view(number)
            events = await uow.orders.events(number)
            card = await uow.cards.get(number, work.to) if work.topic is Topic.CARD else None
        sells = work.to.actor is Actor.SELLER
        voice = self._texts.voice(locale, view.seller.timezone if sells else self._timezone)
        return _Errand(work, view, events, card, chat_id, voice, self._office.clock.now())

    async def _show(self, errand: _Errand, pace: Pace) -> Delivered:
        """Level-triggered: whatever the row was written for, the card shows the order now."""
        work, order = errand.work, errand.view.order
        if work.event is not None and work.event != order.version:
            return Delivered(wanted=False, why="a later step has its own row")
        face = self._face(errand)
        card = errand.card
        if card is not None and card.digest == face.digest:
            return Delivered()
        await pace.wait(errand.chat_id)
        message_id = await self._edited(errand, card, face)
        if message_id is None:
            await self._check_unmoved(errand)
            message_id = await self._sender.send(errand.chat_id, face, silent=not _rings(errand))
        shown = Card(
            order.number, work.to, errand.chat_id, message_id, None, order.version, face.digest
        )

        async def remember(uow: UnitOfWork) -> None:
            # A tap on another message, or a card brought down, may have been faster than we.
            if _message(await uow.cards.get(order.number, work.to)) == _message(card):
                await uow.cards.put(shown)

        return Delivered(effect=remember)

    async def _edited(self, errand: _Errand, card: Card | None, face: Face) -> int | None:
        """The message id of the card after an edit; None when a fresh card is needed."""
        if card is None or card.chat_id != errand.chat_id:
            return None
        try:
            await self._sender.edit(card.chat_id, card.message_id, face)
        except Gone:
            return None
        return card.message_id

    async def _check_unmoved(self, errand: _Errand) -> None:
        """A fresh card only where there is none: a tap may have moved the card while we waited.

        Raises `PutBack`: the card is another message now, or another row brings it.
        """
        work = errand.work
        async with self._office.store.read() as uow:
            card = await uow.cards.get(work.order_number or 0, work.to)
        if _message(card) != _message(errand.card):
            raise PutBack(self._office.clock.now(), "a tap has moved the card")

    def _face(self, errand: _Errand) -> Face:
        view, events, voice, now = errand.view, errand.events, errand.voice, errand.now
        if errand.work.to.actor is Actor.SELLER:
            return cards.seller_card(view, events, voice, now, self._office.policy)
        return cards.customer_card(view, events, voice, now)

    async def _tell(self, errand: _Errand, pace: Pace) -> Delivered:
        """Edge-triggered: one message about one event, unless it was taken back meanwhile."""
        work, view = errand.work, errand.view
        event = next(e for e in errand.events if e.version == work.event)
        if work.topic is Topic.NOTICE:
            if any(e.undoes == event.version for e in errand.events):
                return Delivered(wanted=False, why="the step was taken back")
            face = notices.notice(view, event, work.to, errand.voice, errand.now)
        else:
            if not await self._was_told(work):
                return Delivered(wanted=False, why="nobody was told of the step")
            face = notices.correction(view, event, work.to, errand.voice)
        return await self._ring(errand, face, pace)

    async def _ring(self, errand: _Errand, face: Face, pace: Pace) -> Delivered:
        """Send one message with a sound; who replies to it speaks about its order."""
        await pace.wait(errand.chat_id)
        message_id = await self._sender.send(errand.chat_id, face)
        post = Post(Spot(errand.chat_id, message_id), errand.view.order.number)

        async def remember(uow: UnitOfWork) -> None:
            await uow.talk.put_post(post)

        return Delivered(effect=remember)

    async def _alarm(self, work: Work, chat_id: int, locale: str, pace: Pace) -> Delivered:
        details = dict(work.details)
        if work.order_number is not None:
            async with self._office.store.read() as uow:
                view = await uow.orders.view(work.order_number)
            who = view.seller if details.get("to") == Actor.SELLER else view.order.contact
            # Whoever reads it is going to call.
            details["person"] = f"{who.name}, {pretty(who.phone)}" if who.phone else who.name
        voice = self._texts.voice(locale, self._timezone)
        await pace.wait(chat_id)
        await self._sender.send(chat_id, notices.alarm(details, work.order_number, voice))
        return Delivered()

    async def _was_told(self, work: Work) -> bool:
        async with self._office.store.read() as uow:
            state = await uow.work.state_of(work.order_number or 0, Topic.NOTICE, work.event or 0)
        if state == WorkState.OPEN:
            raise PutBack(
                self._office.clock.now() + _IN_FLIGHT, "the notice it corrects is in flight"
            )
        return state == WorkState.DONE


def _rings(errand: _Errand) -> bool:
    """Whether this card is a new order's alert: the seller's first one, and unasked for."""
    new = errand.view.order.state is State.NEW and errand.work.to.actor is Actor.SELLER
    return new and errand.card is None and ASKED not in errand.work.details


def _message(card: Card | None) -> tuple[int, int] | None:
    return None if card is None else (card.chat_id, card.message_id)


def _all(*effects: Effect | None) -> Effect:
    """One after the other."""

    async def follow(uow: UnitOfWork) -> None:
        for effect in effects:
            if effect is not None:
                await effect(uow)

    return follow


def _departed(telegram_id: int, office: Office) -> Effect:
    async def depart(uow: UnitOfWork) -> None:
        await linking.depart_within(uow, telegram_id, office.clock.now())

    return depart
