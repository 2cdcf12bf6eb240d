"""Where sellers work, and the topics of their orders."""

from sqlalchemy import bindparam, delete, select

from orders.places import Mode, Room, Venue
from storage.statement import Session, Statement
from storage.tables import rooms, venues
from storage.upsert import upsert

_VENUE = Statement(select(venues).where(venues.c.seller_id == bindparam("seller_id")))
_PUT_VENUE = upsert(
    venues,
    ["seller_id"],
    lambda new: {name: new[name] for name in ("mode", "group_id", "group_title")},
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
