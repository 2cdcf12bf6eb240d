"""A seller's lists: every tab and filter, full and empty, in each order."""

from collections.abc import Iterator
from datetime import timedelta

from channels.telegram import exports, shelves
from channels.telegram.export_taps import ExportAsk
from channels.telegram.faces import Face
from channels.texts import Voice
from orders.money import Money
from orders.ports import Line, Page
from orders.shelves import Filter, Shelf, Sort
from orders.states import State
from tests.unit.channels.samples import OLENA, PLACED_AT, SHOP

NOW = PLACED_AT + timedelta(hours=3)
COUNTS = {State.NEW: 14, State.PAID: 2}


def lines(count: int, state: State | None = None) -> tuple[Line, ...]:
    """Orders of one state, or of all by turns."""
    states = list(State)
    return tuple(
        Line(
            1043 - n,
            state or states[n % len(states)],
            f"Clay mug {n}",
            n % 3,
            OLENA.name,
            SHOP.name,
            Money(210_000, "UAH"),
            NOW - n * n * timedelta(hours=7),
        )
        for n in range(count)
    )


def shelf_pages(voice: Voice) -> Iterator[tuple[str, Face]]:
    """What a seller sees under /orders."""
    for place in (*State, *Filter):
        counts = {} if isinstance(place, State) else COUNTS
        yield f"orders, {place}, none", shelves.face(Page((), 0), counts, Shelf(place), voice, NOW)
    full = Page(lines(6, State.NEW), 14)
    second = Shelf(State.NEW, page=2)
    yield "orders, new", shelves.face(full, COUNTS, second, voice, NOW)
    below = [exports.opener(ExportAsk(State.NEW, 2), voice)]
    own = shelves.face(full, COUNTS, second, voice, NOW, below=below)
    yield "orders, new, to the owner", own
    mixed = Page(lines(4), 4)
    for place, sort in zip(Filter, (*Sort, Sort.NEWEST), strict=True):
        yield (
            f"orders, {place}, {sort}",
            shelves.face(mixed, COUNTS, Shelf(place, sort), voice, NOW),
        )
