"""Customer and seller talk about an order, or before there is one: take a message down, amend it, say what became of it.

It sends nothing: relaying is work rows' business, in order per conversation.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from orders import notices, peace
from orders.asking import subject
from orders.decide import has_part
from orders.enquiries import Enquiry, Subject
from orders.errors import NotHeard, NotYours
from orders.messages import Content, Fate, Message, NewMessage, Relay, Spot
from orders.model import Party
from orders.places import Quiet
from orders.policy import Policy
from orders.ports import Office, UnitOfWork
from orders.states import Actor
from orders.work import Kind, NewWork, Priority, Topic

#: Parts of an album arrive one by one, a fraction of a second apart: the first waits for the rest.
ALBUM_HOLD = timedelta(seconds=1)
#: Word that nothing arrives waits so long, that a burst of messages has one.
UNDELIVERED_HOLD = timedelta(seconds=3)
#: So many messages that wait for somebody who comes back are read at once.
CATCH_UP = 50


@dataclass(frozen=True, slots=True)
class Said:
    """A message that was taken down."""

    message: Message
    #: It is the first of its author's that goes out later, because they write too fast.
    slowed: bool = False


async def say(
    office: Office,
    number: int,
    parties: Sequence[Party],
    new: NewMessage,
    *,
    speaker: int | None = None,
) -> Said:
    """Take a message down and have it relayed to the other side; idempotent per `request_id`.

    `parties` are the author's roles. `speaker` is the Telegram account whose talk goes on with it.
    Raises `UnknownOrder`, `NotYours`, `NotHeard`.
    """
    now = office.clock.now()
    async with office.store.write() as uow:
        about = await subject(uow, number)
        said = await say_within(uow, about, part_of(about, parties), new, now, office.policy)
        if speaker is not None:
            await uow.talk.put_focus(speaker, about.number, now + office.policy.talk_life)
    office.wake()
    return said


async def say_within(
    uow: UnitOfWork, about: Subject, by: Party, new: NewMessage, now: datetime, policy: Policy
) -> Said:
    """`say` inside the caller's transaction; the caller wakes the runner after the commit.

    A customer who writes very fast is passed on more slowly. Raises `NotHeard` for one whose
    messages the seller does not take.
    """
    number = about.number
    if known := await uow.talk.said_before(new.request_id):
        if (known.by, known.order_number) != (by, number):
            raise NotYours(number)
        return Said(known)
    due_at, slowed = now, False
    if by.actor is Actor.CUSTOMER:
        if await uow.peace.of(about.seller_id, about.customer_id) is Quiet.UNHEARD:
            raise NotHeard(number)
        earlier = await uow.talk.dues(number, by, limit=policy.talk_burst)
        due_at = peace.due_at(earlier, now, policy)
        slowed = due_at > now and earlier[0] <= now
    answers = None if new.answers is None else await _answered(uow, new.answers, number)
    message = await uow.talk.add(number, by, new, answers, now)
    if isinstance(about, Enquiry):
        await uow.enquiries.speak(number, now)
    to = _other_side(about, by)
    await uow.talk.put_relay(Relay(message.id, to, Fate.WAITING, at=due_at))
    if new.album is not None:
        due_at += ALBUM_HOLD
    await uow.work.add([_row(message, to, due_at)])
    return Said(message, slowed)


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
        about = await subject(uow, message.order_number)
        await uow.work.add([_row(message, _other_side(about, message.by), now)])
    office.wake()
    return True


async def catch_up(uow: UnitOfWork, to: Party, now: datetime) -> None:
    """Somebody who could not be reached has come: what was said meanwhile goes out, oldest first."""
    while missed := await uow.talk.undelivered(to, limit=CATCH_UP):
        relays = await uow.talk.relays([message.id for message in missed])
        for message in missed:
            # They may have an older version of it: that one is changed, not sent anew.
            waiting = replace(relays[message.id], fate=Fate.WAITING, why="", at=None)
            await uow.talk.put_relay(waiting)
        await uow.work.add([_row(message, to, now) for message in missed])


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


def part_of(about: Subject, parties: Sequence[Party]) -> Party:
    """Which of a person's roles talks about this. Raises `NotYours`."""
    for party in parties:
        if party.actor in _OTHER and has_part(about, party):
            return party
    raise NotYours(about.number)


def _other_side(about: Subject, by: Party) -> Party:
    return _OTHER[by.actor](about)


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


async def _answered(uow: UnitOfWork, spot: Spot, number: int) -> int | None:
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
