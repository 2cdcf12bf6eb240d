"""An order that the seller adds: the draft's questions, what is known beforehand, and the purchase that comes of it.

Pure: no messages, no rows. Phones arrive as E.164 and prices as `450.00`, already read by the way in.
"""

from dataclasses import replace
from datetime import datetime

from orders import goods
from orders.commands import Purchase
from orders.dialogues import Dialogue, DialogueKind
from orders.errors import BadValue
from orders.goods import CURRENCY, PRODUCT
from orders.model import (
    MAX_ADDRESS,
    MAX_COMMENT,
    MAX_NAME,
    MAX_PRODUCTION_DAYS,
    MAX_QUANTITY,
    MAX_TITLE,
    Contact,
    Customer,
    Order,
    Product,
    Seller,
    within,
)
from orders.money import parse
from orders.policy import Policy
from orders.states import Actor

#: The questions in their order; a step is named for the answer it asks for.
QUESTIONS = ("name", "phone", "title", "quantity", "price", "address", "days", "comment")
SUMMARY = "summary"
_TEXTS = {
    "name": MAX_NAME,
    "title": MAX_TITLE,
    "address": MAX_ADDRESS,
    "comment": MAX_COMMENT,
}
_NUMBERS = {"quantity": (1, MAX_QUANTITY), "days": (1, MAX_PRODUCTION_DAYS)}
_OPTIONAL = frozenset({"days", "comment"})
#: Answers that go with another one: who the customer is, which product of the seller's it is.
_CUSTOMER = "customer"
_GOES_WITH = {"name": _CUSTOMER, "title": PRODUCT}


def begin(currency: str, now: datetime, policy: Policy) -> Dialogue:
    """An empty draft; free prices are in `currency` (ISO 4217)."""
    expires_at = now + policy.dialogue_life
    return Dialogue(DialogueKind.ADD_ORDER, QUESTIONS[0], expires_at, {CURRENCY: currency})


def repeat(order: Order, now: datetime, policy: Policy) -> Dialogue:
    """A draft of the same once more, at its summary when all is known."""
    *earlier, item = order.items
    said = {
        _CUSTOMER: str(order.customer_id),
        "name": order.contact.name,
        "phone": order.contact.phone or "",
        "title": item.title,
        PRODUCT: item.product_ref or "",
        "quantity": str(item.quantity),
        "price": str(item.price),
        "address": order.shipping_address,
        "days": str(order.production_days or ""),
        "comment": order.comment,
    }
    # What an order may lack and a draft may not is asked.
    known = {k: v for k, v in said.items() if v or k in _OPTIONAL}
    draft = begin(item.price.currency, now, policy)
    draft = goods.with_others(draft, tuple(earlier))
    return _onward(replace(draft, answers=draft.answers | known))


def choose_customer(draft: Dialogue, customer: Customer, address: str) -> Dialogue:
    """The draft for a customer of the seller's, with the `address` of their last order ("": none)."""
    known = {_CUSTOMER: str(customer.id), "name": customer.name}
    known |= {"phone": customer.phone} if customer.phone else {}
    known |= {"address": address} if address else {}
    kept = {k: v for k, v in draft.answers.items() if k not in {"name", "phone", "address"}}
    return _onward(replace(draft, answers=kept | known))


def known_as(draft: Dialogue, customer_id: int) -> Dialogue:
    """The draft for a customer who was recognised by their phone; what was typed stays this order's."""
    return replace(draft, answers=draft.answers | {_CUSTOMER: str(customer_id)})


def choose_product(draft: Dialogue, product: Product) -> Dialogue:
    """The draft for one piece of the product, at its price and term, without a comment.

    Of several things the longest term counts. Raises `BadValue` where the others have another
    currency.
    """
    said = {"quantity": "1", "comment": ""} | draft.answers
    days = product.production_days or 0
    if goods.others(draft):
        if product.price.currency != said[CURRENCY]:
            raise BadValue("product", "other_currency")
        days = max(days, int(said.get("days") or 0))
    said |= {
        PRODUCT: product.ref,
        "title": product.title,
        "price": str(product.price),
        CURRENCY: product.price.currency,
        "days": str(days or ""),
    }
    return _onward(replace(draft, answers=said))


def answer(draft: Dialogue, value: str) -> Dialogue:
    """The draft after an answer to the present question; "" skips the term and the comment.

    Raises `BadValue` (field: the question) when the answer will not do; the question stays.
    """
    step = draft.step
    if step == SUMMARY:
        raise BadValue(SUMMARY, "not_a_question")
    filled = draft.answered(step, _read(draft, value), step)
    return _onward(filled)


def change(draft: Dialogue, question: str) -> Dialogue:
    """Ask one question again; the other answers stay. Raises `BadValue` for an unknown question.

    Another name is another customer's, another title no product from the list; another phone is
    this order's alone.
    """
    if question not in QUESTIONS:
        raise BadValue("question", "unknown")
    gone = {question, _GOES_WITH.get(question)}
    answers = {k: v for k, v in draft.answers.items() if k not in gone}
    return replace(draft, step=question, answers=answers)


def back(draft: Dialogue) -> Dialogue:
    """The question before the present one again; the first one stays.

    From the next thing's title the way back is what there was before it.
    """
    if draft.step == "title" and goods.is_next(draft):
        return _onward(goods.turned_back(draft))
    order = (*QUESTIONS, SUMMARY)
    return change(draft, order[max(order.index(draft.step) - 1, 0)])


def one_more(draft: Dialogue) -> Dialogue:
    """A whole draft asks for another thing. Raises `BadValue` when it holds as many as an order may."""
    return _onward(goods.one_more(draft)) if complete(draft) else draft


def without(draft: Dialogue, place: int, of: int) -> Dialogue:
    """A whole draft without one of its things (from 1), while there are `of` them; the only one stays."""
    if not complete(draft) or len(goods.all_of(draft)) != of:
        return draft
    return _onward(goods.without(draft, place))


def begun(draft: Dialogue) -> bool:
    """Whether anything was answered: such a draft is worth keeping."""
    return any(question in draft.answers for question in QUESTIONS)


def complete(draft: Dialogue) -> bool:
    """Whether every question is answered."""
    return all(question in draft.answers for question in QUESTIONS)


def customer_id(draft: Dialogue) -> int | None:
    """The customer of the seller's that was chosen; None for a new one."""
    known = draft.answers.get(_CUSTOMER)
    return int(known) if known else None


def purchase(
    draft: Dialogue, seller: Seller, known: Customer | None, locale: str, request_id: str
) -> Purchase:
    """The purchase request of a complete draft; `known` is the customer of `customer_id`.

    The caller has checked that they are this seller's. Raises `BadValue` when a question is open.
    """
    if not complete(draft):
        raise BadValue(draft.step, "empty")
    said = draft.answers
    contact = Contact(said["name"], said["phone"], known.email if known else None)
    customer = known or Customer(0, None, contact.name, contact.phone, None, locale, None)
    return Purchase(
        seller.id,
        customer,
        contact,
        goods.all_of(draft),
        said["address"],
        said["comment"],
        int(said["days"]) if said["days"] else None,
        Actor.SELLER,
        request_id,
        known_id=known.id if known else None,
    )


def _read(draft: Dialogue, value: str) -> str:
    step = draft.step
    if step in _TEXTS:
        return within(value, _TEXTS[step], step, required=step not in _OPTIONAL)
    if step in _NUMBERS:
        return "" if step in _OPTIONAL and not value else str(_whole(value, step))
    if step == "price":
        return str(parse(value, draft.answers[CURRENCY]))
    if not value:
        raise BadValue(step, "empty")
    return value


def _onward(draft: Dialogue) -> Dialogue:
    step = next((q for q in QUESTIONS if q not in draft.answers), SUMMARY)
    return replace(draft, step=step)


def _whole(value: str, field: str) -> int:
    lowest, highest = _NUMBERS[field]
    text = value.strip()
    if not (text.isascii() and text.isdecimal()):
        raise BadValue(field, "not_a_number")
    # Only the first digits are read: a text of thousands of them is no number to Python.
    number = int(text.lstrip("0")[:9] or "0")
    if not lowest <= number <= highest:
        raise BadValue(field, "out_of_range", highest)
    return number
