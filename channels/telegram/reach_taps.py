"""What the buttons about a person's channels carry. They are written and read in `buttons`."""

from dataclasses import dataclass
from enum import StrEnum

from channels.telegram.wire import Tap


class ReachStep(StrEnum):
    """What a button does; `ReachTap.on` in brackets."""

    #: Show the page.
    PAGE = "page"
    #: Send a test SMS.
    TEST = "test"
    #: Ask for another phone.
    CHANGE = "change"
    #: Send another code to the number that was named.
    AGAIN = "again"
    #: Leave the phone as it is.
    STOP = "stop"
    #: An e-mail copy of each new order, or none (on).
    COPIES = "copies"
    #: Summaries and questions by e-mail, or none (on).
    BULLETINS = "bulletins"


#: What is switched on or off.
SWITCHES = frozenset({ReachStep.COPIES, ReachStep.BULLETINS})


@dataclass(frozen=True, slots=True)
class ReachTap(Tap):
    """A step in how the person is reached. Raises `ValueError` for a switch that says neither on nor off."""

    step: ReachStep
    on: bool | None = None

    def __post_init__(self) -> None:
        if (self.on is not None) != (self.step in SWITCHES):
            raise ValueError(f"step {self.step}: on or off is missing or surplus")
