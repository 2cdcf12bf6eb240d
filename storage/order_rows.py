"""Between rows and the order, its events and its people as values. Carries out no statement."""

from typing import Any

from sqlalchemy import ColumnElement

from orders.model import (
    CancelReason,
    Contact,
    Customer,
    Event,
    Happening,
    Item,
    LastStep,
    NewOrder,
    Order,
    Party,
    Seller,
)
from orders.money import Money
from orders.states import Action, Actor, State
from storage.statement import Row
from storage.tables import customers, events, orders, sellers
from storage.tariffs import tariff_of

ORDER: tuple[ColumnElement[Any], ...] = tuple(
    c for c in orders.c if c.name not in ("key_id", "external_id", "digest", "search")
)
EVENT: tuple[ColumnElement[Any], ...] = tuple(events.c)
SELLER: tuple[ColumnElement[Any], ...] = tuple(sellers.c)
CUSTOMER: tuple[ColumnElement[Any], ...] = tuple(c for c in customers.c if c.name != "merged_into")

#: Stands between the parts of `orders.search`; no stored text can hold it (see `model.within`).
BETWEEN = "\x1f"


def order_of(row: Row) -> Order:
    """An order from the columns `ORDER`."""
    (
        number, version, state, seller_id, customer_id, items, amount, currency,
        name, phone, email, address, comment, production_days,
        placed_at, production_ends_at, agreed_delay_until, auto_close_at, tariff, action,
        *last,
    ) = row  # fmt: skip
    return Order(
        number,
        version,
        State(state),
        seller_id,
        customer_id,
        tuple(_item(i) for i in items),
        Money(amount, currency),
        Contact(name, phone, email),
        address,
        comment,
        production_days,
        placed_at,
        production_ends_at,
        agreed_delay_until,
        auto_close_at,
        None if action is None else _last(action, *last),
        tariff_of(tariff),
    )


def event_of(row: Row) -> Event:
    """An event from the columns `EVENT`."""
    number, version, what, actor, party_id, at, state, request_id, reason, text, undoes = row
    return Event(
        number,
        version,
        Happening(what),
        Party(Actor(actor), party_id),
        at,
        State(state),
        request_id,
        None if reason is None else CancelReason(reason),
        text,
        undoes,
    )


def event_values(event: Event) -> dict[str, Any]:
    """The columns of an event."""
    return {
        "order_number": event.order_number,
        "version": event.version,
        "what": event.what.value,
        "actor": event.by.actor.value,
        "party_id": event.by.id,
        "at": event.at,
        "state": event.state.value,
        "request_id": event.request_id,
        "reason": event.reason,
        "text": event.text,
        "undoes": event.undoes,
    }


def changing_values(order: Order | NewOrder) -> dict[str, Any]:
    """The columns that may change during an order's life, but for its last step."""
    contact = order.contact
    return {
        "items": [_item_value(i) for i in order.items],
        "amount_minor": order.amount.minor,
        "currency": order.amount.currency,
        "contact_name": contact.name,
        "contact_phone": contact.phone,
        "contact_email": contact.email,
        "shipping_address": order.shipping_address,
        "comment": order.comment,
        "production_days": order.production_days,
        "production_ends_at": order.production_ends_at,
        "auto_close_at": order.auto_close_at,
        "search": searched(
            BETWEEN.join((contact.name, contact.phone or "", *(i.title for i in order.items)))
        ),
    }


def step_values(order: Order) -> dict[str, Any]:
    """The columns that a step changes, and what the order must be for it."""
    return {
        "number": order.number,
        "expected": order.version - 1,
        "version": order.version,
        "state": order.state.value,
        **last_values(order.last),
    }


def last_values(last: LastStep | None) -> dict[str, Any]:
    """The columns of an order's last step."""
    if last is None:
        return dict(_NO_STEP)
    return {
        "last_action": last.action.value,
        "last_actor": last.by.actor.value,
        "last_party_id": last.by.id,
        "last_source": last.source.value,
        "last_at": last.at,
        "last_version": last.version,
        "last_reason": last.reason,
        "last_text": last.text,
    }


def seller_of(row: Row) -> Seller:
    """A seller from the columns `SELLER`."""
    return Seller(*row)


def customer_of(row: Row) -> Customer:
    """A customer from the columns `CUSTOMER`."""
    return Customer(*row)


def item_title(items: list[Any]) -> str:
    """What people call an order: its first item's title."""
    return str(items[0][0])


def searched(text: str) -> str:
    """A text as it is searched: without regard to case, in any script."""
    return text.casefold()


_NO_STEP: dict[str, Any] = {c.name: None for c in orders.c if c.name.startswith("last_")}


def _last(
    action: str, actor: str, party_id: int, source: str, at: Any, version: int,
    reason: str | None, text: str,
) -> LastStep:  # fmt: skip
    return LastStep(
        Action(action),
        Party(Actor(actor), party_id),
        State(source),
        at,
        version,
        None if reason is None else CancelReason(reason),
        text,
    )


def _item(value: list[Any]) -> Item:
    title, quantity, minor, currency, ref = value
    return Item(title, quantity, Money(minor, currency), ref)


def _item_value(item: Item) -> list[Any]:
    return [item.title, item.quantity, item.price.minor, item.price.currency, item.product_ref]
