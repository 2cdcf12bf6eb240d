"""Sellers' lists by state or filter, sorted; and where people were in them. What a page shows is a `Line`."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, literal_column, or_, select

from orders.ports import Deed, Left, Line, Page
from orders.shelves import Filter, Place, Shelf, Sort
from orders.states import ENDED, Action, State
from storage import order_counts
from storage.order_lists import LINE, THESE, line_of
from storage.shelf_tables import deeds, shelves
from storage.statement import Session, Statement, given
from storage.tables import orders, sellers
from storage.talk_rows import CUSTOMERS_WORD
from storage.upsert import upsert

_OWN = orders.c.seller_id == bindparam("seller_id")
_NOW = given(orders.c.auto_close_at, "now")


def _in(*states: State) -> ColumnElement[bool]:
    return or_(*(orders.c.state == literal_column(f"'{state.value}'") for state in states))


def _over(column: ColumnElement[Any]) -> ColumnElement[bool]:
    return or_(column.is_(None), column <= _NOW)


_ends, _agreed = orders.c.production_ends_at, orders.c.agreed_delay_until
#: Filters of orders in several states; what is in one is counted and cut like its tab.
_CONDITIONS: dict[Filter, ColumnElement[bool]] = {
    # The open states stand before the OR: they are what an index can seek.
    Filter.TURN: and_(
        _in(*(state for state in State if state not in ENDED)),
        or_(
            _in(State.NEW, State.PAID),
            CUSTOMERS_WORD,
        ),
    ),
    Filter.OVERDUE: and_(
        _in(State.NEW, State.CONFIRMED, State.PAID),
        or_(_ends.is_not(None), _agreed.is_not(None)),
        _over(_ends),
        _over(_agreed),
    ),
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


def _page(by: tuple[ColumnElement[Any], ...]) -> Statement:
    """By index alone: of orders before the page no row is read."""
    numbers = (
        select(orders.c.number)
        .where(_OWN, orders.c.state == bindparam("state"))
        .order_by(*by)
        .limit(bindparam("limit"))
        .offset(bindparam("offset"))
        .subquery("page")
    )
    return Statement(
        select(*LINE)
        .select_from(numbers)
        .join(orders, orders.c.number == numbers.c.number)
        .join(sellers, sellers.c.id == orders.c.seller_id)
        .order_by(*by),
        slow=True,
    )


#: By a value that no index has in order: SQLite would rather walk all of a seller's orders than sort a few.
_number = orders.c.number + literal_column("0")
_SORTED: dict[Sort, tuple[ColumnElement[Any], ...]] = {
    Sort.NEWEST: (_number.desc(),),
    Sort.OLDEST: (_number.asc(),),
    Sort.SOONEST: (orders.c.auto_close_at.asc(), _number.asc()),
}
PAGES = {way: _page(by) for way, by in _ORDERS.items()}
#: All of them, for what has to be looked at to be counted need not be looked at twice.
NUMBERS: dict[tuple[Place, Sort], Statement] = {
    (of, sort): Statement(
        select(orders.c.number).where(_OWN, condition).order_by(*_SORTED[sort]), slow=True
    )
    for of, condition in _CONDITIONS.items()
    for sort in Sort
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

    async def page(
        self, seller_id: int, shelf: Shelf, *, now: datetime, closing_by: datetime, limit: int
    ) -> tuple[Page, int]:
        """The page of `limit` lines, and which it is: of one that is not there, the last one."""
        if shelf.state is not None:
            total = (await order_counts.counts(self._sql, seller_id)).get(shelf.state, 0)
            number, start = _within(shelf.page, total, limit)
            lines = await self._slice(seller_id, shelf.state, shelf.sort, total, start, limit)
        else:
            numbers = [
                row[0]
                for row in await self._sql.rows(
                    NUMBERS[shelf.place, shelf.sort],
                    seller_id=seller_id,
                    now=now,
                    closing_by=closing_by,
                )
            ]
            total = len(numbers)
            number, start = _within(shelf.page, total, limit)
            lines = await self._these(numbers[start : start + limit])
        return Page(tuple(lines), total), number

    async def _slice(
        self, seller_id: int, state: State, sort: Sort, total: int, start: int, limit: int
    ) -> list[Line]:
        count = max(0, min(limit, total - start))
        behind = total - start - count
        reverse = behind < start
        rows = await self._sql.rows(
            PAGES[sort, reverse],
            seller_id=seller_id,
            state=state.value,
            limit=count,
            offset=behind if reverse else start,
        )
        return list(map(line_of, reversed(rows) if reverse else rows))

    async def _these(self, numbers: list[int]) -> list[Line]:
        lines = {row[0]: line_of(row) for row in await self._sql.rows(THESE, numbers=numbers)}
        return [lines[number] for number in numbers]

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


def _within(page: int, total: int, limit: int) -> tuple[int, int]:
    """The page that there is, and how many lines stand before it."""
    number = min(page, max(1, -(-total // limit)))
    return number, (number - 1) * limit
