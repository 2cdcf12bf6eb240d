"""The timings that the administration has chosen; the rest are `orders.policy`'s defaults."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import select

from orders.timings import Choice
from storage.statement import Session, Statement
from storage.tables import timings
from storage.upsert import upsert

_ALL = Statement(select(timings.c.name, timings.c.seconds))
_PUT = upsert(
    timings,
    ["name"],
    lambda new: {name: new[name] for name in ("seconds", "set_by", "set_at")},
)


class SqlTimings:
    """See `orders.ports.Timings`."""

    __slots__ = ("_sql",)

    def __init__(self, sql: Session) -> None:
        self._sql = sql

    async def all(self) -> Mapping[str, Choice]:
        """What was chosen, by the name of the setting."""
        rows = await self._sql.rows(_ALL)
        return {name: tuple(timedelta(seconds=s) for s in seconds) for name, seconds in rows}

    async def put(self, name: str, choice: Choice, by: int, now: datetime) -> None:
        """Choose it (or another)."""
        seconds = [int(each.total_seconds()) for each in choice]
        await self._sql.run(_PUT, name=name, seconds=seconds, set_by=by, set_at=now)
