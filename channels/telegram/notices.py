"""Messages that ring: what happened, in one calm sentence, with a button to the order."""

from collections.abc import Mapping
from datetime import datetime

from telegram import InlineKeyboardMarkup

from channels.telegram import amount_requests, amounts, complaint_news, delays, feedback
from channels.telegram.card_taps import OpenTap, ReviveTap
from channels.telegram.faces import Face, fitted
from channels.telegram.fees import reckoned
from channels.telegram.keyboards import button, disowning, markup, open_order, steps_keyboard
from channels.telegram.paragraphs import ROOMS, Room, why
from channels.telegram.wire import MAX_DIGITS
from channels.texts import Html, Voice
from channels.texts.html import join, lines, name
from orders.amount_requests import ABOUT_REQUESTS
from orders.amounts import ABOUT_AMOUNTS
from orders.complaints import ABOUT_COMPLAINTS
from orders.delays import ABOUT_DELAYS, Proposal, note_of, until_of
from orders.model import Event, Happening, Party
from orders.notices import Overdue
from orders.ports import OrderView
from orders.ratings import ABOUT_FEEDBACK
from orders.states import ENDED

#: A title longer than this makes a sentence unreadable, in UTF-16 units.
TITLE_UNITS = 60
#: What has words and buttons of its own.
_TOLD_APART = (
    (ABOUT_REQUESTS, amount_requests.told),
    (ABOUT_AMOUNTS, amounts.told),
    (ABOUT_COMPLAINTS, complaint_news.told),
    (ABOUT_FEEDBACK - {Happening.RECEIVED}, feedback.told),
)


def notice(
    view: OrderView,
    event: Event,
    to: Party,
    voice: Voice,
    now: datetime,
    *,
    words: str | None = None,
) -> Face:
    """What `event` did, told to the seller or the customer, with the reason where one was given.

    `words`: the text to say it with, where there are no buttons to speak of.
    """
    for about, told in _TOLD_APART:
        if event.what in about:
            return told(view, event, to, voice)
    key = words or f"notice.{to.actor}.{event.what}"
    if not voice.has(key):
        key = f"{key}.{event.by.actor}"

    def render(room: Room) -> Html:
        rows = [_happened(key, view, voice, now, event)]
        if event.what is Happening.RECEIVED and view.order.state not in ENDED:
            rows.append(voice("notice.seller.received.next"))
        elif event.what in ABOUT_DELAYS:
            if note := note_of(event):
                rows.append(voice("ended.text", text=lines(note, room.reason)))
        elif event.reason is not None:
            rows.append(why(to.actor, event.reason, event.text, voice, room.reason))
        elif event.text:
            rows.append(voice("ended.text", text=lines(event.text, room.reason)))
        return join("\n", rows)

    return Face(fitted(render, ROOMS), _answers(view, event, voice))


def correction(view: OrderView, event: Event, to: Party, voice: Voice) -> Face:
    """`event`, of which this party was told, was taken back; the order is in its former state."""
    order = view.order
    html = voice(
        f"correction.{to.actor}",
        number=order.number,
        title=name(order.title, TITLE_UNITS),
        what=voice(f"correction.what.{event.what}"),
        state=voice(f"state.{order.state}"),
    )
    return Face(html, open_order(order.number, voice))


def closing(
    view: OrderView, voice: Voice, now: datetime, *, words: str = "notice.seller.closing.next"
) -> Face:
    """The seller is warned that an order closes by itself, what it will owe, and (`words`) what to do."""
    order = view.order
    rows = [_happened("notice.seller.closing", view, voice, now)]
    if order.charge is not None and order.charge.fee.minor:
        charge = order.charge
        rows.append(voice("card.fee", fee=voice.money(charge.fee), how=reckoned(charge, voice)))
    rows.append(voice(words))
    return Face(join("\n", rows), steps_keyboard(order, voice))


def reminder(
    view: OrderView,
    what: Overdue,
    since: datetime,
    voice: Voice,
    now: datetime,
    *,
    words: str | None = None,
) -> Face:
    """The seller is reminded of what is overdue since that step, with the steps to take; `words` as above."""
    html = _happened(words or f"notice.seller.overdue.{what}", view, voice, now, since=since)
    return Face(html, steps_keyboard(view.order, voice))


def alarm(details: Mapping[str, str], number: int | None, voice: Voice) -> Face:
    """What the administration must know: work given up (`what` "dead") or a person out of reach.

    Read from `details`, all optional: `what` ("dead" | "unreachable"), `topic`, `to`
    (an actor), `person`, `attempts`, `error`, `work_id` (a dead row with one gets a button that tries
    it again).
    """
    what = "unreachable" if details.get("what") == "unreachable" else "dead"
    rows = [voice(f"alarm.{what}")]
    if number is not None:
        rows.append(voice("alarm.order", number=number))
    for key in ("topic", "to", "person", "attempts", "error"):
        if value := details.get(key):
            rows.append(voice(f"alarm.{key}", value=_said(key, value, voice)))
    rows.append(voice(f"alarm.{what}.next"))
    retry = _retry(details.get("work_id", ""), voice) if what == "dead" else None
    return Face(join("\n", rows), retry)


def _answers(view: OrderView, event: Event, voice: Voice) -> InlineKeyboardMarkup | None:
    """What can be answered; and the way to the order."""
    number = view.order.number
    if event.what is Happening.RECEIVED and view.order.state not in ENDED:
        return steps_keyboard(view.order, voice)
    if event.what is Happening.PLACED:
        opens = button(voice.plain("button.open"), OpenTap(number))
        return markup([[opens], [disowning(number, voice)]])
    recorded = event.what is Happening.DELAY_RECORDED
    if event.what is not Happening.DELAY_PROPOSED and not recorded:
        return open_order(number, voice)
    proposal = Proposal(event.version, until_of(event), recorded=recorded)
    opens = button(voice.plain("button.open"), OpenTap(number))
    return markup([delays.answers(number, proposal, voice), [opens]])


def _happened(
    key: str,
    view: OrderView,
    voice: Voice,
    now: datetime,
    event: Event | None = None,
    *,
    since: datetime | None = None,
) -> Html:
    order = view.order
    about_delay = event is not None and event.what in ABOUT_DELAYS
    until = voice.day(until_of(event), now) if event is not None and about_delay else Html("")
    return voice(
        key,
        number=order.number,
        title=name(order.title, TITLE_UNITS),
        seller=name(view.seller.name),
        customer=name(order.contact.name),
        day=voice.day(order.auto_close_at, now),
        until=until,
        ago=voice.duration(now - (since or now)),
    )


def _said(key: str, value: str, voice: Voice) -> Html:
    known = f"alarm.{key}.{value}"
    return voice(known) if key in ("topic", "to") and voice.has(known) else name(value, 500)


def _retry(work_id: str, voice: Voice) -> InlineKeyboardMarkup | None:
    known = work_id.isascii() and work_id.isdecimal() and len(work_id) <= MAX_DIGITS
    if not known or int(work_id) == 0:
        return None
    return InlineKeyboardMarkup([[button(voice.plain("button.retry"), ReviveTap(int(work_id)))]])
