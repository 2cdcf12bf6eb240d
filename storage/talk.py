"""What is said about orders. Who may say it, and who gets it, is the rules' business."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import bindparam, func, insert, select, update

from orders.messages import Content, Message, NewMessage, Post, Relay, Spot
from orders.model import Party
from storage.correspondence import SqlCorrespondence
from storage.statement import Statement, given
from storage.tables import cards, message_versions, messages, posts, relays
from storage.talk_rows import (
    MESSAGE,
    POST,
    RELAY,
    content_of,
    content_value,
    message_of,
    post_of,
    relay_of,
)
from storage.upsert import upsert

_ADD = Statement(
    insert(messages)
    .values({c.name: given(c) for c in messages.c if c.name != "id"})
    .returning(messages.c.id)
)
_BY_REQUEST = Statement(select(*MESSAGE).where(messages.c.request_id == bindparam("request_id")))
_GET = Statement(select(*MESSAGE).where(messages.c.id == bindparam("id")))
_REVISE = Statement(
    update(messages)
    .where(messages.c.id == bindparam("id_"))
    .values(content=given(messages.c.content), version=given(messages.c.version))
)
_KEEP = Statement(insert(message_versions).values({c.name: given(c) for c in message_versions.c}))
_VERSIONS = Statement(
    select(message_versions.c.version, message_versions.c.replaced_at, message_versions.c.content)
    .where(message_versions.c.message_id == bindparam("id"))
    .order_by(message_versions.c.version)
)
_NEWEST = Statement(
    select(*MESSAGE)
    .where(messages.c.order_number == bindparam("number"))
    .order_by(messages.c.id.desc())
    .limit(bindparam("limit"))
)
_ALBUM = Statement(
    select(*MESSAGE)
    .where(messages.c.order_number == bindparam("number"), messages.c.album == bindparam("album"))
    .order_by(messages.c.id)
)
_WRITTEN_AT = Statement(
    select(*MESSAGE).where(
        messages.c.chat_id == bindparam("chat_id"), messages.c.message_id == bindparam("place")
    )
)
_POST_AT = Statement(
    select(posts.c.order_number, posts.c.message_id).where(
        posts.c.chat_id == bindparam("chat_id"), posts.c.post_id == bindparam("place")
    )
)
_CARD_AT = Statement(
    select(cards.c.order_number).where(
        cards.c.chat_id == bindparam("chat_id"), cards.c.message_id == bindparam("place")
    )
)
_PUT_POST = upsert(posts, ["chat_id", "post_id"], None)
_POSTS = Statement(
    select(*POST).where(posts.c.message_id == bindparam("id")).order_by(posts.c.part)
)
_PUT_RELAY = upsert(
    relays,
    ["message_id"],
    lambda new: {c.name: new[c.name] for c in relays.c if c.name != "message_id"},
)
_RELAY = Statement(select(*RELAY).where(relays.c.message_id == bindparam("id")))
_DUES = Statement(
    select(func.coalesce(relays.c.at, messages.c.at, type_=messages.c.at.type))
    .select_from(messages)
    .join(relays, relays.c.message_id == messages.c.id)
    .where(
        messages.c.order_number == bindparam("number"),
        messages.c.actor == bindparam("actor"),
        messages.c.party_id == bindparam("party_id"),
    )
    .order_by(messages.c.id.desc())
    .limit(bindparam("limit"))
)
_UNDELIVERED = Statement(
    select(*MESSAGE)
    .join(relays, relays.c.message_id == messages.c.id)
    .where(
        relays.c.fate == "undelivered",
        relays.c.actor == bindparam("actor"),
        relays.c.party_id == bindparam("party_id"),
    )
    .order_by(messages.c.id)
    .limit(bindparam("limit"))
)


class SqlTalk(SqlCorrespondence):
    """See `orders.ports.Talk`."""

    __slots__ = ()

    async def add(
        self, number: int, by: Party, new: NewMessage, answers: int | None, now: datetime
    ) -> Message:
        """Take a message down as the order's newest, in version 1."""
        row = await self._sql.row(
            _ADD,
            order_number=number,
            actor=by.actor,
            party_id=by.id,
            at=now,
            version=1,
            content=content_value(new.content),
            chat_id=None if new.spot is None else new.spot.chat_id,
            message_id=None if new.spot is None else new.spot.message_id,
            album=new.album,
            answers=answers,
            request_id=new.request_id,
        )
        assert row is not None
        return Message(row[0], number, by, now, new.content, 1, new.spot, new.album, answers)

    async def said_before(self, request_id: str) -> Message | None:
        """The message that this intention wrote, if it was carried out before."""
        await self._sql.take_turns(f"request {request_id}")
        return await self._message(_BY_REQUEST, request_id=request_id)

    async def get(self, message_id: int) -> Message:
        """The message. Raises `KeyError`."""
        found = await self._message(_GET, id=message_id)
        if found is None:
            raise KeyError(message_id)
        return found

    async def revise(self, message: Message, content: Content, now: datetime) -> Message:
        """Give it a newer version; the one it had is kept as it was."""
        await self._sql.run(
            _KEEP,
            message_id=message.id,
            version=message.version,
            replaced_at=now,
            content=content_value(message.content),
        )
        version = message.version + 1
        await self._sql.run(
            _REVISE, id_=message.id, content=content_value(content), version=version
        )
        return await self.get(message.id)

    async def versions(self, message_id: int) -> Sequence[tuple[int, datetime, Content]]:
        """Its earlier versions with the time at which each was replaced, oldest first."""
        rows = await self._sql.rows(_VERSIONS, id=message_id)
        return [(version, at, content_of(content)) for version, at, content in rows]

    async def newest(self, number: int, *, limit: int) -> Sequence[Message]:
        """The order's last messages, oldest first."""
        rows = await self._sql.rows(_NEWEST, number=number, limit=limit)
        return [message_of(row) for row in reversed(rows)]

    async def album(self, number: int, album: str) -> Sequence[Message]:
        """The parts of an album that have come so far, in order."""
        rows = await self._sql.rows(_ALBUM, number=number, album=album)
        return [message_of(row) for row in rows]

    async def written_at(self, spot: Spot) -> Message | None:
        """The message that its author wrote at this spot."""
        return await self._message(_WRITTEN_AT, chat_id=spot.chat_id, place=spot.message_id)

    async def message_at(self, spot: Spot) -> Message | None:
        """The message written there, or the one that a post there relays."""
        if written := await self.written_at(spot):
            return written
        post = await self._sql.row(_POST_AT, chat_id=spot.chat_id, place=spot.message_id)
        return None if post is None or post[1] is None else await self.get(post[1])

    async def order_at(self, spot: Spot) -> int | None:
        """The order that whatever stands there belongs to: a message, a post or a card."""
        if written := await self.written_at(spot):
            return written.order_number
        for statement in (_POST_AT, _CARD_AT):
            row = await self._sql.row(statement, chat_id=spot.chat_id, place=spot.message_id)
            if row is not None:
                return int(row[0])
        return None

    async def put_post(self, post: Post) -> None:
        """Remember a message of the bot; what is known of the same spot stays."""
        await self._sql.run(
            _PUT_POST,
            chat_id=post.spot.chat_id,
            post_id=post.spot.message_id,
            order_number=post.order_number,
            message_id=post.message_id,
            part=post.part,
        )

    async def posts(self, message_id: int) -> Sequence[Post]:
        """Where a message is relayed to, piece by piece."""
        return [post_of(row) for row in await self._sql.rows(_POSTS, id=message_id)]

    async def put_relay(self, relay: Relay) -> None:
        """Remember (or replace) how far a message is on its way."""
        await self._sql.run(
            _PUT_RELAY,
            message_id=relay.message_id,
            actor=relay.to.actor,
            party_id=relay.to.id,
            fate=relay.fate,
            version=relay.version,
            why=relay.why,
            at=relay.at,
            within=relay.within,
        )

    async def relays(self, message_ids: Sequence[int]) -> Mapping[int, Relay]:
        """How far these messages are, by id."""
        found = {}
        for message_id in message_ids:
            row = await self._sql.row(_RELAY, id=message_id)
            if row is not None:
                found[message_id] = relay_of(row)
        return found

    async def dues(self, number: int, by: Party, *, limit: int) -> Sequence[datetime]:
        """When the party's last messages about the order went or go out, newest first."""
        values = {"number": number, "actor": by.actor, "party_id": by.id, "limit": limit}
        return [row[0] for row in await self._sql.rows(_DUES, **values)]

    async def undelivered(self, to: Party, *, limit: int) -> Sequence[Message]:
        """Messages to this party that could not be delivered, oldest first."""
        rows = await self._sql.rows(_UNDELIVERED, actor=to.actor, party_id=to.id, limit=limit)
        return [message_of(row) for row in rows]

    async def _message(self, statement: Statement, **values: object) -> Message | None:
        row = await self._sql.row(statement, **values)
        return None if row is None else message_of(row)
