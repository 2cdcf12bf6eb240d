"""What a seller complains of about a customer, for other sellers to know. Values only: nothing here keeps or shows.

A complaint is not anonymous. It stands until its author withdraws it or the administration hides it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from orders.errors import BadValue, OrderError
from orders.messages import Message
from orders.model import Event, Happening, within

#: Longest complaint, and longest answer to one, in characters; several must fit one page.
MAX_COMPLAINT = 1000
#: Messages that one complaint may point at.
MAX_PROOFS = 20


class ComplaintType(StrEnum):
    """What a complaint is about. Source: FACTS, lists."""

    NOT_PAID = "not_paid"
    NO_ANSWER = "no_answer"
    REFUSED = "refused"
    DEMANDS = "demands"
    THREATS = "threats"
    ABUSE = "abuse"
    RETURNED = "returned"
    FRAUD = "fraud"
    #: Says nothing without words.
    OTHER = "other"


#: What is said about complaints; none of it is a step of the order.
ABOUT_COMPLAINTS = frozenset(
    {
        Happening.COMPLAINT_ADDED,
        Happening.COMPLAINT_WITHDRAWN,
        Happening.COMPLAINT_ANSWERED,
        Happening.COMPLAINT_HIDDEN,
    }
)


class Unfit(StrEnum):
    """Why nothing comes of something about a complaint."""

    #: The order has a complaint, which stands (or was hidden: it is not added anew).
    THERE_IS_ONE = "there_is_one"
    #: It is not there (any more).
    NONE = "none"
    #: The customer has answered before.
    ANSWERED = "answered"
    #: What was typed and ticked is forgotten by now.
    NO_DRAFT = "no_draft"
    #: The administration has hidden it.
    HIDDEN = "hidden"


@dataclass(eq=False)
class ComplaintRefused(OrderError):
    """Nothing comes of it: a complaint, an answer to one, withdrawing or hiding it."""

    number: int
    why: Unfit

    def __str__(self) -> str:
        return f"order {self.number}: complaint refused, {self.why}"


@dataclass(frozen=True, slots=True)
class NewComplaint:
    """A complaint before it is taken down."""

    order_number: int
    seller_id: int
    customer_id: int
    type: ComplaintType
    text: str
    #: Ids of messages of this order's conversation.
    proofs: tuple[int, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class Complaint:
    """One shop's complaint about the customer of one of its orders, as it reads now."""

    id: int
    order_number: int
    seller_id: int
    customer_id: int
    type: ComplaintType
    text: str
    proofs: tuple[int, ...]
    at: datetime
    withdrawn_at: datetime | None = None
    hidden_at: datetime | None = None
    #: Telegram id of the administrator.
    hidden_by: int | None = None
    hidden_why: str = ""
    #: The customer's one answer; empty: none.
    answer: str = ""
    answered_at: datetime | None = None

    @property
    def stands(self) -> bool:
        """Whether other sellers are warned by it."""
        return self.withdrawn_at is None and self.hidden_at is None


@dataclass(frozen=True, slots=True)
class Stated:
    """A complaint with the name of the shop that stands behind it."""

    complaint: Complaint
    shop: str
    #: The first of the messages that prove it, as they read now.
    quotes: tuple[Message, ...] = ()


#: How many complaints of each type stand against a customer, types with none left out.
Counts = Mapping[ComplaintType, int]


def checked(type: ComplaintType, text: str) -> str:
    """The words of a complaint, empty where the type says enough. Raises `BadValue` ("complaint")."""
    return within(text, MAX_COMPLAINT, "complaint", required=type is ComplaintType.OTHER)


def check_proofs(proofs: Sequence[int]) -> tuple[int, ...]:
    """Each once, the oldest first. Raises `BadValue` ("proofs": "too_many")."""
    once = tuple(sorted(set(proofs)))
    if len(once) > MAX_PROOFS:
        raise BadValue("proofs", "too_many", MAX_PROOFS)
    return once


def event_text(type: ComplaintType, complaint_id: int, text: str) -> str:
    """As an event keeps it: the type and which complaint it is, and below it the words."""
    return f"{type} {complaint_id}" + (f"\n{text}" if text else "")


def read_event(event: Event) -> tuple[ComplaintType, int, str]:
    """Back from the text of an event: type, id, words."""
    head, _, text = event.text.partition("\n")
    type, complaint_id = head.split(" ")
    return ComplaintType(type), int(complaint_id), text


def complained(events: Sequence[Event]) -> bool:
    """Whether the order has a complaint that was not withdrawn (one that is hidden counts)."""
    for event in reversed(events):
        if event.what is Happening.COMPLAINT_WITHDRAWN:
            return False
        if event.what is Happening.COMPLAINT_ADDED:
            return True
    return False
