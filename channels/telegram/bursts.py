"""Several texts of one author as one message: where a group's pace leaves no room for each of them.

They stay messages of their own: each is kept, and an edit of one changes its lines in the whole.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from channels.telegram.pieces import moved
from channels.texts.html import units
from orders.messages import Content, Entry, Fate, Form, Message, Relay
from orders.ports import UnitOfWork

#: Most messages in one, and their length together in UTF-16 units: with a head, and after an edit
#: or two, it should still be one message (at most 4096).
MAX_BURST, MAX_UNITS = 20, 3500


def joined(contents: Sequence[Content]) -> Content:
    """The texts one below the other, each with its formatting."""
    first, *others = contents
    for content in others:
        by = units(first.text) + 1
        marks = (*first.marks, *(moved(mark, by) for mark in content.marks))
        first = replace(first, text=f"{first.text}\n{content.text}", marks=marks)
    return first


async def beginning_with(uow: UnitOfWork, message: Message, now: datetime) -> tuple[Message, ...]:
    """The message and what waits behind it to go with it, as far as that is plain text."""
    found, length = [message], units(message.content.text)
    if not _plain(message):
        return (message,)
    for entry in await _following(uow, message):
        if entry.message.by != message.by:
            continue
        length += units(entry.message.content.text) + 1
        if length > MAX_UNITS or not (_plain(entry.message) and _waits(entry.relay, now)):
            break
        found.append(entry.message)
    return tuple(found)


async def shown_with(uow: UnitOfWork, message: Message, relay: Relay) -> tuple[Message, ...]:
    """The messages that went out as one with this one, in order; the message alone if it did."""
    if message.content.form is not Form.TEXT:
        return (message,)
    first = message if relay.within is None else await uow.talk.get(relay.within)
    others = [
        each.message for each in await _following(uow, first) if each.relay.within == first.id
    ]
    return (first, *others)


async def _following(uow: UnitOfWork, message: Message) -> Sequence[Entry]:
    return await uow.talk.entries(message.order_number, after=message.id, limit=MAX_BURST - 1)


def _plain(message: Message) -> bool:
    """Whether nothing is lost when others stand above and below it."""
    alone = message.album is None and message.answers is None
    return alone and message.content.form is Form.TEXT


def _waits(relay: Relay, now: datetime) -> bool:
    due = relay.at is None or relay.at <= now
    return relay.fate is Fate.WAITING and relay.version == 0 and due
