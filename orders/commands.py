"""Commands and outcomes: what every way in translates to, and what it gets back."""

from dataclasses import dataclass

from orders.model import CancelReason, Contact, Customer, Event, ExternalId, Item, Order, Party
from orders.states import Action, Actor


@dataclass(frozen=True, slots=True)
class Command:
    """Somebody wants to do something to an order."""

    number: int
    action: Action
    by: Party
    #: Unique per intention; the same id again returns the first outcome.
    request_id: str
    #: The version the person was looking at; None where there is no card (HTTP, the clock).
    expected_version: int | None = None
    reason: CancelReason | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command did."""

    #: The order as it is now.
    order: Order
    event: Event
    #: True: nothing new happened; the same intention had been carried out before.
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Purchase:
    """A purchase request, its values already checked."""

    seller_id: int
    #: Who orders; found or inserted by `People.put_customer` (its `id` is ignored).
    customer: Customer
    contact: Contact
    items: tuple[Item, ...]
    shipping_address: str
    comment: str
    production_days: int | None
    #: The role that submits: customer or seller in the bot, or the administration's marketplace by HTTP.
    by: Actor
    request_id: str
    external: ExternalId | None = None
    #: A customer whom the caller knows by id: taken as they are, nothing about them is changed.
    known_id: int | None = None
