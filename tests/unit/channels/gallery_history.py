"""Every face of an order's history, for the gallery. Nothing here asserts."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from channels.telegram import history
from channels.telegram.faces import Face
from channels.telegram.history_file import paper
from channels.telegram.keyboards import NEWEST
from channels.texts import Voice
from orders.history import Told, merged
from orders.messages import Attachment, Content, Entry, Fate, Form, Message, Relay, Replaced
from orders.model import Party
from orders.sendings import Because, Sending, SmsFate
from orders.states import Action, Actor
from orders.work import Kind, Topic
from tests.unit.channels.samples import (
    ADMINISTRATION,
    CONFIRMED,
    CUSTOMER,
    ENDINGS,
    HOUR,
    NEW,
    PLACED_AT,
    SELLER,
    Story,
)

_MINUTE = timedelta(minutes=1)
#: What stands in a message beside words, by what it is.
_WORDS = {
    Form.TEXT: "Could the handle be <bigger>?\nI have big hands.",
    Form.PHOTO: "Like this one",
    Form.STICKER: "👍",
    Form.LOCATION: "50.45000, 30.52000",
    Form.CONTACT: "Ivan Koval +380671234567",
}
_FILES = set(Form) - {Form.TEXT, Form.LOCATION, Form.CONTACT}


def entry(
    number: int,
    by: Party,
    content: Content,
    at: datetime,
    fate: Fate = Fate.DELIVERED,
    earlier: tuple[Replaced, ...] = (),
) -> Entry:
    """A message of order 1043."""
    message = Message(number, 1043, by, at, content, 1 + len(earlier))
    to = CUSTOMER if by.actor is Actor.SELLER else SELLER
    return Entry(message, Relay(number, to, fate, 1), earlier)


def talk() -> tuple[Entry, ...]:
    """A message of each form, one a minute, then one of each fate, edited."""
    found = []
    for number, form in enumerate(Form, start=1):
        name = "sketch <1>.pdf" if form is Form.DOCUMENT else ""
        file = Attachment(f"id{number}", f"u{number}", name, "", 9) if form in _FILES else None
        content = Content(form, _WORDS.get(form, ""), (), file)
        found.append(
            entry(number, (SELLER, CUSTOMER)[number % 2], content, PLACED_AT + number * _MINUTE)
        )
    for number, (by, fate) in enumerate(((p, f) for p in (SELLER, CUSTOMER) for f in Fate), 50):
        at = PLACED_AT + number * _MINUTE
        before = Replaced(1, at + _MINUTE, Content(Form.TEXT, "The 1st word"))
        found.append(entry(number, by, Content(Form.TEXT, "The last word"), at, fate, (before,)))
    return tuple(found)


def sendings() -> Iterator[Sending]:
    """Each reason for going another way, each fate, to each of the two."""
    for number, because in enumerate(Because):
        fate = list(SmsFate)[number % len(SmsFate)]
        for kind in (Kind.SMS, Kind.MAIL):
            to = (SELLER, CUSTOMER)[number % 2]
            at = PLACED_AT + number * _MINUTE
            sending = Sending(kind, to, "", Topic.CARD, because, at, "SM1", 1043)
            yield replace(sending, fate=fate if kind is Kind.SMS else None)


def stories() -> Iterator[tuple[str, Story]]:
    """Stories that meet every kind of event and of doer."""
    yield from ENDINGS.items()
    first = replace(NEW.events[0], by=ADMINISTRATION)
    yield "placed by the marketplace", replace(NEW, events=(first,))
    yield "undone", CONFIRMED.then(Action.UNDO, after=timedelta(seconds=30))


def histories(voice: Voice) -> Iterator[tuple[str, Face]]:
    """Every page, for both sides."""
    for viewer in (SELLER, CUSTOMER):
        told: tuple[Told, ...] = merged(NEW.events, talk())
        for number in (1, 2, NEWEST):
            face = history.page(NEW.view(), viewer, told, number, voice, PLACED_AT + 5 * HOUR)
            name = "newest page" if number == NEWEST else f"page {number}"
            yield f"history of the talk to the {viewer.actor}, {name}", face
        kept = paper(NEW.view(), viewer, told, voice, PLACED_AT + 5 * HOUR)
        yield f"history as a file to the {viewer.actor}, caption", Face(kept.caption)
        for kind in (Kind.SMS, Kind.MAIL):
            ways = [sending for sending in sendings() if sending.kind is kind]
            for part in (ways[:8], ways[8:16], ways[16:]):
                if part:
                    face = history.page(NEW.view(), viewer, part, 1, voice, PLACED_AT + 5 * HOUR)
                    yield f"history of {kind} to the {viewer.actor}, {part[0].because}", face
        for name, story in stories():
            face = history.page(story.view(), viewer, story.events, 1, voice, story.now)
            yield f"history to the {viewer.actor}, {name}", face
