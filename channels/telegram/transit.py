"""A message on its way to the other side: all that carrying it needs, read in one go. It sends nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from channels.telegram import bursts, talk
from channels.telegram.carrier import GROUPED, Destination
from channels.telegram.rooms import Place, is_group
from channels.texts import Texts
from orders import asking
from orders.enquiries import Subject
from orders.messages import Content, Message, Post, Relay
from orders.model import Party
from orders.places import Quiet
from orders.ports import EnquiryView, Office, Pace, UnitOfWork
from orders.states import Actor
from orders.work import Work

#: Most files in one album. Source: Bot API, sendMediaGroup.
MAX_ALBUM = 10


@dataclass(frozen=True, slots=True)
class Transit:
    """One message on its way, with all that carrying it needs, read in one go."""

    message: Message
    relay: Relay
    #: The messages that are shown as one with it, in order; mostly itself alone.
    burst: Sequence[Message]
    #: What the other side has of them, by part.
    posts: dict[int, Post]
    #: What it said in the version that the other side has; None: it has not all of any.
    delivered: Content | None
    #: The parts of its album that have not gone out; empty for a message on its own.
    album: Sequence[Message]
    #: The line over it: who speaks about which order; empty for a later part of an album.
    head: str
    edited_head: str
    to: Destination
    #: The language of whoever it is for, and where its order's seller lives.
    locale: str
    zone: str

    @property
    def content(self) -> Content:
        """What the other side is to see."""
        return bursts.joined([message.content for message in self.burst])

    @property
    def first(self) -> Message:
        """The message that the post belongs to."""
        return self.burst[0]


class Reader:
    """Reads what a row about a message needs."""

    def __init__(self, office: Office, texts: Texts, timezone: str) -> None:
        self._office = office
        self._texts = texts
        self._timezone = timezone

    async def read(self, work: Work, place: Place, locale: str, pace: Pace) -> Transit:
        """The row's message, and what goes with it."""
        async with self._office.store.read() as uow:
            message = await uow.talk.get(message_named(work))
            relay = (await uow.talk.relays([message.id]))[message.id]
            view = await asking.view(uow, message.order_number)
            burst = await self._burst(uow, message, relay, place, pace)
            posts = {post.part: post for post in await uow.talk.posts(burst[0].id)}
            delivered = await _version(uow, message, relay.version)
            first, album = await _album(uow, message)
            under = await _reply_to(uow, message, work.to, place)
            silent = place.silent or await _muted(uow, view.subject, work.to)
        voice = self._texts.voice(locale, self._timezone)
        # In the order's own topic nobody needs to be told what it is about.
        named = first and place.topic_id is None
        head = talk.head(view, work.to, voice, edited=False) if named else ""
        edited_head = talk.head(view, work.to, voice, edited=True)
        asks = first and isinstance(view, EnquiryView) and work.to.actor is Actor.SELLER
        keys = talk.to_order(view.subject.number, voice) if asks else None
        to = Destination(place.chat_id, under, place.topic_id, silent, keys)
        return Transit(
            message,
            relay,
            burst,
            posts,
            delivered,
            album,
            head,
            edited_head,
            to,
            locale,
            view.seller.timezone,
        )

    async def _burst(
        self, uow: UnitOfWork, message: Message, relay: Relay, place: Place, pace: Pace
    ) -> Sequence[Message]:
        """What is one message over there: only in groups, which take 20 messages a minute."""
        if is_group(place.chat_id):
            if relay.version:
                return await bursts.shown_with(uow, message, relay)
            # What has gone out by halves is finished as it was begun.
            if pace.crowded(place.chat_id) and not await uow.talk.posts(message.id):
                return await bursts.beginning_with(uow, message, self._office.clock.now())
        return (message,)


def message_named(work: Work) -> int:
    """The message that the row is about."""
    return int(work.details["message"])


async def _version(uow: UnitOfWork, message: Message, version: int) -> Content | None:
    """What the message said in that version; None for 0."""
    if version == message.version:
        return message.content
    kept = await uow.talk.versions(message.id)
    return next((content for known, _, content in kept if known == version), None)


async def _album(uow: UnitOfWork, message: Message) -> tuple[bool, Sequence[Message]]:
    """Whether the message begins its album (or stands alone), and the parts that wait with it."""
    if message.album is None:
        return True, ()
    parts = await uow.talk.album(message.order_number, message.album)
    own = [part for part in parts if part.by == message.by]
    relays = await uow.talk.relays([part.id for part in own])
    waiting = [
        part for part in own if relays[part.id].version == 0 and part.content.form in GROUPED
    ]
    return own[0].id == message.id, waiting[:MAX_ALBUM] if message in waiting else ()


async def _muted(uow: UnitOfWork, about: Subject, to: Party) -> bool:
    """Whether the seller wants to hear this customer without a sound."""
    if to.actor is not Actor.SELLER:
        return False
    return await uow.peace.of(about.seller_id, about.customer_id) is not Quiet.HEARD


async def _reply_to(uow: UnitOfWork, message: Message, to: Party, place: Place) -> int | None:
    """What it stands under there: the message that it answers, or else the order's card.

    In the order's own topic it stands for itself.
    """
    if message.answers is not None:
        answered = await uow.talk.get(message.answers)
        relay = (await uow.talk.relays([answered.id]))[answered.id]
        spots = [post.spot for post in await uow.talk.posts(relay.within or answered.id)]
        if answered.spot is not None:
            spots.append(answered.spot)
        there = next((spot for spot in spots if spot.chat_id == place.chat_id), None)
        if there is not None:
            return there.message_id
    if place.topic_id is not None:
        return None
    card = await uow.cards.get(message.order_number, to)
    return card.message_id if card is not None and card.chat_id == place.chat_id else None
