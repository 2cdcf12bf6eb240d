"""How many orders a seller has in each state, kept in the transaction that changes one. It counts none."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Integer, bindparam, case, literal_column, select, update

from orders.states import State
from storage.dialects import listed
from storage.shelf_tables import order_counts
from storage.statement import Session, Statement, given
from storage.tables import orders
from storage.upsert import upsert

_OWN = order_counts.c.seller_id == bindparam("seller_id")
_FIRST: Mapping[str, int] = {state.value: int(state is State.NEW) for state in State}
_ADD = upsert(order_counts, ["seller_id"], lambda new: {"new": order_counts.c.new + 1})
_NEXT = given(orders.c.state, "next")


def _here(state: Any, which: State) -> Any:
    return case(
        (state == literal_column(f"'{which.value}'"), literal_column("1")),
        else_=literal_column("0"),
    )


#: The state that the order leaves is read from its row: nobody has to remember it rightly.
_MOVE = Statement(
    update(order_counts)
    .where(
        order_counts.c.seller_id == orders.c.seller_id,
        orders.c.number == bindparam("number"),
        orders.c.state != _NEXT,
    )
    .values(
        {
            state.value: order_counts.c[state.value]
            + _here(_NEXT, state)
            - _here(orders.c.state, state)
            for state in State
        }
    )
)
_SHIFT = Statement(
    update(order_counts)
    .where(_OWN)
    .values(
        {
            state.value: order_counts.c[state.value]
            + bindparam(f"more_{state.value}", type_=Integer)
            for state in State
        }
    )
)
_LOCK = Statement(
    select(order_counts.c.seller_id)
    .where(listed(order_counts.c.seller_id, "sellers"))
    .order_by(order_counts.c.seller_id)
    .with_for_update()
)
COUNTS = Statement(select(*(order_counts.c[state.value] for state in State)).where(_OWN))


async def added(sql: Session, seller_id: int) -> None:
    """The seller got a new order."""
    await sql.run(_ADD, seller_id=seller_id, **_FIRST)


async def moving(sql: Session, number: int, state: State) -> None:
    """The order, as its row still is, goes to that state."""
    await sql.run(_MOVE, number=number, next=state.value)


async def moved(sql: Session, steps: Iterable[tuple[int, str, str]]) -> None:
    """Orders went from one state to another: each with its seller."""
    change: dict[int, Counter[str]] = {}
    for seller_id, before, after in steps:
        counter = change.setdefault(seller_id, Counter())
        counter[before] -= 1
        counter[after] += 1
    # In one order everywhere: two such transactions do not wait for each other.
    await sql.rows(_LOCK, sellers=sorted(change))
    await sql.bulk(
        _SHIFT,
        [
            {
                "seller_id": seller_id,
                **{f"more_{state.value}": counter[state.value] for state in State},
            }
            for seller_id, counter in sorted(change.items())
        ],
    )


async def counts(sql: Session, seller_id: int) -> Mapping[State, int]:
    """How many orders the seller has in each state (states with none are left out)."""
    row = await sql.row(COUNTS, seller_id=seller_id)
    return {} if row is None else {state: n for state, n in zip(State, row, strict=True) if n}
