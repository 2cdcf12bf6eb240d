"""Customer and seller talk about an order: take a message down, amend it, find out what it is about.

It sends nothing: relaying is work rows' business, in order per conversation.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from orders import notices
from orders.decide import has_part
from orders.errors import BadValue, NotYours
from orders.messages import Content, Fate, Message, NewMessage, Relay, Spot
from orders.model import Order, Party
from orders.ports import Office, UnitOfWork
from orders.states import Actor
from orders.work import Kind, NewWork, Priority, Topic

#: Parts of an album arrive one by one, a fraction of a second apart: the first waits for the rest.
ALBUM_HOLD = timedelta(seconds=1)
#: So many messages wait for their sender to say which order they are about.
MAX_STRAYS = 30
#: So many orders are offered when somebody is asked which one they mean.
MAX_CHOICES = 8
#: Of those that have ended, when none is open: what people may still have to talk about.
MAX_ENDED_CHOICES = 3
#: Word that nothing arrives waits so long, that a burst of messages has one.
UNDELIVERED_HOLD = timedelta(seconds=3)
#: Bounds what a person who comes back is sent at once.
MAX_CATCH_UP = 50


async def say(
    office: Office,
    number: int,
    parties: Sequence[Party],
    new: NewMessage,
    *,
    speaker: int | None = None,
) -> Message:
    """Take a message down and have it relayed to the other side; idempotent per `request_id`.

    `parties` are the author's roles. `speaker` is the Telegram account whose talk goes on with it.
    Raises `UnknownOrder`, `NotYours`.
    """
    now = office.clock.now()
    async with office.store.write() as uow:
        by = _part_of(await uow.orders.get(number), parties)
        message = await say_within(uow, number, by, new, now)
        if speaker is not None:
            await uow.talk.put_focus(speaker, number, now + office.policy.talk_life)
    office.wake()
    return message


async def say_within(
    uow: UnitOfWork, number: int, by: Party, new: NewMessage, now: datetime
) -> Message:
    """`say` inside the caller's transaction; the caller wakes the runner after the commit."""
    order = await uow.orders.get(number)
    if known := await uow.talk.said_before(new.request_id):
        if (known.by, known.order_number) != (by, number):
            raise NotYours(number)
        return known
    answers = None if new.answers is None else await _about(uow, new.answers, number)
    message = await uow.talk.add(number, by, new, answers, now)
    to = _other_side(order, by)
    await uow.talk.put_relay(Relay(message.id, to, Fate.WAITING))
    due_at = now + ALBUM_HOLD if new.album is not None else now
    await uow.work.add([_row(message, to, due_at)])
    return message


async def amend(office: Office, telegram_id: int, spot: Spot, content: Content) -> bool:
    """The message at `spot` was edited by its author: keep both versions, change the relayed one.

    False: no conversation has such a message. One that still waits for its order is changed where
    it waits. An edit that changed nothing we relay is no edit.
    """
    now = office.clock.now()
    async with office.store.write() as uow:
        message = await uow.talk.written_at(spot)
        if message is None:
            return await _amend_stray(uow, telegram_id, spot, content, now)
        if message.content.says_as(content):
            return True
        message = await uow.talk.revise(message, content, now)
        order = await uow.orders.get(message.order_number)
        await uow.work.add([_row(message, _other_side(order, message.by), now)])
    office.wake()
    return True


async def stray(office: Office, telegram_id: int, new: NewMessage) -> bool:
    """Keep a message until its author has said which order it is about; none is lost.

    Whether it is the one that must be asked about: the first of those that wait. Raises
    `BadValue` ("message", "too_many") when too many wait already.
    """
    async with office.store.write() as uow:
        waiting = await uow.talk.strays(telegram_id)
        if len(waiting) >= MAX_STRAYS and new not in waiting:
            raise BadValue("message", "too_many", MAX_STRAYS)
        await uow.talk.add_stray(telegram_id, new, office.clock.now())
    return not waiting or waiting[0].request_id == new.request_id


async def turn_to(office: Office, telegram_id: int, number: int, parties: Sequence[Party]) -> None:
    """What this person writes from now on is about this order; so are the messages that waited.

    Raises `UnknownOrder`, `NotYours`.
    """
    now = office.clock.now()
    async with office.store.write() as uow:
        by = _part_of(await uow.orders.get(number), parties)
        await uow.talk.put_focus(telegram_id, number, now + office.policy.talk_life)
        for new in await uow.talk.take_strays(telegram_id):
            await say_within(uow, number, by, new, now)
    office.wake()


async def about(
    office: Office,
    telegram_id: int,
    parties: Sequence[Party],
    reply: Spot | None,
    topic: tuple[int, int] | None = None,
) -> int | None:
    """The order that a person's message is about, or None where they must be asked.

    `topic` is the chat and topic it was written in: an order's own topic decides. Then what it
    replies to, the talk that goes on, and for customers the only order that is open. Sellers are
    asked even then: what they type into the shop's chat is not always meant for a customer.
    """
    async with office.store.read() as uow:
        if topic is not None and (number := await uow.venues.order_in(*topic)) is not None:
            return number
        if reply is not None and (number := await uow.talk.order_at(reply)) is not None:
            return number
        number = await uow.talk.focus(telegram_id, office.clock.now())
        if number is not None:
            return number
        # Two are enough to see that it is not clear.
        open_ones = [
            (order, party)
            for party in parties
            for order in await uow.orders.open_of(party, limit=2)
        ]
    if len(open_ones) != 1:
        return None
    [(order, party)] = open_ones
    return order.number if party.actor is Actor.CUSTOMER else None


async def choices(office: Office, parties: Sequence[Party]) -> tuple[Order, ...]:
    """The orders that a person may mean, newest first: the open ones, else the last that ended."""
    async with office.store.read() as uow:
        found = {
            order.number: order
            for party in parties
            for order in await uow.orders.newest_open_of(party, limit=MAX_CHOICES)
        }
        if not found:
            for party in parties:
                page = await uow.orders.of_party(party, None, offset=0, limit=MAX_ENDED_CHOICES)
                found |= {line.number: await uow.orders.get(line.number) for line in page.lines}
    newest = sorted(found.values(), key=lambda order: order.number, reverse=True)
    return tuple(newest[:MAX_CHOICES])


async def catch_up(uow: UnitOfWork, to: Party, now: datetime) -> None:
    """Somebody who could not be reached has come: what was said meanwhile goes out, oldest first."""
    missed = await uow.talk.undelivered(to, limit=MAX_CATCH_UP)
    relays = await uow.talk.relays([message.id for message in missed])
    for message in missed:
        # They may have an older version of it: that one is changed, not sent anew.
        await uow.talk.put_relay(replace(relays[message.id], fate=Fate.WAITING, why="", at=None))
        await uow.work.add([_row(message, to, now)])


async def undelivered(
    uow: UnitOfWork, message: Message, to: Party, why: str, now: datetime
) -> None:
    """The message could not be delivered: remember why, and tell its author once in a burst."""
    relay = (await uow.talk.relays([message.id]))[message.id]
    await uow.talk.put_relay(replace(relay, fate=Fate.UNDELIVERED, why=why, at=now))
    row = NewWork(
        Kind.TELEGRAM,
        Topic.UNDELIVERED,
        message.by,
        now + UNDELIVERED_HOLD,
        Priority.CHAT,
        message.order_number,
        merge_key=f"undelivered:{message.order_number}:{message.by.actor}",
        details={"why": why},
    )
    await uow.work.add([row])


_OTHER = {Actor.SELLER: notices.customer_of, Actor.CUSTOMER: notices.seller_of}


def _part_of(order: Order, parties: Sequence[Party]) -> Party:
    """Which of a person's roles talks about this order. Raises `NotYours`."""
    for party in parties:
        if party.actor in _OTHER and has_part(order, party):
            return party
    raise NotYours(order.number)


def _other_side(order: Order, by: Party) -> Party:
    return _OTHER[by.actor](order)


async def _amend_stray(
    uow: UnitOfWork, telegram_id: int, spot: Spot, content: Content, now: datetime
) -> bool:
    waiting = await uow.talk.strays(telegram_id)
    if not any(new.spot == spot for new in waiting):
        return False
    await uow.talk.take_strays(telegram_id)
    for new in waiting:
        changed = replace(new, content=content) if new.spot == spot else new
        await uow.talk.add_stray(telegram_id, changed, now)
    return True


async def _about(uow: UnitOfWork, spot: Spot, number: int) -> int | None:
    """The message of this order that stands at `spot`, or that a post there relays."""
    found = await uow.talk.message_at(spot)
    return None if found is None or found.order_number != number else found.id


def _row(message: Message, to: Party, due_at: datetime) -> NewWork:
    return NewWork(
        Kind.TELEGRAM,
        Topic.MESSAGE,
        to,
        due_at,
        Priority.CHAT,
        message.order_number,
        details={"message": str(message.id)},
    )
