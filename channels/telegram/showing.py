"""Make a party's card look like its order now, where the order is worked. Level-triggered; it tells nobody."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from channels.telegram import cards, talk
from channels.telegram.faces import Face
from channels.telegram.rooms import Place
from channels.telegram.sender import Sender
from channels.texts import Voice
from orders.errors import Gone, TemporaryFailure
from orders.messages import Post, Spot
from orders.model import Event
from orders.notes import Note
from orders.notices import topic_name
from orders.ports import Card, Delivered, Office, OrderView, Pace, PutBack, UnitOfWork
from orders.states import Actor, State
from orders.work import ASKED, Priority, Topic, Work


@dataclass(frozen=True, slots=True)
class Errand:
    """All that one row about an order needs, read in one go."""

    work: Work
    view: OrderView
    events: tuple[Event, ...]
    card: Card | None
    note: Note | None
    place: Place
    voice: Voice
    now: datetime

    @property
    def in_place(self) -> bool:
        """Whether the card stands where the order is worked now."""
        return self.card is not None and (self.card.chat_id, self.card.thread_id) == (
            self.place.chat_id,
            self.place.topic_id,
        )


class Shower:
    """Shows cards: edits the one there is, sends one where there is none."""

    def __init__(self, office: Office, sender: Sender) -> None:
        self._office = office
        self._sender = sender

    async def show(self, errand: Errand, pace: Pace) -> Delivered:
        """Level-triggered: whatever the row was written for, the card shows the order now."""
        work, order = errand.work, errand.view.order
        if work.event is not None and work.event != order.version:
            return Delivered(wanted=False, why="a later step has its own row")
        face = self._face(errand)
        card = errand.card
        if card is not None and errand.in_place and card.digest == face.digest:
            return Delivered()
        await pace.wait(errand.place.chat_id)
        edited = await self._edited(errand, card, face)
        message_id = await self._sent(errand, face) if edited is None else edited
        place = errand.place
        shown = Card(
            order.number,
            work.to,
            place.chat_id,
            message_id,
            place.topic_id,
            order.version,
            face.digest,
        )

        async def remember(uow: UnitOfWork) -> None:
            # A tap on another message, or a card brought down, may have been faster than we.
            if _message(await uow.cards.get(order.number, work.to)) == _message(card):
                await uow.cards.put(shown)
            if edited is None:
                # Who replies to it speaks of this order, also when a newer card has replaced it.
                spot = Spot(place.chat_id, message_id)
                await uow.talk.put_post(Post(spot, order.number))
            if place.topic_id is not None:
                await _name_topic(uow, errand)

        return Delivered(effect=remember)

    async def _sent(self, errand: Errand, face: Face) -> int:
        """Send a fresh card; one that stood elsewhere goes."""
        await self._check_unmoved(errand)
        place, card = errand.place, errand.card
        silent = place.silent or not _rings(errand)
        message_id = await self._sender.send(
            place.chat_id, face, silent=silent, topic_id=place.topic_id
        )
        if card is not None and not errand.in_place:
            stub = cards.moved(card.order_number, errand.voice)
            with suppress(TemporaryFailure):
                await self._sender.retire(card.chat_id, card.message_id, stub)
        return message_id

    async def _edited(self, errand: Errand, card: Card | None, face: Face) -> int | None:
        """The message id of the card after an edit; None when a fresh card is needed."""
        if card is None or not errand.in_place:
            return None
        try:
            await self._sender.edit(card.chat_id, card.message_id, face)
        except Gone:
            return None
        return card.message_id

    async def _check_unmoved(self, errand: Errand) -> None:
        """A fresh card only where there is none: a tap may have moved the card while we waited.

        Raises `PutBack`: the card is another message now, or another row brings it.
        """
        work = errand.work
        async with self._office.store.read() as uow:
            card = await uow.cards.get(work.order_number or 0, work.to)
        if _message(card) != _message(errand.card):
            raise PutBack(self._office.clock.now(), "a tap has moved the card")

    def _face(self, errand: Errand) -> Face:
        view, events, voice, now = errand.view, errand.events, errand.voice, errand.now
        if errand.work.to.actor is Actor.SELLER:
            policy = self._office.policy
            return cards.seller_card(view, events, voice, now, policy, errand.note)
        return cards.customer_card(view, events, voice, now)


async def is_alert(office: Office, work: Work) -> bool:
    """Whether this row is a new order's alert: unheard, somebody else must tell the seller."""
    if work.to.actor is not Actor.SELLER or work.topic is not Topic.CARD:
        return False
    async with office.store.read() as uow:
        order = await uow.orders.get(work.order_number or 0)
    return order.version == 1 and work.priority is Priority.NOW


def _rings(errand: Errand) -> bool:
    """Whether this card is a new order's alert: the seller's first one, and unasked for."""
    new = errand.view.order.state is State.NEW and errand.work.to.actor is Actor.SELLER
    return new and errand.card is None and ASKED not in errand.work.details


def _message(card: Card | None) -> tuple[int, int] | None:
    return None if card is None else (card.chat_id, card.message_id)


async def _name_topic(uow: UnitOfWork, errand: Errand) -> None:
    """The topic says in its name where the order stands: a row of its own, for it may have to wait."""
    room = await uow.venues.room(errand.view.order.number)
    if room is not None and room.name != talk.topic_name(errand.view, errand.voice):
        await uow.work.add([topic_name(errand.view.order, errand.now)])
