"""Days of the talk that were offered to sellers, to record them as agreed delays."""

from collections.abc import Sequence

from sqlalchemy import Boolean, Column, Date, ForeignKey, Table, bindparam, or_, select

from orders.ports import HeardDay
from storage.columns import Moment, RowId
from storage.kept_tables import metadata
from storage.statement import Session, Statement
from storage.upsert import upsert

heard_days = Table(
    "heard_days",
    metadata,
    Column(
        "order_number", RowId, ForeignKey("orders.number"), primary_key=True, autoincrement=False
    ),
    Column("day", Date, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("declined", Boolean, nullable=False),
)

_PUT = upsert(
    heard_days,
    ["order_number", "day"],
    lambda new: {"declined": or_(heard_days.c.declined, new.declined)},
)
_OF = Statement(
    select(heard_days.c.day, heard_days.c.at, heard_days.c.declined)
    .where(heard_days.c.order_number == bindparam("number"))
    .order_by(heard_days.c.at, heard_days.c.day)
)


class SqlHeardDays:
    """See `orders.ports.HeardDays`."""

    __slots__ = ("_sql",)

    def __init__(self, sql: Session) -> None:
        self._sql = sql

    async def of(self, number: int) -> Sequence[HeardDay]:
        """What was offered about the order, oldest first."""
        return [HeardDay(*row) for row in await self._sql.rows(_OF, number=number)]

    async def put(self, number: int, heard: HeardDay) -> None:
        """Remember it; once declined, it stays so."""
        await self._sql.run(
            _PUT, order_number=number, day=heard.day, at=heard.at, declined=heard.declined
        )
