"""Sellers' lists by state or filter, sorted; and where people were in them. What a page shows is a `Line`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, literal_column, or_, select

from orders.ports import Deed, Left, Page
from orders.shelves import Filter, Place, Shelf, Sort
from orders.states import ENDED, Action, Actor, State
from storage import order_counts
from storage.order_lists import LINE, line_of
from storage.shelf_tables import deeds, shelves
from storage.statement import Row, Session, Statement, given
from storage.tables import messages, orders, sellers
from storage.upsert import upsert

_OWN = orders.c.seller_id == bindparam("seller_id")
_NOW = given(orders.c.auto_close_at, "now")


def _in(*states: State) -> ColumnElement[bool]:
    return or_(*(orders.c.state == literal_column(f"'{state.value}'") for state in states))


def _over(column: ColumnElement[Any]) -> ColumnElement[bool]:
    return or_(column.is_(None), column <= _NOW)


_last_word = (
    select(messages.c.actor)
    .where(messages.c.order_number == orders.c.number)
    .order_by(messages.c.id.desc())
    .limit(1)
    .scalar_subquery()
)
_ends, _agreed = orders.c.production_ends_at, orders.c.agreed_delay_until
_CONDITIONS: dict[Filter | None, ColumnElement[bool]] = {
    None: orders.c.state == bindparam("state"),
    Filter.TURN: or_(
        _in(State.NEW, State.PAID),
        and_(
            _in(State.CONFIRMED, State.SENT),
            _last_word == literal_column(f"'{Actor.CUSTOMER.value}'"),
        ),
    ),
    Filter.OVERDUE: and_(
        _in(State.NEW, State.CONFIRMED, State.PAID),
        or_(_ends.is_not(None), _agreed.is_not(None)),
        _over(_ends),
        _over(_agreed),
    ),
    Filter.UNPAID: _in(State.CONFIRMED),
    Filter.CLOSING: and_(
        _in(*(state for state in State if state not in ENDED)),
        orders.c.auto_close_at <= given(orders.c.auto_close_at, "closing_by"),
    ),
}
#: Each with its opposite, so that a page is sought from the end that is nearer.
_ORDERS: dict[tuple[Sort, bool], tuple[ColumnElement[Any], ...]] = {
    (Sort.NEWEST, False): (orders.c.number.desc(),),
    (Sort.NEWEST, True): (orders.c.number.asc(),),
    (Sort.OLDEST, False): (orders.c.number.asc(),),
    (Sort.OLDEST, True): (orders.c.number.desc(),),
    (Sort.SOONEST, False): (orders.c.auto_close_at.asc(), orders.c.number.asc()),
    (Sort.SOONEST, True): (orders.c.auto_close_at.desc(), orders.c.number.desc()),
}


def _numbers(condition: ColumnElement[bool], by: tuple[ColumnElement[Any], ...]) -> Select[Any]:
    """By index alone: of orders before the page no row is read."""
    found = select(orders.c.number).where(_OWN, condition).order_by(*by)
    return found.limit(bindparam("limit")).offset(bindparam("offset"))


def _page(condition: ColumnElement[bool], by: tuple[ColumnElement[Any], ...]) -> Statement:
    numbers = _numbers(condition, by).subquery("page")
    shown = (
        select(*LINE)
        .select_from(numbers)
        .join(orders, orders.c.number == numbers.c.number)
        .join(sellers, sellers.c.id == orders.c.seller_id)
        .order_by(*by)
    )
    return Statement(shown, slow=True)


PAGES = {
    (of, *way): _page(condition, by)
    for of, condition in _CONDITIONS.items()
    for way, by in _ORDERS.items()
}
TOTALS = {
    of: Statement(select(func.count()).select_from(orders).where(_OWN, condition), slow=True)
    for of, condition in _CONDITIONS.items()
    if of is not None
}
_KEPT = Statement(
    select(shelves.c.place, shelves.c.sort, shelves.c.page).where(
        shelves.c.telegram_id == bindparam("telegram_id")
    )
)
_KEEP = upsert(
    shelves, ["telegram_id"], lambda new: {name: new[name] for name in ("place", "sort", "page")}
)

_DEED = Statement(
    select(*(c for c in deeds.c if not c.primary_key)).where(
        deeds.c.telegram_id == bindparam("telegram_id")
    )
)
_PUT_DEED = upsert(
    deeds, ["telegram_id"], lambda new: {c.name: new[c.name] for c in deeds.c if not c.primary_key}
)


class SqlShelves:
    """See `orders.ports.Shelves`."""

    __slots__ = ("_sql",)

    def __init__(self, sql: Session) -> None:
        self._sql = sql

    async def total(
        self, seller_id: int, place: Place, *, now: datetime, closing_by: datetime
    ) -> int:
        """How many of the seller's orders stand there."""
        if isinstance(place, State):
            return (await order_counts.counts(self._sql, seller_id)).get(place, 0)
        _, values = _sought(seller_id, place, now, closing_by)
        row = await self._sql.row(TOTALS[place], **values)
        return 0 if row is None else int(row[0])

    async def page(
        self,
        seller_id: int,
        shelf: Shelf,
        *,
        total: int,
        now: datetime,
        closing_by: datetime,
        limit: int,
    ) -> Page:
        """The page of `limit` lines; `total` is how many there are, see `total`."""
        of, values = _sought(seller_id, shelf.place, now, closing_by)
        start = (shelf.page - 1) * limit
        count = max(0, min(limit, total - start))
        behind = total - start - count
        reverse = behind < start
        rows: Sequence[Row] = await self._sql.rows(
            PAGES[of, shelf.sort, reverse],
            **values,
            limit=count,
            offset=max(0, behind) if reverse else start,
        )
        lines = tuple(map(line_of, rows))
        return Page(lines[::-1] if reverse else lines, total)

    async def kept(self, telegram_id: int) -> Shelf | None:
        """The list that the account last turned to."""
        row = await self._sql.row(_KEPT, telegram_id=telegram_id)
        if row is None:
            return None
        place, sort, page = row
        return Shelf(State(place) if place in set(State) else Filter(place), Sort(sort), page)

    async def keep(self, telegram_id: int, shelf: Shelf) -> None:
        """Remember it."""
        await self._sql.run(
            _KEEP,
            telegram_id=telegram_id,
            place=shelf.place.value,
            sort=shelf.sort.value,
            page=shelf.page,
        )

    async def deed(self, telegram_id: int) -> Deed | None:
        """The account's last step for several orders."""
        row = await self._sql.row(_DEED, telegram_id=telegram_id)
        if row is None:
            return None
        deed_id, action, request_id, done, left = row
        return Deed(
            deed_id,
            Action(action),
            request_id,
            tuple((number, version) for number, version in done),
            tuple(Left(number, State(state)) for number, state in left),
        )

    async def put_deed(self, telegram_id: int, deed: Deed) -> None:
        """Remember it in place of the one before."""
        await self._sql.run(
            _PUT_DEED,
            telegram_id=telegram_id,
            id=deed.id,
            action=deed.action.value,
            request_id=deed.request_id,
            done=deed.done,
            left=[(each.number, each.state.value) for each in deed.left],
        )


def _sought(
    seller_id: int, place: Place, now: datetime, closing_by: datetime
) -> tuple[Filter | None, dict[str, Any]]:
    values = {"seller_id": seller_id, "now": now, "closing_by": closing_by}
    if isinstance(place, Filter):
        return place, values
    return None, {**values, "state": place.value}
