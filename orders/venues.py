"""Choose where a seller works: in topics of their own chat, in a group, or in plain replies.

Whether Telegram really has what was chosen is found out by the channel.
"""

from dataclasses import replace
from datetime import datetime

from orders import notices
from orders.model import Order, Party
from orders.places import Mode, Room, Venue
from orders.ports import Office, UnitOfWork
from orders.states import Actor
from orders.work import ASKED, Kind, NewWork, Priority, Topic

#: Cards sent at once to a new place; the rest is in /orders, and comes with its next step.
MAX_CARDS = 20


async def choose(office: Office, venue: Venue) -> None:
    """Work somewhere else from now on: the open orders' cards move there, the newest last."""
    async with office.store.write() as uow:
        await choose_within(uow, venue, office.clock.now())
    office.wake()


async def choose_within(uow: UnitOfWork, venue: Venue, now: datetime) -> None:
    """`choose` inside the caller's transaction; the caller wakes the runner after the commit."""
    before = await uow.venues.of(venue.seller_id)
    await uow.venues.put(venue)
    if (before.mode, before.group_id) == (venue.mode, venue.group_id):
        return
    to = Party(Actor.SELLER, venue.seller_id)
    for order in reversed(await uow.orders.newest_open_of(to, limit=MAX_CARDS)):
        await uow.venues.drop_room(order.number)
        await uow.work.add([_moved_card(order, now)])


async def lose_group(office: Office, group_id: int) -> None:
    """The bot is no longer in a shop's group: orders ring in their seller's own chat again."""
    now = office.clock.now()
    async with office.store.write() as uow:
        for venue in await uow.venues.in_group(group_id):
            await choose_within(uow, replace(venue, mode=Mode.PRIVATE), now)
            await uow.work.add([_note(venue, "lost", now)])
    office.wake()


async def miss_rights(office: Office, group_id: int) -> None:
    """The bot may make no topics in a shop's group any more: its seller is told how to mend it."""
    now = office.clock.now()
    async with office.store.write() as uow:
        for venue in await uow.venues.in_group(group_id):
            await uow.work.add([_note(venue, "rights", now)])
    office.wake()


async def move_group(office: Office, old: int, new: int) -> None:
    """A group became a supergroup: what stood in the old chat stands in the new one."""
    async with office.store.write() as uow:
        await uow.venues.move_group(old, new)
    office.wake()


async def dismiss(office: Office, seller_id: int, telegram_id: int) -> None:
    """Somebody no longer works for the shop."""
    async with office.store.write() as uow:
        await uow.venues.drop_assistant(seller_id, telegram_id)


def _note(venue: Venue, what: str, now: datetime) -> NewWork:
    return NewWork(
        Kind.TELEGRAM,
        Topic.GROUP,
        Party(Actor.SELLER, venue.seller_id),
        now,
        Priority.NOTICE,
        details={"what": what, "title": venue.group_title},
    )


async def lose_topic_within(uow: UnitOfWork, room: Room, now: datetime) -> None:
    """An order's topic is gone: the next row makes another one, or goes without; the card comes first."""
    await uow.venues.put_room(replace(room, topic_id=None, name="", closed=False))
    order = await uow.orders.get(room.order_number)
    await uow.work.add([_moved_card(order, now)])


def _moved_card(order: Order, now: datetime) -> NewWork:
    """The seller's card where it belongs now; it was asked for, so it does not ring."""
    row = notices.card(order, notices.seller_of(order), at=now)
    return replace(row, details={ASKED: "yes"})
