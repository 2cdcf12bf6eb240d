"""What the buttons carry with which several orders are ticked. They are written and read in `buttons`."""

from dataclasses import dataclass
from enum import StrEnum

from channels.telegram.wire import Tap
from orders.shelves import Place, Shelf, Sort


class BulkStep(StrEnum):
    """What a button does; `BulkTap.value` in brackets."""

    #: Turn the list into ticks.
    BEGIN = "begin"
    #: Tick or untick (the order).
    TICK = "tick"
    #: Turn the page.
    PAGE = "page"
    #: Tick all on the page.
    ALL = "all"
    #: Untick all.
    NONE = "none"
    #: Take the step with all that are ticked.
    DO = "do"
    #: Take back (that deed).
    UNDO = "undo"
    #: Back to the list.
    STOP = "stop"


VALUED = frozenset({BulkStep.TICK, BulkStep.UNDO})


@dataclass(frozen=True, slots=True)
class BulkTap(Tap):
    """A step with several orders of a list. Raises `ValueError` where there is none to take."""

    step: BulkStep
    place: Place
    sort: Sort
    page: int
    value: int = 0

    def __post_init__(self) -> None:
        if (self.step in VALUED) != (self.value != 0):
            raise ValueError(f"bulk step {self.step}: a value is missing or surplus")
        if self.shelf.step is None:
            raise ValueError(f"{self.place}: no step for several at once")

    @property
    def shelf(self) -> Shelf:
        """The list that the button stands under."""
        return Shelf(self.place, self.sort, self.page)
