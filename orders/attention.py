"""Which order (or enquiry) a person talks about: found out, asked, remembered. What is said is `orders.talk`'s business."""

from collections.abc import Sequence

from orders.asking import subject
from orders.enquiries import Enquiry, Subject
from orders.errors import BadValue, NotHeard
from orders.messages import NewMessage, Spot
from orders.model import Party
from orders.ports import Office, UnitOfWork
from orders.states import Actor
from orders.talk import part_of, say_within

#: So many messages wait for their sender to say which order they are about.
MAX_STRAYS = 30
#: So many orders are offered when somebody is asked which one they mean.
MAX_CHOICES = 8
#: Of these, so many may be questions about products.
MAX_ENQUIRIES = 3
#: Of those that have ended, when none is open: what people may still have to talk about.
MAX_ENDED_CHOICES = 3


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
        open_ones: list[tuple[Subject, Party]] = []
        for party in parties:
            open_ones += [(one, party) for one in await uow.orders.open_of(party, limit=2)]
            open_ones += [(one, party) for one in await _enquiries(office, uow, party, limit=2)]
    if len(open_ones) != 1:
        return None
    [(only, party)] = open_ones
    return only.number if party.actor is Actor.CUSTOMER else None


async def choices(office: Office, parties: Sequence[Party]) -> tuple[Subject, ...]:
    """What a person may mean, newest first: open orders, else the last that ended; then questions."""
    async with office.store.read() as uow:
        asked = {
            enquiry.number: enquiry
            for party in parties
            for enquiry in await _enquiries(office, uow, party, limit=MAX_ENQUIRIES)
        }
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
    questions = tuple(asked.values())[:MAX_ENQUIRIES]
    return (*newest[: MAX_CHOICES - len(questions)], *questions)


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

    Raises `UnknownOrder`, `NotYours`, and, once it is written down, `NotHeard`.
    """
    now = office.clock.now()
    heard = True
    async with office.store.write() as uow:
        about_it = await subject(uow, number)
        by = part_of(about_it, parties)
        await uow.talk.put_focus(telegram_id, about_it.number, now + office.policy.talk_life)
        for new in await uow.talk.take_strays(telegram_id):
            try:
                await say_within(uow, about_it, by, new, now, office.policy)
            except NotHeard:
                heard = False
    office.wake()
    if not heard:
        raise NotHeard(number)


async def _enquiries(
    office: Office, uow: UnitOfWork, party: Party, *, limit: int
) -> Sequence[Enquiry]:
    since = office.clock.now() - office.policy.enquiry_life
    return await uow.enquiries.of_party(party, since=since, limit=limit)
