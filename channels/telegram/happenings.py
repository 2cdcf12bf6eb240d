"""One entry of an order's history in words: who, what, and what became of it. It composes no message."""

from channels.telegram import amount_requests, amounts, complaint_news, feedback
from channels.telegram.paragraphs import why
from channels.texts import Html, Voice
from channels.texts.html import join, lines, name
from orders.amount_requests import ABOUT_REQUESTS
from orders.amounts import ABOUT_AMOUNTS
from orders.complaints import ABOUT_COMPLAINTS
from orders.delays import ABOUT_DELAYS, note_of, until_of
from orders.messages import Attachment, Entry, Fate, Form
from orders.model import Event, Happening, Party
from orders.ports import OrderView
from orders.ratings import ABOUT_FEEDBACK
from orders.sendings import Sending
from orders.states import Actor

#: Of a name, and of a file's name, UTF-16 units.
_NAME_UNITS = 60

#: What became of a fee is between the seller and the administration.
_FOR_CUSTOMERS = {
    Happening.VOIDED: Happening.CANCELLED,
    Happening.RESTORED: Happening.CLOSED,
}


def speaker(by: Party, viewer: Party, view: OrderView, voice: Voice) -> Html:
    """Who said or did something, as the viewer knows them."""
    if by.actor is viewer.actor:
        return voice("history.who.you")
    match by.actor:
        case Actor.SELLER:
            return name(view.seller.name, _NAME_UNITS)
        case Actor.CUSTOMER:
            return name(view.order.contact.name, _NAME_UNITS)
        case _:
            return voice(f"history.who.{by.actor}")


def doer(event: Event, viewer: Party, view: OrderView, voice: Voice) -> Html:
    """Who caused an event; an order that nobody here placed came from the marketplace."""
    if event.what is Happening.PLACED and event.by.actor is Actor.ADMINISTRATION:
        return voice("history.who.marketplace")
    return speaker(event.by, viewer, view, voice)


def deed(event: Event, viewer: Party, voice: Voice, room: int) -> list[Html]:
    """What happened, and the reason where one was given; `room` in UTF-16 units."""
    what = event.what
    if viewer.actor is Actor.CUSTOMER and what in _FOR_CUSTOMERS:
        return [voice(f"history.event.{_FOR_CUSTOMERS[what]}")]
    if what in ABOUT_DELAYS:
        rows = [voice(f"history.event.{what}", day=voice.day(until_of(event), event.at))]
        note = note_of(event)
        return [*rows, voice("ended.text", text=lines(note, room))] if note else rows
    if what in ABOUT_REQUESTS:
        return amount_requests.deed(event, viewer, voice, room)
    if what in ABOUT_AMOUNTS:
        return amounts.deed(event, voice, room)
    if what in ABOUT_FEEDBACK:
        return feedback.deed(event, voice, room)
    if what in ABOUT_COMPLAINTS:
        return complaint_news.deed(event, voice, room)
    rows = [voice(f"history.event.{what}")]
    if event.reason is not None:
        rows.append(why(viewer.actor, event.reason, event.text, voice, room))
    elif event.text:
        rows.append(voice("ended.text", text=lines(event.text, room)))
    return rows


def marks(entry: Entry, viewer: Party, voice: Voice) -> list[Html]:
    """Whether it was edited; of the viewer's own messages, also what has not arrived."""
    found = [voice("history.edited")] if entry.earlier else []
    if entry.message.by.actor is viewer.actor and entry.relay.fate is not Fate.DELIVERED:
        found.append(voice(f"history.fate.{entry.relay.fate}"))
    return found


def sent(sending: Sending, viewer: Party, view: OrderView, voice: Voice) -> tuple[Html, Html]:
    """That something went out another way than Telegram, to whom; and why, and what became of it."""
    if sending.to == viewer:
        head = voice(f"history.sent.{sending.kind}.you")
    else:
        head = voice(f"history.sent.{sending.kind}", who=speaker(sending.to, viewer, view, voice))
    why = voice(f"history.because.{sending.because}")
    if sending.fate is None:
        return head, why
    how = "lost" if sending.fate.is_lost else "here" if sending.fate.has_arrived else "on_its_way"
    return head, join(" · ", (why, voice(f"history.sms.{how}")))


def kind(form: Form, file: Attachment | None, voice: Voice) -> list[Html]:
    """What a message is, unless it is just words; a file with its name, if it has one."""
    if form is Form.TEXT:
        return []
    what = voice(f"history.form.{form}")
    if file is None or not file.name:
        return [what]
    return [voice("history.form.named", form=what, name=name(file.name, _NAME_UNITS))]
