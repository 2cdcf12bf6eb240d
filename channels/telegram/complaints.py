"""Complaints as people meet them: the questions, the list, the administration's page. Who is told what: `complaint_news`."""

from collections.abc import Sequence
from datetime import datetime

from telegram import InlineKeyboardButton

from channels.telegram.complaint_news import ROOMS, TITLE_UNITS, quoted, step_button, type_name
from channels.telegram.complaint_taps import ComplaintStep, ComplaintTap, value_of
from channels.telegram.faces import Face, fitted
from channels.telegram.keyboards import GO, HERE, STOP, back_to, button, markup
from channels.texts import Html, Voice
from channels.texts.html import join, lines, name, one_line
from orders.complaints import Complaint, ComplaintType, Stated
from orders.messages import Form, Message
from orders.ports import OrderView
from orders.states import Actor

#: Of a message to choose, and of one that is shown, UTF-16 units.
_LABEL_UNITS, _QUOTE_UNITS = 36, 160
#: Complaints on one page, and messages to choose from.
MAX_SHOWN, MAX_OFFERED = 10, 20


def warn(view: OrderView, voice: Voice) -> Face:
    """Before anything is asked: everybody will see who complains."""
    number = view.order.number
    customer, shop = name(view.order.contact.name), name(view.seller.name)
    html = voice("complaint.warn", number=number, customer=customer, shop=shop)
    on = step_button("complaint.on", ComplaintStep.TYPES, number, voice)
    return Face(html, markup([[on], [back_to(number, voice)]]))


def types(number: int, voice: Voice) -> Face:
    """What is it about?"""
    rows = [
        [
            button(
                voice.plain(f"complaint.type.{type}"),
                ComplaintTap(ComplaintStep.TYPE, number, value_of(type)),
            )
        ]
        for type in ComplaintType
    ]
    html = voice("complaint.ask.type", number=number)
    return Face(html, markup([*rows, [back_to(number, voice)]]))


def ask_text(number: int, type: ComplaintType, voice: Voice) -> Face:
    """What has happened, in words; only `other` cannot do without."""
    needed = type is ComplaintType.OTHER
    rows = (
        voice("complaint.about", number=number, what=type_name(type, voice)),
        voice("complaint.ask.text.other" if needed else "complaint.ask.text"),
    )
    skip = [] if needed else [step_button("complaint.skip", ComplaintStep.SKIP, number, voice)]
    return Face(join("\n", rows), markup([skip, [back_to(number, voice)]]))


def pick(
    view: OrderView,
    type: ComplaintType,
    text: str,
    messages: Sequence[Message],
    chosen: frozenset[int],
    voice: Voice,
) -> Face:
    """How it will read, and the conversation, newest first, to tick what proves it."""
    number = view.order.number

    def render(room: int) -> Html:
        rows = [voice("complaint.about", number=number, what=type_name(type, voice))]
        if text:
            rows.append(quoted(text, voice, room))
        rows.append(voice("complaint.ask.proofs" if messages else "complaint.no_proofs"))
        rows.append(voice("complaint.shown_as", shop=name(view.seller.name)))
        return join("\n", rows)

    ticks = [[_tick(message, message.id in chosen, view, voice)] for message in reversed(messages)]
    add = button(voice.plain("complaint.add"), ComplaintTap(ComplaintStep.ADD, number), GO)
    return Face(fitted(render, ROOMS), markup([*ticks, [add], [back_to(number, voice)]]))


def page(number: int, stated: Sequence[Stated], voice: Voice, now: datetime) -> Face:
    """What shops say of the order's customer, newest first; one's own can be withdrawn."""

    def render(room: int) -> Html:
        told = [_told_of(each, voice, now, room) for each in stated]
        none = [] if told else [voice("complaint.list.none")]
        return join("\n\n", (voice("complaint.list", number=number), *told, *none))

    own = [s.complaint for s in stated if s.complaint.order_number == number and s.complaint.stands]
    withdraw = [
        [
            button(
                voice.plain("complaint.withdraw"),
                ComplaintTap(ComplaintStep.WITHDRAW, number, complaint.id),
                STOP,
            )
        ]
        for complaint in own
    ]
    return Face(fitted(render, ROOMS), markup([*withdraw, [back_to(number, voice)]]))


def overseen(stated: Sequence[Stated], voice: Voice, now: datetime) -> Face:
    """The newest complaints for the administration, each with a button that hides it."""

    def render(room: int) -> Html:
        told = [
            join(
                "\n",
                (
                    voice("complaint.of_order", number=each.complaint.order_number),
                    _told_of(each, voice, now, room),
                ),
            )
            for each in stated
        ]
        return join("\n\n", (voice("complaint.overseen"), *told))

    hides = [
        [
            button(
                voice.plain("complaint.hide", number=each.complaint.order_number),
                ComplaintTap(ComplaintStep.HIDE, each.complaint.order_number, each.complaint.id),
            )
        ]
        for each in stated
    ]
    return Face(fitted(render, ROOMS), markup(hides))


def ask_answer(number: int, voice: Voice) -> Face:
    """What the customer types next answers the complaint."""
    return Face(voice("complaint.answer.ask", number=number))


def answered(number: int, voice: Voice) -> Face:
    """The answer stands beside the complaint."""
    return Face(voice("complaint.answer.done", number=number))


def ask_why(number: int, voice: Voice) -> Face:
    """What the administrator types next is why the complaint is hidden."""
    return Face(voice("complaint.hide.ask", number=number))


def hidden(number: int, voice: Voice) -> Face:
    """It warns nobody any more."""
    return Face(voice("complaint.hide.done", number=number))


def _told_of(stated: Stated, voice: Voice, now: datetime, room: int) -> Html:
    complaint = stated.complaint
    rows = [
        voice(
            "complaint.head",
            what=type_name(complaint.type, voice),
            shop=name(stated.shop, TITLE_UNITS),
            day=voice.day(complaint.at, now),
        )
    ]
    if complaint.text:
        rows.append(quoted(complaint.text, voice, room))
    if complaint.proofs:
        rows.append(voice("complaint.proofs", count=len(complaint.proofs)))
        rows += [_quote(message, voice) for message in stated.quotes]
    rows += _after(complaint, voice, room)
    return join("\n", rows)


def _quote(message: Message, voice: Voice) -> Html:
    """One of the messages that prove it, in one line, with who said it."""
    said = _said(message, voice)
    return voice(f"complaint.quote.{message.by.actor}", text=name(said, _QUOTE_UNITS))


def _said(message: Message, voice: Voice) -> str:
    said = message.content.text
    if message.content.form is Form.TEXT:
        return said
    return f"{voice.plain(f'history.form.{message.content.form}')} {said}".rstrip()


def _after(complaint: Complaint, voice: Voice, room: int) -> list[Html]:
    """What became of it."""
    rows = []
    if complaint.answer:
        rows.append(voice("complaint.answered", text=lines(complaint.answer, room)))
    if complaint.hidden_at is not None:
        rows.append(voice("complaint.hidden", why=lines(complaint.hidden_why, room)))
    return rows


def _tick(message: Message, chosen: bool, view: OrderView, voice: Voice) -> InlineKeyboardButton:
    seller = message.by.actor is Actor.SELLER
    who = view.seller.name if seller else view.order.contact.name
    said = _said(message, voice)
    label = one_line(f"{one_line(who, 12)}: {said}", _LABEL_UNITS)
    tap = ComplaintTap(ComplaintStep.PROOF, view.order.number, message.id)
    return button(f"{'☑️' if chosen else '▫️'} {label}", tap, HERE if chosen else None)
