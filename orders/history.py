"""An order's one story: what happened and what was said, in the order of time. It changes nothing."""

from collections.abc import Iterable

from orders.messages import Entry
from orders.model import Event, Party
from orders.ports import Office
from orders.sendings import Sending
from orders.states import Actor

#: Read at once: bounds what a unit holds, and is more than most orders have.
BATCH = 500

Told = Event | Entry | Sending


async def conversation(office: Office, number: int) -> tuple[Entry, ...]:
    """All that was said about the order, oldest first."""
    found: list[Entry] = []
    async with office.store.read() as uow:
        while True:
            after = found[-1].message.id if found else 0
            more = await uow.talk.entries(number, after=after, limit=BATCH)
            found += more
            if len(more) < BATCH:
                return tuple(found)


async def sent(office: Office, number: int, viewer: Party) -> tuple[Sending, ...]:
    """What went out about the order by SMS and e-mail, oldest first, as far as it is the viewer's business.

    A seller also sees how the customer was reached.
    """
    async with office.store.read() as uow:
        found = await uow.sendings.of_order(number)
    if viewer.actor is Actor.CUSTOMER:
        found = [sending for sending in found if sending.to == viewer]
    return tuple(found)


def merged(
    events: Iterable[Event], said: Iterable[Entry], sent: Iterable[Sending] = ()
) -> tuple[Told, ...]:
    """All in one row, oldest first; of the same moment, what happened stands before what was said and sent."""
    return tuple(sorted((*events, *said, *sent), key=_moment))


def _moment(told: Told) -> tuple[float, int, int]:
    match told:
        case Event():
            return told.at.timestamp(), 0, told.version
        case Entry():
            return told.message.at.timestamp(), 1, told.message.id
        case _:
            return told.at.timestamp(), 2, 0
