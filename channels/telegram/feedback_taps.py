"""What the buttons about feedback carry. They are written and read in `buttons`."""

from dataclasses import dataclass
from enum import StrEnum

from channels.telegram.wire import Tap


class FeedbackStep(StrEnum):
    """What a button does; `FeedbackTap.value` in brackets."""

    #: The customer has what they ordered.
    GOT = "got"
    #: The customer wants to give feedback, or to change it: stars for the product.
    BEGIN = "begin"
    #: Stars for the product (1..5): ask for those for the seller.
    PRODUCT = "product"
    #: Stars for the seller (ten times those for the product, and these): they are given.
    SELLER = "seller"
    #: The customer wants to type a comment.
    SAY = "say"
    #: No (other) comment.
    SKIP = "skip"
    #: Take the comment away.
    BARE = "bare"
    #: The seller wants to answer.
    ANSWER = "answer"
    #: The seller reminds of feedback.
    REMIND = "remind"


_STARS = range(1, 6)
#: The product's stars stand in the button: whatever else happens meanwhile, they are not lost.
_VALUES = {
    FeedbackStep.PRODUCT: frozenset(_STARS),
    FeedbackStep.SELLER: frozenset(
        10 * product + seller for product in _STARS for seller in _STARS
    ),
}


@dataclass(frozen=True, slots=True)
class FeedbackTap(Tap):
    """A step around feedback. Raises `ValueError` for a value that the step does not take."""

    step: FeedbackStep
    number: int
    value: int = 0

    def __post_init__(self) -> None:
        if self.value not in _VALUES.get(self.step, {0}):
            raise ValueError(f"feedback step {self.step} takes no such value")

    @property
    def stars(self) -> tuple[int, int]:
        """Of `SELLER`: those for the product, and those for the seller."""
        return divmod(self.value, 10)
