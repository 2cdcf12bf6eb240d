"""Whether a message names a day to offer to the seller, and the offer. How it is sent, others say."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import date

from channels import days
from channels.agreements import terms
from channels.telegram import delays
from channels.telegram.faces import Face
from channels.telegram.showing import Errand
from channels.telegram.transit import message_named
from orders import hearing
from orders.errors import BadValue
from orders.messages import Message
from orders.ports import Delivered, HeardDay, Office, UnitOfWork


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
        if rung.effect is not None:
            await rung.effect(uow)
        await uow.heard_days.put(number, heard)

    return Delivered(effect=remember)


def _days(message: Message, locale: str, zone: str) -> list[date]:
    """The days that sound agreed on: "tomorrow" is the day after it was written, whenever it is read."""
    found = []
    for words in terms(message.content.text):
        with suppress(BadValue):
            found.append(days.parse(words, locale, zone, message.at))
    return found
