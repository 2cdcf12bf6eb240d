"""The things of a draft besides the one it asks about: an order of several. Pure; `orders.adding` asks the questions."""

import json
from dataclasses import replace

from orders.dialogues import Dialogue
from orders.errors import BadValue
from orders.model import MAX_ITEMS, Item
from orders.money import parse

#: The answers that make the present thing; what they are called once it is set aside.
THING = ("title", "quantity", "price")
CURRENCY, PRODUCT, _OTHERS = "currency", "product", "others"


def others(draft: Dialogue) -> tuple[Item, ...]:
    """The things set aside, in their order."""
    return tuple(
        Item(title, quantity, parse(price, draft.answers[CURRENCY]), ref)
        for title, quantity, price, ref in json.loads(draft.answers.get(_OTHERS, "[]"))
    )


def with_others(draft: Dialogue, items: tuple[Item, ...]) -> Dialogue:
    """The draft with these set aside."""
    rows = [(i.title, i.quantity, str(i.price), i.product_ref) for i in items]
    kept = {k: v for k, v in draft.answers.items() if k != _OTHERS}
    held = {_OTHERS: json.dumps(rows, ensure_ascii=False)} if rows else {}
    return replace(draft, answers=kept | held)


def present(draft: Dialogue) -> Item | None:
    """The thing that the draft asks about; None while a question about it is open."""
    said = draft.answers
    if not all(answer in said for answer in THING):
        return None
    price = parse(said["price"], said[CURRENCY])
    return Item(said["title"], int(said["quantity"]), price, said.get(PRODUCT) or None)


def all_of(draft: Dialogue) -> tuple[Item, ...]:
    """Everything in it, the present thing last."""
    thing = present(draft)
    return others(draft) if thing is None else (*others(draft), thing)


def is_next(draft: Dialogue) -> bool:
    """Whether it has begun to ask for another thing, of which nothing is said yet."""
    return bool(others(draft)) and not any(answer in draft.answers for answer in THING)


def one_more(draft: Dialogue) -> Dialogue:
    """The present thing is set aside, and its questions are open again. Raises `BadValue`."""
    items = all_of(draft)
    if len(items) >= MAX_ITEMS:
        raise BadValue("items", "too_many", MAX_ITEMS)
    return with_others(_without_thing(draft), items)


def turned_back(draft: Dialogue) -> Dialogue:
    """The last thing that was set aside is the present one again."""
    *rest, last = others(draft)
    return with_others(_put(draft, last), tuple(rest))


def without(draft: Dialogue, place: int) -> Dialogue:
    """The draft without one of its things (from 1); the only one stays, and so does what is not there."""
    items = list(all_of(draft))
    if len(items) < 2 or not 1 <= place <= len(items):
        return draft
    del items[place - 1]
    return with_others(_put(draft, items[-1]), tuple(items[:-1]))


def _put(draft: Dialogue, item: Item) -> Dialogue:
    said = {"title": item.title, "quantity": str(item.quantity), "price": str(item.price)}
    said[PRODUCT] = item.product_ref or ""
    return replace(draft, answers=draft.answers | said)


def _without_thing(draft: Dialogue) -> Dialogue:
    kept = {k: v for k, v in draft.answers.items() if k not in {*THING, PRODUCT}}
    return replace(draft, answers=kept)
