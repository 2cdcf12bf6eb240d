"""What a seller offers, kept by the seller: the draft of a product, its questions, and changing one. Pure but for the units."""

import secrets
from dataclasses import replace
from datetime import datetime

from orders.dialogues import Dialogue, DialogueKind
from orders.errors import BadValue
from orders.model import MAX_COMMENT, Product, within
from orders.money import parse
from orders.policy import Policy
from orders.ports import Office, UnitOfWork

#: The questions in their order; a step is named for the answer it asks for.
QUESTIONS = ("title", "price", "days", "photo")
SUMMARY = "summary"
#: What may be left out with a button.
OPTIONAL = frozenset({"days", "photo", "text"})
#: What may be changed of a product that there is.
CHANGES = ("title", "price", "days", "photo", "text")
#: Of a title, characters. Source: handlers.http.bodies, PutProduct.
MAX_TITLE = 200
#: The longest time to make something, days.
MAX_DAYS = 365
#: 12 hexadecimal digits, as the codes of products that come by HTTP.
_CODE_BYTES = 6
_ABOUT = "product"


def begin(currency: str, now: datetime, policy: Policy) -> Dialogue:
    """A fresh draft of a product."""
    answers = {"currency": currency}
    return Dialogue(DialogueKind.PRODUCT, QUESTIONS[0], now + policy.dialogue_life, answers)


def asking(product: Product, what: str, now: datetime, policy: Policy) -> Dialogue:
    """The question that changes one thing of a product. Raises `BadValue` for what cannot be changed."""
    if what not in CHANGES:
        raise BadValue("question", "unknown")
    answers = {_ABOUT: str(product.id), "currency": product.price.currency}
    return Dialogue(DialogueKind.PRODUCT, what, now + policy.dialogue_life, answers)


def about(draft: Dialogue) -> int | None:
    """The product that the draft changes; None: it makes a new one."""
    known = draft.answers.get(_ABOUT)
    return None if known is None else int(known)


def takes(draft: Dialogue, step: str) -> bool:
    """Whether a button of the dialogue means this draft; those of a new product mean no change of one."""
    return step != "stop" and (about(draft) is None or step == "skip")


def begun(draft: Dialogue) -> bool:
    """Whether there is something to go on with."""
    return about(draft) is None and any(question in draft.answers for question in QUESTIONS)


def checked(step: str, value: str) -> str:
    """The answer to a question as it is kept; "" leaves it out where it may be. Raises `BadValue`."""
    if not value and step in OPTIONAL:
        return ""
    match step:
        case "title":
            return within(value, MAX_TITLE, "title")
        case "text":
            return within(value, MAX_COMMENT, "description", required=False)
        case "days":
            return str(_days(value))
        case "price" | "photo":
            return value
        case _:
            raise BadValue(step, "not_a_question")


def answer(draft: Dialogue, value: str) -> Dialogue:
    """The draft after an answer. Raises `BadValue`: the question stays."""
    filled = draft.answered(draft.step, checked(draft.step, value), draft.step)
    return replace(filled, step=_next(filled))


def back(draft: Dialogue) -> Dialogue:
    """To the question before this one; at the first one, nothing changes."""
    steps = (*QUESTIONS, SUMMARY)
    step = steps[max(0, steps.index(draft.step) - 1)]
    return replace(draft, step=step, answers={k: v for k, v in draft.answers.items() if k != step})


def complete(draft: Dialogue) -> bool:
    """Whether every question is answered."""
    return all(question in draft.answers for question in QUESTIONS)


def product(draft: Dialogue, seller_id: int) -> Product:
    """What a complete draft says, with a ref and a code of its own. Raises `BadValue`."""
    if not complete(draft):
        raise BadValue(draft.step, "empty")
    said, code = draft.answers, secrets.token_hex(_CODE_BYTES)
    return Product(
        0,
        f"bot-{code}",
        seller_id,
        code,
        said["title"],
        parse(said["price"], said["currency"]),
        int(said["days"]) if said["days"] else None,
        "",
        said["photo"] or None,
    )


def changed(known: Product, what: str, value: str) -> Product:
    """The product with one thing changed. Raises `BadValue`."""
    value = checked(what, value)
    match what:
        case "title":
            return replace(known, title=value)
        case "price":
            return replace(known, price=parse(value, known.price.currency))
        case "days":
            return replace(known, production_days=int(value) if value else None)
        case "photo":
            return replace(known, photo=value or None)
        case _:
            return replace(known, description=value)


async def own(office: Office, seller_id: int, product_id: int) -> Product:
    """A product of the seller. Raises `BadValue` ("product"): another's is answered like none."""
    async with office.store.read() as uow:
        return await own_within(uow, seller_id, product_id)


async def own_within(uow: UnitOfWork, seller_id: int, product_id: int) -> Product:
    """The same inside the caller's transaction."""
    found = await uow.products.by_id(product_id)
    if found is None or found.seller_id != seller_id:
        raise BadValue("product", "unknown")
    return found


async def add(office: Office, telegram_id: int, draft: Dialogue, seller_id: int) -> Product:
    """Keep what the draft says and forget the draft, in one transaction. Raises `BadValue`."""
    new = product(draft, seller_id)
    async with office.store.write() as uow:
        kept, _ = await uow.products.put(new)
        if new.photo is not None:
            await uow.products.save(replace(kept, photo=new.photo))
        await uow.dialogues.drop(telegram_id)
    return replace(kept, photo=new.photo)


async def change(office: Office, seller_id: int, product_id: int, what: str, value: str) -> Product:
    """Change one thing of the seller's product. Raises `BadValue`."""
    async with office.store.write() as uow:
        after = changed(await own_within(uow, seller_id, product_id), what, value)
        await uow.products.save(after)
    return after


async def pause(office: Office, seller_id: int, product_id: int, *, paused: bool) -> Product:
    """Offer it no more, or again. Raises `BadValue`."""
    async with office.store.write() as uow:
        known = await own_within(uow, seller_id, product_id)
        at = (known.paused_at or office.clock.now()) if paused else None
        after = replace(known, paused_at=at)
        await uow.products.save(after)
    return after


def _days(value: str) -> int:
    text = value.strip()
    days = int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else 0
    if not 1 <= days <= MAX_DAYS:
        raise BadValue("days", "out_of_range", MAX_DAYS)
    return days


def _next(draft: Dialogue) -> str:
    return next((q for q in QUESTIONS if q not in draft.answers), SUMMARY)
