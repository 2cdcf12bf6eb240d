"""What the buttons of /customers carry. They are written and read in `buttons`."""

from dataclasses import dataclass
from enum import StrEnum

from channels.telegram.wire import Tap
from orders.places import Quiet


class PatronStep(StrEnum):
    """What a button does; `PatronTap.value` in brackets."""

    #: Show a page of all (its number).
    LIST = "list"
    #: Show a page of those who were looked for (its number).
    FOUND = "found"
    #: Ask whom to look for.
    SEARCH = "search"
    #: Show a customer (their id); the page of the list to go back to.
    OPEN = "open"
    #: Show their orders with the shop (their id), a page of them.
    ORDERS = "orders"
    #: Hear them so from now on (their id).
    HEARD = "heard"
    MUTED = "muted"
    UNHEARD = "unheard"


#: Steps that take no value; those that take a page besides.
VALUELESS = frozenset({PatronStep.SEARCH})
PAGED = frozenset({PatronStep.OPEN, PatronStep.ORDERS})


@dataclass(frozen=True, slots=True)
class PatronTap(Tap):
    """A step in the seller's customers. Raises `ValueError` for a value that the step does not take."""

    step: PatronStep
    value: int = 0
    page: int = 0

    def __post_init__(self) -> None:
        if (self.step in VALUELESS) != (self.value == 0) or (self.step in PAGED) != (self.page > 0):
            raise ValueError(f"customers' step {self.step}: a value is missing or surplus")


def quiet_of(step: PatronStep) -> Quiet:
    """How a button of one of the last three says that they are heard. Raises `ValueError`."""
    return Quiet(step.value)
