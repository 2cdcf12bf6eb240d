"""What the buttons about complaints carry. They are written and read in `buttons`."""

from dataclasses import dataclass
from enum import StrEnum

from channels.telegram.wire import Tap
from orders.complaints import ComplaintType


class ComplaintStep(StrEnum):
    """What a button does; `ComplaintTap.value` in brackets."""

    #: The seller wants to complain: say first that it is not anonymous.
    ASK = "ask"
    #: Show what it may be about.
    TYPES = "types"
    #: It is about that (the place in `ComplaintType`, from 1): ask for the words.
    TYPE = "type"
    #: No words.
    SKIP = "skip"
    #: This message (its id) proves it; tapped again: it does not.
    PROOF = "proof"
    #: Add it.
    ADD = "add"
    #: Show the complaints about the order's customer.
    SEE = "see"
    #: The author takes it back (its id).
    WITHDRAW = "withdraw"
    #: The customer wants to answer it (its id).
    ANSWER = "answer"
    #: The administration wants to hide it (its id): ask why.
    HIDE = "hide"


_TYPES = tuple(ComplaintType)
#: Steps that are about something, and take a value.
VALUED = frozenset(
    {
        ComplaintStep.TYPE,
        ComplaintStep.PROOF,
        ComplaintStep.WITHDRAW,
        ComplaintStep.ANSWER,
        ComplaintStep.HIDE,
    }
)


@dataclass(frozen=True, slots=True)
class ComplaintTap(Tap):
    """A step around a complaint. Raises `ValueError` for a value that the step does not take."""

    step: ComplaintStep
    number: int
    value: int = 0

    def __post_init__(self) -> None:
        if (self.step in VALUED) != (self.value > 0):
            raise ValueError(f"complaint step {self.step}: a value is missing or surplus")
        if self.step is ComplaintStep.TYPE and self.value > len(_TYPES):
            raise ValueError(f"complaint type {self.value}: there is none")


def type_of(value: int) -> ComplaintType:
    """What a button of `TYPE` says that it is about."""
    return _TYPES[value - 1]


def value_of(type: ComplaintType) -> int:
    """The other way round."""
    return _TYPES.index(type) + 1
