"""An agreed delay as people meet it: days to choose, the question, what stands on the cards."""

import calendar
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from telegram import InlineKeyboardButton

from channels.telegram.delay_taps import DelayStep, DelayTap, value_of
from channels.telegram.faces import Face
from channels.telegram.keyboards import GO, STOP, back_to, button, markup, open_order
from channels.texts import Html, Voice
from channels.texts.html import join, name
from orders.delays import MAX_DAYS, Proposal, end_of, first_day
from orders.model import Order
from orders.policy import Policy
from orders.ports import OrderView
from orders.statements import Month

#: Days offered with one tap, counted from the last term that is known.
STEPS = (3, 7, 14)


def choose(view: OrderView, voice: Voice, now: datetime) -> Face:
    """The order's card as a question: until when? The days are counted from its present term."""
    order, zone = view.order, view.seller.timezone
    first = first_day(order, zone, now)
    offered = [first + timedelta(days=n - 1) for n in STEPS]
    rows = [
        [
            button(
                voice.plain("delay.step", count=n, day=_day(day, voice, now)),
                DelayTap(DelayStep.DAY, order.number, value_of(day)),
            )
        ]
        for n, day in zip(STEPS, offered, strict=True)
    ]
    other = _turn(voice.plain("delay.other"), _month(first), order.number)
    html = join("\n", (voice("delay.ask", number=order.number), voice("delay.ask.typed")))
    return Face(html, markup([*rows, [other], [back_to(order.number, voice)]]))


def month(view: OrderView, year_month: int, voice: Voice, now: datetime) -> Face:
    """A month to choose a day from; days that cannot be agreed on are left out."""
    order, zone = view.order, view.seller.timezone
    first, last = first_day(order, zone, now), _latest(zone, now)
    shown = min(max(Month(year_month // 100, year_month % 100), _month(first)), _month(last))
    weeks = calendar.Calendar().monthdatescalendar(shown.year, shown.month)
    days = [
        [_choice(day, order.number, first <= day <= last and _month(day) == shown) for day in week]
        for week in weeks
    ]
    turns = [
        _turn("‹", shown.previous, order.number) if shown > _month(first) else None,
        _turn("›", shown.next, order.number) if shown < _month(last) else None,
    ]
    there = shown.begins(zone)
    html = join("\n", (voice("delay.ask", number=order.number), voice.month_name(there)))
    kept = [week for week in days if any(b is not None for b in week)]
    # What keeps the others in their column shows the month as it is.
    blank = _turn("·", shown, order.number)
    grid = [[b or blank for b in week] for week in kept]
    return Face(html, markup([*grid, [t for t in turns if t], [back_to(order.number, voice)]]))


def sure(view: OrderView, day: date, policy: Policy, voice: Voice, now: datetime) -> Face:
    """Asks the seller whether to propose this day, and says what a yes would move."""
    order, zone = view.order, view.seller.timezone
    until = end_of(day, zone)
    closes = policy.auto_close_at(order.placed_at, order.production_ends_at, until)
    html = voice(
        "delay.sure",
        customer=name(order.contact.name),
        until=_weekday(until, voice, now),
        closes=voice.day(closes, now),
        before=voice.day(order.auto_close_at, now),
    )
    value = value_of(day)
    propose = button(
        voice.plain("delay.propose"), DelayTap(DelayStep.PROPOSE, order.number, value), GO
    )
    phone = button(voice.plain("delay.phone"), DelayTap(DelayStep.PHONE, order.number, value))
    other = button(voice.plain("delay.other"), DelayTap(DelayStep.ASK, order.number))
    return Face(html, markup([[propose], [phone], [other, back_to(order.number, voice)]]))


def heard(view: OrderView, day: date, voice: Voice, now: datetime) -> Face:
    """Offers the seller to record a day that the conversation named; the customer is asked first."""
    number = view.order.number
    until = _weekday(end_of(day, view.seller.timezone), voice, now)
    ask = DelayTap(DelayStep.DAY, number, value_of(day))
    no = DelayTap(DelayStep.DISMISS, number, value_of(day))
    row = [button(voice.plain("delay.propose"), ask, GO), button(voice.plain("delay.no"), no)]
    return Face(voice("delay.heard", number=number, until=until), markup([row]))


def dismissed(number: int, voice: Voice) -> Face:
    """What stays of an offer that the seller did not want."""
    return Face(voice("delay.dismissed", number=number), open_order(number, voice))


def ask_note(number: int, voice: Voice) -> Face:
    """What was agreed on by phone, in the seller's words: the customer reads it, and may object."""
    return Face(voice("delay.note", number=number), markup([[back_to(number, voice)]]))


def answers(number: int, proposal: Proposal, voice: Voice) -> list[InlineKeyboardButton]:
    """The customer's buttons under what was proposed or recorded."""
    no = DelayTap(DelayStep.NO, number, proposal.version)
    if proposal.recorded:
        return [button(voice.plain("delay.object"), no, STOP)]
    yes = DelayTap(DelayStep.YES, number, proposal.version)
    return [button(voice.plain("delay.yes"), yes, GO), button(voice.plain("delay.no"), no, STOP)]


def stands(
    order: Order, proposal: Proposal | None, viewer: str, voice: Voice, now: datetime
) -> Iterable[Html]:
    """What a card says of a delay: the one agreed on, and the one that waits for an answer."""
    if order.agreed_delay_until is not None:
        yield voice("card.delay", day=voice.day(order.agreed_delay_until, now))
    if proposal is not None and not proposal.recorded:
        yield voice(f"card.delay.asked.{viewer}", day=voice.day(proposal.until, now))


def _latest(zone: str, now: datetime) -> date:
    return now.astimezone(ZoneInfo(zone)).date() + timedelta(days=MAX_DAYS)


def _month(day: date) -> Month:
    return Month(day.year, day.month)


def _choice(day: date, number: int, possible: bool) -> InlineKeyboardButton | None:
    if not possible:
        return None
    return button(str(day.day), DelayTap(DelayStep.DAY, number, value_of(day)))


def _turn(label: str, to: Month, number: int) -> InlineKeyboardButton:
    return button(label, DelayTap(DelayStep.MONTH, number, to.year * 100 + to.month))


def _day(day: date, voice: Voice, now: datetime) -> str:
    return voice.day(end_of(day, voice.timezone), now)


def _weekday(at: datetime, voice: Voice, now: datetime) -> Html:
    return voice("format.weekday", weekday=voice.weekday(at), day=voice.day(at, now))
