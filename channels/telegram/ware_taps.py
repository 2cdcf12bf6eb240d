"""What the buttons of a seller's products carry. They are written and read in `buttons`."""

from dataclasses import dataclass
from enum import StrEnum

from channels.telegram.wire import Tap


class WareStep(StrEnum):
    """What a button does; `WareTap.value` in brackets."""

    #: Show a page of the products (from 1).
    LIST = "list"
    #: Show one (its id).
    OPEN = "open"
    #: Begin a new one; go on with the half-made one; begin anew.
    ADD = "add"
    RESUME = "resume"
    FRESH = "fresh"
    #: Of the draft: leave this out, the question before, add it, stop.
    SKIP = "skip"
    BACK = "back"
    SUBMIT = "submit"
    STOP = "stop"
    #: Ask for another title, price, time, photo, description of one (its id).
    TITLE = "title"
    PRICE = "price"
    DAYS = "days"
    PHOTO = "photo"
    TEXT = "text"
    #: Offer one no more, or again (its id).
    PAUSE = "pause"
    OFFER = "offer"
    #: Send the QR code of one (its id).
    CODE = "code"


#: Steps that are about a page or a product.
VALUED = frozenset(
    {
        WareStep.LIST,
        WareStep.OPEN,
        WareStep.TITLE,
        WareStep.PRICE,
        WareStep.DAYS,
        WareStep.PHOTO,
        WareStep.TEXT,
        WareStep.PAUSE,
        WareStep.OFFER,
        WareStep.CODE,
    }
)


@dataclass(frozen=True, slots=True)
class WareTap(Tap):
    """A step among the seller's products. Raises `ValueError` for a value that the step does not take."""

    step: WareStep
    value: int = 0

    def __post_init__(self) -> None:
        if (self.step in VALUED) != (self.value > 0):
            raise ValueError(f"product step {self.step}: a value is missing or surplus")
