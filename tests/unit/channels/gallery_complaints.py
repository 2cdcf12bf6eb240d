"""Every face of a complaint, for the gallery. Nothing here asserts."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from channels.telegram import cards, complaints, notices
from channels.telegram.faces import Face
from channels.telegram.happenings import deed
from channels.texts import Voice
from channels.texts.html import join
from orders.complaints import (
    ABOUT_COMPLAINTS,
    MAX_COMPLAINT,
    Complaint,
    ComplaintRefused,
    ComplaintType,
    Stated,
    Unfit,
    event_text,
)
from orders.errors import BadValue
from orders.messages import Attachment, Content, Form, Message
from orders.model import Event, Happening
from tests.unit.channels.samples import (
    ADMINISTRATION,
    CONFIRMED,
    CUSTOMER,
    NEW,
    PLACED_AT,
    POLICY,
    SELLER,
    Story,
)

T = ComplaintType
_TEXT = "Ordered twice, <never> paid & never answered."
_ANSWER = "I was in hospital; I paid the day after."
_WHY = "It names a private address."
REFUSED = (
    *(ComplaintRefused(1043, why) for why in Unfit),
    BadValue("complaint", "empty"),
    BadValue("complaint", "too_long", MAX_COMPLAINT),
    BadValue("complaint", "not_text"),
    BadValue("proofs", "unknown"),
    BadValue("complaint_answer", "empty"),
    BadValue("hidden_why", "empty"),
)
TOASTS = ("complaint.added", "complaint.withdrawn")
_BY = {Happening.COMPLAINT_ANSWERED: CUSTOMER, Happening.COMPLAINT_HIDDEN: ADMINISTRATION}
_SAID = {
    Happening.COMPLAINT_ADDED: event_text(T.NOT_PAID, 7, _TEXT),
    Happening.COMPLAINT_ANSWERED: _ANSWER,
    Happening.COMPLAINT_HIDDEN: _WHY,
}
COMPLAINT = Complaint(7, 1043, 1, 2, T.NOT_PAID, _TEXT, (1, 2), PLACED_AT)
STATED = (
    Stated(COMPLAINT, "Глина & вогонь"),
    Stated(
        replace(COMPLAINT, id=6, order_number=1002, type=T.ABUSE, proofs=(3,), answer=_ANSWER),
        "Ira’s <Pottery>",
    ),
    Stated(replace(COMPLAINT, id=5, order_number=1001, text="", proofs=()), "Woodwork"),
)
_SAYINGS = (
    (CUSTOMER, Content(Form.TEXT, "I shall pay on Monday, I promise, whatever it costs")),
    (SELLER, Content(Form.TEXT, "Please pay")),
    (CUSTOMER, Content(Form.PHOTO, "See", (), Attachment("f", "u"))),
)
MESSAGES = tuple(
    Message(id, 1043, by, PLACED_AT, content, 1) for id, (by, content) in enumerate(_SAYINGS, 1)
)


def happened(story: Story, what: Happening) -> tuple[Story, Event]:
    """The story after something about a complaint."""
    version = story.order.version + 1
    by, text = _BY.get(what, SELLER), _SAID.get(what, "")
    event = Event(1043, version, what, by, story.now, story.order.state, f"t:{version}", text=text)
    order = replace(story.order, version=version)
    return replace(story, order=order, events=(*story.events, event)), event


def complaints_of(voice: Voice, now: datetime) -> Iterator[tuple[str, Face]]:
    """The seller's questions, the list, the warning, what each side is told, the administration's page."""
    view = CONFIRMED.view()
    yield "complaint, warn", complaints.warn(view, voice)
    yield "complaint, types", complaints.types(1043, voice)
    for type in (T.NOT_PAID, T.OTHER):
        yield f"complaint, text, {type}", complaints.ask_text(1043, type, voice)
    chosen = frozenset({3})
    face = complaints.pick(view, T.ABUSE, _TEXT, MESSAGES, chosen, voice)
    yield "complaint, proofs", face
    yield "complaint, no proofs", complaints.pick(view, T.ABUSE, "", (), frozenset(), voice)
    quoted = [replace(STATED[0], quotes=MESSAGES), *STATED[1:]]
    yield "complaints, list", complaints.page(1043, quoted, voice, now)
    hidden = replace(COMPLAINT, hidden_at=now, hidden_by=777, hidden_why=_WHY)
    yield "complaints, hidden", complaints.page(1043, [Stated(hidden, "Woodwork")], voice, now)
    yield "complaints, none", complaints.page(1043, [], voice, now)
    yield "complaints, overseen", complaints.overseen(STATED, voice, now)
    yield "complaint, answer", complaints.ask_answer(1043, voice)
    yield "complaint, answered", complaints.answered(1043, voice)
    yield "complaint, why hide", complaints.ask_why(1043, voice)
    yield "complaint, is hidden", complaints.hidden(1043, voice)
    warned = replace(NEW.view(), complaints={T.NOT_PAID: 2, T.FRAUD: 1})
    yield "new order, warned", cards.seller_card(warned, NEW.events, voice, now, POLICY)
    for what in sorted(ABOUT_COMPLAINTS):
        added = what is Happening.COMPLAINT_ADDED
        before = CONFIRMED if added else happened(CONFIRMED, Happening.COMPLAINT_ADDED)[0]
        story, event = happened(before, what)
        for to in (SELLER, CUSTOMER):
            if event.by.actor is not to.actor:
                told = notices.notice(story.view(), event, to, voice, now)
                yield f"notice, {what}, {to.actor}", told
        yield f"history, {what}", Face(join("\n", deed(event, SELLER, voice, 400)))
        seller = cards.seller_card(story.view(), story.events, voice, now, POLICY)
        yield f"seller's card, {what}", seller
