"""What an order is made of. Values only: nothing here changes, decides or stores."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import reduce
from operator import add

from orders.errors import BadValue
from orders.money import Money
from orders.states import Action, Actor, FeeReason, State
from orders.tariffs import Charge, Tariff, charge

#: Longest texts accepted, in characters; a card must hold them within Telegram's 4096 UTF-16 units.
MAX_NAME = 120
MAX_TITLE = 140
MAX_ADDRESS = 500
MAX_COMMENT = 1000
MAX_REASON = 500
MAX_DESCRIPTION = 1000
MAX_REF = 120
MAX_ITEMS = 50
MAX_QUANTITY = 999
MAX_PRODUCTION_DAYS = 730


class CancelReason(StrEnum):
    """Why an order is cancelled. Source: FACTS, lists."""

    CHANGED_MIND = "changed_mind"
    NO_ANSWER = "no_answer"
    NOT_PAID = "not_paid"
    CANNOT_MAKE = "cannot_make"
    TERMS_NOT_AGREED = "terms_not_agreed"
    DUPLICATE = "duplicate"
    FRAUD = "fraud"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who acts or is told: the role, and which of them.

    `id` is the seller's or customer's row id, the administrator's Telegram id, and 0 for the clock.
    """

    actor: Actor
    id: int


CLOCK = Party(Actor.CLOCK, 0)


@dataclass(frozen=True, slots=True)
class Seller:
    """A craftsman with a shop on the marketplace."""

    id: int
    #: The marketplace's own name for the seller.
    ref: str
    name: str
    phone: str | None
    email: str | None
    locale: str
    timezone: str
    #: The linked Telegram account; None until an invite link was opened.
    telegram_id: int | None
    disabled_at: datetime | None = None
    #: Name of the tariff plan; None: the marketplace takes no fee.
    tariff_ref: str | None = None


@dataclass(frozen=True, slots=True)
class Customer:
    """A person who orders."""

    id: int
    ref: str | None
    name: str
    phone: str | None
    email: str | None
    locale: str
    telegram_id: int | None
    #: When the person joined the marketplace, where it told us.
    registered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """A Telegram account as the bot knows it; the same person may be seller and customer."""

    telegram_id: int
    name: str
    locale: str
    #: Set while the account has blocked the bot.
    blocked_at: datetime | None = None
    #: The shop that the account acts for: its own, or the one that it assists.
    seller: Seller | None = None
    customer: Customer | None = None
    #: Where the customer said that they live.
    timezone: str | None = None

    @property
    def owns_shop(self) -> bool:
        """Whether the shop is the account's own: only its owner changes how it works."""
        return self.seller is not None and self.seller.telegram_id == self.telegram_id


@dataclass(frozen=True, slots=True)
class Product:
    """Something a seller offers; `code` makes its Buy link."""

    id: int
    ref: str
    seller_id: int
    code: str
    title: str
    price: Money
    production_days: int | None
    description: str
    #: Telegram's file id of its picture.
    photo: str | None = None
    #: Since when it is not offered; None: it is.
    paused_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One line of an order; a snapshot, later changes of the product do not reach it."""

    title: str
    quantity: int
    price: Money
    product_ref: str | None = None


def total(items: Iterable[Item]) -> Money:
    """What at least one item comes to at their prices. Raises `BadValue` for several currencies."""
    return reduce(add, (item.price.times(item.quantity) for item in items))


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom the seller calls about this order, as given with it."""

    name: str
    phone: str | None
    email: str | None


@dataclass(frozen=True, slots=True)
class LastStep:
    """The step that led to the order's present state; Undo and "already paid" need it."""

    action: Action
    by: Party
    source: State
    at: datetime
    #: The order's version after the step.
    version: int
    reason: CancelReason | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """A purchase request and what became of it. `version` equals the number of its events."""

    number: int
    version: int
    state: State
    seller_id: int
    customer_id: int
    items: tuple[Item, ...]
    amount: Money
    contact: Contact
    shipping_address: str
    comment: str
    production_days: int | None
    placed_at: datetime
    production_ends_at: datetime | None
    agreed_delay_until: datetime | None
    auto_close_at: datetime
    last: LastStep | None = None
    #: The seller's plan when the order was placed.
    tariff: Tariff | None = None

    @property
    def charge(self) -> Charge | None:
        """What the order owes if it succeeds as it is now; None: there is no plan."""
        return None if self.tariff is None else charge(self.tariff, self.amount)

    @property
    def title(self) -> str:
        """The first item's title: what people call the order."""
        return self.items[0].title


@dataclass(frozen=True, slots=True)
class NewOrder:
    """An order before it has a number."""

    seller_id: int
    customer_id: int
    items: tuple[Item, ...]
    amount: Money
    contact: Contact
    shipping_address: str
    comment: str
    production_days: int | None
    placed_at: datetime
    production_ends_at: datetime | None
    auto_close_at: datetime
    #: The caller's own id for the order, and what it sent (a digest), for idempotence.
    external: "ExternalId | None" = None
    tariff: Tariff | None = None


@dataclass(frozen=True, slots=True)
class ExternalId:
    """The caller's name for an order: unique per API key."""

    key_id: int
    external_id: str
    #: SHA-256 of the canonical body, hexadecimal.
    digest: str


class Happening(StrEnum):
    """What an event of an order's history records; past tense of an action."""

    PLACED = "placed"
    APPROVED = "approved"
    MARKED_PAID = "marked_paid"
    MARKED_SENT = "marked_sent"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    VOIDED = "voided"
    RESTORED = "restored"
    UNDONE = "undone"
    #: About a delay; their text begins with the last moment of the day, RFC 3339 (see `orders.delays`).
    DELAY_PROPOSED = "delay_proposed"
    DELAY_AGREED = "delay_agreed"
    DELAY_DECLINED = "delay_declined"
    DELAY_RECORDED = "delay_recorded"
    DELAY_OBJECTED = "delay_objected"
    #: About the amount; their text begins with the old one and the new (see `orders.amounts`).
    AMOUNT_CHANGED = "amount_changed"
    AMOUNT_OBJECTED = "amount_objected"
    DISOWNED = "disowned"
    AMOUNT_REQUESTED = "amount_requested"
    AMOUNT_WITHDRAWN = "amount_withdrawn"
    AMOUNT_GRANTED = "amount_granted"
    AMOUNT_DECLINED = "amount_declined"
    #: The customer has it: handed over, or come by post.
    RECEIVED = "received"
    #: About feedback; the text of the first two begins with the stars (see `orders.ratings`).
    FEEDBACK_GIVEN = "feedback_given"
    FEEDBACK_CHANGED = "feedback_changed"
    FEEDBACK_ANSWERED = "feedback_answered"
    #: About a complaint; the text of the first begins with its type (see `orders.complaints`).
    COMPLAINT_ADDED = "complaint_added"
    COMPLAINT_WITHDRAWN = "complaint_withdrawn"
    COMPLAINT_ANSWERED = "complaint_answered"
    COMPLAINT_HIDDEN = "complaint_hidden"


HAPPENS: dict[Action, Happening] = {
    Action.APPROVE: Happening.APPROVED,
    Action.MARK_PAID: Happening.MARKED_PAID,
    Action.MARK_SENT: Happening.MARKED_SENT,
    Action.CLOSE: Happening.CLOSED,
    Action.CANCEL: Happening.CANCELLED,
    Action.EXPIRE: Happening.EXPIRED,
    Action.VOID: Happening.VOIDED,
    Action.RESTORE: Happening.RESTORED,
    Action.UNDO: Happening.UNDONE,
}


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of an order's history, append-only; `version` counts from 1."""

    order_number: int
    version: int
    what: Happening
    by: Party
    at: datetime
    state: State
    #: What caused it, once: `tg:<update>:<tap>`, `http:<key>:<id>`, `clock:<order>:<version>`.
    request_id: str
    reason: CancelReason | None = None
    text: str = ""
    #: For `undone`: the version of the event that was taken back.
    undoes: int | None = None


def undone(events: Iterable[Event], version: int | None) -> bool:
    """Whether the step of this version was taken back."""
    return any(event.undoes == version for event in events)


@dataclass(frozen=True, slots=True)
class Fee:
    """The seller owes the tariff plan's fee for this order."""

    order_number: int
    seller_id: int
    reason: FeeReason
    due_since: datetime
    #: The sum; None: the order had no plan.
    charge: Charge | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of a customer's earlier orders, for the seller's alert (this order not counted)."""

    with_seller: int
    closed: int
    cancelled: int
    first_order_at: date | None = None
    #: Feedbacks left, and the sum of their stars for the sellers.
    feedbacks: int = 0
    stars: int = 0
    #: Of `closed` and `cancelled`, those with this order's seller.
    closed_here: int = 0
    cancelled_here: int = 0
    #: Whether the owner of the order's number wants no SMS from us.
    opted_out: bool = False


def within(value: str, limit: int, field: str, *, required: bool = True) -> str:
    """`value` without surrounding space. Raises `BadValue` when it is empty, too long or unprintable."""
    # Web forms end their lines with both characters.
    text = value.replace("\r\n", "\n").strip()
    if required and not text:
        raise BadValue(field, "empty")
    if len(text) > limit:
        raise BadValue(field, "too_long", limit)
    if any(c < " " and c not in "\n\t" for c in text) or "\x7f" in text:
        raise BadValue(field, "control_character")
    # Half of a surrogate pair has no UTF-8 form: no database or message could take it.
    if any("\ud800" <= c <= "\udfff" for c in text):
        raise BadValue(field, "control_character")
    return text
