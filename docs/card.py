"""The README's card: a new order as its seller sees it, drawn as text by the code that sends it."""

from datetime import UTC, datetime, timedelta

from channels.telegram.cards import seller_card
from channels.texts import Texts
from channels.texts.html import shown
from orders.model import (
    Contact,
    Customer,
    Event,
    Happening,
    Item,
    Order,
    Party,
    Record,
    Seller,
)
from orders.money import Money
from orders.policy import Policy
from orders.ports import OrderView
from orders.states import Actor, State

_PLACED_AT = datetime(2026, 11, 22, 10, 4, tzinfo=UTC)
_ENDS_AT = _PLACED_AT + timedelta(days=10)
_POLICY = Policy()
_ORDER = Order(
    number=1043,
    version=1,
    state=State.NEW,
    seller_id=1,
    customer_id=1,
    items=(Item("Clay mug, blue", 2, Money(45_000, "UAH")),),
    amount=Money(90_000, "UAH"),
    contact=Contact("Olena Koval", "+380671234567", None),
    shipping_address="Kyiv, Khreshchatyk 1",
    comment="With a big handle, please",
    production_days=10,
    placed_at=_PLACED_AT,
    production_ends_at=_ENDS_AT,
    agreed_delay_until=None,
    auto_close_at=_POLICY.auto_close_at(_PLACED_AT, _ENDS_AT, None),
)
_VIEW = OrderView(
    order=_ORDER,
    seller=Seller(1, "ira", "Ira’s Pottery", None, None, "en", "Europe/Kyiv", 11),
    customer=Customer(1, None, "Olena Koval", "+380671234567", None, "uk", 22),
    record=Record(with_seller=2, closed=2, cancelled=0),
)
_PLACED = Event(
    1043, 1, Happening.PLACED, Party(Actor.CUSTOMER, 1), _PLACED_AT, State.NEW, "http:1:A-1"
)


def card() -> str:
    """The card in a frame that is open to the right, so that no font can break it."""
    voice = Texts.load().voice("en", "Europe/Kyiv")
    face = seller_card(_VIEW, (_PLACED,), voice, _PLACED_AT, _POLICY)
    keyboard = face.keyboard.inline_keyboard if face.keyboard is not None else ()
    buttons = ["  ".join(f"[ {button.text} ]" for button in row) for row in keyboard]
    # Isolates keep foreign scripts in place on a phone; in a file they only show as boxes.
    text = shown(face.html).replace("\u2068", "").replace("\u2069", "")
    body = [f"│ {line}".rstrip() for line in text.split("\n")]
    frame = ["╭──────────", *body, "├──────────", *(f"│ {row}" for row in buttons), "╰──────────"]
    return "\n".join(["```text", *frame, "```"])
