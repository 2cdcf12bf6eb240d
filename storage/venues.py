"""Where sellers work, who works for them, and the topics of their orders."""

from collections.abc import Sequence

from sqlalchemy import bindparam, delete, select, update

from orders.places import Assistant, Mode, Room, Venue
from storage.statement import Session, Statement
from storage.tables import assistants, cards, messages, posts, rooms, venues
from storage.upsert import upsert

_VENUE = Statement(select(venues).where(venues.c.seller_id == bindparam("seller_id")))
_PUT_VENUE = upsert(
    venues,
    ["seller_id"],
    lambda new: {name: new[name] for name in ("mode", "group_id", "group_title")},
)
_IN_GROUP = Statement(
    select(venues)
    .where(venues.c.group_id == bindparam("group_id"), venues.c.mode == Mode.GROUP.value)
    .order_by(venues.c.seller_id)
)
_MOVES = (
    Statement(
        update(venues)
        .where(venues.c.group_id == bindparam("old"))
        .values(group_id=bindparam("new"))
    ),
    *(
        Statement(
            update(table)
            .where(table.c.chat_id == bindparam("old"))
            .values(chat_id=bindparam("new")),
            slow=True,
        )
        for table in (rooms, cards, posts, messages)
    ),
)
_ASSISTANTS = Statement(
    select(assistants)
    .where(assistants.c.seller_id == bindparam("seller_id"))
    .order_by(assistants.c.name, assistants.c.telegram_id)
)
_PUT_ASSISTANT = upsert(
    assistants,
    ["telegram_id"],
    lambda new: {name: new[name] for name in ("seller_id", "name")},
)
_DROP_ASSISTANT = Statement(
    delete(assistants).where(
        assistants.c.seller_id == bindparam("seller_id"),
        assistants.c.telegram_id == bindparam("telegram_id"),
    )
)
_ROOM = Statement(select(rooms).where(rooms.c.order_number == bindparam("number")))
_PUT_ROOM = upsert(
    rooms,
    ["order_number"],
    lambda new: {name: new[name] for name in ("chat_id", "topic_id", "name", "closed", "made")},
)
_DROP_ROOM = Statement(delete(rooms).where(rooms.c.order_number == bindparam("number")))
_ORDER_IN = Statement(
    select(rooms.c.order_number).where(
        rooms.c.chat_id == bindparam("chat_id"), rooms.c.topic_id == bindparam("topic_id")
    )
)


class SqlVenues:
    """See `orders.ports.Venues`."""

    __slots__ = ("_sql",)

    def __init__(self, sql: Session) -> None:
        self._sql = sql

    async def of(self, seller_id: int) -> Venue:
        """The seller's choice; the default one until they choose."""
        row = await self._sql.row(_VENUE, seller_id=seller_id)
        if row is None:
            return Venue(seller_id)
        _, mode, group_id, title = row
        return Venue(seller_id, Mode(mode), group_id, title)

    async def put(self, venue: Venue) -> None:
        """Replace it."""
        await self._sql.run(
            _PUT_VENUE,
            seller_id=venue.seller_id,
            mode=venue.mode,
            group_id=venue.group_id,
            group_title=venue.group_title,
        )

    async def in_group(self, group_id: int) -> Sequence[Venue]:
        """Whoever works in this group."""
        rows = await self._sql.rows(_IN_GROUP, group_id=group_id)
        return [
            Venue(seller_id, Mode(mode), group, title) for seller_id, mode, group, title in rows
        ]

    async def move_group(self, old: int, new: int) -> None:
        """A group has another id from now on: choices, topics, cards and posts follow."""
        for move in _MOVES:
            await self._sql.run(move, old=old, new=new)

    async def assistants(self, seller_id: int) -> Sequence[Assistant]:
        """Who works for the shop besides its owner, by name."""
        return [Assistant(*row) for row in await self._sql.rows(_ASSISTANTS, seller_id=seller_id)]

    async def put_assistant(self, assistant: Assistant) -> None:
        """Let somebody work for the shop; for another one they work no longer."""
        await self._sql.run(
            _PUT_ASSISTANT,
            telegram_id=assistant.telegram_id,
            seller_id=assistant.seller_id,
            name=assistant.name,
        )

    async def drop_assistant(self, seller_id: int, telegram_id: int) -> bool:
        """Whether they worked for the shop; they do no longer."""
        values = {"seller_id": seller_id, "telegram_id": telegram_id}
        return await self._sql.run(_DROP_ASSISTANT, **values) > 0

    async def room(self, number: int) -> Room | None:
        """The order's topic, as far as there was one."""
        row = await self._sql.row(_ROOM, number=number)
        return None if row is None else Room(*row)

    async def put_room(self, room: Room) -> None:
        """Remember (or replace) it."""
        await self._sql.run(
            _PUT_ROOM,
            order_number=room.order_number,
            chat_id=room.chat_id,
            topic_id=room.topic_id,
            name=room.name,
            closed=room.closed,
            made=room.made,
        )

    async def drop_room(self, number: int) -> None:
        """Forget it: the order is worked somewhere else."""
        await self._sql.run(_DROP_ROOM, number=number)

    async def order_in(self, chat_id: int, topic_id: int) -> int | None:
        """The order whose topic this is."""
        row = await self._sql.row(_ORDER_IN, chat_id=chat_id, topic_id=topic_id)
        return None if row is None else int(row[0])
