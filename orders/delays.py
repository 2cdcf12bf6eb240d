"""A delay that both agreed on: the seller proposes a day, the customer says yes or no, and only a yes counts.

What was proposed and answered stands in the order's history, and nowhere else.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from orders import notices
from orders.commands import Outcome
from orders.decide import refusal
from orders.desk import done_before
from orders.errors import BadValue, Conflict
from orders.model import MAX_REASON, Event, Happening, Order, Party, within
from orders.ports import Office, UnitOfWork
from orders.remarks import check_part, remark
from orders.states import ENDED, Actor

#: A delay reaches at most so far ahead, days.
MAX_DAYS = 180

#: What is said about delays; none of it is a step of the order.
ABOUT_DELAYS = frozenset(
    {
        Happening.DELAY_PROPOSED,
        Happening.DELAY_AGREED,
        Happening.DELAY_DECLINED,
        Happening.DELAY_RECORDED,
        Happening.DELAY_OBJECTED,
    }
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A day that waits for the customer's word: of an answer, or (`recorded`) of an objection."""

    #: Version of the event that proposed it.
    version: int
    until: datetime
    recorded: bool = False


def waiting(events: Sequence[Event]) -> Proposal | None:
    """What the customer may answer now: the newest word about a delay, if it is the seller's."""
    for event in reversed(events):
        if event.what in ABOUT_DELAYS:
            until = until_of(event)
            if event.what is Happening.DELAY_PROPOSED:
                return Proposal(event.version, until)
            if event.what is Happening.DELAY_RECORDED:
                return Proposal(event.version, until, recorded=True)
            return None
    return None


def end_of(day: date, timezone: str) -> datetime:
    """The last second of the day there, UTC."""
    return datetime.combine(day, time(23, 59, 59), ZoneInfo(timezone)).astimezone(UTC)


def check_day(day: date, order: Order, timezone: str, now: datetime) -> None:
    """Raises `BadValue` ("delay": "past", "too_far", "no_later") for a day that cannot be agreed on."""
    today = now.astimezone(ZoneInfo(timezone)).date()
    if day <= today:
        raise BadValue("delay", "past")
    if day > today + timedelta(days=MAX_DAYS):
        raise BadValue("delay", "too_far", MAX_DAYS)
    if day < first_day(order, timezone, now):
        raise BadValue("delay", "no_later")


def first_day(order: Order, timezone: str, now: datetime) -> date:
    """The first day that can be agreed on: later than today, and than the day of the present term."""
    terms = (now, order.placed_at, order.production_ends_at, order.agreed_delay_until)
    days = (at.astimezone(ZoneInfo(timezone)).date() for at in terms if at is not None)
    return max(days) + timedelta(days=1)


async def propose(
    office: Office, number: int, by: Party, day: date, *, request_id: str, agreed_by_phone: str = ""
) -> Outcome:
    """The seller asks for a delay until that day, or records that it was agreed on by phone.

    Recorded, it counts at once, and the customer may object. Raises `UnknownOrder`, `NotYours`,
    `NotAllowed`, `BadValue`.
    """
    async with office.store.write() as uow:
        order = await uow.orders.get(number)
        if known := await done_before(uow, order, by, request_id):
            return known
        check_open(order, by, Actor.SELLER)
        now, zone = office.clock.now(), (await uow.people.seller(by.id)).timezone
        check_day(day, order, zone, now)
        note = within(agreed_by_phone, MAX_REASON, "delay_note", required=False)
        until = end_of(day, zone)
        what = Happening.DELAY_RECORDED if note else Happening.DELAY_PROPOSED
        text = until.isoformat() + (f"\n{note}" if note else "")
        counts = until if note else order.agreed_delay_until
        outcome = await _append(office, uow, order, by, what, text, request_id, counts)
    office.wake()
    return outcome


async def answer(
    office: Office, number: int, by: Party, version: int, *, yes: bool, request_id: str
) -> Outcome:
    """The customer agrees, declines, or (a no to what was recorded) objects.

    Raises `UnknownOrder`, `NotYours`, `NotAllowed`, `Conflict` when another word has come since.
    """
    async with office.store.write() as uow:
        order = await uow.orders.get(number)
        if known := await done_before(uow, order, by, request_id):
            return known
        check_open(order, by, Actor.CUSTOMER)
        events = await uow.orders.events(number)
        proposal = waiting(events)
        if proposal is None or proposal.version != version or (proposal.recorded and yes):
            raise Conflict(number, version, order.version)
        text = proposal.until.isoformat()
        until: datetime | None = proposal.until
        what = Happening.DELAY_AGREED
        if not yes:
            what = Happening.DELAY_OBJECTED if proposal.recorded else Happening.DELAY_DECLINED
            until = (
                _agreed_before(events, version) if proposal.recorded else order.agreed_delay_until
            )
        outcome = await _append(office, uow, order, by, what, text, request_id, until)
    office.wake()
    return outcome


async def _append(
    office: Office,
    uow: UnitOfWork,
    order: Order,
    by: Party,
    what: Happening,
    text: str,
    request_id: str,
    until: datetime | None,
) -> Outcome:
    """Write it down; `until` is the delay that counts from now on."""
    now, policy = office.clock.now(), office.policy
    closes = policy.auto_close_at(order.placed_at, order.production_ends_at, until)
    moved = replace(order, agreed_delay_until=until, auto_close_at=closes)
    outcome = await remark(uow, moved, by, what, text, request_id, now)
    after = outcome.order
    # A deadline that moved away finds that out by itself; one that came nearer must be told.
    rows = [notices.told(after, outcome.event), notices.deadline(after, now, policy)]
    await uow.work.add(rows)
    return outcome


def check_open(order: Order, by: Party, actor: Actor) -> None:
    """Raises `NotYours` unless `by` is the order's `actor`, `NotAllowed` when it has ended."""
    check_part(order, by, actor)
    if order.state in ENDED:
        raise refusal(order, "agree_delay", by)


def _agreed_before(events: Sequence[Event], version: int) -> datetime | None:
    """The delay that counted before that event."""
    found: datetime | None = None
    for event in events:
        if event.version >= version:
            break
        if event.what in (Happening.DELAY_AGREED, Happening.DELAY_RECORDED):
            found = until_of(event)
    return found


def until_of(event: Event) -> datetime:
    """The last moment of the day that an event about a delay names."""
    return datetime.fromisoformat(event.text.partition("\n")[0])


def note_of(event: Event) -> str:
    """What the seller wrote about an agreement by phone."""
    return event.text.partition("\n")[2]
