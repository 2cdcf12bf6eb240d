"""Decide what a command does to an order: pure, synchronous, total. No rows, no texts, no clock of its own."""

from dataclasses import dataclass, replace
from datetime import datetime

from orders.commands import Command
from orders.enquiries import Subject
from orders.errors import Conflict, NotAllowed, NotYours, ReasonWanted, UndoTooLate
from orders.model import HAPPENS, MAX_REASON, CancelReason, Event, LastStep, Order, Party, within
from orders.policy import Policy
from orders.states import Action, Actor, FeeReason, Transition, allowed, transition


@dataclass(frozen=True, slots=True)
class Decision:
    """The order after the command, the event to append, and what follows."""

    before: Order
    order: Order
    event: Event
    #: The row that was taken, or None for an Undo.
    step: Transition | None
    #: Who is told with a sound.
    tells: tuple[Actor, ...]
    #: A fee that becomes due.
    fee: FeeReason | None = None
    #: True: a fee that was due is taken back.
    fee_dropped: bool = False


def has_part(about: Subject, party: Party) -> bool:
    """Whether the order (or enquiry) is the party's; the clock and the administration have a part in all."""
    match party.actor:
        case Actor.SELLER:
            return party.id == about.seller_id
        case Actor.CUSTOMER:
            return party.id == about.customer_id
        case Actor.CLOCK | Actor.ADMINISTRATION:
            return True


def decide(order: Order, command: Command, now: datetime, policy: Policy) -> Decision:
    """What `command` does to `order` at `now`.

    Raises `NotYours`, `NotAllowed`, `Conflict`, `ReasonWanted`, `BadValue` or `UndoTooLate`;
    then nothing changes.
    """
    if not has_part(order, command.by):
        raise NotYours(order.number)
    if command.action is Action.UNDO:
        return _undo(order, command, now, policy)
    step = transition(order.state, command.action, command.by.actor)
    if step is None:
        raise refusal(order, command.action, command.by)
    if command.expected_version not in (None, order.version):
        raise Conflict(order.number, command.expected_version or 0, order.version)
    if command.action is Action.EXPIRE and now < order.auto_close_at:
        raise refusal(order, command.action, command.by, "not due yet")
    reason, text = _reason(order, command, step)
    version = order.version + 1
    last = LastStep(command.action, command.by, order.state, now, version, reason, text)
    after = replace(order, state=step.target, version=version, last=last)
    event = Event(
        order.number,
        version,
        HAPPENS[command.action],
        command.by,
        now,
        step.target,
        command.request_id,
        reason,
        text,
    )
    dropped = command.action is Action.VOID
    return Decision(order, after, event, step, step.tells, step.fee, dropped)


def may_undo(order: Order, now: datetime, policy: Policy) -> bool:
    """Whether the order's last step is the seller's own and young enough to be taken back."""
    last = order.last
    return (
        last is not None
        and last.by.actor is Actor.SELLER
        and last.version == order.version
        and now - last.at < policy.undo_window
    )


def _undo(order: Order, command: Command, now: datetime, policy: Policy) -> Decision:
    last = order.last
    if command.by.actor is not Actor.SELLER:
        raise refusal(order, command.action, command.by)
    if command.expected_version not in (None, order.version):
        raise Conflict(order.number, command.expected_version or 0, order.version)
    if last is None or last.by != command.by or last.version != order.version:
        raise refusal(order, command.action, command.by, "nothing to undo")
    if not may_undo(order, now, policy):
        raise UndoTooLate(order.number)
    version = order.version + 1
    event = Event(
        order.number,
        version,
        HAPPENS[Action.UNDO],
        command.by,
        now,
        last.source,
        command.request_id,
        undoes=last.version,
    )
    step = transition(last.source, last.action, last.by.actor)
    had_fee = step is not None and step.fee is not None
    tells = step.tells if step is not None else ()
    after = replace(order, state=last.source, version=version, last=None)
    return Decision(order, after, event, None, tells, None, had_fee)


def _reason(order: Order, command: Command, step: Transition) -> tuple[CancelReason | None, str]:
    text = within(command.text, MAX_REASON, "text", required=False)
    if step.reason and command.reason is None:
        raise ReasonWanted(order.number, command.action)
    if command.reason is CancelReason.OTHER and not text:
        raise ReasonWanted(order.number, command.action)
    return command.reason, text


def refusal(order: Order, action: str, by: Party, why: str = "") -> NotAllowed:
    """That nothing comes of it in this state, with what is legal now for the same person."""
    legal = tuple(str(a) for a in allowed(order.state, by.actor))
    return NotAllowed(order.number, action, order.state, legal, why)
