"""An order's one story: what happened and what was said, in the order of time. It changes nothing."""

from collections.abc import Iterable

from orders.messages import Entry
from orders.model import Event
from orders.ports import Office

#: Read at once: bounds what a unit holds, and is more than most orders have.
BATCH = 500

Told = Event | Entry


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


def merged(events: Iterable[Event], said: Iterable[Entry]) -> tuple[Told, ...]:
    """Both in one row, oldest first; of the same moment, what happened stands before what was said."""
    return tuple(sorted((*events, *said), key=_moment))


def _moment(told: Told) -> tuple[float, bool, int]:
    if isinstance(told, Event):
        return told.at.timestamp(), False, told.version
    return told.message.at.timestamp(), True, told.message.id
