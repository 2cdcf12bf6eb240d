"""A second opinion of the rules, for random tests: what should come of a command. It imports no rule."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from orders.commands import Command
from orders.errors import (
    BadValue,
    Conflict,
    NotAllowed,
    NotYours,
    OrderError,
    ReasonWanted,
    UndoTooLate,
)
from orders.model import MAX_REASON, CancelReason, Party
from orders.states import Action, State
from tests.unit.orders.examples import ADMINISTRATION, CLOCK
from tests.unit.orders.expected import REASONED, TARGETS

UNDO_WINDOW = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Known:
    """What an order should be like, kept by hand."""

    number: int
    seller: Party
    customer: Party
    closes_at: datetime
    state: State = State.NEW
    version: int = 1
    #: The former state and when it was left, while the last step is the seller's own.
    undoable: tuple[State, datetime] | None = None


def foresee(known: Known, asked: Command, now: datetime) -> Known | type[OrderError]:
    """What should come of a command: the order as it then is, or the kind of refusal."""
    if asked.by not in (known.seller, known.customer, CLOCK, ADMINISTRATION):
        return NotYours
    stale = asked.expected_version not in (None, known.version)
    if asked.action is Action.UNDO:
        return _foresee_undo(known, asked, now, stale)
    target = TARGETS.get((known.state, asked.action, asked.by.actor))
    if target is None:
        return NotAllowed
    if stale:
        return Conflict
    if asked.action is Action.EXPIRE and now < known.closes_at:
        return NotAllowed
    undoable = (known.state, now) if asked.by == known.seller else None
    moved = replace(known, version=known.version + 1, state=target, undoable=undoable)
    return _foresee_words(asked) or moved


def _foresee_undo(
    known: Known, asked: Command, now: datetime, stale: bool
) -> Known | type[OrderError]:
    if asked.by != known.seller:
        return NotAllowed
    if stale:
        return Conflict
    if known.undoable is None:
        return NotAllowed
    former, left_at = known.undoable
    if now >= left_at + UNDO_WINDOW:
        return UndoTooLate
    return replace(known, version=known.version + 1, state=former, undoable=None)


def _foresee_words(asked: Command) -> type[OrderError] | None:
    if len(asked.text) > MAX_REASON:
        return BadValue
    if asked.reason is None and (asked.by.actor, asked.action) in REASONED:
        return ReasonWanted
    if asked.reason is CancelReason.OTHER and not asked.text.strip():
        return ReasonWanted
    return None
