"""What a seller's summaries are made of: what waits for them, and what came of the past weeks. It only reads."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, bindparam, case, func, literal_column, or_, select

from orders.model import Order
from orders.money import Money
from orders.rounds import Waits
from orders.states import ENDED, Actor, State
from storage.order_rows import ORDER, order_of
from storage.statement import Session, Statement, given
from storage.tables import events, fees, messages, orders
from storage.talk_rows import CUSTOMERS_WORD

_OWN = orders.c.seller_id == bindparam("seller_id")
_OPEN = or_(*(orders.c.state == s.value for s in State if s not in ENDED))
_NOW = given(orders.c.placed_at, "now")
_SELLER: ColumnElement[str] = literal_column(f"'{Actor.SELLER.value}'")

#: The most pressing first: an order is told of once.
_CONDITIONS = {
    Waits.CLOSING: orders.c.auto_close_at <= given(orders.c.auto_close_at, "closing_by"),
    Waits.ANSWER: orders.c.state == State.NEW.value,
    Waits.WORD: CUSTOMERS_WORD,
    Waits.SENDING: and_(
        orders.c.state == State.PAID.value,
        orders.c.production_ends_at <= _NOW,
        or_(orders.c.agreed_delay_until.is_(None), orders.c.agreed_delay_until <= _NOW),
    ),
    Waits.FINISH: and_(
        orders.c.state == State.SENT.value,
        orders.c.last_at <= given(orders.c.placed_at, "sent_by"),
    ),
}
_PRESSING = list(_CONDITIONS)
_rank = case(
    *((condition, literal_column(str(n))) for n, condition in enumerate(_CONDITIONS.values())),
    else_=literal_column(str(len(_PRESSING))),
).label("rank")
_ranked = select(_rank, orders.c.number).where(_OWN, _OPEN).subquery("ranked")
_waits = _ranked.c.rank < literal_column(str(len(_PRESSING)))
_COUNTS = Statement(
    select(_ranked.c.rank, func.count()).where(_waits).group_by(_ranked.c.rank), slow=True
)
_FIRST = Statement(
    select(_ranked.c.rank, *ORDER)
    .select_from(orders)
    .join(_ranked, _ranked.c.number == orders.c.number)
    .where(_waits)
    .order_by(_ranked.c.rank, orders.c.number)
    .limit(bindparam("limit")),
    slow=True,
)

_SINCE = given(orders.c.placed_at, "since")
_did = (
    select(func.min(events.c.at))
    .where(events.c.order_number == orders.c.number, events.c.actor == _SELLER)
    .scalar_subquery()
)
_said = (
    select(func.min(messages.c.at))
    .where(messages.c.order_number == orders.c.number, messages.c.actor == _SELLER)
    .scalar_subquery()
)
PLACED = Statement(
    select(orders.c.placed_at, orders.c.state, _did, _said).where(
        _OWN, orders.c.placed_at >= _SINCE
    ),
    slow=True,
)
_SUCCEEDED = Statement(
    select(
        fees.c.due_since,
        orders.c.amount_minor,
        orders.c.currency,
        fees.c.amount_minor,
        fees.c.currency,
    )
    .select_from(fees)
    .join(orders, orders.c.number == fees.c.order_number)
    .where(fees.c.seller_id == bindparam("seller_id"), fees.c.due_since >= _SINCE),
    slow=True,
)


class SqlRounds:
    """See `orders.ports.Rounds`."""

    __slots__ = ("_sql",)

    def __init__(self, sql: Session) -> None:
        self._sql = sql

    async def waiting(
        self,
        seller_id: int,
        *,
        now: datetime,
        closing_by: datetime,
        sent_by: datetime,
        limit: int,
    ) -> tuple[Sequence[tuple[str, int]], Sequence[tuple[str, Order]]]:
        """Open orders that wait for their seller: how many of each sort, and the first of all."""
        values = {
            "seller_id": seller_id,
            "now": now,
            "closing_by": closing_by,
            "sent_by": sent_by,
        }
        counts = await self._sql.rows(_COUNTS, **values)
        first = await self._sql.rows(_FIRST, **values, limit=limit)
        return (
            [(_PRESSING[rank], count) for rank, count in sorted(counts)],
            [(_PRESSING[row[0]], order_of(row[1:])) for row in first],
        )

    async def placed(
        self, seller_id: int, since: datetime
    ) -> Sequence[tuple[datetime, datetime | None, State]]:
        """When orders came to the seller since then, when each had its first answer, where it stands."""
        rows = await self._sql.rows(PLACED, seller_id=seller_id, since=since)
        return [
            (at, min((did for did in answers if did is not None), default=None), State(state))
            for at, state, *answers in rows
        ]

    async def succeeded(
        self, seller_id: int, since: datetime
    ) -> Sequence[tuple[datetime, Money, Money | None]]:
        """When orders of the seller closed since then, their amounts and the fees they owe."""
        rows = await self._sql.rows(_SUCCEEDED, seller_id=seller_id, since=since)
        return [
            (at, Money(minor, currency), None if fee is None else Money(fee, fee_currency))
            for at, minor, currency, fee, fee_currency in rows
        ]
