"""What the buttons of lists carry: which page of which list, in which order. They are written and read in `buttons`."""

from dataclasses import dataclass

from channels.telegram.wire import Tap
from orders.shelves import Place, Sort
from orders.states import State


@dataclass(frozen=True, slots=True)
class ListTap(Tap):
    """Show a page (from 1) of the orders in a state, or of all (None)."""

    tab: State | None
    page: int


@dataclass(frozen=True, slots=True)
class ShelfTap(Tap):
    """Show a page (from 1) of a seller's orders in a state or under a filter, sorted."""

    place: Place
    sort: Sort
    page: int


@dataclass(frozen=True, slots=True)
class FindPage(Tap):
    """Show another page (from 1) of what was looked for."""

    page: int
