"""Whether a message names a day to offer to the seller, and the offer. How it is sent, others say."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import date
from zoneinfo import ZoneInfo

from channels import days
from channels.agreements import terms
from channels.telegram import delays
from channels.telegram.faces import Face
from channels.telegram.showing import Errand
from channels.telegram.transit import message_named
from orders import hearing
from orders.errors import BadValue
from orders.messages import Message
from orders.ports import Delivered, HeardDay, Office, UnitOfWork, in_turn

#: What words named on the day when they were written, in a language and a place; None: no day. People
#: who bargain name one day again and again, and reading words takes a third of a millisecond.
_READ: dict[tuple[str, str, str, date], date | None] = {}
_MOST_READ = 4096
#: Stands for words that were not read; no day that anybody names.
_UNREAD = date.min


async def offer(
    office: Office, errand: Errand, ring: Callable[[Face], Awaitable[Delivered]]
) -> Delivered:
    """Offer the day that the row's message names, by `ring`, unless there is none to offer."""
    view, number, now = errand.view, errand.view.order.number, errand.now
    async with office.store.read() as uow:
        message = await uow.talk.get(message_named(errand.work))
        offered = await uow.heard_days.of(number)
    zone = view.seller.timezone
    # The words of a language are read when they are needed first: 0.2 s.
    named = await asyncio.to_thread(_days, message, errand.voice.locale, zone)
    day = hearing.chosen(view, errand.events, offered, named, now)
    if isinstance(day, str):
        return Delivered(wanted=False, why=day)
    rung = await ring(delays.heard(view, day, errand.voice, now))
    heard = HeardDay(day, now)

    async def remember(uow: UnitOfWork) -> None:
        await uow.heard_days.put(number, heard)

    return Delivered(effect=in_turn((rung.effect, remember)))


def read_before(message: Message, locale: str, zone: str) -> list[date] | None:
    """The days that a message names, where all its words were read before; None: not yet. Costs no time."""
    keys = [_key(words, message, locale, zone) for words in terms(message.content.text)]
    # One look at each: a thread may be writing.
    known = [_READ.get(key, _UNREAD) for key in keys]
    return None if _UNREAD in known else [day for day in known if day is not None]


def _days(message: Message, locale: str, zone: str) -> list[date]:
    """The days that sound agreed on: "tomorrow" is the day after it was written, whenever it is read."""
    found = []
    if len(_READ) > _MOST_READ:
        _READ.clear()
    for words in terms(message.content.text):
        day = None
        with suppress(BadValue):
            day = days.parse(words, locale, zone, message.at)
            found.append(day)
        _READ[_key(words, message, locale, zone)] = day
    return found


def _key(words: str, message: Message, locale: str, zone: str) -> tuple[str, str, str, date]:
    return words, locale, zone, message.at.astimezone(ZoneInfo(zone)).date()
