"""What comes round to a seller as they read it: which orders wait, and the past week in numbers."""

from collections.abc import Sequence
from datetime import datetime

from channels.telegram import feedback
from channels.telegram.faces import Face
from channels.telegram.keyboards import button, markup, openers
from channels.telegram.list_taps import ListTap
from channels.texts import Html, Voice
from channels.texts.html import join, name
from orders.model import Order
from orders.money import Money
from orders.numbers import Week
from orders.ratings import Rating
from orders.rounds import SHOWN, Waiting, Waits
from orders.states import State

#: Of a title or a name in a line, UTF-16 units.
_UNITS = 40


def digest(waiting: Waiting, voice: Voice, now: datetime) -> Face:
    """What waits for the seller, the most pressing first."""
    parts = [voice("digest.head")]
    for kind, count in waiting.counts.items():
        lines = [_line(kind, order, voice, now) for of, order in waiting.orders if of is kind]
        parts.append(join("\n", [voice(f"digest.{kind}", count=count), *lines]))
    if waiting.more:
        parts.append(voice("digest.more", count=waiting.more))
    opens = openers([order.number for _, order in waiting.orders], voice)
    all_of_them = button(voice.plain("digest.all"), ListTap(State.NEW, 1))
    return Face(join("\n\n", parts), markup([*opens, [all_of_them]]))


def meanwhile(orders: Sequence[Order], voice: Voice) -> Face:
    """Which orders came while Telegram was out of reach; an SMS or a letter has told of each."""
    shown = orders[:SHOWN]
    rows = [voice("meanwhile.head", count=len(orders))]
    rows += [_named(order, voice) for order in shown]
    if len(orders) > SHOWN:
        rows.append(voice("digest.more", count=len(orders) - SHOWN))
    opens = openers([order.number for order in shown], voice)
    all_of_them = button(voice.plain("digest.all"), ListTap(State.NEW, 1))
    return Face(join("\n", rows), markup([*opens, [all_of_them]]))


def weekly(weeks: Sequence[Week], rating: Rating, voice: Voice, now: datetime) -> Html:
    """The last week in numbers, each beside the week before: under the picture."""
    before, week = weeks[-2:]
    rows = [
        voice("weekly.head", day=voice.day(week.begins_at, now)),
        voice("weekly.placed", count=week.placed, before=before.placed),
        voice("weekly.closed", count=week.closed, before=before.closed),
    ]
    if week.income:
        rows.append(voice("weekly.income", sum=sums(week.income, voice)))
    if week.answered_in is not None:
        rows.append(voice("weekly.answered", time=voice.duration(week.answered_in)))
    if rating.feedbacks:
        rows.append(feedback.rating(rating, voice))
    if week.fees:
        rows.append(voice("weekly.fees", sum=sums(week.fees, voice)))
    return join("\n", rows)


def sums(amounts: Sequence[Money], voice: Voice) -> Html:
    """Amounts of several currencies in one line."""
    return join(" + ", (voice.money(each) for each in amounts))


def _line(kind: Waits, order: Order, voice: Voice, now: datetime) -> Html:
    line = _named(order, voice)
    if kind is not Waits.CLOSING:
        return line
    day, charge = voice.day(order.auto_close_at, now), order.charge
    if charge is None or not charge.fee.minor:
        return voice("digest.closes", order=line, day=day)
    return voice("digest.closes.fee", order=line, day=day, fee=voice.money(charge.fee))


def _named(order: Order, voice: Voice) -> Html:
    return voice(
        "digest.order",
        number=order.number,
        title=name(order.title, _UNITS),
        customer=name(order.contact.name, _UNITS),
        amount=voice.money(order.amount),
    )
