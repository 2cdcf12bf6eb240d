"""What of a seller's orders is looked at: a state or a filter, in which order, which page. It fetches none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from orders.states import ENDED, Action, Actor, State, allowed, transition


class Filter(StrEnum):
    """What a seller looks for among their orders, whatever the state. No word is a state's, too."""

    #: The seller must act next, or the customer has had no answer.
    TURN = "turn"
    #: Not sent, and its production or the agreed delay is over.
    OVERDUE = "overdue"
    #: Confirmed, and nobody has paid.
    UNPAID = "unpaid"
    #: Counts as closed within `CLOSING_WITHIN`.
    CLOSING = "closing"


class Sort(StrEnum):
    """Which orders come first."""

    NEWEST = "newest"
    OLDEST = "oldest"
    #: Those that count as closed soonest.
    SOONEST = "soonest"


#: Source: the issue's "closing soon", as the first warning has it.
CLOSING_WITHIN = timedelta(days=3)
Place = State | Filter


@dataclass(frozen=True, slots=True)
class Shelf:
    """One list as a person looks at it."""

    place: Place
    sort: Sort = Sort.NEWEST
    #: From 1.
    page: int = 1

    @property
    def state(self) -> State | None:
        """The one state of all its orders; None where there may be several."""
        if isinstance(self.place, State):
            return self.place
        return State.CONFIRMED if self.place is Filter.UNPAID else None

    @property
    def step(self) -> Action | None:
        """What a seller may do to all of its orders at once: the first step onward; None: nothing."""
        return None if self.state is None else onward(self.state)


def sorts(place: Place) -> Sequence[Sort]:
    """The orders that make sense there: what has ended closes no more."""
    return [sort for sort in Sort if place not in ENDED or sort is not Sort.SOONEST]


def turned(shelf: Shelf) -> Shelf:
    """The same from its first page, sorted in the next way."""
    ways = sorts(shelf.place)
    place = ways.index(shelf.sort) if shelf.sort in ways else -1
    return Shelf(shelf.place, ways[(place + 1) % len(ways)])


def onward(state: State) -> Action | None:
    """The seller's first step from there that asks for no reason."""
    for action in allowed(state, Actor.SELLER):
        step = transition(state, action, Actor.SELLER)
        if step is not None and not step.reason:
            return action
    return None
