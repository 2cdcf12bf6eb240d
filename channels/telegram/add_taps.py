"""What the buttons of an order carry that a seller adds, and of one that they repeat. Written and read in `buttons`."""

from dataclasses import dataclass
from enum import StrEnum

from channels.telegram.wire import Tap


class AddStep(StrEnum):
    """What a button does; `AddTap.value` in brackets."""

    #: Begin; go on with the half-made one; begin anew; stop.
    BEGIN = "begin"
    RESUME = "resume"
    FRESH = "fresh"
    #: Repeat this order (its number) in place of the half-made one.
    REPEAT = "repeat"
    STOP = "stop"
    #: The question before this one; leave this one out (its place among the questions, from 1; the
    #: summary's is the last). Tapped twice, it is about the same question.
    BACK = "back"
    SKIP = "skip"
    #: Add it.
    SUBMIT = "submit"
    #: Who was typed is somebody new.
    NEW = "new"
    #: Show what can be changed.
    CHANGE = "change"
    #: Show a page of customers, of products (from 1).
    WHO = "who"
    WHAT = "what"
    #: It is for this customer, of this product (its id), so many.
    CUSTOMER = "customer"
    PRODUCT = "product"
    QUANTITY = "quantity"
    #: Another thing; without this one (its place, and of how many: `adding.dropped`).
    MORE = "more"
    DROP = "drop"
    #: Ask this again (its place among the questions, from 1).
    ASK = "ask"


#: Steps that are about something.
VALUED = frozenset(
    {
        AddStep.WHO,
        AddStep.WHAT,
        AddStep.CUSTOMER,
        AddStep.PRODUCT,
        AddStep.QUANTITY,
        AddStep.ASK,
        AddStep.DROP,
        AddStep.REPEAT,
        AddStep.BACK,
        AddStep.SKIP,
    }
)


@dataclass(frozen=True, slots=True)
class AddTap(Tap):
    """A step towards an added order. Raises `ValueError` for a value that the step does not take."""

    step: AddStep
    value: int = 0

    def __post_init__(self) -> None:
        if (self.step in VALUED) != (self.value > 0):
            raise ValueError(f"step {self.step}: a value is missing or surplus")


@dataclass(frozen=True, slots=True)
class RepeatTap(Tap):
    """The same order once more; of a question before there was one: an order for who asked."""

    number: int


@dataclass(frozen=True, slots=True)
class DisownTap(Tap):
    """The customer did not order this."""

    number: int
