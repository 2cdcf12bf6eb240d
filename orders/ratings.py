"""What customers think of what they bought and of who sold it. Values only: nothing here asks, keeps or shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from orders.errors import BadValue, OrderError
from orders.model import Event, Happening, Order, undone
from orders.policy import Policy
from orders.states import Actor, State

MAX_STARS = 5
#: Longest comment and longest answer, in characters; the cards must hold both.
MAX_FEEDBACK = 1000

#: What is said about feedback; none of it is a step of the order.
ABOUT_FEEDBACK = frozenset(
    {
        Happening.RECEIVED,
        Happening.FEEDBACK_GIVEN,
        Happening.FEEDBACK_CHANGED,
        Happening.FEEDBACK_ANSWERED,
    }
)
#: Of these, what the customer thinks: their text begins with the stars (see `Opinion.read`).
OPINIONS = frozenset({Happening.FEEDBACK_GIVEN, Happening.FEEDBACK_CHANGED})


class Unwanted(StrEnum):
    """Why nothing comes of something about feedback."""

    #: The customer has said before that they have it.
    RECEIVED = "received"
    #: There is nothing yet to judge, or nothing to have.
    TOO_EARLY = "too_early"
    CANCELLED = "cancelled"
    #: It can no longer be changed.
    TOO_LATE = "too_late"
    #: There is no feedback to add to, or to answer.
    NONE = "none"
    #: The seller has answered before.
    ANSWERED = "answered"
    #: The customer has given it: there is nothing to remind of.
    GIVEN = "given"
    #: The seller has reminded not long ago, or as often as may be.
    TOO_SOON = "too_soon"
    TOO_OFTEN = "too_often"


@dataclass(eq=False)
class FeedbackRefused(OrderError):
    """Nothing comes of it: feedback, an answer to it, a reminder of it."""

    number: int
    why: Unwanted
    #: When it is possible again; None: it is not.
    again_at: datetime | None = None

    def __str__(self) -> str:
        again = "" if self.again_at is None else f", again at {self.again_at.isoformat()}"
        return f"order {self.number}: feedback refused, {self.why}{again}"


@dataclass(frozen=True, slots=True)
class Opinion:
    """Stars for the product and for the seller, 1 to 5, and a comment. Raises `BadValue` ("stars")."""

    product: int
    seller: int
    comment: str = ""

    def __post_init__(self) -> None:
        if not all(1 <= stars <= MAX_STARS for stars in (self.product, self.seller)):
            raise BadValue("stars", "out_of_range", MAX_STARS)

    @property
    def text(self) -> str:
        """As an event keeps it: the stars, and below them the comment."""
        return f"{self.product} {self.seller}" + (f"\n{self.comment}" if self.comment else "")

    @classmethod
    def read(cls, text: str) -> "Opinion":
        """Back from an event's text."""
        stars, _, comment = text.partition("\n")
        product, seller = stars.split(" ")
        return cls(int(product), int(seller), comment)


@dataclass(frozen=True, slots=True)
class Feedback:
    """The one feedback that an order has, as it reads now."""

    order_number: int
    seller_id: int
    customer_id: int
    opinion: Opinion
    given_at: datetime
    edited_at: datetime | None = None
    #: The seller's one answer; empty: none.
    answer: str = ""
    answered_at: datetime | None = None
    #: Whether it counts in the seller's rating.
    counts: bool = True

    def editable(self, now: datetime, policy: Policy) -> bool:
        """Whether the customer may still change it."""
        return now - self.given_at < policy.feedback_editable


@dataclass(frozen=True, slots=True)
class Rating:
    """A seller's feedbacks that count: how many, and the sums of their stars."""

    feedbacks: int = 0
    product: int = 0
    seller: int = 0

    @property
    def tenths(self) -> int:
        """The mean of the stars for the seller in tenths, rounded half up; 0: there is none."""
        return mean_tenths(self.seller, self.feedbacks)


def mean_tenths(stars: int, feedbacks: int) -> int:
    """The mean in tenths, rounded half up; 0 of none."""
    return 0 if feedbacks == 0 else (20 * stars + feedbacks) // (2 * feedbacks)


def counts(order: Order) -> bool:
    """Whether feedback on the order counts: not where the administration says that there was no sale.

    A seller's own cancelling changes nothing: few stars could be cancelled away.
    """
    last = order.last
    cancelled = order.state is State.CANCELLED and last is not None
    return not (cancelled and last is not None and last.by.actor is Actor.ADMINISTRATION)


def was_cancelled(events: Sequence[Event]) -> bool:
    """Whether the customer was ever told that the order is cancelled, and it was not taken back."""
    return any(
        event.what in (Happening.CANCELLED, Happening.VOIDED) and not undone(events, event.version)
        for event in events
    )


def may_remind(order: Order, events: Sequence[Event]) -> bool:
    """Whether the seller may remind of feedback, as far as the order goes: never after a cancellation."""
    return may_judge(order, events) and not was_cancelled(events)


def overtaken(events: Sequence[Event], event: Event) -> bool:
    """Whether a change of feedback was followed by another: the other side hears the last."""
    changed = Happening.FEEDBACK_CHANGED
    return event.what is changed and any(
        e.what is changed and e.version > event.version for e in events
    )


def received(events: Sequence[Event]) -> bool:
    """Whether the customer has said that they have it."""
    return any(event.what is Happening.RECEIVED for event in events)


def may_receive(order: Order, events: Sequence[Event]) -> bool:
    """Whether the customer may say that they have it: sent, or handed over once it was paid; once."""
    return order.state in (State.PAID, State.SENT) and not received(events)


def may_judge(order: Order, events: Sequence[Event]) -> bool:
    """Whether there is something to give feedback on: it is on its way, or they have it, or it is over."""
    return order.state in (State.SENT, State.CLOSED) or (
        order.state is State.PAID and received(events)
    )
