"""Which of a seller's orders hold a text: their newest, up to a bound. The text means itself, in any case.

The texts stand in an index of SQLite's by seller and number, so a search reads that seller's part
of it, newest first, and no row (docs/adr/0023-lists.md).
"""

import re

from sqlalchemy import ColumnElement, Text, bindparam, cast, or_, select

from storage.dialects import holds
from storage.note_tables import notes
from storage.order_rows import searched
from storage.statement import Session, Statement
from storage.tables import orders

#: Nobody turns more pages than these many orders make.
MAX_FOUND = 200
_TEXT = bindparam("text", type_=Text)
_DIGITS = re.compile(r"\d+", re.ASCII)


def _orders(*holding: ColumnElement[bool]) -> Statement:
    return Statement(
        select(orders.c.number)
        .where(orders.c.seller_id == bindparam("seller_id"), or_(*holding))
        .order_by(orders.c.number.desc())
        .limit(bindparam("limit")),
        slow=True,
    )


IN_ORDERS = _orders(holds(orders.c.search, _TEXT))
#: What is no number need not be looked for in numbers.
IN_NUMBERS = _orders(holds(orders.c.search, _TEXT), holds(cast(orders.c.number, Text), _TEXT))
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
    in_orders = IN_NUMBERS if _DIGITS.fullmatch(wanted) else IN_ORDERS
    numbers: set[int] = set()
    for statement in (in_orders, _IN_NOTES):
        rows = await sql.rows(statement, seller_id=seller_id, text=wanted, limit=limit)
        numbers.update(row[0] for row in rows)
    return sorted(numbers, reverse=True)[:limit]
