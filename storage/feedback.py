"""Feedback, one per order; a seller's rating changes with it in the same transaction."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, bindparam, select

from orders.asks import Asker, Asking
from orders.ratings import Feedback, Opinion, Rating
from storage.feedback_tables import feedback, feedback_asks, ratings
from storage.kept_tables import orders
from storage.statement import Row, Session, Statement
from storage.upsert import upsert

FEEDBACK: tuple[ColumnElement[Any], ...] = tuple(feedback.c)
_SUMS = ("feedbacks", "product_stars", "seller_stars")


def _all_but(key: str, names: Sequence[str]) -> list[str]:
    return [name for name in names if name != key]


_GET = Statement(select(feedback).where(feedback.c.order_number == bindparam("number")))
_PUT = upsert(
    feedback,
    ["order_number"],
    lambda new: {name: new[name] for name in _all_but("order_number", feedback.c.keys())},
)
_RATING = Statement(
    select(*(ratings.c[name] for name in _SUMS)).where(ratings.c.seller_id == bindparam("seller"))
)
#: The difference is added where the row is, so that nothing is lost between two orders of one seller.
_RATE = upsert(
    ratings, ["seller_id"], lambda new: {name: ratings.c[name] + new[name] for name in _SUMS}
)
_ASKING = Statement(
    select(feedback_asks).where(feedback_asks.c.order_number == bindparam("number"))
)
_HELD = Statement(
    select(orders.c.number)
    .join(feedback_asks, feedback_asks.c.order_number == orders.c.number)
    .where(orders.c.customer_id == bindparam("customer_id"), feedback_asks.c.held.is_not(None))
    .order_by(orders.c.number)
)
_PUT_ASKING = upsert(
    feedback_asks,
    ["order_number"],
    lambda new: {name: new[name] for name in _all_but("order_number", feedback_asks.c.keys())},
)


class SqlFeedback:
    """See `orders.ports.Feedbacks`."""

    __slots__ = ("_sql",)

    def __init__(self, sql: Session) -> None:
        self._sql = sql

    async def get(self, number: int) -> Feedback | None:
        """The order's feedback."""
        row = await self._sql.row(_GET, number=number)
        return None if row is None else feedback_of(row)

    async def put(self, feedback: Feedback) -> None:
        """Keep it in place of the one that the order had; the seller's rating follows."""
        before = _weight(await self.get(feedback.order_number))
        added = tuple(now - then for now, then in zip(_weight(feedback), before, strict=True))
        opinion = feedback.opinion
        await self._sql.run(
            _PUT,
            order_number=feedback.order_number,
            seller_id=feedback.seller_id,
            customer_id=feedback.customer_id,
            product_stars=opinion.product,
            seller_stars=opinion.seller,
            comment=opinion.comment,
            given_at=feedback.given_at,
            edited_at=feedback.edited_at,
            answer=feedback.answer,
            answered_at=feedback.answered_at,
            counts=feedback.counts,
        )
        if any(added):
            sums = dict(zip(_SUMS, added, strict=True))
            await self._sql.run(_RATE, seller_id=feedback.seller_id, **sums)

    async def rating(self, seller_id: int) -> Rating:
        """The seller's rating, as it is kept."""
        row = await self._sql.row(_RATING, seller=seller_id)
        return Rating() if row is None else Rating(*row)

    async def asking(self, number: int) -> Asking:
        """How often the order's customer was asked."""
        row = await self._sql.row(_ASKING, number=number)
        if row is None:
            return Asking()
        _, asked, asked_at, reminded, reminded_at, held = row
        by = None if held is None else Asker(held)
        return Asking(asked, asked_at, reminded, reminded_at, by)

    async def put_asking(self, number: int, asking: Asking) -> None:
        """Remember (or replace) it."""
        await self._sql.run(
            _PUT_ASKING,
            order_number=number,
            asked=asking.asked,
            asked_at=asking.asked_at,
            reminded=asking.reminded,
            reminded_at=asking.reminded_at,
            held=asking.held,
        )

    async def held(self, customer_id: int) -> Sequence[int]:
        """Orders about which the customer is to be asked when their quiet hours are over."""
        return [row[0] for row in await self._sql.rows(_HELD, customer_id=customer_id)]


def feedback_of(row: Row) -> Feedback:
    """Feedback from the columns `FEEDBACK`."""
    number, seller_id, customer_id, product, seller, comment, given_at, *later = row
    edited_at, answer, answered_at, counts = later
    opinion = Opinion(product, seller, comment)
    return Feedback(
        number,
        seller_id,
        customer_id,
        opinion,
        given_at,
        edited_at,
        answer,
        answered_at,
        bool(counts),
    )


def _weight(feedback: Feedback | None) -> tuple[int, int, int]:
    """What it adds to a rating's sums."""
    if feedback is None or not feedback.counts:
        return (0, 0, 0)
    return (1, feedback.opinion.product, feedback.opinion.seller)
