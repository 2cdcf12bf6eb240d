"""From one way to the next: what is written when something did not reach a person. It sends nothing."""

from datetime import datetime, timedelta

from orders.model import Party
from orders.policy import Policy
from orders.ports import Effect, Office, UnitOfWork
from orders.reach import Reach
from orders.routes import URGENT, onward
from orders.sendings import Because, Sending, SmsFate
from orders.states import Actor, State
from orders.work import Kind, NewWork, Priority, Topic, Work

#: Why a row waits while Telegram does not answer.
OUT_OF_REACH = "Telegram is out of reach"


async def telegram_is_back(office: Office) -> None:
    """What waited until Telegram answers again is due now."""
    async with office.store.write() as uow:
        await uow.work.recall(Kind.TELEGRAM, OUT_OF_REACH, office.clock.now())
    office.wake()


async def next_way(
    uow: UnitOfWork, work: Work, because: Because, policy: Policy, at: datetime
) -> NewWork | None:
    """The row by which it goes the next way; None: there is none."""
    reach = await _reach(uow, work)
    return None if reach is None else onward(work, because, reach, policy, at)


async def past_telegram(
    uow: UnitOfWork, work: Work, policy: Policy, at: datetime
) -> NewWork | None:
    """The same for somebody whom Telegram does not reach at all."""
    reach = await _reach(uow, work)
    if reach is None:
        return None
    because = Because.BLOCKED if reach.blocked or reach.telegram else Because.NO_TELEGRAM
    return onward(work, because, reach, policy, at)


async def _reach(uow: UnitOfWork, work: Work) -> Reach | None:
    if work.to.actor not in (Actor.SELLER, Actor.CUSTOMER):
        return None
    return await uow.reaches.of(work.to, work.order_number)


def hand_on(row: NewWork | None) -> Effect | None:
    """Write the row of the next way in the transaction that completes the one before."""
    if row is None:
        return None

    async def follow(uow: UnitOfWork) -> None:
        await uow.work.add([row])

    return follow


async def stand_by(office: Office, work: Work) -> None:
    """Telegram does not answer: unless it does soon, what is urgent goes another way."""
    if work.topic not in URGENT:
        return
    policy, now = office.policy, office.clock.now()
    async with office.store.write() as uow:
        at = now + policy.out_of_reach_after
        found = await next_way(uow, work, Because.OUT_OF_REACH, policy, at)
        if found is not None:
            await uow.work.add([found])
    office.wake()


def unopened(to: Party, number: int, placed_at: datetime, policy: Policy) -> NewWork:
    """Look whether the seller has looked at a new order, when they should have."""
    return NewWork(
        Kind.SMS,
        Topic.UNOPENED,
        to,
        placed_at + policy.unopened_after,
        Priority.NOW,
        number,
        details={"because": Because.UNOPENED.value},
    )


async def still_unopened(uow: UnitOfWork, work: Work) -> str | None:
    """Why nobody needs to be told another way; None: the seller has not looked.

    Whatever they did in Telegram since the order came, the card was before their eyes.
    """
    number = work.order_number or 0
    order = await uow.orders.get(number)
    if order.state is not State.NEW:
        return f"order is {order.state}"
    if await uow.sendings.told(work.to, number, Topic.CARD, kind=Kind.SMS) is not None:
        return "an SMS has told them"
    if not (await uow.reaches.of(work.to)).telegram:
        return "Telegram does not reach them: they were told another way at once"
    if await uow.inbox.heard(await _lanes(uow, work.to), order.placed_at):
        return "they have been in Telegram since"
    return None


async def _lanes(uow: UnitOfWork, seller: Party) -> list[str]:
    """Where the shop's people tap and write (see `handlers.telegram.intake.lane`)."""
    owner = (await uow.people.seller(seller.id)).telegram_id
    group = (await uow.venues.of(seller.id)).group_id
    people = [each.telegram_id for each in await uow.venues.assistants(seller.id)]
    return [f"chat:{chat}" for chat in (owner, group, *people) if chat is not None]


def fate_of(sid: str, to: Party, at: datetime, number: int | None) -> NewWork:
    """Look at `at` what became of an SMS; looking twice is once."""
    return NewWork(
        Kind.SMS,
        Topic.FATE,
        to,
        at,
        Priority.NOW,
        number,
        merge_key=_fate_key(sid),
        details={"because": Because.SMS_SILENT.value, "sid": sid},
    )


async def look_later(uow: UnitOfWork, sending: Sending, wait: timedelta) -> None:
    """Look what became of an SMS that is remembered now: after `wait`, or at once where it is known to be lost.

    A report may have been faster than we.
    """
    known = next((s.fate for s in await uow.sendings.by_sid(sending.sid)), None)
    if known is not None and known.has_arrived:
        return
    at = sending.at if known is not None and known.is_lost else sending.at + wait
    await uow.work.add([fate_of(sending.sid, sending.to, at, sending.order_number)])


async def report(office: Office, sid: str, fate: SmsFate, error: str = "") -> bool:
    """What Twilio says of an SMS, whenever and how often it does; whether it was news.

    A lost one goes the next way at once; one that has arrived needs no more looking.
    """
    now = office.clock.now()
    async with office.store.write() as uow:
        news = await uow.sendings.report(sid, fate, error, now)
        if news and fate is SmsFate.DELIVERED:
            await uow.work.withdraw(_fate_key(sid))
        if news and fate.is_lost:
            sendings = await uow.sendings.by_sid(sid)
            await uow.work.add([fate_of(sid, s.to, now, s.order_number) for s in sendings[:1]])
    if news and fate.is_lost:
        office.wake()
    return news


def after_sms(
    sending: Sending, because: Because, reach: Reach, policy: Policy, at: datetime
) -> NewWork | None:
    """The row by which what an SMS did not bring goes by e-mail; None: it cannot."""
    sent = Work(
        0,
        Kind.SMS,
        sending.topic,
        sending.to,
        at,
        Priority.NOW,
        sending.order_number,
        sending.event,
        sending.details,
        0,
        "",
        sending.at,
    )
    return onward(sent, because, reach, policy, at)


def meanwhile(to: Party, at: datetime) -> NewWork:
    """Say once, in Telegram, which orders came while it was out of reach."""
    return NewWork(
        Kind.TELEGRAM,
        Topic.MEANWHILE,
        to,
        at,
        Priority.NOTICE,
        merge_key=f"meanwhile:{to.actor}:{to.id}",
    )


def _fate_key(sid: str) -> str:
    return f"fate:{sid}"
