"""What comes round to a seller: the daily summary and the week's numbers. Each is a row that writes the next one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from orders.asks import Asker
from orders.model import Order, Party
from orders.policy import Policy
from orders.ports import Office, UnitOfWork
from orders.rhythm import Manner, Rhythm, manner, next_digest, next_weekly, wakes_at
from orders.states import Actor
from orders.work import Kind, NewWork, Priority, Topic, Work

#: Orders in one summary; the rest is counted.
SHOWN = 8
#: A summary that came early, for what had waited for the morning, stands for one so soon after it.
_SOON = timedelta(hours=3)
#: Rows written in one transaction where some are missing.
_BATCH = 500
#: What comes round.
ROUNDS = (Topic.DIGEST, Topic.WEEKLY)


class Waits(StrEnum):
    """What an order waits for its seller with, the most pressing first."""

    #: It closes by itself soon.
    CLOSING = "closing"
    #: A new one waits for an answer.
    ANSWER = "answer"
    #: The customer had the last word.
    WORD = "word"
    #: It is paid, and its time to be made is over.
    SENDING = "sending"
    #: It was sent long ago.
    FINISH = "finish"


@dataclass(frozen=True, slots=True)
class Waiting:
    """All that waits: how many orders, and the first of them."""

    counts: dict[Waits, int]
    orders: tuple[tuple[Waits, Order], ...]

    @property
    def more(self) -> int:
        """Orders that are only counted."""
        return sum(self.counts.values()) - len(self.orders)


async def waiting(uow: UnitOfWork, seller_id: int, now: datetime, policy: Policy) -> Waiting:
    """What waits for the seller now."""
    counts, orders = await uow.rounds.waiting(
        seller_id,
        now=now,
        closing_by=now + policy.first_warning,
        sent_by=now - policy.unclosed_after,
        limit=SHOWN,
    )
    return Waiting(
        {Waits(kind): count for kind, count in counts},
        tuple((Waits(kind), order) for kind, order in orders),
    )


async def choose(office: Office, parties: Sequence[Party], rhythm: Rhythm) -> None:
    """The person, as all these parties, wants to be told like this from now on."""
    now = office.clock.now()
    async with office.store.write() as uow:
        for party in parties:
            before = await uow.rhythms.of(party)
            await uow.rhythms.put(party, rhythm)
            if party.actor is Actor.SELLER:
                quiet = manner(before, Topic.REMINDER, now, _zone(before)) is Manner.SUMMED_UP
                await _begin_anew(uow, party, now, held=quiet)
    office.wake()


async def ensure(office: Office) -> None:
    """Write the first row of everybody who has none: they were linked before, or had blocked the bot."""
    now = office.clock.now()
    for topic in ROUNDS:
        found = _BATCH
        while found == _BATCH:
            async with office.store.read() as uow:
                missing = await uow.rhythms.without(topic, limit=_BATCH)
            found = len(missing)
            rows = [row for party, rhythm in missing for row in _next(topic, party, rhythm, now)]
            if rows:
                async with office.store.write() as uow:
                    await uow.work.add(rows)


async def follow(uow: UnitOfWork, work: Work, now: datetime) -> None:
    """Write the row that comes after this one of a seller's, inside the transaction that completes it."""
    rhythm = await uow.rhythms.of(work.to)
    after = now + _SOON if work.topic is Topic.DIGEST else now
    await uow.work.add(_next(work.topic, work.to, rhythm, after))


async def hold(uow: UnitOfWork, work: Work, wakes_at: datetime) -> None:
    """This waits for the end of somebody's quiet hours: their summary comes then, if not before."""
    number = work.order_number
    if work.topic is Topic.FEEDBACK and number is not None:
        await uow.orders.get(number)
        asking = await uow.feedback.asking(number)
        await uow.feedback.put_asking(number, replace(asking, held=Asker(work.details["by"])))
    await uow.work.add([_row(Topic.DIGEST, work.to, wakes_at)])


async def begin(uow: UnitOfWork, to: Party, now: datetime) -> None:
    """The seller can be reached from now on, inside the caller's transaction."""
    rhythm = await uow.rhythms.of(to)
    await uow.work.add([row for topic in ROUNDS for row in _next(topic, to, rhythm, now)])


async def _begin_anew(uow: UnitOfWork, to: Party, now: datetime, *, held: bool) -> None:
    """`held`: something may be waiting for the end of the quiet hours that there were."""
    rhythm = await uow.rhythms.of(to)
    for topic in ROUNDS:
        await uow.work.withdraw(_key(topic, to))
        await uow.work.add(_next(topic, to, rhythm, now))
    if held:
        await uow.work.add([_row(Topic.DIGEST, to, wakes_at(rhythm, now, _zone(rhythm)))])


def _next(topic: Topic, to: Party, rhythm: Rhythm, after: datetime) -> list[NewWork]:
    find = next_digest if topic is Topic.DIGEST else next_weekly
    at = find(rhythm, after, _zone(rhythm))
    return [] if at is None else [_row(topic, to, at)]


def _row(topic: Topic, to: Party, at: datetime) -> NewWork:
    return NewWork(Kind.TELEGRAM, topic, to, at, Priority.LATER, merge_key=_key(topic, to))


def _key(topic: Topic, to: Party) -> str:
    return f"{topic}:{to.actor}:{to.id}"


def _zone(rhythm: Rhythm) -> str:
    """A seller's rhythm always has the shop's zone."""
    return rhythm.timezone or "UTC"
