"""What the buttons about a person's channels carry. They are written and read in `buttons`."""

from dataclasses import dataclass
from enum import StrEnum


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
class ReachTap:
    """A step in how the person is reached. Raises `ValueError` for a switch that says neither on nor off."""

    step: ReachStep
    on: bool | None = None

    def __post_init__(self) -> None:
        if (self.on is not None) != (self.step in SWITCHES):
            raise ValueError(f"step {self.step}: on or off is missing or surplus")


def parts(tap: ReachTap) -> tuple[str, ...]:
    """What stands in the button."""
    return ("ch", tap.step, *([] if tap.on is None else [str(int(tap.on))]))


def read(rest: list[str]) -> ReachTap:
    """What stands behind "ch"; sloppy input is refused by `buttons`."""
    return ReachTap(ReachStep(rest[0]), bool(int(rest[1])) if len(rest) > 1 else None)
