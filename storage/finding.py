"""Which of a seller's orders hold a text: their newest, up to a bound. The text means itself, in any case.

A number is found by its beginning and its end. The texts stand in an index of SQLite's by seller and
number, so a search reads that seller's part of it, newest first, and no row (docs/adr/0023-lists.md).
"""

import re
from collections.abc import Iterator

from sqlalchemy import BigInteger, ColumnElement, Text, bindparam, or_, select

from storage.dialects import holds
from storage.note_tables import notes
from storage.order_rows import searched
from storage.statement import Session, Statement
from storage.tables import orders

#: Nobody turns more pages than these many orders make.
MAX_FOUND = 200
_TEXT = bindparam("text", type_=Text)
#: No number of an order has more figures than a button takes.
MAX_FIGURES = 12
_FIGURES = re.compile(rf"\d{{1,{MAX_FIGURES}}}", re.ASCII)


def _orders(*holding: ColumnElement[bool], slow: bool = True) -> Statement:
    return Statement(
        select(orders.c.number)
        .where(orders.c.seller_id == bindparam("seller_id"), or_(*holding))
        .order_by(orders.c.number.desc())
        .limit(bindparam("limit")),
        slow=slow,
    )


IN_ORDERS = _orders(holds(orders.c.search, _TEXT))
#: Figures are looked for at a number's end, too, in the same walk.
_ENDING = _orders(
    holds(orders.c.search, _TEXT),
    orders.c.number % bindparam("power", type_=BigInteger)
    == bindparam("figures", type_=BigInteger),
)
#: At its beginning they are ranges of an index.
_BEGINNING = _orders(
    orders.c.number.between(
        bindparam("low", type_=BigInteger), bindparam("high", type_=BigInteger)
    ),
    slow=False,
)
_IN_NOTES = Statement(
    select(notes.c.order_number)
    .where(notes.c.seller_id == bindparam("seller_id"), holds(notes.c.search, _TEXT))
    .order_by(notes.c.order_number.desc())
    .limit(bindparam("limit")),
    slow=True,
)


async def found(sql: Session, seller_id: int, text: str) -> list[int]:
    """Their numbers, newest first; one more than `MAX_FOUND` where there are more."""
    wanted = searched(text)
    limit = MAX_FOUND + 1
    sought: list[tuple[Statement, dict[str, int]]] = [(_IN_NOTES, {})]
    if _FIGURES.fullmatch(wanted):
        sought.append((_ENDING, {"power": 10 ** len(wanted), "figures": int(wanted)}))
        sought += [(_BEGINNING, {"low": low, "high": high}) for low, high in _ranges(wanted)]
    else:
        sought.append((IN_ORDERS, {}))
    numbers: set[int] = set()
    for statement, values in sought:
        rows = await sql.rows(statement, seller_id=seller_id, text=wanted, limit=limit, **values)
        numbers.update(row[0] for row in rows)
    return sorted(numbers, reverse=True)[:limit]


def _ranges(figures: str) -> Iterator[tuple[int, int]]:
    """Where the numbers are that begin with these figures."""
    first = int(figures)
    if not figures.startswith("0"):
        for more in range(MAX_FIGURES - len(figures) + 1):
            yield first * 10**more, (first + 1) * 10**more - 1
