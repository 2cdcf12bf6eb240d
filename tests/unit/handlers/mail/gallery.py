"""Every page that a letter leads to, each with the name of its situation. Nothing here asserts."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from channels.mail.letters import Step
from channels.mail.tokens import ActionLink, Unwanted
from channels.texts import Voice
from handlers.mail import order_pages, stopping
from handlers.mail.order_pages import Sight
from handlers.mail.pages import Page
from orders.commands import Outcome
from orders.model import CancelReason
from orders.states import Action, allowed
from tests.unit.channels.gallery_fees import PLANS
from tests.unit.channels.gallery_mail import paper
from tests.unit.channels.samples import (
    CLOSED,
    CONFIRMED,
    ENDINGS,
    NEW,
    PAID,
    SELLER,
    SENT,
    Story,
)

WEEK = timedelta(days=7)


def pages_of(voice: Voice) -> Iterator[tuple[str, Page]]:
    """All of them."""
    for name, story in (("new", NEW), ("confirmed", CONFIRMED), ("paid", PAID), ("sent", SENT)):
        for action in allowed(story.order.state, SELLER.actor):
            yield f"{name}: {action}?", _page(_sight(story, action, voice))
    yield (
        "sent, with a fee: close?",
        _page(_sight(SENT.with_order(tariff=PLANS[1]), Action.CLOSE, voice)),
    )
    asked = _page(_sight(NEW, Action.CANCEL, voice))
    yield "no reason", order_pages.asked_again(asked, {"text": "Sorry"})
    for name, fields in (
        ("other without words", {"reason": CancelReason.OTHER.value}),
        ("too many words", {"reason": CancelReason.FRAUD.value, "text": "x" * 501}),
    ):
        yield name, order_pages.asked_again(asked, fields)
    for story in (CONFIRMED, PAID, SENT, CLOSED):
        last = story.order.last
        assert last is not None, "a step was taken"
        seen = _sight(story, last.action, voice, version=story.order.version - 1)
        outcome = Outcome(story.order, story.events[-1])
        yield f"{last.action}: done", order_pages.done(seen, outcome, _steps(seen))
        yield f"{last.action}: opened again", _page(seen)
    repeated = replace(outcome, repeated=True)
    yield "done before", order_pages.done(seen, repeated, ())
    for name in ("cancelled by customer", "cancelled: fraud"):
        ended = _sight(ENDINGS[name], Action.APPROVE, voice, version=1)
        yield f"moved on: {name}", _page(ended)
    old = _page(_sight(NEW, Action.APPROVE, voice, late=3 * WEEK))
    yield "expired", old
    yield "expired, new links asked for", order_pages.renewed(old)
    yield "expired and ended", _page(_sight(CLOSED, Action.CLOSE, voice, late=3 * WEEK))
    yield "nobody's link", order_pages.unknown(voice)
    for what in Unwanted:
        yield f"stop {what}?", stopping.question(voice, what)
        for wanted in (False, True):
            yield f"{what}, {wanted}", stopping.chosen(voice, what, wanted=wanted)


def _page(sight: Sight) -> Page:
    return order_pages.page(sight, _steps(sight))


def _sight(
    story: Story,
    action: Action,
    voice: Voice,
    *,
    version: int | None = None,
    late: timedelta = WEEK,
) -> Sight:
    expires = story.order.placed_at + 2 * WEEK
    link = ActionLink(SELLER, 1043, action, version or story.order.version, expires)
    return Sight(link, story.view(), voice, story.order.placed_at + late)


def _steps(sight: Sight) -> tuple[Step, ...]:
    link = sight.link
    found = paper().steps(sight.view.order, link.by, link.expires_at)
    return tuple(Step(sight.voice.plain(f"action.{action}"), url) for action, url in found)
