"""An order's history in the place of its card, page by page. It asks nobody for rows."""

from collections.abc import Sequence
from datetime import datetime

from channels.telegram.faces import Face, fitted
from channels.telegram.happenings import deed, doer, kind, marks, sent, speaker
from channels.telegram.keyboards import back_to, button, markup, pager
from channels.telegram.lists import last_page
from channels.telegram.talk_taps import HistoryFile, HistoryTap
from channels.texts import Html, Voice
from channels.texts.html import join, lines
from orders.history import Told
from orders.model import Event, Party
from orders.ports import OrderView
from orders.sendings import Sending

#: More do not stand on a phone's screen.
PAGE_SIZE = 8
#: What one entry's text may take, UTF-16 units: from generous to what always fits.
_ROOMS = (700, 350, 200, 100, 40)


def page(
    view: OrderView, viewer: Party, told: Sequence[Told], number: int, voice: Voice, now: datetime
) -> Face:
    """Page `number`, from 1: the oldest; the last one where there are not so many."""
    last = last_page(len(told), PAGE_SIZE)
    number = min(number, last)
    shown = told[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]

    def render(room: int) -> Html:
        head = voice("history.head", number=view.order.number)
        return join("\n\n", (head, *(_entry(t, view, viewer, voice, now, room) for t in shown)))

    order = view.order.number
    file = button(voice.plain("button.history.file"), HistoryFile(order))
    turns = pager(last, number, lambda to: HistoryTap(order, to))
    rows = [*turns, [file], [back_to(order, voice)]]
    return Face(fitted(render, _ROOMS), markup(rows))


def coming(voice: Voice) -> str:
    """Toast: the history comes as a file."""
    return voice.plain("history.file.coming")


def _entry(
    told: Told, view: OrderView, viewer: Party, voice: Voice, now: datetime, room: int
) -> Html:
    if isinstance(told, Event):
        head = voice(
            "history.entry",
            who=doer(told, viewer, view, voice),
            moment=voice.moment(told.at, now),
        )
        return join("\n", (head, *deed(told, viewer, voice, room)))
    if isinstance(told, Sending):
        who, why = sent(told, viewer, view, voice)
        head = voice("history.entry", who=who, moment=voice.moment(told.at, now))
        return join("\n", (head, why))
    message = told.message
    head = voice(
        "history.entry",
        who=speaker(message.by, viewer, view, voice),
        moment=voice.moment(message.at, now),
    )
    said = message.content
    rows = [join(" · ", (head, *marks(told, viewer, voice)))]
    rows += kind(said.form, said.attachment, voice)
    if text := lines(said.text, room):
        rows.append(text)
    return join("\n", rows)
