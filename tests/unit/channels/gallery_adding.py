"""Every face of an order that a seller adds, for the gallery. Nothing here asserts."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from channels.telegram import adding as faces
from channels.telegram import cards, notices, talk
from channels.telegram.faces import Face
from channels.texts import Voice
from channels.texts.html import join
from orders import adding
from orders.errors import BadValue
from orders.model import Event, Happening
from orders.patrons import PatronLine
from tests.unit.channels.gallery_wares import MUG, VASE
from tests.unit.channels.samples import CUSTOMER, NEW, POLICY, SELLER, Story

#: Everything that may be wrong with an answer.
REFUSED = (BadValue("customer", "unknown"), BadValue("items", "too_many", 1))
#: Toasts, by their keys.
TOASTS = ("done.disowned", "toast.disown_too_late")


def added() -> Story:
    """An order that its seller has added."""
    placed, *rest = NEW.events
    return replace(NEW, events=(replace(placed, by=SELLER), *rest))


def adding_of(voice: Voice, now: datetime) -> Iterator[tuple[str, Face]]:
    """The questions, the summary, what becomes of it, and the cards."""
    patrons = [
        PatronLine(1, "Olena <Koval>", "+380671234567", 3, 1043, now),
        PatronLine(2, "Taras", None, 1, 1040, now),
    ]
    yield "added order, who", faces.who(patrons, 14, 2, "", voice)
    yield "added order, who at first", faces.who((), 0, 1, "", voice)
    yield "added order, who is like that", faces.who(patrons, 2, 1, "Ole<na", voice)
    yield "added order, what", faces.what((MUG, VASE), 2, 1, voice)
    yield "added order, what at first", faces.what((), 0, 1, voice)
    draft = adding.begin("UAH", now, POLICY)
    yield "added order, half-made, nothing said", faces.offer_draft(draft, voice)
    said = ("Olena <Koval>", "+380671234567", "Clay mug", "2", "450", "Kyiv, 1", "14", "Blue")
    for value in said:
        if draft.step not in ("name", "title"):
            yield f"added order, {draft.step}", faces.question(draft, voice)
        draft = adding.answer(draft, value)
    yield "added order, no phone", faces.no_phone(draft, voice)
    yield "added order, summary", faces.question(draft, voice)
    bare = replace(draft, answers=draft.answers | {"days": "", "comment": ""})
    yield "added order, summary of little", faces.question(bare, voice)
    yield "added order, change", faces.choose_change(draft, voice)
    yield "added order, half-made", faces.offer_draft(draft, voice)
    yield "added order, half-made, to repeat", faces.offer_draft(draft, voice, instead=1043)
    several = adding.one_more(draft)
    for value in ("Vase <b>", "1", "300"):
        several = adding.answer(several, value)
    yield "added order, summary of several", faces.question(several, voice)
    yield "added order, change of several", faces.choose_change(several, voice)
    link = "https://t.me/orderbell_bot?start=o_1043_AbCdEfGhIjKlMnOpQrStUv"
    for name, told in (("told", True), ("to be told", False)):
        yield f"added order, {name}", faces.added(NEW.order, link, told, voice)
    yield "question, to be an order", Face(voice("add.what"), talk.to_order(900000000001, voice))
    yield "added order, stopped", faces.stopped(voice)
    yield from _cards(voice, now)


def _cards(voice: Voice, now: datetime) -> Iterator[tuple[str, Face]]:
    story = added()
    view, events = story.view(), story.events
    yield "added order, notice", notices.notice(view, events[0], CUSTOMER, voice, now)
    yield "added order, seller's card", cards.seller_card(view, events, voice, now, POLICY)
    yield "added order, customer's card", cards.customer_card(view, events, voice, now)
    version = story.order.version + 1
    no = Event(1043, version, Happening.DISOWNED, CUSTOMER, now, story.order.state, "t:no")
    yield "disowned, notice", notices.notice(view, no, SELLER, voice, now)
    events = (*events, no)
    yield "disowned, seller's card", cards.seller_card(view, events, voice, now, POLICY)
    yield "disowned, customer's card", cards.customer_card(view, events, voice, now)
    yield "disowned, history", Face(join("\n", [voice("history.event.disowned")]))
