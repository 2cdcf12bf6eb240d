"""Carry what one side said to the other: copies under the order's card, edits as edits, albums whole.

Rows are level-triggered per message: whatever a row was written for, the other side sees the newest
version. In which order rows come is the queue's business.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress

from channels.agreements import terms
from channels.telegram.carrier import Carrier
from channels.telegram.hearing import read_before
from channels.telegram.pieces import Piece, pieces
from channels.telegram.rooms import Place
from channels.telegram.ticks import Ticks
from channels.telegram.transit import Reader, Transit, message_named
from channels.texts import Texts
from orders import hearing
from orders import talk as conversation
from orders.errors import Gone, PermanentFailure
from orders.messages import Fate, Message, Post, Relay, Spot
from orders.ports import Delivered, Effect, Office, Pace, UnitOfWork
from orders.work import Work


class Relayer:
    """The talk's part of Telegram as a channel."""

    def __init__(
        self, office: Office, carrier: Carrier, ticks: Ticks, texts: Texts, timezone: str
    ) -> None:
        self._office = office
        self._carrier = carrier
        self._ticks = ticks
        self._reader = Reader(office, texts, timezone)

    async def relay(self, work: Work, place: Place, locale: str, pace: Pace) -> Delivered:
        """Make the other side see the message's newest version. Raises `ChannelError`, `PutBack`."""
        transit = await self._reader.read(work, place, locale, pace)
        if transit.relay.version == transit.message.version:
            return Delivered(wanted=False, why="the other side has this version")
        if transit.relay.version or (transit.posts and transit.message.version > 1):
            # What stands there, if only half of it went out, may be of an older version.
            sent = await self._amend(transit, pace)
            return Delivered(effect=self._arrived([transit.message], sent, transit))
        if len(transit.album) > 1:
            return await self._send_album(transit, pace)
        sent = await self._send(transit, pace)
        self._ticks.put(transit.burst[-1].spot)
        return Delivered(effect=self._arrived(transit.burst, sent, transit))

    def unreachable(self, work: Work, why: str) -> Effect:
        """What is written when nobody can be reached: the message waits, and its author is told."""

        async def remember(uow: UnitOfWork) -> None:
            message = await uow.talk.get(message_named(work))
            await conversation.undelivered(uow, message, work.to, why, self._office.clock.now())

        return remember

    async def _send(self, transit: Transit, pace: Pace) -> list[Post]:
        """Send what has not gone out in an earlier try."""
        cut = pieces(transit.content, transit.head)
        sent = []
        for part, piece in enumerate(cut):
            if part not in transit.posts:
                sent.append(await self._send_piece(transit, part, piece, len(cut), pace))
        return sent

    async def _send_piece(
        self, transit: Transit, part: int, piece: Piece, of: int, pace: Pace
    ) -> Post:
        await pace.wait(transit.to.chat_id)
        message_id = await self._carrier.send(transit.first, piece, transit.to)
        post = _post(transit, transit.first, message_id, part)
        if of > 1:
            # Should a later piece fail, this one must not be sent again.
            async with self._office.store.write() as uow:
                await uow.talk.put_post(post)
        return post

    async def _send_album(self, transit: Transit, pace: Pace) -> Delivered:
        """All parts that have come go out as one album; captions that do not fit follow it."""
        cuts = [
            pieces(part.content, transit.head if part.id == transit.message.id else "")
            for part in transit.album
        ]
        await pace.wait(transit.to.chat_id)
        items = [(part.content, cut[0]) for part, cut in zip(transit.album, cuts, strict=True)]
        ids = await self._carrier.send_album(items, transit.to)
        sent = [
            _post(transit, part, message_id, 0)
            for part, message_id in zip(transit.album, ids, strict=True)
        ]
        for message, cut in zip(transit.album, cuts, strict=True):
            for part, piece in enumerate(cut[1:], start=1):
                await pace.wait(transit.to.chat_id)
                message_id = await self._carrier.send(message, piece, transit.to)
                sent.append(_post(transit, message, message_id, part))
        self._ticks.put(transit.album[0].spot)
        return Delivered(effect=self._arrived(transit.album, sent, transit))

    async def _amend(self, transit: Transit, pace: Pace) -> list[Post]:
        """Change what the other side has; what cannot be changed any more is sent anew, and says so."""
        content, delivered = transit.content, transit.delivered
        same_form = delivered is None or content.form is delivered.form
        cut = pieces(content, transit.head if same_form else transit.edited_head)
        anew = []
        for part, piece in enumerate(cut):
            post = transit.posts.get(part) if same_form else None
            if post is None or not await self._edited(transit, post, piece, pace):
                if post is not None and part == 0:
                    piece = pieces(content, transit.edited_head)[0]
                anew.append(await self._send_piece(transit, part, piece, len(cut), pace))
        for part, post in transit.posts.items():
            if part >= len(cut):
                await pace.wait(transit.to.chat_id)
                with suppress(PermanentFailure):
                    await self._carrier.take_away(post.spot)
        return anew

    async def _edited(self, transit: Transit, post: Post, piece: Piece, pace: Pace) -> bool:
        """Whether that post shows the piece now."""
        content, delivered = transit.content, transit.delivered
        new_file = delivered is None or not delivered.same_file(content)
        await pace.wait(transit.to.chat_id)
        try:
            await self._carrier.edit(post.spot, content, piece, new_file=new_file)
        except Gone:
            return False
        return True

    def _arrived(
        self, messages: Sequence[Message], sent: Iterable[Post], transit: Transit
    ) -> Effect:
        """What is written with the completion of the row."""
        dated = [
            (message, read_before(message, transit.locale, transit.zone))
            for message in messages
            if terms(message.content.text)
        ]

        async def remember(uow: UnitOfWork) -> None:
            now, number = self._office.clock.now(), transit.message.order_number
            shown = {message.id for message in transit.burst[1:]}
            for post in sent:
                await uow.talk.put_post(post)
            for message in messages:
                within = transit.first.id if message.id in shown else None
                relay = Relay(
                    message.id, transit.relay.to, Fate.DELIVERED, message.version, "", now, within
                )
                await uow.talk.put_relay(relay)
            await hearing.listen(uow, transit.relay.to, dated, transit.zone, now)
            # What they write next may well be the answer to this, not to what they spoke of before.
            await uow.talk.drop_focus(transit.to.chat_id, besides=number)

        return remember


def _post(transit: Transit, message: Message, message_id: int, part: int) -> Post:
    spot = Spot(transit.to.chat_id, message_id)
    return Post(spot, message.order_number, message.id, part)
