"""People and orders' stories for the tests of faces, made by the real rules. Nothing here asserts."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from channels.texts import Texts, Voice
from orders.commands import Command
from orders.decide import decide
from orders.enquiries import FIRST_ENQUIRY, Enquiry
from orders.model import (
    CLOCK,
    CancelReason,
    Contact,
    Customer,
    Event,
    Happening,
    Item,
    Order,
    Party,
    Product,
    Record,
    Seller,
)
from orders.money import Money
from orders.policy import Policy
from orders.ports import EnquiryView, OrderView
from orders.states import Action, Actor, State

POLICY = Policy()
PLACED_AT = datetime(2026, 11, 22, 10, 4, tzinfo=UTC)
HOUR = timedelta(hours=1)
TIMEZONE = "Europe/Kyiv"
TEXTS = Texts.load()

SELLER = Party(Actor.SELLER, 1)
CUSTOMER = Party(Actor.CUSTOMER, 2)
ADMINISTRATION = Party(Actor.ADMINISTRATION, 777)
PARTIES = {p.actor: p for p in (SELLER, CUSTOMER, ADMINISTRATION, CLOCK)}

SHOP = Seller(1, "clay", "Глина & вогонь", "+380501111111", None, "uk", TIMEZONE, 11)
OLENA = Customer(
    2,
    None,
    "Olena Koval",
    "+380671234567",
    "olena@example.com",
    "uk",
    22,
    datetime(2024, 3, 5, tzinfo=UTC),
)
MUG = Item("Clay mug", 2, Money(45_000, "UAH"))
BOWL = Item("Bowl “Morning”", 1, Money(120_000, "UAH"))
PRODUCT = Product(
    1, "mug", 1, "abcd1234", "Clay mug", Money(45_000, "UAH"), 14, "White clay.\nHolds 300 ml."
)
QUESTION = EnquiryView(
    Enquiry(FIRST_ENQUIRY, SHOP.id, OLENA.id, OLENA.name, PRODUCT, PLACED_AT), SHOP, OLENA
)


def voice(locale: str = "en", timezone: str = TIMEZONE) -> Voice:
    """A voice over the real catalogues."""
    return TEXTS.voice(locale, timezone)


def order(
    *items: Item, comment: str = "", address: str = "Kyiv, Nova Poshta 12", days: int | None = 14
) -> Order:
    """A new order of Olena's, placed at `PLACED_AT`."""
    bought = items or (MUG,)
    total = Money(sum(i.price.minor * i.quantity for i in bought), bought[0].price.currency)
    ends_at = None if days is None else PLACED_AT + timedelta(days=days)
    contact = Contact(OLENA.name, OLENA.phone, OLENA.email)
    closes_at = POLICY.auto_close_at(PLACED_AT, ends_at, None)
    return Order(
        1043,
        1,
        State.NEW,
        SHOP.id,
        OLENA.id,
        bought,
        total,
        contact,
        address,
        comment,
        days,
        PLACED_AT,
        ends_at,
        None,
        closes_at,
    )


@dataclass(frozen=True, slots=True)
class Story:
    """An order and its history so far; each step is an hour after the one before."""

    order: Order
    events: tuple[Event, ...]
    now: datetime = PLACED_AT

    def then(
        self,
        action: Action,
        by: Actor = Actor.SELLER,
        reason: CancelReason | None = None,
        text: str = "",
        *,
        after: timedelta = HOUR,
    ) -> "Story":
        """The story after a further step, taken by the real rules."""
        at = (
            max(self.now + after, self.order.auto_close_at)
            if by is Actor.CLOCK
            else self.now + after
        )
        command = Command(1043, action, PARTIES[by], f"t:{at}", None, reason, text)
        made = decide(self.order, command, at, POLICY)
        return Story(made.order, (*self.events, made.event), at)

    def view(
        self,
        *,
        record: Record | None = None,
        customer: Customer = OLENA,
        seller: Seller = SHOP,
        unreachable: frozenset[str] = frozenset(),
    ) -> OrderView:
        """The story's order with its people."""
        return OrderView(self.order, seller, customer, record or Record(0, 0, 0, None), unreachable)

    def with_order(self, **changes: object) -> "Story":
        """The same story of an order that differs in these fields."""
        return replace(self, order=replace(self.order, **changes))  # type: ignore[arg-type]


def begin(first: Order | None = None) -> Story:
    """A story that has just begun."""
    placed = first or order()
    event = Event(1043, 1, Happening.PLACED, CUSTOMER, PLACED_AT, State.NEW, "t:0")
    return Story(placed, (event,))


def told(*actions: Action) -> Story:
    """A story of the seller's steps, one an hour."""
    story = begin()
    for action in actions:
        story = story.then(action)
    return story


NEW = told()
CONFIRMED = told(Action.APPROVE)
PAID = CONFIRMED.then(Action.MARK_PAID)
SENT = PAID.then(Action.MARK_SENT)
CLOSED = SENT.then(Action.CLOSE)
#: Every way in which an order ends, by name.
ENDINGS = {
    "closed": CLOSED,
    "handed over": PAID.then(Action.CLOSE),
    "cancelled by customer": NEW.then(Action.CANCEL, Actor.CUSTOMER),
    "cancelled by administration": PAID.then(
        Action.CANCEL, Actor.ADMINISTRATION, CancelReason.OTHER, "Both asked for it."
    ),
    "expired": CONFIRMED.then(Action.EXPIRE, Actor.CLOCK),
    "voided": CLOSED.then(
        Action.VOID, Actor.ADMINISTRATION, CancelReason.NOT_PAID, "The bank says no."
    ),
    "restored": NEW.then(Action.CANCEL, Actor.CUSTOMER).then(
        Action.RESTORE, Actor.ADMINISTRATION, CancelReason.OTHER, "It was sold by phone."
    ),
} | {
    f"cancelled: {reason}": CONFIRMED.then(
        Action.CANCEL,
        reason=reason,
        text="The <kiln> broke." if reason is CancelReason.OTHER else "",
    )
    for reason in CancelReason
}
