"""What the API answers about conversations. Typed for the API's description, like `answers`."""

from datetime import datetime

from typing_extensions import TypedDict

from handlers.http.event_answers import PartyAnswer
from orders.messages import Attachment, Content, Entry, Fate, Form, Relay, Replaced
from orders.ports import OrderView
from orders.states import Actor


class AttachmentAnswer(TypedDict):
    """A file, which Telegram keeps; empty or null where Telegram did not say. `size` is bytes."""

    name: str
    mime: str
    size: int | None


class EarlierAnswer(TypedDict):
    """A version that an edit replaced."""

    version: int
    replaced_at: datetime
    form: Form
    text: str
    attachment: AttachmentAnswer | None


class DeliveryAnswer(TypedDict):
    """How far a message is on its way to the other side, and since when."""

    state: Fate
    why: str | None
    at: datetime | None


class MessageAnswer(TypedDict):
    """A message as it is now, with all that it said before."""

    id: int
    by: PartyAnswer
    at: datetime
    form: Form
    text: str
    version: int
    edited_at: datetime | None
    earlier: list[EarlierAnswer]
    reply_to: int | None
    attachment: AttachmentAnswer | None
    delivery: DeliveryAnswer


class MessagesAnswer(TypedDict):
    """A page of an order's messages, oldest first; `next` is the cursor of the page after it."""

    number: int
    messages: list[MessageAnswer]
    next: str | None


def message(entry: Entry, view: OrderView) -> MessageAnswer:
    """A message of the viewed order."""
    said, relay = entry.message, entry.relay
    refs = {Actor.SELLER: view.seller.ref, Actor.CUSTOMER: view.customer.ref}
    return {
        "id": said.id,
        "by": {"role": said.by.actor, "ref": refs.get(said.by.actor)},
        "at": said.at,
        "form": said.content.form,
        "text": said.content.text,
        "version": said.version,
        "edited_at": entry.edited_at,
        "earlier": [_earlier(replaced) for replaced in entry.earlier],
        "reply_to": said.answers,
        "attachment": _attachment(said.content.attachment),
        "delivery": {"state": relay.fate, "why": relay.why or None, "at": _arrived_at(relay)},
    }


def _earlier(replaced: Replaced) -> EarlierAnswer:
    content: Content = replaced.content
    return {
        "version": replaced.version,
        "replaced_at": replaced.at,
        "form": content.form,
        "text": content.text,
        "attachment": _attachment(content.attachment),
    }


def _attachment(file: Attachment | None) -> AttachmentAnswer | None:
    return None if file is None else {"name": file.name, "mime": file.mime, "size": file.size}


def _arrived_at(relay: Relay) -> datetime | None:
    """When it was delivered or given up for now; of one that waits, nothing has happened yet."""
    return None if relay.fate is Fate.WAITING else relay.at
