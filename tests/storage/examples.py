"""Orders, people and work rows as examples, for tests of what is kept."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count

from orders.model import (
    Contact,
    Customer,
    Event,
    ExternalId,
    Happening,
    Item,
    LastStep,
    NewOrder,
    Order,
    Party,
    Product,
    Seller,
)
from orders.money import Money
from orders.states import Action, Actor, State
from orders.work import Kind, NewWork, Priority, Topic
from storage.unit import SqlStore

NOW = datetime(2026, 11, 22, 12, 0, 0, 123456, tzinfo=UTC)
SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)

#: Texts that broke other programs: quotes, patterns, markup, right to left, astral, very long.
HARD_TEXTS = (
    '100% wool_\'n"silk" \\ ; DROP TABLE orders; --',
    "<b>&amp;</b> %(name)s {x} ? :y $1",
    "שלום עולם ‮txet",
    "👩🏽‍🎨🧶 кухоль «Щастя»",
    "x\n\ty",
    "ї" * 10_000,
)

_ids = count(1)


class HandClock:
    """The present, moved by hand."""

    def __init__(self) -> None:
        self.at = NOW

    def now(self) -> datetime:
        """The present."""
        return self.at


def seller(ref: str = "anna", **changes: object) -> Seller:
    """A seller as the marketplace describes one."""
    known = Seller(0, ref, "Anna", "+380501112233", "anna@example.org", "uk", "Europe/Kyiv", None)
    return replace(known, **changes)  # type: ignore[arg-type]


def customer(**changes: object) -> Customer:
    """A customer as an order describes one."""
    known = Customer(0, None, "Bohdan", "+380671234567", None, "uk", None)
    return replace(known, **changes)  # type: ignore[arg-type]


def product(seller_id: int, ref: str = "mug", **changes: object) -> Product:
    """Something on offer."""
    known = Product(0, ref, seller_id, f"code-{ref}", "Mug", Money(45000, "UAH"), 3, "Blue.")
    return replace(known, **changes)  # type: ignore[arg-type]


def draft(seller_id: int, customer_id: int, **changes: object) -> NewOrder:
    """A purchase request."""
    known = NewOrder(
        seller_id,
        customer_id,
        (Item("Mug", 2, Money(45000, "UAH"), "mug"), Item("Plate", 1, Money(9900, "UAH"))),
        Money(99900, "UAH"),
        Contact("Bohdan", "+380671234567", "b@example.org"),
        "Lviv, 1 Rynok Sq.",
        "Gift wrap",
        3,
        NOW,
        NOW + 3 * DAY,
        NOW + 17 * DAY,
    )
    return replace(known, **changes)  # type: ignore[arg-type]


def external(external_id: str, key_id: int = 1, digest: str = "d") -> ExternalId:
    """The caller's name for an order."""
    return ExternalId(key_id, external_id, digest)


def placed(order: Order) -> Event:
    """The first event."""
    by = Party(Actor.CUSTOMER, order.customer_id)
    return Event(order.number, 1, Happening.PLACED, by, NOW, State.NEW, f"place:{order.number}")


def approved(order: Order, request_id: str = "") -> tuple[Order, Event]:
    """The order after its seller's next step, and the event of it."""
    by = Party(Actor.SELLER, order.seller_id)
    at = NOW + timedelta(microseconds=7)
    version = order.version + 1
    last = LastStep(Action.APPROVE, by, order.state, at, version)
    event = Event(
        order.number,
        version,
        Happening.APPROVED,
        by,
        at,
        State.CONFIRMED,
        request_id or f"tg:{next(_ids)}",
    )
    return replace(order, state=State.CONFIRMED, version=version, last=last), event


async def shop(store: SqlStore, ref: str = "anna") -> tuple[Seller, Customer]:
    """A seller and a customer, stored."""
    async with store.write() as uow:
        known, _ = await uow.people.put_seller(seller(ref))
        return known, await uow.people.put_customer(customer())


async def order(store: SqlStore, **changes: object) -> Order:
    """An order with its first event, stored; with a shop of its own unless one is named."""
    if "seller_id" not in changes:
        known, buyer = await shop(store, f"shop-{next(_ids)}")
        changes = {"seller_id": known.id, "customer_id": buyer.id, **changes}
    ids = (changes.pop("seller_id"), changes.pop("customer_id"))
    async with store.write() as uow:
        stored = await uow.orders.add(draft(*ids, **changes))  # type: ignore[arg-type]
        await uow.orders.append(placed(stored))
        return stored


def row(**changes: object) -> NewWork:
    """A work row that is due."""
    known = NewWork(
        Kind.TELEGRAM, Topic.CARD, Party(Actor.SELLER, 1), NOW, Priority.NOW, details={"a": "ї"}
    )
    return replace(known, **changes)  # type: ignore[arg-type]
