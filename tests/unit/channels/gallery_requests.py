"""Every face of an amount that the administration decides on, for the gallery. Nothing here asserts."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from channels.telegram import amount_requests, cards, notices
from channels.telegram.faces import Face
from channels.telegram.happenings import deed
from channels.telegram.toasts import toast
from channels.texts import Voice
from channels.texts.html import join
from orders.amount_requests import ABOUT_REQUESTS, RequestWaits
from orders.amounts import Change
from orders.model import Event, Happening
from orders.money import Money
from tests.unit.channels.samples import ADMINISTRATION, CUSTOMER, PAID, POLICY, SELLER, Story

#: Toasts, by their keys.
TOASTS = ("done.amount_requested", "done.amount_withdrawn", "toast.amount_over")
_BY_SELLER = (Happening.AMOUNT_REQUESTED, Happening.AMOUNT_WITHDRAWN)


def asked(story: Story, what: Happening) -> tuple[Story, Event]:
    """The story after a word about a request."""
    order = story.order
    version = order.version + 1
    other = Money(order.amount.minor - 5_050, order.amount.currency)
    by = SELLER if what in _BY_SELLER else ADMINISTRATION
    who = "" if by == SELLER else "Ada <Ministration>"
    said = Change(order.amount, other, "The <lid> came back.", who)
    event = Event(1043, version, what, by, story.now, order.state, f"t:{version}", text=said.text)
    amount = other if what is Happening.AMOUNT_GRANTED else order.amount
    after = replace(order, version=version, amount=amount)
    return replace(story, order=after, events=(*story.events, event)), event


def requests_of(voice: Voice, now: datetime) -> Iterator[tuple[str, Face]]:
    """The seller's question, the administrators' messages, who is told, the cards, and the history."""
    order = PAID.order
    yield "request, ask", amount_requests.ask(order, voice)
    more = Change(order.amount, Money(order.amount.minor + 10_000, order.amount.currency))
    yield "request, why", amount_requests.ask_reason(PAID.view(), more, voice)
    said = replace(more, reason="With a <lid>")
    yield "request, sure", amount_requests.sure(PAID.view(), said, voice)
    yield "request, decline", amount_requests.ask_why(1043, 4, voice)
    waits = RequestWaits(1043)
    yield "request, waits", Face(join("", [voice("toast.amount_waits")]))
    assert toast(waits, voice)
    for what in sorted(ABOUT_REQUESTS):
        story, event = asked(PAID, what)
        view, events = story.view(), story.events
        overseen = amount_requests.overseen(view, events, event, voice, now)
        yield f"administration, {what}", overseen
        yield f"history, {what}", Face(join("\n", deed(event, SELLER, voice, 400)))
        yield (
            f"seller's card, {what}",
            cards.seller_card(view, events, voice, now, POLICY),
        )
        if what in (Happening.AMOUNT_GRANTED, Happening.AMOUNT_DECLINED):
            yield f"seller, {what}", notices.notice(view, event, SELLER, voice, now)
            assert toast(amount_requests.event_over(event), voice)
        if what is Happening.AMOUNT_GRANTED:
            yield f"customer, {what}", notices.notice(view, event, CUSTOMER, voice, now)
