"""A seller's lists: every tab and filter, full and empty, in each order."""

from collections.abc import Iterator
from datetime import timedelta

from channels.telegram import bulk, exports, shelves
from channels.telegram.export_taps import ExportAsk
from channels.telegram.faces import Face
from channels.texts import Voice
from orders.bulk import MAX_TICKED, TakenBack
from orders.money import Money
from orders.ports import Deed, Left, Line, Page
from orders.shelves import Filter, Shelf, Sort
from orders.states import Action, State
from tests.unit.channels.samples import OLENA, PLACED_AT, POLICY, SHOP

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
    below = [bulk.opener(second, voice), exports.opener(ExportAsk(State.NEW, 2), voice)]
    own = shelves.face(full, COUNTS, second, voice, NOW, below=below)
    yield "orders, new, to the owner", own
    mixed = Page(lines(4), 4)
    for place, sort in zip(Filter, (*Sort, Sort.NEWEST), strict=True):
        yield (
            f"orders, {place}, {sort}",
            shelves.face(mixed, COUNTS, Shelf(place, sort), voice, NOW),
        )


def bulk_of(voice: Voice) -> Iterator[tuple[str, Face]]:
    """Several orders at once, from the ticks to taking it back."""
    for state in (State.NEW, State.CONFIRMED, State.PAID, State.SENT):
        shelf, page = Shelf(state), Page(lines(4, state), 8)
        assert shelf.step is not None
        yield f"select, {state}", bulk.picking(page, {1043, 1041}, shelf, voice, NOW)
        for count in (1, 4):
            done = tuple((1043 - n, 2) for n in range(count))
            left = tuple(Left(1010 + n, each) for n, each in enumerate(State)) if count > 1 else ()
            deed = Deed(7, shelf.step, "tg:7:", done, left)
            yield f"{shelf.step} for {count}", bulk.done(deed, shelf, POLICY, voice)
    shelf = Shelf(State.PAID)
    yield "select, none yet", bulk.picking(Page(lines(2, State.PAID), 2), (), shelf, voice, NOW)
    nothing = Deed(7, Action.MARK_SENT, "tg:7:", (), (Left(1043, State.CANCELLED),))
    yield "mark_sent for none", bulk.done(nothing, shelf, POLICY, voice)
    back = TakenBack((1043, 1042), (Left(1041, State.CLOSED),), too_late=False)
    yield "several taken back", bulk.undone(back, shelf, voice)
    yield "one taken back", bulk.undone(TakenBack((1043,), (), too_late=False), shelf, voice)
    late = TakenBack((), (Left(1043, State.SENT),), too_late=True)
    yield "none taken back", bulk.undone(late, shelf, voice)


def toasts_of_bulk(voice: Voice) -> Iterator[tuple[str, str]]:
    """Every toast."""
    yield "too many ticked", bulk.too_many(MAX_TICKED, voice)
    yield "none ticked", bulk.none_ticked(voice)
    yield "done already", bulk.already(voice)
