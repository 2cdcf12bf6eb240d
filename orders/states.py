"""The one table: from which state, by which action, by whom, to which state.

It does not decide (see `orders.decide`) and knows no channel, button or text: those are generated from it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where an order stands; the values are CONTRACT's statuses."""

    NEW = "new"
    CONFIRMED = "confirmed"
    PAID = "paid"
    SENT = "sent"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class Action(StrEnum):
    """What somebody may do to an order; the values appear in buttons, HTTP and history."""

    APPROVE = "approve"
    MARK_PAID = "mark_paid"
    MARK_SENT = "mark_sent"
    CLOSE = "close"
    CANCEL = "cancel"
    #: The clock's: the order's auto-close deadline has passed.
    EXPIRE = "expire"
    #: The administration's: a closed order was not a sale after all; its fee is credited.
    VOID = "void"
    #: The administration's: a cancelled order was really sold; it is charged.
    RESTORE = "restore"
    #: The seller's: take back the last step within `Policy.undo_window`. Not a row: the inverse of one.
    UNDO = "undo"


class Actor(StrEnum):
    """Who acts. The clock and the administration go through the same door as people."""

    SELLER = "seller"
    CUSTOMER = "customer"
    CLOCK = "clock"
    ADMINISTRATION = "administration"


class FeeReason(StrEnum):
    """Why a fee is due."""

    #: The seller closed the order: the deal succeeded.
    SALE = "sale"
    #: Nobody closed or cancelled it in time: it counts as closed.
    EXPIRED = "expired"
    #: The administration found that a cancelled order was sold.
    RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class Transition:
    """One legal step."""

    source: State
    action: Action
    actor: Actor
    target: State
    #: Who is told by a message that rings (cards change for everyone regardless).
    tells: tuple[Actor, ...] = ()
    #: Set: the step makes the seller's fee due.
    fee: FeeReason | None = None
    #: True: the step is refused without a reason.
    reason: bool = False


T, S, A, W = Transition, State, Action, Actor

#: Sources: CONTRACT "Statuses and the seller's buttons"; FACTS "The marketplace's rules".
TRANSITIONS: tuple[Transition, ...] = (
    T(S.NEW, A.APPROVE, W.SELLER, S.CONFIRMED, tells=(W.CUSTOMER,)),
    T(S.NEW, A.CANCEL, W.SELLER, S.CANCELLED, tells=(W.CUSTOMER,), reason=True),
    T(S.NEW, A.CANCEL, W.CUSTOMER, S.CANCELLED, tells=(W.SELLER,)),
    T(S.CONFIRMED, A.MARK_PAID, W.SELLER, S.PAID, tells=(W.CUSTOMER,)),
    T(S.CONFIRMED, A.CANCEL, W.SELLER, S.CANCELLED, tells=(W.CUSTOMER,), reason=True),
    T(S.PAID, A.MARK_SENT, W.SELLER, S.SENT, tells=(W.CUSTOMER,)),
    T(S.PAID, A.CLOSE, W.SELLER, S.CLOSED, tells=(W.CUSTOMER,), fee=FeeReason.SALE),
    T(S.PAID, A.CANCEL, W.SELLER, S.CANCELLED, tells=(W.CUSTOMER,), reason=True),
    T(S.SENT, A.CLOSE, W.SELLER, S.CLOSED, tells=(W.CUSTOMER,), fee=FeeReason.SALE),
    T(S.SENT, A.CANCEL, W.SELLER, S.CANCELLED, tells=(W.CUSTOMER,), reason=True),
    *(
        T(s, A.EXPIRE, W.CLOCK, S.CLOSED, tells=(W.SELLER, W.CUSTOMER), fee=FeeReason.EXPIRED)
        for s in (S.NEW, S.CONFIRMED, S.PAID, S.SENT)
    ),
    *(
        T(s, A.CANCEL, W.ADMINISTRATION, S.CANCELLED, tells=(W.SELLER, W.CUSTOMER), reason=True)
        for s in (S.NEW, S.CONFIRMED, S.PAID, S.SENT)
    ),
    T(S.CLOSED, A.VOID, W.ADMINISTRATION, S.CANCELLED, tells=(W.SELLER,), reason=True),
    T(
        S.CANCELLED,
        A.RESTORE,
        W.ADMINISTRATION,
        S.CLOSED,
        tells=(W.SELLER,),
        fee=FeeReason.RESTORED,
        reason=True,
    ),
)

#: The states in which an order has ended for everyone but the administration.
ENDED = frozenset({State.CLOSED, State.CANCELLED})

_BY_KEY = {(t.source, t.action, t.actor): t for t in TRANSITIONS}


def transition(state: State, action: Action, actor: Actor) -> Transition | None:
    """The row for this step, or None when the step is not legal."""
    return _BY_KEY.get((state, action, actor))


def allowed(state: State, actor: Actor) -> tuple[Action, ...]:
    """Actions open to `actor` in `state`, in the table's order (the order of the buttons)."""
    return tuple(t.action for t in TRANSITIONS if t.source is state and t.actor is actor)


class BadTable(Exception):
    """The table of transitions contradicts itself; the message names the first contradiction."""


def check_table(rows: Iterable[Transition] = TRANSITIONS) -> None:
    """Refuse a table with two rows for one step, an unreachable state or a dead end; run at start-up.

    Raises `BadTable`.
    """
    table = tuple(rows)
    keys = [(t.source, t.action, t.actor) for t in table]
    if doubled := sorted({k for k in keys if keys.count(k) > 1}):
        raise BadTable(f"two rows for {', '.join(doubled[0])}")
    reached = {State.NEW}
    while fresh := {t.target for t in table if t.source in reached} - reached:
        reached |= fresh
    if lost := [s for s in State if s not in reached]:
        raise BadTable(f"state {lost[0]} cannot be reached from new")
    for state in State:
        by = {t.actor for t in table if t.source is state}
        if state not in ENDED and Actor.SELLER not in by:
            raise BadTable(f"state {state} is a dead end for the seller")
        if state in ENDED and by - {Actor.ADMINISTRATION}:
            raise BadTable(f"state {state} has ended but is not the end")
    if unpaid := [t for t in table if t.target is State.CLOSED and t.fee is None]:
        raise BadTable(f"{unpaid[0].source} is closed by {unpaid[0].actor} without a fee")
