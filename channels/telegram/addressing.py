"""Where a row's party is written to, in which language, and how: aloud, silently, or not now. It sends nothing."""

from dataclasses import dataclass
from datetime import datetime

from orders.model import Party
from orders.places import Mode
from orders.ports import Office, UnitOfWork
from orders.rhythm import Manner, Rhythm, manner, wakes_at
from orders.states import Actor
from orders.work import ASKED, Work


@dataclass(frozen=True, slots=True)
class Addressee:
    """One party as Telegram reaches it now."""

    chat_id: int
    locale: str
    #: Where the person reads times.
    timezone: str
    manner: Manner
    #: When the quiet hours are over.
    wakes_at: datetime

    @property
    def silent(self) -> bool:
        """Whether it makes no sound."""
        return self.manner is not Manner.ALOUD


async def addressee(office: Office, work: Work, timezone: str) -> Addressee | None:
    """Whom the row is for; None where nobody can be reached. `timezone` is for who told us none.

    A shop's orders may ring in a group.
    """
    now, to = office.clock.now(), work.to
    async with office.store.read() as uow:
        chat = await _group(uow, to) if work.order_number is not None else None
        chat = chat or await uow.people.chat_of(to)
        rhythm = await uow.rhythms.of(to)
    if chat is None:
        return None
    if to.actor is Actor.ADMINISTRATION:
        # Whoever keeps the service running wants to know at once.
        rhythm = Rhythm(quiet=None)
    return Addressee(
        *chat,
        rhythm.timezone or timezone,
        manner(rhythm, work.topic, now, timezone, asked=ASKED in work.details),
        wakes_at(rhythm, now, timezone),
    )


async def _group(uow: UnitOfWork, to: Party) -> tuple[int, str] | None:
    if to.actor is not Actor.SELLER:
        return None
    venue = await uow.venues.of(to.id)
    if venue.mode is not Mode.GROUP or venue.group_id is None:
        return None
    return venue.group_id, (await uow.people.seller(to.id)).locale
