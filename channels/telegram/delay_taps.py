"""What the buttons about an agreed delay carry. They are written and read in `buttons`."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from channels.telegram.wire import Tap


class DelayStep(StrEnum):
    """What a button does; `DelayTap.value` in brackets."""

    #: The seller wants to agree on a delay: show days to choose.
    ASK = "ask"
    #: Show a month to choose a day from (yyyymm).
    MONTH = "month"
    #: Ask the seller whether to propose this day (yyyymmdd).
    DAY = "day"
    #: Propose it to the customer (yyyymmdd).
    PROPOSE = "propose"
    #: It was agreed on by phone: ask for the note (yyyymmdd).
    PHONE = "phone"
    #: The seller does not want a day of the talk recorded (yyyymmdd).
    DISMISS = "dismiss"
    #: The customer's word on what was said in that version.
    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class DelayTap(Tap):
    """A step towards an agreed delay. Raises `ValueError` for a value that the step does not take."""

    step: DelayStep
    number: int
    value: int = 0

    def __post_init__(self) -> None:
        if (self.step is DelayStep.ASK) != (self.value == 0):
            raise ValueError(f"delay step {self.step}: a value is missing or surplus")
        if self.step is DelayStep.MONTH:
            date(self.value // 100, self.value % 100, 1)
        elif self.step in (DelayStep.DAY, DelayStep.PROPOSE, DelayStep.PHONE, DelayStep.DISMISS):
            day_of(self.value)


def day_of(value: int) -> date:
    """The day that stands in a button as yyyymmdd. Raises `ValueError`."""
    return date(value // 10_000, value // 100 % 100, value % 100)


def value_of(day: date) -> int:
    """The other way round."""
    return day.year * 10_000 + day.month * 100 + day.day
