"""What a seller may know of a customer: all of what is their own, counts of the rest. It changes nothing.

Why so much and no more: docs/adr/0024-record.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from orders.complaints import ComplaintType
from orders.model import Contact, Customer
from orders.places import Quiet
from orders.policy import Policy
from orders.reach import Reach
from orders.work import Kind


@dataclass(frozen=True, slots=True)
class Tally:
    """How many orders, and how many of them ended how."""

    orders: int = 0
    closed: int = 0
    cancelled: int = 0


@dataclass(frozen=True, slots=True)
class Dossier:
    """A customer's record for one seller."""

    customer: Customer
    #: As given with the newest order here; the name alone where there is none.
    contact: Contact
    address: str
    here: Tally
    everywhere: Tally
    #: Feedbacks left anywhere, and the sum of their stars for the sellers.
    feedbacks: int
    stars: int
    complaints: Mapping[ComplaintType, int]
    #: The newest order with this seller.
    newest: int | None


@dataclass(frozen=True, slots=True)
class PatronLine:
    """A customer in a seller's list; the number and time are of their last order."""

    customer_id: int
    name: str
    phone: str | None
    orders: int
    number: int
    placed_at: datetime


@dataclass(frozen=True, slots=True)
class Patronage:
    """A page of a seller's customers; `total` counts all pages' lines."""

    lines: tuple[PatronLine, ...]
    total: int


class Way(StrEnum):
    """A way to a customer."""

    TELEGRAM = "telegram"
    SMS = "sms"
    MAIL = "mail"


class Bar(StrEnum):
    """Why a way does not lead to them."""

    #: They have no account here, or gave no phone, or no address.
    NONE = "none"
    BLOCKED = "blocked"
    OPTED_OUT = "opted_out"
    #: The number takes no SMS.
    UNFIT = "unfit"
    #: The marketplace sends nothing this way.
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """All that a seller is shown of a customer."""

    dossier: Dossier
    #: Each way to them with what bars it; None: it is open.
    ways: Mapping[Way, Bar | None]
    quiet: Quiet


def ways(reach: Reach, policy: Policy) -> Mapping[Way, Bar | None]:
    """Each way with what bars it; None: it is open."""
    mail = Bar.NONE if reach.email is None else None
    return {
        Way.TELEGRAM: _telegram(reach),
        Way.SMS: _sms(reach) if Kind.SMS in policy.ways else Bar.OFF,
        Way.MAIL: mail if Kind.MAIL in policy.ways else Bar.OFF,
    }


def _telegram(reach: Reach) -> Bar | None:
    if reach.telegram:
        return None
    return Bar.BLOCKED if reach.blocked else Bar.NONE


def _sms(reach: Reach) -> Bar | None:
    phone = reach.phone
    if phone is None:
        return Bar.NONE
    if phone.opted_out_at is not None:
        return Bar.OPTED_OUT
    return Bar.UNFIT if phone.unfit is not None else None
