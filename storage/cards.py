"""Which message shows which order to whom."""

from sqlalchemy import bindparam, delete, select

from orders.model import Party
from orders.ports import Card
from storage.statement import Session, Statement
from storage.tables import cards
from storage.upsert import upsert

_THE_CARD = (
    cards.c.order_number == bindparam("number"),
    cards.c.actor == bindparam("actor"),
    cards.c.party_id == bindparam("party_id"),
)
_GET = select(
    cards.c.chat_id, cards.c.message_id, cards.c.thread_id, cards.c.version, cards.c.digest
).where(*_THE_CARD)
_READ = Statement(_GET)
_LOCK = Statement(_GET.with_for_update())
_PUT_CARD = upsert(
    cards,
    ["order_number", "actor", "party_id"],
    lambda new: {
        name: new[name] for name in ("chat_id", "message_id", "thread_id", "version", "digest")
    },
)
_DROP_CARD = Statement(delete(cards).where(*_THE_CARD))


class SqlCards:
    """See `orders.ports.Cards`."""

    __slots__ = ("_sql",)

    def __init__(self, sql: Session) -> None:
        self._sql = sql

    async def get(self, number: int, to: Party) -> Card | None:
        """The party's card of the order; inside a write unit it stays as read until commit."""
        statement = _LOCK if self._sql.writes else _READ
        row = await self._sql.row(statement, number=number, actor=to.actor, party_id=to.id)
        return None if row is None else Card(number, to, *row)

    async def put(self, card: Card) -> None:
        """Remember (or replace) it."""
        await self._sql.run(
            _PUT_CARD,
            order_number=card.order_number,
            actor=card.to.actor,
            party_id=card.to.id,
            chat_id=card.chat_id,
            message_id=card.message_id,
            thread_id=card.thread_id,
            version=card.version,
            digest=card.digest,
        )

    async def drop(self, number: int, to: Party) -> None:
        """Forget it; the next card row sends a fresh one."""
        await self._sql.run(_DROP_CARD, number=number, actor=to.actor, party_id=to.id)
