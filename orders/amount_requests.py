"""Another amount once the order is paid: the seller asks, an administrator decides, and the fee follows.

What was asked, and what became of it, stands in the order's history, and nowhere else.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from orders import notices, oversight
from orders.amounts import Change, change_of, check_value
from orders.commands import Outcome
from orders.decide import refusal
from orders.desk import done_before
from orders.errors import Conflict, NotYours, OrderError
from orders.model import MAX_REASON, Event, Happening, Order, Party, within
from orders.money import Money
from orders.ports import Office, UnitOfWork
from orders.remarks import check_part, remark
from orders.states import Actor, State
from orders.work import NewWork

#: The states in which the administration decides. Source: FACTS, the marketplace's rules.
BY_REQUEST = frozenset({State.PAID, State.SENT, State.CLOSED})
#: What `NotAllowed` calls it: it is no action of the table.
REQUEST_AMOUNT = "request_amount"
#: What ends a request.
DECIDED = frozenset({Happening.AMOUNT_GRANTED, Happening.AMOUNT_DECLINED})
#: Everything about a request.
ABOUT_REQUESTS = DECIDED | {Happening.AMOUNT_REQUESTED, Happening.AMOUNT_WITHDRAWN}


@dataclass(eq=False)
class RequestOver(OrderError):
    """The request was decided or taken back before: `what` happened, by `who`, at `at`."""

    number: int
    what: Happening
    who: str
    at: datetime

    def __str__(self) -> str:
        return f"order {self.number}: request is over, {self.what} by {self.who or 'the seller'}"


@dataclass(eq=False)
class RequestWaits(OrderError):
    """The order has a request that nobody has decided yet."""

    number: int

    def __str__(self) -> str:
        return f"order {self.number}: an amount was asked for already, nobody has decided"


def latest(events: Sequence[Event]) -> Event | None:
    """The newest word about a request: what was asked for, or what became of it."""
    return next((event for event in reversed(events) if event.what in ABOUT_REQUESTS), None)


def waiting(order: Order, events: Sequence[Event]) -> Event | None:
    """The request that waits for a decision."""
    newest = latest(events)
    waits = newest is not None and newest.what is Happening.AMOUNT_REQUESTED
    return newest if waits and order.state in BY_REQUEST else None


def check_request(order: Order, events: Sequence[Event], by: Party) -> None:
    """Whether the seller may ask. Raises `NotYours`, `NotAllowed`, `RequestWaits`."""
    check_part(order, by, Actor.SELLER)
    if order.state not in BY_REQUEST:
        raise refusal(order, REQUEST_AMOUNT, by)
    if waiting(order, events) is not None:
        raise RequestWaits(order.number)


async def request(
    office: Office,
    number: int,
    by: Party,
    after: Money,
    reason: str,
    *,
    before: Money,
    version: int,
    request_id: str,
) -> Outcome:
    """The seller asks the administration; each administrator is told, with a sound.

    `before` and `version`: what the seller saw. Idempotent per `request_id`. Raises `UnknownOrder`,
    `NotYours`, `NotAllowed`, `RequestWaits`, `BadValue` ("amount", "amount_reason"), `Conflict` where
    the amount has changed since.
    """
    async with office.store.write() as uow:
        order = await uow.orders.get(number)
        if known := await done_before(uow, order, by, request_id):
            return known
        check_request(order, await uow.orders.events(number), by)
        if order.amount != before:
            raise Conflict(number, version, order.version)
        check_value(order, after)
        said = Change(before, after, within(reason, MAX_REASON, "amount_reason"))
        what = Happening.AMOUNT_REQUESTED
        outcome = await _remark(office, uow, order, by, what, said, request_id)
    office.wake()
    return outcome


async def withdraw(
    office: Office, number: int, by: Party, version: int, *, request_id: str
) -> Outcome:
    """The seller takes the request of that version back.

    Raises `UnknownOrder`, `NotYours`, `RequestOver`, `Conflict`.
    """
    async with office.store.write() as uow:
        order = await uow.orders.get(number)
        if known := await done_before(uow, order, by, request_id):
            return known
        check_part(order, by, Actor.SELLER)
        asked = await _standing(uow, order, version)
        said = replace(change_of(asked), reason="")
        what = Happening.AMOUNT_WITHDRAWN
        outcome = await _remark(office, uow, order, by, what, said, request_id)
    office.wake()
    return outcome


async def check_decide(office: Office, number: int, by: Party, version: int) -> None:
    """Whether there is something to decide. Raises as `decide`."""
    async with office.store.read() as uow:
        order = await uow.orders.get(number)
        _check_administrator(office, order, by)
        await _standing(uow, order, version)


async def decide(
    office: Office,
    number: int,
    by: Party,
    version: int,
    *,
    granted: bool,
    who: str,
    why: str = "",
    request_id: str,
) -> Outcome:
    """An administrator (`who`: their name) decides; a granted amount is the order's, and its fee follows.

    The first decision holds. Raises `UnknownOrder`, `NotYours` for who is no administrator,
    `RequestOver`, `Conflict`, `BadValue` ("amount_reason").
    """
    async with office.store.write() as uow:
        order = await uow.orders.get(number)
        _check_administrator(office, order, by)
        if known := await done_before(uow, order, by, request_id):
            return known
        asked = change_of(await _standing(uow, order, version))
        if granted and order.amount != asked.before:
            raise Conflict(number, version, order.version)
        told = asked.reason if granted else within(why, MAX_REASON, "amount_reason", required=False)
        said = replace(asked, reason=told, who=who)
        what = Happening.AMOUNT_GRANTED if granted else Happening.AMOUNT_DECLINED
        after = replace(order, amount=said.after) if granted else order
        outcome = await _remark(office, uow, after, by, what, said, request_id)
        await uow.work.add(_told(outcome, granted=granted))
        if granted:
            await _reckon(uow, outcome.order)
    office.wake()
    return outcome


def _told(outcome: Outcome, *, granted: bool) -> list[NewWork]:
    """The seller hears the decision; the customer hears what the order costs now."""
    order, event = outcome.order, outcome.event
    to = [notices.seller_of(order), *([notices.customer_of(order)] if granted else [])]
    return [notices.told_to(order, event, party) for party in to]


async def _reckon(uow: UnitOfWork, order: Order) -> None:
    """A fee that is due is that of the new amount, by the plan that the order was placed under."""
    fee = await uow.fees.of(order.number)
    if fee is not None:
        await uow.fees.drop(order.number)
        await uow.fees.due(replace(fee, charge=order.charge))


async def _standing(uow: UnitOfWork, order: Order, version: int) -> Event:
    """The request of that version, which waits. Raises `RequestOver`, `Conflict`."""
    events = await uow.orders.events(order.number)
    asked = waiting(order, events)
    if asked is not None and asked.version == version:
        return asked
    later = next((e for e in events if e.version > version and e.what in ABOUT_REQUESTS), None)
    if later is None or later.what is Happening.AMOUNT_REQUESTED:
        raise Conflict(order.number, version, order.version)
    raise RequestOver(order.number, later.what, change_of(later).who, later.at)


def _check_administrator(office: Office, order: Order, by: Party) -> None:
    if by.actor is not Actor.ADMINISTRATION or by.id not in office.administrators:
        raise NotYours(order.number)


async def _remark(
    office: Office,
    uow: UnitOfWork,
    order: Order,
    by: Party,
    what: Happening,
    said: Change,
    request_id: str,
) -> Outcome:
    outcome = await remark(uow, order, by, what, said.text, request_id, office.clock.now())
    await uow.work.add(oversight.rows(office, outcome.order, outcome.event))
    return outcome
