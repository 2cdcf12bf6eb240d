"""Every face of an agreed delay, for the gallery. Nothing here asserts."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from channels.telegram import cards, delays, notices
from channels.telegram.faces import Face
from channels.telegram.happenings import deed
from channels.texts import Voice
from channels.texts.html import join
from orders.delays import ABOUT_DELAYS, end_of
from orders.errors import BadValue
from orders.model import Event, Happening, Party
from orders.states import Actor
from tests.unit.channels.samples import CONFIRMED, CUSTOMER, POLICY, SELLER, SHOP, Story

_DAY = date(2026, 12, 9)
_BY_CUSTOMER = {Happening.DELAY_AGREED, Happening.DELAY_DECLINED, Happening.DELAY_OBJECTED}
#: Everything that may be wrong with a day, or with a note.
REFUSED = (
    BadValue("delay", "past"),
    BadValue("delay", "too_far", 180),
    BadValue("delay", "no_later"),
    BadValue("delay", "not_a_day"),
    BadValue("delay_note", "empty"),
)
#: Toasts, by their keys.
TOASTS = ("delay.proposed", "done.delay_agreed", "done.delay_declined", "done.delay_objected")


def happened(story: Story, what: Happening) -> tuple[Story, Event]:
    """The story after a word about a delay."""
    version = story.order.version + 1
    by = CUSTOMER if what in _BY_CUSTOMER else SELLER
    text = end_of(_DAY, SHOP.timezone).isoformat()
    if what is Happening.DELAY_RECORDED:
        text += "\nWe spoke today: the <kiln> broke."
    event = Event(1043, version, what, by, story.now, story.order.state, f"t:{version}", text=text)
    order = replace(story.order, version=version)
    if what in (Happening.DELAY_AGREED, Happening.DELAY_RECORDED):
        order = replace(order, agreed_delay_until=end_of(_DAY, SHOP.timezone))
    return replace(story, order=order, events=(*story.events, event)), event


def delays_of(voice: Voice, now: datetime) -> Iterator[tuple[str, Face]]:
    """The seller's question, the customer's, the cards, what both are told, and the history."""
    view = CONFIRMED.view()
    yield "delay, choose", delays.choose(view, voice, now)
    yield "delay, a month", delays.month(view, 202612, voice, now)
    yield "delay, a month beyond", delays.month(view, 209912, voice, now)
    yield "delay, sure", delays.sure(view, date(2026, 12, 20), POLICY, voice, now)
    yield "delay, heard", delays.heard(view, date(2026, 12, 20), voice, now)
    yield "delay, dismissed", delays.dismissed(1043, voice)
    yield "delay, by phone", delays.ask_note(1043, voice)
    for what in sorted(ABOUT_DELAYS):
        story, event = happened(CONFIRMED, what)
        to: Party = SELLER if event.by.actor is Actor.CUSTOMER else CUSTOMER
        yield f"notice, {what}", notices.notice(story.view(), event, to, voice, now)
        told = join("\n", deed(event, SELLER, voice, 400))
        yield f"history, {what}", Face(told)
        seller = cards.seller_card(story.view(), story.events, voice, now, POLICY)
        yield f"seller's card, {what}", seller
        yield (
            f"customer's card, {what}",
            cards.customer_card(story.view(), story.events, voice, now),
        )
