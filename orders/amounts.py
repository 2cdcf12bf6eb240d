"""What an order costs is changed: by the seller while it is New or Confirmed, as long as the customer does not object.

What it was, what it is and why stands in the order's history, and nowhere else.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from orders.commands import Outcome
from orders.decide import refusal
from orders.desk import done_before
from orders.errors import BadValue, Conflict
from orders.model import MAX_REASON, Event, Happening, Order, Party, within
from orders.money import MAX_MINOR, Money, parse
from orders.ports import Office, UnitOfWork
from orders.remarks import announce, check_part
from orders.states import Actor, State

#: The states in which the two settle it between them. Source: FACTS, the marketplace's rules.
OPEN_TO_CHANGE = frozenset({State.NEW, State.CONFIRMED})

#: What `NotAllowed` calls it: it is no action of the table.
CHANGE_AMOUNT = "change_amount"
#: What the two settle between them.
_SETTLED = frozenset({Happening.AMOUNT_CHANGED, Happening.AMOUNT_OBJECTED})
#: What is said about the amount; none of it is a step of the order.
ABOUT_AMOUNTS = _SETTLED | {
    Happening.AMOUNT_REQUESTED,
    Happening.AMOUNT_WITHDRAWN,
    Happening.AMOUNT_GRANTED,
    Happening.AMOUNT_DECLINED,
}


@dataclass(frozen=True, slots=True)
class Change:
    """From one amount to another, in the same currency."""

    before: Money
    after: Money
    #: The seller's words, or those of who declines; empty for an objection.
    reason: str = ""
    #: The administrator who decided, as their colleagues know them.
    who: str = ""

    @property
    def text(self) -> str:
        """As an event keeps it: both amounts, the currency and who decided, then the reason."""
        who = " ".join(self.who.split())
        head = f"{self.before} {self.after} {self.after.currency} {who}".rstrip()
        return f"{head}\n{self.reason}" if self.reason else head

    @classmethod
    def read(cls, text: str) -> "Change":
        """The other way round."""
        head, _, reason = text.partition("\n")
        before, after, currency, *who = head.split(" ", 3)
        return cls(parse(before, currency), parse(after, currency), reason, "".join(who))

    @property
    def more(self) -> bool:
        """Whether it costs more than before."""
        return self.after.minor > self.before.minor

    @property
    def difference(self) -> Money:
        """Between the two, always above zero."""
        return Money(abs(self.after.minor - self.before.minor), self.after.currency)


def change_of(event: Event) -> Change:
    """What an event about the amount says."""
    return Change.read(event.text)


def contestable(order: Order, events: Sequence[Event]) -> Event | None:
    """The change that the customer may object to: the newest word about the amount, while it is open."""
    if order.state not in OPEN_TO_CHANGE:
        return None
    newest = next((e for e in reversed(events) if e.what in _SETTLED), None)
    return newest if newest is not None and newest.what is Happening.AMOUNT_CHANGED else None


def check_change(order: Order, by: Party, after: Money) -> None:
    """Whether the seller may set this amount.

    Raises `NotYours`, `NotAllowed` in a later state, `BadValue` ("amount": "not_positive", "too_large",
    "same", "other_currency").
    """
    check_open(order, by)
    check_value(order, after)


def check_value(order: Order, after: Money) -> None:
    """Whether the order may cost that at all. Raises `BadValue` as `check_change`."""
    if after.currency != order.amount.currency:
        raise BadValue("amount", "other_currency")
    if after.minor <= 0:
        raise BadValue("amount", "not_positive")
    if after.minor > MAX_MINOR:
        raise BadValue("amount", "too_large", MAX_MINOR)
    if after == order.amount:
        raise BadValue("amount", "same")


def check_open(order: Order, by: Party) -> None:
    """Raises `NotYours` unless `by` is the order's seller, `NotAllowed` once it is paid or has ended."""
    check_part(order, by, Actor.SELLER)
    _check_state(order, by)


async def change(
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
    """The seller sets the amount; the customer is told, and may object.

    `before` and `version`: what the seller saw. Idempotent per `request_id`. Raises `UnknownOrder`,
    `NotYours`, `NotAllowed`, `BadValue` ("amount", "amount_reason"), `Conflict` where the amount has
    changed since.
    """
    async with office.store.write() as uow:
        order = await uow.orders.get(number)
        if known := await done_before(uow, order, by, request_id):
            return known
        check_part(order, by, Actor.SELLER)
        if order.amount != before:
            raise Conflict(number, version, order.version)
        check_change(order, by, after)
        said = Change(before, after, within(reason, MAX_REASON, "amount_reason"))
        what = Happening.AMOUNT_CHANGED
        outcome = await _append(office, uow, order, by, what, said, request_id)
    office.wake()
    return outcome


async def object_to(
    office: Office, number: int, by: Party, version: int, *, request_id: str
) -> Outcome:
    """The customer does not agree to the change of that version: the amount is again what it was.

    Idempotent per `request_id`. Raises `UnknownOrder`, `NotYours`, `NotAllowed`, `Conflict` when
    another word has come since.
    """
    async with office.store.write() as uow:
        order = await uow.orders.get(number)
        if known := await done_before(uow, order, by, request_id):
            return known
        check_part(order, by, Actor.CUSTOMER)
        _check_state(order, by)
        changed = contestable(order, await uow.orders.events(number))
        if changed is None or changed.version != version:
            raise Conflict(number, version, order.version)
        back = Change(order.amount, change_of(changed).before)
        what = Happening.AMOUNT_OBJECTED
        outcome = await _append(office, uow, order, by, what, back, request_id)
    office.wake()
    return outcome


def _check_state(order: Order, by: Party) -> None:
    if order.state not in OPEN_TO_CHANGE:
        raise refusal(order, CHANGE_AMOUNT, by)


async def _append(
    office: Office,
    uow: UnitOfWork,
    order: Order,
    by: Party,
    what: Happening,
    said: Change,
    request_id: str,
) -> Outcome:
    now = office.clock.now()
    changed = replace(order, amount=said.after)
    return await announce(uow, changed, by, what, said.text, request_id, now)
