"""Buying by a product's link: what is asked in which order, and the purchase that comes of it.

Pure: no messages, no rows. Phones arrive as E.164, already checked by the way in.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from orders.commands import Purchase
from orders.dialogues import Dialogue, DialogueKind
from orders.errors import BadValue
from orders.model import (
    MAX_ADDRESS,
    MAX_COMMENT,
    MAX_NAME,
    MAX_QUANTITY,
    Contact,
    Customer,
    Item,
    Product,
    within,
)
from orders.policy import Policy
from orders.states import Actor

#: The questions in their order; a step is named for the answer it asks for.
QUESTIONS = ("quantity", "name", "phone", "address", "comment")
SUMMARY = "summary"
_LIMITS = {"name": MAX_NAME, "address": MAX_ADDRESS, "comment": MAX_COMMENT}


@dataclass(frozen=True, slots=True)
class Buyer:
    """The account that buys, as far as the bot knows it."""

    telegram_id: int
    locale: str
    #: The customer it already is, if any.
    customer: Customer | None


def begin(product: Product, now: datetime, policy: Policy) -> Dialogue:
    """A fresh draft for this product; it remembers the price that was shown."""
    draft = Dialogue(DialogueKind.BUY, QUESTIONS[0], now + policy.dialogue_life)
    return reprice(replace(draft, answers={"code": product.code}), product)


def reprice(draft: Dialogue, product: Product) -> Dialogue:
    """The draft at the product's present price."""
    return replace(draft, answers=draft.answers | {"price": str(product.price)})


def answer(draft: Dialogue, value: str) -> Dialogue:
    """The draft after an answer to the present question.

    Raises `BadValue` (field: the question) when the answer will not do; the question stays.
    """
    step = draft.step
    if step == "quantity":
        value = str(_quantity(value))
    elif step in _LIMITS:
        value = within(value, _LIMITS[step], step, required=step != "comment")
    elif step == SUMMARY:
        raise BadValue(SUMMARY, "not_a_question")
    filled = draft.answered(step, value, step)
    return replace(filled, step=_next(filled))


def change(draft: Dialogue, question: str) -> Dialogue:
    """Ask one question again; the other answers stay. Raises `BadValue` for an unknown question."""
    if question not in QUESTIONS:
        raise BadValue("question", "unknown")
    answers = {k: v for k, v in draft.answers.items() if k != question}
    return replace(draft, step=question, answers=answers)


def begun(draft: Dialogue) -> bool:
    """Whether anything was answered: such a draft is worth keeping."""
    return any(question in draft.answers for question in QUESTIONS)


def complete(draft: Dialogue) -> bool:
    """Whether every question is answered."""
    return all(question in draft.answers for question in QUESTIONS)


def purchase(draft: Dialogue, product: Product, buyer: Buyer, request_id: str) -> Purchase:
    """The purchase request of a complete draft.

    Raises `BadValue` when a question is still open, or when the price is no longer the one that
    was shown ("price", "changed": `reprice`, show the summary again).
    """
    if not complete(draft):
        raise BadValue(draft.step, "empty")
    said = draft.answers
    if said["price"] != str(product.price):
        raise BadValue("price", "changed")
    known = buyer.customer
    contact = Contact(said["name"], said["phone"], known.email if known else None)
    customer = known or Customer(0, None, contact.name, None, None, buyer.locale, buyer.telegram_id)
    if customer.phone is None:
        # Who has only asked a seller until now is known by name alone.
        customer = replace(customer, phone=contact.phone)
    item = Item(product.title, int(said["quantity"]), product.price, product.ref)
    return Purchase(
        product.seller_id,
        customer,
        contact,
        (item,),
        said["address"],
        said["comment"],
        product.production_days,
        Actor.CUSTOMER,
        request_id,
    )


def _next(draft: Dialogue) -> str:
    return next((q for q in QUESTIONS if q not in draft.answers), SUMMARY)


def _quantity(value: str) -> int:
    text = value.strip()
    if not (text.isascii() and text.isdecimal()):
        raise BadValue("quantity", "not_a_number")
    # Only the first digits are read: a text of thousands of them is no number to Python.
    quantity = int(text.lstrip("0")[:9] or "0")
    if not 1 <= quantity <= MAX_QUANTITY:
        raise BadValue("quantity", "out_of_range", MAX_QUANTITY)
    return quantity
