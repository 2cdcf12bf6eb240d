"""Between messages, relays and posts as values and their rows. Carries out no statement."""

from typing import Any

from sqlalchemy import ColumnElement, literal_column, select

from orders.messages import Attachment, Content, Fate, Form, Message, NewMessage, Post, Relay, Spot
from orders.model import Party
from orders.states import Actor
from storage.kept_tables import orders
from storage.statement import Row
from storage.talk_tables import messages, posts, relays

MESSAGE: tuple[ColumnElement[Any], ...] = tuple(c for c in messages.c if c.name != "request_id")
RELAY: tuple[ColumnElement[Any], ...] = tuple(relays.c)
POST: tuple[ColumnElement[Any], ...] = tuple(posts.c)
_last_word = (
    select(messages.c.actor)
    .where(messages.c.order_number == orders.c.number)
    .order_by(messages.c.id.desc())
    .limit(1)
    .scalar_subquery()
)
#: Whether the customer wrote last about the order of the statement that this is put into.
CUSTOMERS_WORD: ColumnElement[bool] = _last_word == literal_column(f"'{Actor.CUSTOMER.value}'")


def message_of(row: Row) -> Message:
    """A message from the columns `MESSAGE`."""
    key, number, actor, party_id, at, version, content, chat_id, place, album, answers = row
    return Message(
        key,
        number,
        Party(Actor(actor), party_id),
        at,
        content_of(content),
        version,
        _spot(chat_id, place),
        album,
        answers,
    )


def relay_of(row: Row) -> Relay:
    """A relay from the columns `RELAY`."""
    message_id, actor, party_id, fate, version, why, at, within = row
    to = Party(Actor(actor), party_id)
    return Relay(message_id, to, Fate(fate), version, why, at, within)


def post_of(row: Row) -> Post:
    """A post from the columns `POST`."""
    chat_id, post_id, number, message_id, part = row
    return Post(Spot(chat_id, post_id), number, message_id, part)


def content_value(content: Content) -> list[object]:
    """What a message says, as small JSON: form, text, marks, attachment."""
    file = content.attachment
    kept = None if file is None else [file.file_id, file.unique_id, file.name, file.mime, file.size]
    return [content.form, content.text, [dict(mark) for mark in content.marks], kept]


def content_of(value: list[Any]) -> Content:
    """What was put in by `content_value`."""
    form, text, marks, file = value
    attachment = None if file is None else Attachment(*file)
    return Content(Form(form), text, tuple(marks), attachment)


def new_value(new: NewMessage) -> list[object]:
    """A message that waits for its order, as small JSON."""
    spots = [None if s is None else [s.chat_id, s.message_id] for s in (new.spot, new.answers)]
    return [content_value(new.content), new.request_id, new.album, *spots]


def new_of(value: list[Any]) -> NewMessage:
    """What was put in by `new_value`."""
    content, request_id, album, spot, answers = value
    return NewMessage(
        content_of(content),
        request_id,
        None if spot is None else Spot(*spot),
        album,
        None if answers is None else Spot(*answers),
    )


def _spot(chat_id: int | None, message_id: int | None) -> Spot | None:
    return None if chat_id is None or message_id is None else Spot(chat_id, message_id)
