"""SMS that people asked for: counted by person and by number, kept no longer than they are counted."""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, func, insert, select

from storage.statement import Session, Statement, given
from storage.tables import sms_requests as asked

_KEPT = timedelta(days=1)
_SINCE = asked.c.at > given(asked.c.at, "since")
_ADD = Statement(
    insert(asked).values({c.name: given(c) for c in asked.c if c.name != "id"}),
)
_FORGET = Statement(delete(asked).where(asked.c.at <= given(asked.c.at, "before")))
_COUNT = select(func.count()).select_from(asked)
_OF_PERSON = Statement(
    _COUNT.where(
        asked.c.telegram_id == given(asked.c.telegram_id), asked.c.what == bindparam("what"), _SINCE
    )
)
_TO_NUMBER = Statement(
    _COUNT.where(asked.c.number == bindparam("number"), asked.c.what == bindparam("what"), _SINCE)
)


class SqlSmsRequests:
    """See `orders.ports.SmsRequests`."""

    __slots__ = ("_sql",)

    def __init__(self, sql: Session) -> None:
        self._sql = sql

    async def add(self, what: str, telegram_id: int, number: str, now: datetime) -> None:
        """Take one down; what is older than a day is forgotten."""
        await self._sql.run(_FORGET, before=now - _KEPT)
        await self._sql.run(_ADD, what=what, telegram_id=telegram_id, number=number, at=now)

    async def of_person(self, what: str, telegram_id: int, since: datetime) -> int:
        """How many of these the person has asked for since then."""
        row = await self._sql.row(_OF_PERSON, what=what, telegram_id=telegram_id, since=since)
        assert row is not None
        return int(row[0])

    async def to_number(self, what: str, number: str, since: datetime) -> int:
        """How many of these went to the number since then. Nobody adds one until commit."""
        await self._sql.take_turns(f"sms to {number}")
        row = await self._sql.row(_TO_NUMBER, what=what, number=number, since=since)
        assert row is not None
        return int(row[0])
