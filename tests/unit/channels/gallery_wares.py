"""Every face of a seller's products, for the gallery. Nothing here asserts."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from channels.telegram import wares as faces
from channels.telegram.faces import Face
from channels.telegram.links import Links
from channels.texts import Voice
from channels.texts.html import Html
from orders import wares
from orders.errors import BadValue
from orders.model import Product
from orders.money import Money
from tests.unit.channels.samples import PLACED_AT, POLICY

LINKS = Links("orderbell_bot")
MUG = Product(
    7, "mug", 1, "a1b2c3", "Clay <mug>", Money(45_000, "UAH"), 14, "Thrown by hand.\nBlue & grey."
)
VASE = replace(MUG, id=8, title="Vase", production_days=None, photo="f", paused_at=PLACED_AT)
#: Everything that may be wrong with an answer.
REFUSED = (
    BadValue("photo", "not_photo"),
    BadValue("days", "out_of_range", 365),
    BadValue("product", "unknown"),
    BadValue("product", "other_currency"),
)


def wares_of(voice: Voice, now: datetime) -> Iterator[tuple[str, Face]]:
    """The list, a product, the questions, and the card that goes into other chats."""
    yield "products, none", faces.listed((), 0, 1, voice, owns=True)
    yield "products, one", faces.listed((MUG,), 1, 1, voice, owns=False)
    yield "products, many", faces.listed((MUG, VASE), 12, 2, voice, owns=True)
    yield "product", faces.page(MUG, LINKS, voice, owns=True)
    yield "product, paused", faces.page(VASE, LINKS, voice, owns=True)
    yield "product, for who works there", faces.page(MUG, LINKS, voice, owns=False)
    for what in wares.CHANGES:
        yield f"product, change {what}", faces.ask_change(MUG, what, voice)
    draft = wares.begin("UAH", now, POLICY)
    yield "new product, half-made, nothing said", faces.offer_draft(draft, voice)
    for said in ("Clay mug", "450.00", "14", "f"):
        yield f"new product, {draft.step}", faces.question(draft, voice)
        draft = wares.answer(draft, said)
    yield "new product, summary", faces.question(draft, voice)
    bare = replace(draft, answers=draft.answers | {"days": "", "photo": ""})
    yield "new product, summary of little", faces.question(bare, voice)
    yield "new product, half-made", faces.offer_draft(draft, voice)
    code = faces.code(MUG, "https://t.me/orderbell_bot?start=buy_a1b2c3", b"", voice)
    yield "product's code", Face(code.caption)
    for card in faces.cards((MUG, VASE), "Clay & Co", LINKS, voice):
        wire: Any = json.loads(card.to_json())
        content = wire.get("input_message_content") or {"message_text": wire.get("caption")}
        [[buy]] = wire["reply_markup"]["inline_keyboard"]
        keys = InlineKeyboardMarkup([[InlineKeyboardButton(buy["text"], url=buy["url"])]])
        yield f"card of a product, {card.type}", Face(Html(content["message_text"]), keys)
