"""Every face of a changed amount, for the gallery. Nothing here asserts."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from channels.telegram import amounts, cards, notices
from channels.telegram.faces import Face
from channels.telegram.happenings import deed
from channels.texts import Voice
from channels.texts.html import join
from orders.amount_requests import ABOUT_REQUESTS
from orders.amounts import ABOUT_AMOUNTS, Change
from orders.errors import BadValue
from orders.model import Event, Happening
from orders.money import MAX_MINOR, Money
from tests.unit.channels.samples import CONFIRMED, CUSTOMER, POLICY, SELLER, Story

#: Everything that may be wrong with an amount, or with its reason.
REFUSED = (
    BadValue("amount", "not_a_number"),
    BadValue("amount", "not_positive"),
    BadValue("amount", "other_currency"),
    BadValue("amount", "too_many_decimals", 2),
    BadValue("amount", "too_large", MAX_MINOR),
    BadValue("amount", "same"),
    BadValue("amount_reason", "empty"),
)
#: Toasts, by their keys.
TOASTS = ("done.amount_changed", "done.amount_objected", "toast.amount_too_late")


def happened(story: Story, what: Happening) -> tuple[Story, Event]:
    """The story after a word about its amount."""
    order = story.order
    version = order.version + 1
    other = Money(order.amount.minor - 5_050, order.amount.currency)
    said = Change(order.amount, other, "Two of them: a <discount>.")
    by = SELLER
    if what is Happening.AMOUNT_OBJECTED:
        said, by = Change(other, order.amount), CUSTOMER
    event = Event(1043, version, what, by, story.now, order.state, f"t:{version}", text=said.text)
    after = replace(order, version=version, amount=said.after)
    return replace(story, order=after, events=(*story.events, event)), event


def amounts_of(voice: Voice, now: datetime) -> Iterator[tuple[str, Face]]:
    """The seller's question, what the customer is told, the cards, and the history."""
    order = CONFIRMED.order
    yield "amount, ask", amounts.ask(order, voice)
    more = Change(order.amount, Money(order.amount.minor + 10_000, order.amount.currency))
    yield "amount, why", amounts.ask_reason(CONFIRMED.view(), more, voice)
    said = replace(more, reason="With a <lid>")
    yield "amount, sure", amounts.sure(CONFIRMED.view(), said, voice)
    for what in sorted(ABOUT_AMOUNTS - ABOUT_REQUESTS):
        story, event = happened(CONFIRMED, what)
        to = CUSTOMER if event.by == SELLER else SELLER
        yield f"notice, {what}", notices.notice(story.view(), event, to, voice, now)
        yield f"history, {what}", Face(join("\n", deed(event, SELLER, voice, 400)))
        seller = cards.seller_card(story.view(), story.events, voice, now, POLICY)
        yield f"seller's card, {what}", seller
        customer = cards.customer_card(story.view(), story.events, voice, now)
        yield f"customer's card, {what}", customer
