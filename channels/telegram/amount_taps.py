"""What the buttons about an order's amount carry. They are written and read in `buttons`."""

from dataclasses import dataclass
from enum import StrEnum

from channels.telegram.wire import Tap


class AmountStep(StrEnum):
    """What a button does; `AmountTap.value` in brackets."""

    #: The seller wants to change it: ask for the new one, and why.
    ASK = "ask"
    #: Change it to what was typed (of the order, when it was asked for).
    CHANGE = "change"
    #: The customer does not agree (of the event that changed it).
    OBJECT = "object"
    #: Ask the administration for what was typed (of the order, when it was asked for).
    REQUEST = "request"
    #: The seller takes the request back (the event that asks).
    WITHDRAW = "withdraw"
    #: An administrator grants it (the event that asks).
    GRANT = "grant"
    #: An administrator wants to decline it: ask why (the event that asks).
    DECLINE = "decline"
    #: Decline it without saying why (the event that asks).
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class AmountTap(Tap):
    """A step towards another amount. Raises `ValueError` for a value that the step does not take."""

    step: AmountStep
    number: int
    value: int = 0

    def __post_init__(self) -> None:
        if (self.step is AmountStep.ASK) != (self.value == 0):
            raise ValueError(f"amount step {self.step}: a value is missing or surplus")
