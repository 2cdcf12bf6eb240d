"""Every SMS that goes out by itself, for the gallery, with what it costs. Nothing here asserts."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from channels.sms.segments import segments
from channels.sms.texts import alert, text
from channels.texts import Voice
from channels.tidings import Tiding
from orders.complaints import ComplaintType, event_text
from orders.messages import Attachment, Content, Form, Message
from orders.model import CLOCK, Event, Happening, Party
from orders.notices import Overdue
from orders.ports import TalkView
from orders.reach import Choices, Phone, Reach
from orders.sendings import Because
from orders.work import Kind, Priority, Topic, Work
from tests.unit.channels.gallery_reaching import sms_of_reaching
from tests.unit.channels.samples import (
    ADMINISTRATION,
    CUSTOMER,
    NEW,
    OLENA,
    PLACED_AT,
    QUESTION,
    SELLER,
    SENT,
    Story,
)

NOW = PLACED_AT + timedelta(hours=5)
LINK = "https://t.me/orderbell_bot?start=o_1043_AbCdEfGhIjKlMnOpQrStUv"
LONG = "Could you make the handle a little larger, please? It is for my mother’s hands. " * 12
OF_SELLER = (
    (Happening.CANCELLED, CUSTOMER),
    (Happening.CANCELLED, ADMINISTRATION),
    (Happening.EXPIRED, CLOCK),
    (Happening.VOIDED, ADMINISTRATION),
    (Happening.RESTORED, ADMINISTRATION),
    (Happening.RECEIVED, CUSTOMER),
    (Happening.DELAY_AGREED, CUSTOMER),
    (Happening.DELAY_DECLINED, CUSTOMER),
    (Happening.DELAY_OBJECTED, CUSTOMER),
    (Happening.AMOUNT_OBJECTED, CUSTOMER),
    (Happening.DISOWNED, CUSTOMER),
    (Happening.AMOUNT_GRANTED, ADMINISTRATION),
    (Happening.AMOUNT_DECLINED, ADMINISTRATION),
    (Happening.FEEDBACK_GIVEN, CUSTOMER),
    (Happening.COMPLAINT_ANSWERED, CUSTOMER),
    (Happening.COMPLAINT_HIDDEN, ADMINISTRATION),
)
OF_CUSTOMER = (
    (Happening.PLACED, SELLER),
    (Happening.APPROVED, SELLER),
    (Happening.MARKED_PAID, SELLER),
    (Happening.MARKED_SENT, SELLER),
    (Happening.CLOSED, SELLER),
    (Happening.EXPIRED, CLOCK),
    (Happening.CANCELLED, SELLER),
    (Happening.CANCELLED, ADMINISTRATION),
    (Happening.DELAY_PROPOSED, SELLER),
    (Happening.DELAY_RECORDED, SELLER),
    (Happening.AMOUNT_CHANGED, SELLER),
    (Happening.AMOUNT_GRANTED, ADMINISTRATION),
    (Happening.COMPLAINT_ADDED, SELLER),
    (Happening.COMPLAINT_WITHDRAWN, SELLER),
    (Happening.COMPLAINT_HIDDEN, ADMINISTRATION),
    (Happening.FEEDBACK_ANSWERED, SELLER),
)


def sms_of(voice: Voice) -> Iterator[tuple[str, str]]:
    """Every text, each with the name of its situation."""
    yield from sms_of_reaching(voice)
    yield from _alerts(voice)
    for what, by in OF_SELLER:
        tiding = notice_of(SENT, what, by, SELLER, voice)
        yield f"seller, {what} by {by.actor}", text(tiding, replies=True, link=None)
    for what, by in OF_CUSTOMER:
        tiding = notice_of(SENT, what, by, CUSTOMER, voice)
        yield f"customer, {what} by {by.actor}", text(tiding, replies=True, link=None)
    yield "customer, with the link", text(tiding, replies=True, link=LINK)
    for to in (SELLER, CUSTOMER):
        yield f"{to.actor}, correction", _said(tiding_of(SENT, Topic.CORRECTION, to, voice))
    yield "closing", _said(tiding_of(SENT, Topic.CLOSING, SELLER, voice))
    for overdue in Overdue:
        tiding = replace(tiding_of(SENT, Topic.REMINDER, SELLER, voice), overdue=overdue)
        yield f"overdue, {overdue}", _said(tiding)
    ask = tiding_of(SENT, Topic.FEEDBACK, CUSTOMER, voice)
    yield "feedback", _said(ask)
    yield "feedback, one way", text(ask, replies=False, link=LINK)
    yield from _talk(voice)


def priced(name: str, said: str) -> str:
    """A text with what it costs, as the gallery shows it."""
    count = segments(said)
    return f"--- {name}: {count} segment{'s' if count > 1 else ''}, {len(said)} signs\n{said}"


def _alerts(voice: Voice) -> Iterator[tuple[str, str]]:
    plain = tiding_of(NEW, Topic.CARD, SELLER, voice)
    yield "new order", _said(plain)
    for because in (Because.OUT_OF_REACH, Because.BLOCKED, Because.UNOPENED):
        yield f"new order, {because}", _said(replace(plain, because=because))
    yield "new order, one way", text(plain, replies=False, link=None)
    out = replace(plain, because=Because.OUT_OF_REACH)
    for count in (2, 12):
        numbers = range(1043, 1043 + count)
        yield f"{count} new orders", alert(out, numbers, replies=True)
    yield "2 new orders, one way", alert(out, [1043, 1044], replies=False)


def _talk(voice: Voice) -> Iterator[tuple[str, str]]:
    for to in (SELLER, CUSTOMER):
        tiding = message_of("Is it glazed inside, too?", to, voice)
        yield f"{to.actor}, message", _said(tiding)
    yield "customer, message with the link", text(tiding, replies=True, link=LINK)
    assert tiding.message is not None
    changed = replace(tiding, message=replace(tiding.message, version=2))
    yield "customer, message that was changed", _said(changed)
    yield "customer, long message", text(message_of(LONG, CUSTOMER, voice), replies=True, link=LINK)
    photo = replace(tiding.message, content=Content(Form.PHOTO, "", (), Attachment("f", "u")))
    yield "customer, photo", _said(replace(tiding, message=photo))
    waits = replace(message_of("Hello", SELLER, voice), because=Because.OUT_OF_REACH)
    yield "seller, message that waits in Telegram", _said(waits)
    yield "seller, question", _said(message_of("Does it hold hot tea?", SELLER, voice, QUESTION))


def _said(tiding: Tiding) -> str:
    return text(tiding, replies=True, link=None)


def notice_of(story: Story, what: Happening, by: Party, to: Party, voice: Voice) -> Tiding:
    """An event, told to one of the two."""
    words = ""
    if what in (Happening.FEEDBACK_GIVEN, Happening.FEEDBACK_CHANGED):
        words = "5 4\nLovely"
    elif what is Happening.COMPLAINT_ADDED:
        words = event_text(ComplaintType.NOT_PAID, 7, "Ordered twice, never paid.")
    elif what in (Happening.COMPLAINT_ANSWERED, Happening.COMPLAINT_HIDDEN):
        words = "It was paid in cash."
    elif what.startswith("delay"):
        words = (NOW + timedelta(days=6)).isoformat()
    elif what.startswith("amount"):
        words = "900.00 849.50 UAH\nTwo of them"
    event = Event(1043, 9, what, by, NOW, story.order.state, "t:9", text=words)
    return replace(tiding_of(story, Topic.NOTICE, to, voice), event=event)


def message_of(said: str, to: Party, voice: Voice, view: TalkView | None = None) -> Tiding:
    """Something that the other side has said."""
    by = CUSTOMER if to is SELLER else SELLER
    message = Message(1, 1043, by, NOW, Content(Form.TEXT, said), 1)
    return replace(tiding_of(NEW, Topic.MESSAGE, to, voice, view), message=message)


def tiding_of(
    story: Story, topic: Topic, to: Party, voice: Voice, view: TalkView | None = None
) -> Tiding:
    """A row of this topic about a story, as read."""
    work = Work(
        1, Kind.SMS, topic, to, NOW, Priority.NOW, 1043, 9, {"because": "no_telegram"}, 1, "t", NOW
    )
    phone = Phone(OLENA.phone or "")
    reach = Reach(voice.locale, voice.timezone, phone, None, Choices())
    shown = story.view() if view is None else view
    return Tiding(work, shown, story.events, reach, voice, NOW, Because.NO_TELEGRAM)
