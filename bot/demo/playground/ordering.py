"""The order that the page proposes, as the marketplace sends it: form, JSON body, `curl`, and what was wrong.

It sends nothing.
"""

import re
import shlex
from collections.abc import Iterator, Mapping, Sequence

import orjson

from bot.demo.playground.cast import (
    CURRENCY,
    CUSTOMER_EMAIL,
    CUSTOMER_REF,
    REGISTERED_AT,
    SELLER_REF,
    TEXTER_REF,
    Cast,
)
from orders.ports import OrderView
from simulator.people import Person
from storage.tables import FIRST_ORDER_NUMBER

#: A form as the page shows it and as the lever `order` takes it.
Form = Mapping[str, object]

#: Longer numbers are nobody's: they go to the API as they are.
_DIGITS = 10
#: Telegram ids have at most 52 bits. Source: Bot API, User.id.
_LONG_ID = 17
#: Where the API finds a fault, and which field of the form that is.
_FIELDS = (
    (r"#/items/\d+/title", "title"),
    (r"#/items/\d+/quantity", "quantity"),
    (r"#/items/\d+/price/currency", "currency"),
    (r"#/items/\d+/price", "price"),
    (r"#/items/\d+/product_ref", "product"),
    (r"#/customer/phone", "phone"),
    (r"#/customer", "customer"),
    (r"#/shipping_address", "address"),
    (r"#/comment", "comment"),
    (r"#/production_days", "production_days"),
    (r"#/seller_ref", "seller"),
)


def proposed(
    cast: Cast, customer: Person, placed: Sequence[OrderView], product: object = None
) -> dict[str, object]:
    """A believable order, of `product` or of another one each time; `placed`: what is there, oldest first."""
    usual = cast.wares[len(placed) % len(cast.wares)]
    made = [*cast.wares, *cast.texter_wares]
    ware = next((ware for ware in made if ware.ref == product), usual)
    number = placed[-1].order.number + 1 if placed else FIRST_ORDER_NUMBER
    return {
        "external_id": f"A-{number}",
        "seller": TEXTER_REF if ware in cast.texter_wares else SELLER_REF,
        "product": ware.ref,
        "title": ware.title,
        "quantity": ware.quantity,
        "price": ware.price,
        "currency": CURRENCY,
        "customer": cast.customer,
        "phone": cast.phone,
        "address": cast.address,
        "comment": ware.comment,
        "production_days": ware.production_days,
        "person": customer.id,
    }


def person_of(form: Form) -> int:
    """Who gets the customer's link, by Telegram id; 0: nobody that a number names."""
    text = str(form["person"])
    return int(text) if text.isascii() and text.isdecimal() and len(text) < _LONG_ID else 0


def body(form: Form, cast: Cast, refs: Mapping[int, tuple[str, str]]) -> dict[str, object]:
    """The order as the HTTP API takes it; `refs`: ref and name of the marketplace's customers."""
    buyer: dict[str, object] = {"name": form["customer"], "locale": cast.language}
    ref, name = refs.get(person_of(form), ("", ""))
    # Whoever has another name is another customer, though the link goes to the same phone.
    if name == form["customer"]:
        buyer["ref"] = ref
    if ref == CUSTOMER_REF and "ref" in buyer:
        buyer |= {"registered_at": REGISTERED_AT, "email": CUSTOMER_EMAIL}
    if form["phone"]:
        buyer["phone"] = form["phone"]
    item: dict[str, object] = {
        "title": form["title"],
        "quantity": _whole(form["quantity"]),
        "price": {"amount": _sum(form["price"]), "currency": form["currency"]},
    }
    if form["product"]:
        item["product_ref"] = form["product"]
    wanted: dict[str, object] = {
        "external_id": form["external_id"],
        "seller_ref": form["seller"],
        "customer": buyer,
        "items": [item],
        "shipping_address": form["address"],
        "comment": form["comment"],
    }
    if form["production_days"] not in (None, ""):
        wanted["production_days"] = _whole(form["production_days"])
    return wanted


def curl(port: int, key: str, order: Mapping[str, object]) -> str:
    """The same order as one line for a shell."""
    words = (
        "curl", "-sS", f"http://127.0.0.1:{port}/api/v1/orders",
        "-H", f"Authorization: Bearer {key}",
        "-H", "Content-Type: application/json",
        "-d", orjson.dumps(order).decode(),
    )  # fmt: skip
    return shlex.join(words)


def faulty(problem: object) -> tuple[str, ...]:
    """Fields of the form that a problem document of the API complains of."""
    return tuple(dict.fromkeys(_faulty(problem)))


def _faulty(problem: object) -> Iterator[str]:
    errors = problem.get("errors") if isinstance(problem, dict) else None
    for error in errors if isinstance(errors, Sequence) else ():
        pointer = str(error.get("pointer"))
        for pattern, name in _FIELDS:
            if re.match(pattern, pointer):
                yield name
                break


def _whole(value: object) -> object:
    """A number that a form sends as text; anything else as it is: the API says what is wrong."""
    text = str(value).strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < _DIGITS else value


def _sum(value: object) -> str:
    return str(value).strip().replace(",", ".").replace("\N{NO-BREAK SPACE}", "").replace(" ", "")
