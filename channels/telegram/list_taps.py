"""What the buttons of lists carry: which page of which list. They are written and read in `buttons`."""

from dataclasses import dataclass

from channels.telegram.wire import Tap
from orders.states import State


@dataclass(frozen=True, slots=True)
class ListTap(Tap):
    """Show a page (from 1) of the orders in a state, or of all (None)."""

    tab: State | None
    page: int


@dataclass(frozen=True, slots=True)
class FindPage(Tap):
    """Show another page (from 1) of what was looked for."""

    page: int
