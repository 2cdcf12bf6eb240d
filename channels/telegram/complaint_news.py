"""What is told of complaints: the warning on cards, the seller's buttons, notices, the history. It asks nothing."""

from collections.abc import Mapping, Sequence

from telegram import InlineKeyboardButton

from channels.telegram.card_taps import OpenTap
from channels.telegram.complaint_taps import ComplaintStep, ComplaintTap
from channels.telegram.faces import Face, fitted
from channels.telegram.keyboards import HERE, button, markup
from channels.texts import Html, Voice
from channels.texts.html import join, lines, name
from orders.complaints import ComplaintType, complained, read_event
from orders.model import Event, Happening, Order, Party
from orders.ports import OrderView
from orders.states import Actor

#: What people's own texts may take, UTF-16 units: from whole to what always fits.
ROOMS = (2000, 700, 300, 120)
TITLE_UNITS = 60


def sellers(
    order: Order, events: Sequence[Event], counts: Mapping[ComplaintType, int], voice: Voice
) -> list[InlineKeyboardButton]:
    """The seller's buttons: to complain, unless the order has a complaint; to see those there are."""
    own = complained(events)
    buttons = []
    if not own:
        buttons.append(step_button("complaint.button", ComplaintStep.ASK, order.number, voice))
    if own or counts:
        buttons.append(step_button("complaint.button.see", ComplaintStep.SEE, order.number, voice))
    return buttons


def warning(counts: Mapping[ComplaintType, int], voice: Voice) -> tuple[Html, ...]:
    """What a seller is warned of: how many complaints of each type; nothing where there is none."""
    if not counts:
        return ()
    told = [
        type_name(type, voice)
        if count == 1
        else voice("complaint.times", what=type_name(type, voice), count_of=count)
        for type, count in counts.items()
    ]
    return (voice("complaint.warning", what=join(", ", told)),)


def told(view: OrderView, event: Event, to: Party, voice: Voice) -> Face:
    """What one side did about a complaint, told to the other."""
    number = view.order.number
    head = voice(
        f"notice.{to.actor}.{event.what}",
        number=number,
        title=name(view.order.title, TITLE_UNITS),
        seller=name(view.seller.name),
        customer=name(view.order.contact.name),
    )
    answer: list[InlineKeyboardButton] = []
    after: list[Html] = []
    if event.what is Happening.COMPLAINT_ADDED and to.actor is Actor.CUSTOMER:
        _, complaint_id, _ = read_event(event)
        tap = ComplaintTap(ComplaintStep.ANSWER, number, complaint_id)
        answer = [button(voice.plain("complaint.answer"), tap, HERE)]
        after = [voice("complaint.answer.once")]

    def render(room: int) -> Html:
        return join("\n", (head, *_said(event, voice, room), *after))

    opens = button(voice.plain("button.open"), OpenTap(number))
    return Face(fitted(render, ROOMS), markup([answer, [opens]]))


def deed(event: Event, voice: Voice, room: int) -> list[Html]:
    """What an entry of the history says."""
    return [voice(f"history.event.{event.what}"), *_said(event, voice, room)]


def _said(event: Event, voice: Voice, room: int) -> list[Html]:
    """The type and the words of an event."""
    text, rows = event.text, []
    if event.what is Happening.COMPLAINT_ADDED:
        type, _, text = read_event(event)
        rows.append(voice("complaint.type", what=type_name(type, voice)))
    return [*rows, quoted(text, voice, room)] if text else rows


def type_name(type: ComplaintType, voice: Voice) -> Html:
    """What it is about."""
    return voice(f"complaint.type.{type}")


def quoted(text: str, voice: Voice, room: int) -> Html:
    """Somebody's words, at most about `room` UTF-16 units."""
    return voice("card.comment", comment=lines(text, room))


def step_button(key: str, step: ComplaintStep, number: int, voice: Voice) -> InlineKeyboardButton:
    """A button of a step that takes no value."""
    return button(voice.plain(key), ComplaintTap(step, number))
