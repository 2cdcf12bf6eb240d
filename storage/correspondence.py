"""Conversations as they are read afterwards: each message with its fate and its earlier versions."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import ColumnElement, bindparam, exists, or_, select

from orders.messages import Entry, Replaced
from orders.model import Party
from storage.attention import SqlAttention
from storage.statement import Statement
from storage.tables import enquiries, message_versions, messages, orders, relays
from storage.talk_rows import MESSAGE, RELAY, content_of, message_of, relay_of

_OF_ORDER = messages.c.order_number == bindparam("number")


def _entries(*where: ColumnElement[bool]) -> Statement:
    return Statement(
        select(*MESSAGE, *RELAY)
        .join(relays, relays.c.message_id == messages.c.id)
        .where(messages.c.id > bindparam("after"), *where)
        .order_by(messages.c.id)
        .limit(bindparam("limit")),
        slow=True,
    )


def _earlier(*where: ColumnElement[bool]) -> Statement:
    return Statement(
        select(*message_versions.c)
        .join(messages, messages.c.id == message_versions.c.message_id)
        .where(messages.c.id > bindparam("after"), messages.c.id <= bindparam("last"), *where)
        .order_by(message_versions.c.message_id, message_versions.c.version),
        slow=True,
    )


_SAID_BY = Statement(
    select(messages.c.id)
    .where(
        _OF_ORDER,
        messages.c.actor == bindparam("actor"),
        messages.c.party_id == bindparam("party_id"),
    )
    .limit(1)
)

_ENTRIES, _EARLIER = _entries(_OF_ORDER), _earlier(_OF_ORDER)
_ALL_ENTRIES, _ALL_EARLIER = _entries(), _earlier()
#: Looked up for each message by its number: the messages are walked by id, once in all.
_WITH_SELLER = or_(
    *(
        exists().where(
            subject.c.number == messages.c.order_number,
            subject.c.seller_id == bindparam("seller_id"),
        )
        for subject in (orders, enquiries)
    )
)
_SELLERS_ENTRIES, _SELLERS_EARLIER = _entries(_WITH_SELLER), _earlier(_WITH_SELLER)


class SqlCorrespondence(SqlAttention):
    """See `orders.ports.Talk`."""

    __slots__ = ()

    async def entries(self, number: int | None, *, after: int, limit: int) -> Sequence[Entry]:
        """Messages with an id above `after`, of the order or (None) of all, by id: all about each."""
        if number is None:
            return await self._told(_ALL_ENTRIES, _ALL_EARLIER, after=after, limit=limit)
        return await self._told(_ENTRIES, _EARLIER, after=after, limit=limit, number=number)

    async def entries_with(self, seller_id: int, *, after: int, limit: int) -> Sequence[Entry]:
        """The same, of all that is said with a seller, before and after there was an order."""
        return await self._told(
            _SELLERS_ENTRIES, _SELLERS_EARLIER, after=after, limit=limit, seller_id=seller_id
        )

    async def said_by(self, number: int, party: Party) -> bool:
        """Whether this party has said anything about the order."""
        found = await self._sql.row(_SAID_BY, number=number, actor=party.actor, party_id=party.id)
        return found is not None

    async def _told(
        self, entries: Statement, earlier_of: Statement, *, after: int, limit: int, **which: int
    ) -> Sequence[Entry]:
        found = await self._sql.rows(entries, after=after, limit=limit, **which)
        if not found:
            return []
        replaced = await self._sql.rows(earlier_of, after=after, last=found[-1][0], **which)
        earlier: dict[int, list[Replaced]] = defaultdict(list)
        for message_id, version, at, content in replaced:
            earlier[message_id].append(Replaced(version, at, content_of(content)))
        cut = len(MESSAGE)
        return [
            Entry(message_of(row[:cut]), relay_of(row[cut:]), tuple(earlier[row[0]]))
            for row in found
        ]
