"""Which order a person's talk is about: for how long it goes on, and what waits until they say."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, select

from orders.messages import NewMessage
from storage.statement import Session, Statement
from storage.tables import focuses, strays
from storage.talk_rows import new_of, new_value
from storage.upsert import upsert

_ADD_STRAY = upsert(strays, ["request_id"], None, leave_out=("id",))
_STRAYS = Statement(
    select(strays.c.message).where(strays.c.telegram_id == bindparam("who")).order_by(strays.c.id)
)
_TAKE_STRAYS = Statement(
    delete(strays)
    .where(strays.c.telegram_id == bindparam("who"))
    .returning(strays.c.id, strays.c.message)
)
_PUT_FOCUS = upsert(
    focuses, ["telegram_id"], lambda new: {name: new[name] for name in ("order_number", "until")}
)
_FOCUS = Statement(
    select(focuses.c.order_number).where(
        focuses.c.telegram_id == bindparam("who"),
        focuses.c.until > bindparam("now", type_=focuses.c.until.type),
    )
)
_DROP_FOCUS = Statement(
    delete(focuses).where(
        focuses.c.telegram_id == bindparam("who"), focuses.c.order_number != bindparam("besides")
    )
)
#: No order has it.
_NO_ORDER = 0


class SqlAttention:
    """A part of `orders.ports.Talk`."""

    __slots__ = ("_sql",)

    def __init__(self, sql: Session) -> None:
        self._sql = sql

    async def add_stray(self, telegram_id: int, new: NewMessage, now: datetime) -> None:
        """Keep a message that waits for its order; one that is known is not kept twice."""
        await self._sql.run(
            _ADD_STRAY,
            telegram_id=telegram_id,
            request_id=new.request_id,
            received_at=now,
            message=new_value(new),
        )

    async def strays(self, telegram_id: int) -> Sequence[NewMessage]:
        """Those that wait, in the order they were written."""
        return [new_of(row[0]) for row in await self._sql.rows(_STRAYS, who=telegram_id)]

    async def take_strays(self, telegram_id: int) -> Sequence[NewMessage]:
        """Take them out, in the order they were written."""
        rows = await self._sql.rows(_TAKE_STRAYS, who=telegram_id)
        # RETURNING has no order of its own.
        return [new_of(message) for _, message in sorted(rows, key=lambda row: int(row[0]))]

    async def put_focus(self, telegram_id: int, number: int, until: datetime) -> None:
        """What the account writes is about this order, until then."""
        await self._sql.run(_PUT_FOCUS, telegram_id=telegram_id, order_number=number, until=until)

    async def focus(self, telegram_id: int, now: datetime) -> int | None:
        """The order that the account's talk is about, if it goes on."""
        row = await self._sql.row(_FOCUS, who=telegram_id, now=now)
        return None if row is None else int(row[0])

    async def drop_focus(self, telegram_id: int, *, besides: int | None = None) -> None:
        """Forget it, unless it is that order."""
        await self._sql.run(_DROP_FOCUS, who=telegram_id, besides=besides or _NO_ORDER)
