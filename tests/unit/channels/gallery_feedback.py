"""Every face of feedback, for the gallery. Nothing here asserts."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from channels.telegram import buying, cards, feedback, notices
from channels.telegram.faces import Face, Prompt
from channels.telegram.happenings import deed
from channels.texts import Voice
from channels.texts.html import join
from orders import shop
from orders.asks import Asker
from orders.errors import BadValue
from orders.model import Contact, Event, Happening, Record
from orders.ratings import ABOUT_FEEDBACK, Feedback, FeedbackRefused, Opinion, Rating, Unwanted
from tests.unit.channels.samples import (
    CLOSED,
    CUSTOMER,
    OLENA,
    PLACED_AT,
    POLICY,
    PRODUCT,
    SELLER,
    SENT,
    SHOP,
    Story,
)

SHORT, WORDED = Opinion(5, 4), Opinion(4, 5, "Lovely <3, and\nwell packed.")
_ANSWER = "Thank you & come again!"
_TEXTS = {
    Happening.RECEIVED: "",
    Happening.FEEDBACK_GIVEN: SHORT.text,
    Happening.FEEDBACK_CHANGED: WORDED.text,
    Happening.FEEDBACK_ANSWERED: _ANSWER,
}
#: Every refusal that is about feedback, and whatever may be wrong with its words.
REFUSED = (
    *(FeedbackRefused(1043, why) for why in Unwanted if why is not Unwanted.TOO_SOON),
    FeedbackRefused(1043, Unwanted.TOO_SOON, PLACED_AT),
    BadValue("feedback", "empty"),
    BadValue("feedback", "not_text"),
    BadValue("feedback", "too_long", 1000),
    BadValue("answer", "empty"),
    BadValue("answer", "not_text"),
    BadValue("stars", "out_of_range", 5),
)


def toasts_of_feedback(voice: Voice) -> Iterator[tuple[str, str]]:
    """What taps are answered with."""
    yield "received", feedback.received(voice)
    for key in ("feedback.reminded", "feedback.unreached"):
        yield key, voice.plain(key)


def judged(opinion: Opinion, answer: str = "") -> Feedback:
    """The feedback on the sample order."""
    return Feedback(1043, SHOP.id, OLENA.id, opinion, PLACED_AT, None, answer)


def happened(story: Story, what: Happening) -> tuple[Story, Event]:
    """The story after something about feedback."""
    version, by = story.order.version + 1, CUSTOMER
    if what is Happening.FEEDBACK_ANSWERED:
        by = SELLER
    state = story.order.state
    event = Event(1043, version, what, by, story.now, state, f"t:{version}", text=_TEXTS[what])
    order = replace(story.order, version=version)
    return replace(story, order=order, events=(*story.events, event)), event


def feedback_of(voice: Voice, now: datetime) -> Iterator[tuple[str, Face | Prompt]]:
    """The customer's questions, the seller's, the cards, what both are told, and the history."""
    view = CLOSED.view()
    for asker in (*Asker, None):
        yield f"feedback, asked by {asker}", feedback.ask(view, asker, voice)
    yield "feedback, asked about several", feedback.ask_all([view, view], voice)
    yield "feedback, asked again", feedback.ask(view, Asker.CLOCK, voice, again=True)
    yield "feedback, the seller's stars", feedback.ask_seller(view, 4, voice)
    for opinion in (SHORT, WORDED):
        for typed in (True, False):
            face = feedback.ask_comment(view, opinion, voice, typed=typed)
            yield f"feedback, comment, typed {typed}, {bool(opinion.comment)}", face
        yield (
            f"feedback, thanks, {bool(opinion.comment)}",
            feedback.given(view, judged(opinion), POLICY, voice, now),
        )
    yield "feedback, to be answered", feedback.ask_answer(1043, voice)
    yield "feedback, answered", feedback.answered(1043, voice)
    said = voice.plain("feedback.reminded")
    yield "feedback, reminded", feedback.call(view, said, voice)
    nobody = replace(view.order, contact=Contact("Olena", None, None))
    yield "feedback, no phone", feedback.call(replace(view, order=nobody), said, voice)
    yield from _told(voice, now)
    yield from _cards(voice, now)
    for rating in (Rating(1, 5, 5), Rating(3, 9, 14), Rating(12, 48, 57)):
        face = buying.product_card(PRODUCT, SHOP.name, voice, rating)
        yield f"product, rated by {rating.feedbacks}", face
    yield "ask the seller, rated", buying.ask_seller(PRODUCT, SHOP.name, voice, Rating(2, 9, 9))
    draft = shop.begin(PRODUCT, now, POLICY)
    rated = buying.question(draft, PRODUCT, SHOP.name, voice, rating=Rating(5, 20, 25))
    yield "buy, of a rated seller", rated


def _told(voice: Voice, now: datetime) -> Iterator[tuple[str, Face]]:
    for what in sorted(ABOUT_FEEDBACK):
        story, event = happened(SENT, what)
        to = CUSTOMER if event.by is SELLER else SELLER
        view = replace(story.view(), feedback=judged(WORDED))
        yield f"notice, {what}", notices.notice(view, event, to, voice, now)
        yield f"history, {what}", Face(join("\n", deed(event, SELLER, voice, 400)))
    story, event = happened(CLOSED, Happening.RECEIVED)
    yield "notice, received, closed", notices.notice(story.view(), event, SELLER, voice, now)


def _cards(voice: Voice, now: datetime) -> Iterator[tuple[str, Face]]:
    story, _ = happened(SENT, Happening.RECEIVED)
    left = Record(3, 2, 1, None, 2, 9)
    for name, given in (
        ("received", None),
        ("judged", judged(SHORT)),
        ("answered", judged(WORDED, _ANSWER)),
    ):
        view = replace(story.view(record=left), feedback=given)
        yield f"seller's card, {name}", cards.seller_card(view, story.events, voice, now, POLICY)
        yield f"customer's card, {name}", cards.customer_card(view, story.events, voice, now)
