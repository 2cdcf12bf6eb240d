"""Carry what one side said to the other: copies under the order's card, edits as edits, albums whole.

Rows are level-triggered per message: whatever a row was written for, the other side sees the newest
version. In which order rows come is the queue's business.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from channels.telegram import talk
from channels.telegram.carrier import GROUPED, Carrier, Destination
from channels.telegram.pieces import Piece, pieces
from channels.telegram.rooms import Place
from channels.texts import Texts
from orders import asking
from orders import talk as conversation
from orders.enquiries import Subject
from orders.errors import Gone, PermanentFailure
from orders.messages import Content, Fate, Message, Post, Relay, Spot
from orders.model import Party
from orders.places import Quiet
from orders.ports import Delivered, Effect, Office, Pace, UnitOfWork
from orders.states import Actor
from orders.work import Work

#: Most files in one album. Source: Bot API, sendMediaGroup.
MAX_ALBUM = 10


@dataclass(frozen=True, slots=True)
class _Errand:
    """One message on its way, with all that carrying it needs, read in one go."""

    message: Message
    relay: Relay
    #: What the other side has of it, by part.
    posts: dict[int, Post]
    #: What it said in the version that the other side has; None: it has not all of any.
    delivered: Content | None
    #: The parts of its album that have not gone out; empty for a message on its own.
    album: Sequence[Message]
    #: The line over it: who speaks about which order; empty for a later part of an album.
    head: str
    edited_head: str
    to: Destination


class Relayer:
    """The talk's part of Telegram as a channel."""

    def __init__(self, office: Office, carrier: Carrier, texts: Texts, timezone: str) -> None:
        self._office = office
        self._carrier = carrier
        self._texts = texts
        self._timezone = timezone

    async def relay(self, work: Work, place: Place, locale: str, pace: Pace) -> Delivered:
        """Make the other side see the message's newest version. Raises `ChannelError`, `PutBack`."""
        errand = await self._errand(work, place, locale)
        if errand.relay.version == errand.message.version:
            return Delivered(wanted=False, why="the other side has this version")
        if errand.relay.version or (errand.posts and errand.message.version > 1):
            # What stands there, if only half of it went out, may be of an older version.
            sent = await self._amend(errand, pace)
        elif len(errand.album) > 1:
            return await self._send_album(errand, pace)
        else:
            sent = await self._send(errand, pace)
        return Delivered(effect=self._arrived([errand.message], sent, errand))

    def unreachable(self, work: Work, why: str) -> Effect:
        """What is written when nobody can be reached: the message waits, and its author is told."""

        async def remember(uow: UnitOfWork) -> None:
            message = await uow.talk.get(_message_id(work))
            await conversation.undelivered(uow, message, work.to, why, self._office.clock.now())

        return remember

    async def _errand(self, work: Work, place: Place, locale: str) -> _Errand:
        async with self._office.store.read() as uow:
            message = await uow.talk.get(_message_id(work))
            relay = (await uow.talk.relays([message.id]))[message.id]
            view = await asking.view(uow, message.order_number)
            posts = {post.part: post for post in await uow.talk.posts(message.id)}
            delivered = await _version(uow, message, relay.version)
            first, album = await _album(uow, message)
            under = await _reply_to(uow, message, work.to, place)
            silent = await _muted(uow, view.subject, work.to)
        voice = self._texts.voice(locale, self._timezone)
        # In the order's own topic nobody needs to be told what it is about.
        named = first and place.topic_id is None
        head = talk.head(view, work.to, voice, edited=False) if named else ""
        edited_head = talk.head(view, work.to, voice, edited=True)
        to = Destination(place.chat_id, under, place.topic_id, silent)
        return _Errand(message, relay, posts, delivered, album, head, edited_head, to)

    async def _send(self, errand: _Errand, pace: Pace) -> list[Post]:
        """Send what has not gone out in an earlier try."""
        cut = pieces(errand.message.content, errand.head)
        sent = []
        for part, piece in enumerate(cut):
            if part not in errand.posts:
                sent.append(await self._send_piece(errand, part, piece, len(cut), pace))
        return sent

    async def _send_piece(
        self, errand: _Errand, part: int, piece: Piece, of: int, pace: Pace
    ) -> Post:
        await pace.wait(errand.to.chat_id)
        message_id = await self._carrier.send(errand.message, piece, errand.to)
        post = _post(errand, errand.message, message_id, part)
        if of > 1:
            # Should a later piece fail, this one must not be sent again.
            async with self._office.store.write() as uow:
                await uow.talk.put_post(post)
        return post

    async def _send_album(self, errand: _Errand, pace: Pace) -> Delivered:
        """All parts that have come go out as one album; captions that do not fit follow it."""
        cuts = [
            pieces(part.content, errand.head if part.id == errand.message.id else "")
            for part in errand.album
        ]
        await pace.wait(errand.to.chat_id)
        items = [(part.content, cut[0]) for part, cut in zip(errand.album, cuts, strict=True)]
        ids = await self._carrier.send_album(items, errand.to)
        sent = [
            _post(errand, part, message_id, 0)
            for part, message_id in zip(errand.album, ids, strict=True)
        ]
        for message, cut in zip(errand.album, cuts, strict=True):
            for part, piece in enumerate(cut[1:], start=1):
                await pace.wait(errand.to.chat_id)
                message_id = await self._carrier.send(message, piece, errand.to)
                sent.append(_post(errand, message, message_id, part))
        return Delivered(effect=self._arrived(errand.album, sent, errand))

    async def _amend(self, errand: _Errand, pace: Pace) -> list[Post]:
        """Change what the other side has; what cannot be changed any more is sent anew, and says so."""
        content, delivered = errand.message.content, errand.delivered
        same_form = delivered is None or content.form is delivered.form
        cut = pieces(content, errand.head if same_form else errand.edited_head)
        anew = []
        for part, piece in enumerate(cut):
            post = errand.posts.get(part) if same_form else None
            if post is None or not await self._edited(errand, post, piece, pace):
                if post is not None and part == 0:
                    piece = pieces(content, errand.edited_head)[0]
                anew.append(await self._send_piece(errand, part, piece, len(cut), pace))
        for part, post in errand.posts.items():
            if part >= len(cut):
                await pace.wait(errand.to.chat_id)
                with suppress(PermanentFailure):
                    await self._carrier.take_away(post.spot)
        return anew

    async def _edited(self, errand: _Errand, post: Post, piece: Piece, pace: Pace) -> bool:
        """Whether that post shows the piece now."""
        content, delivered = errand.message.content, errand.delivered
        new_file = delivered is None or not delivered.same_file(content)
        await pace.wait(errand.to.chat_id)
        try:
            await self._carrier.edit(post.spot, content, piece, new_file=new_file)
        except Gone:
            return False
        return True

    def _arrived(
        self, messages: Iterable[Message], sent: Iterable[Post], errand: _Errand
    ) -> Effect:
        """What is written with the completion of the row."""

        async def remember(uow: UnitOfWork) -> None:
            now, number = self._office.clock.now(), errand.message.order_number
            for post in sent:
                await uow.talk.put_post(post)
            for message in messages:
                relay = Relay(message.id, errand.relay.to, Fate.DELIVERED, message.version, "", now)
                await uow.talk.put_relay(relay)
            # What they write next may well be the answer to this, not to what they spoke of before.
            await uow.talk.drop_focus(errand.to.chat_id, besides=number)

        return remember


def _message_id(work: Work) -> int:
    return int(work.details["message"])


def _post(errand: _Errand, message: Message, message_id: int, part: int) -> Post:
    spot = Spot(errand.to.chat_id, message_id)
    return Post(spot, message.order_number, message.id, part)


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
        spots = [post.spot for post in await uow.talk.posts(answered.id)]
        if answered.spot is not None:
            spots.append(answered.spot)
        there = next((spot for spot in spots if spot.chat_id == place.chat_id), None)
        if there is not None:
            return there.message_id
    if place.topic_id is not None:
        return None
    card = await uow.cards.get(message.order_number, to)
    return card.message_id if card is not None and card.chat_id == place.chat_id else None
