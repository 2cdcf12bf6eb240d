"""What the buttons around a product carry: to buy it, to ask about it. `buttons` writes it and reads it back."""

import re
from dataclasses import dataclass
from enum import StrEnum

from channels.telegram.wire import Tap
from orders.shop import QUESTIONS


class BuyStep(StrEnum):
    """What a button in the buy dialogue does; `BuyTap.value` in brackets."""

    #: Take this many (1..999).
    QUANTITY = "quantity"
    #: Use the name that Telegram or an earlier order gave.
    NAME = "name"
    #: Use the phone of an earlier order.
    PHONE = "phone"
    #: Skip the comment.
    COMMENT = "comment"
    SUBMIT = "submit"
    #: Show what may be changed (empty), or ask this question again (one of `QUESTIONS`).
    CHANGE = "change"
    #: Show the summary again.
    KEEP = "keep"
    #: Go on with the half-made draft.
    RESUME = "resume"
    #: Drop the half-made draft and begin with this product's code.
    RESTART = "restart"
    #: Begin with this product's code; a half-made draft is offered first.
    BEGIN = "begin"
    #: Stop buying.
    ABANDON = "abandon"


_NOTHING = re.compile("")
_CODE = re.compile(r"[A-Za-z0-9]{4,32}", re.ASCII)
_BUY_VALUES = {
    BuyStep.QUANTITY: re.compile(r"[1-9]\d{0,2}", re.ASCII),
    BuyStep.CHANGE: re.compile("|".join(("", *QUESTIONS))),
    BuyStep.RESTART: _CODE,
    BuyStep.BEGIN: _CODE,
}


@dataclass(frozen=True, slots=True)
class BuyTap(Tap):
    """A step of the buy dialogue. Raises `ValueError` for a value that the step does not take."""

    step: BuyStep
    value: str = ""

    def __post_init__(self) -> None:
        if not _BUY_VALUES.get(self.step, _NOTHING).fullmatch(self.value):
            raise ValueError(f"buy step {self.step} takes no such value")


@dataclass(frozen=True, slots=True)
class AskTap(Tap):
    """Ask the seller about the product with this code. Raises `ValueError` for what is no code."""

    code: str

    def __post_init__(self) -> None:
        if not _CODE.fullmatch(self.code):
            raise ValueError("no product's code")
