"""What the API answers: orders, sellers and products as JSON. Typed for the API's description.

Money is a decimal string with its currency, times are RFC 3339 in UTC.
"""

from datetime import datetime

import orjson
from typing_extensions import TypedDict

from handlers.http.event_answers import EventAnswer
from handlers.http.feedback_answers import FeedbackAnswer, feedback_answer
from handlers.http.money_answers import MoneyAnswer, money
from orders.model import Contact, Item, Order, Product, Seller
from orders.ports import OrderView
from orders.ratings import Feedback
from orders.states import Action, Actor, State, allowed

#: `Z` instead of `+00:00`.
_OPTIONS = orjson.OPT_UTC_Z

#: Made once: the table of transitions does not change while we run.
_ALLOWED: dict[State, list[Action]] = {s: list(allowed(s, Actor.SELLER)) for s in State}


class ItemAnswer(TypedDict):
    """One line of an order."""

    product_ref: str | None
    title: str
    quantity: int
    price: MoneyAnswer


class CustomerAnswer(TypedDict):
    """Who ordered, as given with the order."""

    ref: str | None
    name: str
    phone: str | None
    email: str | None


class OrderAnswer(TypedDict):
    """An order as it is now."""

    number: int
    status: State
    version: int
    seller_ref: str
    customer: CustomerAnswer
    items: list[ItemAnswer]
    amount: MoneyAnswer
    shipping_address: str
    comment: str
    production_days: int | None
    placed_at: datetime
    production_ends_at: datetime | None
    agreed_delay_until: datetime | None
    auto_close_at: datetime
    #: What the seller owes for it: once it is closed, by the plan of its day.
    fee: MoneyAnswer | None
    feedback: FeedbackAnswer | None
    customer_link: str | None
    allowed_actions: list[Action]


class PageAnswer(TypedDict):
    """A page of orders, newest first; `next` is the cursor of the page after it."""

    orders: list[OrderAnswer]
    next: str | None


class HistoryAnswer(TypedDict):
    """An order's history, oldest first."""

    number: int
    events: list[EventAnswer]


class SellerAnswer(TypedDict):
    """A seller; `invite_link` only while no Telegram account is linked."""

    seller_ref: str
    name: str
    phone: str | None
    email: str | None
    tariff: str | None
    locale: str
    timezone: str
    telegram_linked: bool
    disabled_at: datetime | None
    invite_link: str | None


class ProductAnswer(TypedDict):
    """A product with the links that buy it and ask about it."""

    product_ref: str
    seller_ref: str
    title: str
    price: MoneyAnswer
    production_days: int | None
    description: str
    buy_link: str | None
    ask_link: str | None


def encode(document: object) -> bytes:
    """The document as JSON."""
    return orjson.dumps(document, option=_OPTIONS)


def order(
    order: Order,
    seller_ref: str,
    customer_ref: str | None,
    link: str | None,
    feedback: Feedback | None = None,
) -> OrderAnswer:
    """An order with the names that the marketplace gave its people."""
    return {
        "number": order.number,
        "status": order.state,
        "version": order.version,
        "seller_ref": seller_ref,
        "customer": _customer(order.contact, customer_ref),
        "items": [_item(item) for item in order.items],
        "amount": money(order.amount),
        "shipping_address": order.shipping_address,
        "comment": order.comment,
        "production_days": order.production_days,
        "placed_at": order.placed_at,
        "production_ends_at": order.production_ends_at,
        "agreed_delay_until": order.agreed_delay_until,
        "auto_close_at": order.auto_close_at,
        "fee": _fee(order),
        "feedback": None if feedback is None else feedback_answer(feedback),
        "customer_link": link,
        "allowed_actions": _ALLOWED[order.state],
    }


def view(view: OrderView, link: str | None) -> OrderAnswer:
    """An order that was read with its people."""
    return order(view.order, view.seller.ref, view.customer.ref, link, view.feedback)


def seller(seller: Seller, invite_link: str | None) -> SellerAnswer:
    """A seller as stored."""
    return {
        "seller_ref": seller.ref,
        "name": seller.name,
        "phone": seller.phone,
        "email": seller.email,
        "tariff": seller.tariff_ref,
        "locale": seller.locale,
        "timezone": seller.timezone,
        "telegram_linked": seller.telegram_id is not None,
        "disabled_at": seller.disabled_at,
        "invite_link": invite_link,
    }


def product(
    product: Product, seller_ref: str, buy_link: str | None, ask_link: str | None
) -> ProductAnswer:
    """A product as stored."""
    return {
        "product_ref": product.ref,
        "seller_ref": seller_ref,
        "title": product.title,
        "price": money(product.price),
        "production_days": product.production_days,
        "description": product.description,
        "buy_link": buy_link,
        "ask_link": ask_link,
    }


def _fee(order: Order) -> MoneyAnswer | None:
    if order.state is not State.CLOSED or order.charge is None:
        return None
    return money(order.charge.fee)


def _item(item: Item) -> ItemAnswer:
    return {
        "product_ref": item.product_ref,
        "title": item.title,
        "quantity": item.quantity,
        "price": money(item.price),
    }


def _customer(contact: Contact, ref: str | None) -> CustomerAnswer:
    return {"ref": ref, "name": contact.name, "phone": contact.phone, "email": contact.email}
