"""Tariff plans, and a plan as an order keeps it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, select

from orders.tariffs import Tariff
from storage.kept_tables import tariffs
from storage.statement import Session, Statement
from storage.upsert import upsert

_PUT = upsert(
    tariffs,
    ["ref"],
    lambda new: {c.name: new[c.name] for c in tariffs.c if c.name != "ref"},
)
_GET = Statement(select(tariffs).where(tariffs.c.ref == bindparam("ref")))
_ALL = Statement(select(tariffs).order_by(tariffs.c.ref))


def tariff_value(tariff: Tariff | None) -> list[object] | None:
    """A plan as small JSON, in the order of its fields."""
    if tariff is None:
        return None
    t = tariff
    return [t.ref, t.currency, t.percent, t.fixed, t.minimum, t.maximum]


def tariff_of(value: Sequence[Any] | None) -> Tariff | None:
    """What was put in by `tariff_value`, or a row of the table."""
    return None if value is None else Tariff(*value)


class SqlTariffs:
    """See `orders.ports.Tariffs`."""

    __slots__ = ("_sql",)

    def __init__(self, sql: Session) -> None:
        self._sql = sql

    async def put(self, tariff: Tariff) -> bool:
        """Add it, or change the one of this name: orders keep what they had. Whether it is new."""
        await self._sql.take_turns(f"tariff {tariff.ref}")
        known = await self.get(tariff.ref)
        await self._sql.run(
            _PUT,
            ref=tariff.ref,
            currency=tariff.currency,
            percent=tariff.percent,
            fixed=tariff.fixed,
            minimum=tariff.minimum,
            maximum=tariff.maximum,
        )
        return known is None

    async def get(self, ref: str) -> Tariff | None:
        """The plan."""
        return tariff_of(await self._sql.row(_GET, ref=ref))

    async def all(self) -> Sequence[Tariff]:
        """All by name."""
        return [Tariff(*row) for row in await self._sql.rows(_ALL)]
