"""What the API answers of an order's history: each event with what it is about, as values. It reads nothing."""

from datetime import datetime
from typing import Any

from typing_extensions import TypedDict

from handlers.http.money_answers import MoneyAnswer, money
from orders.amount_requests import ABOUT_REQUESTS
from orders.amounts import ABOUT_AMOUNTS, change_of
from orders.complaints import ABOUT_COMPLAINTS, ComplaintType, read_event
from orders.delays import ABOUT_DELAYS, note_of, until_of
from orders.model import Event
from orders.ports import OrderView
from orders.ratings import OPINIONS, Opinion
from orders.states import Actor, State


class PartyAnswer(TypedDict):
    """Who acted; `ref` where the marketplace has a name for them."""

    role: Actor
    ref: str | None


class ChangeAnswer(TypedDict):
    """From one amount to another: done, asked for, or decided by whom."""

    before: MoneyAnswer
    after: MoneyAnswer
    decided_by: str | None


class StarsAnswer(TypedDict):
    """What the customer gave, 1 to 5."""

    product: int
    seller: int


class EventAnswer(TypedDict):
    """One entry of an order's history. What it is not about is null."""

    version: int
    what: str
    status: State
    by: PartyAnswer
    at: datetime
    reason: str | None
    #: The words of whoever acted; empty: none.
    text: str
    amount: ChangeAnswer | None
    #: The last moment of the day that a delay names.
    until: datetime | None
    stars: StarsAnswer | None
    complaint: ComplaintType | None
    undoes: int | None


def event(event: Event, view: OrderView) -> EventAnswer:
    """One entry of the history of the viewed order."""
    refs = {Actor.SELLER: view.seller.ref, Actor.CUSTOMER: view.customer.ref}
    said: dict[str, Any] = {"text": event.text} | _about(event)
    return {
        "version": event.version,
        "what": event.what,
        "status": event.state,
        "by": {"role": event.by.actor, "ref": refs.get(event.by.actor)},
        "at": event.at,
        "reason": event.reason,
        "text": said["text"],
        "amount": said.get("amount"),
        "until": said.get("until"),
        "stars": said.get("stars"),
        "complaint": said.get("complaint"),
        "undoes": event.undoes,
    }


def _about(event: Event) -> dict[str, Any]:
    if event.what in ABOUT_AMOUNTS or event.what in ABOUT_REQUESTS:
        change = change_of(event)
        amount: ChangeAnswer = {
            "before": money(change.before),
            "after": money(change.after),
            "decided_by": change.who or None,
        }
        return {"text": change.reason, "amount": amount}
    if event.what in ABOUT_DELAYS:
        return {"text": note_of(event), "until": until_of(event)}
    if event.what in ABOUT_COMPLAINTS:
        type, _, text = read_event(event)
        return {"text": text, "complaint": type}
    if event.what in OPINIONS:
        opinion = Opinion.read(event.text)
        stars: StarsAnswer = {"product": opinion.product, "seller": opinion.seller}
        return {"text": opinion.comment, "stars": stars}
    return {}
