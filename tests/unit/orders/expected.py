"""What CONTRACT says about statuses, written down a second time, by hand. It imports no rule."""

from orders.states import Action, Actor, FeeReason, State

_GRID = """
actor          action     new       confirmed paid      sent      closed    cancelled
seller         approve    confirmed -         -         -         -         -
seller         mark_paid  -         paid      -         -         -         -
seller         mark_sent  -         -         sent      -         -         -
seller         close      -         -         closed    closed    -         -
seller         cancel     cancelled cancelled cancelled cancelled -         -
customer       cancel     cancelled -         -         -         -         -
clock          expire     closed    closed    closed    closed    -         -
administration cancel     cancelled cancelled cancelled cancelled -         -
administration void       -         -         -         -         cancelled -
administration restore    -         -         -         -         -         closed
"""

_HEAD, *_ROWS = (line.split() for line in _GRID.strip().splitlines())

#: Where each legal step leads; what is not here is not legal. Undo is no step: it has its own rules.
TARGETS: dict[tuple[State, Action, Actor], State] = {
    (State(source), Action(row[1]), Actor(row[0])): State(target)
    for row in _ROWS
    for source, target in zip(_HEAD[2:], row[2:], strict=True)
    if target != "-"
}

#: Who is told with a sound, by who acts and what they do.
TOLD: dict[tuple[Actor, Action], set[Actor]] = {
    (Actor.SELLER, Action.APPROVE): {Actor.CUSTOMER},
    (Actor.SELLER, Action.MARK_PAID): {Actor.CUSTOMER},
    (Actor.SELLER, Action.MARK_SENT): {Actor.CUSTOMER},
    (Actor.SELLER, Action.CLOSE): {Actor.CUSTOMER},
    (Actor.SELLER, Action.CANCEL): {Actor.CUSTOMER},
    (Actor.CUSTOMER, Action.CANCEL): {Actor.SELLER},
    (Actor.CLOCK, Action.EXPIRE): {Actor.SELLER, Actor.CUSTOMER},
    (Actor.ADMINISTRATION, Action.CANCEL): {Actor.SELLER, Actor.CUSTOMER},
    (Actor.ADMINISTRATION, Action.VOID): {Actor.SELLER},
    (Actor.ADMINISTRATION, Action.RESTORE): {Actor.SELLER},
}

#: Every way of closing makes the fee due, and says why.
FEES: dict[Action, FeeReason] = {
    Action.CLOSE: FeeReason.SALE,
    Action.EXPIRE: FeeReason.EXPIRED,
    Action.RESTORE: FeeReason.RESTORED,
}

#: Steps that are refused without a reason.
REASONED: set[tuple[Actor, Action]] = {
    (Actor.SELLER, Action.CANCEL),
    (Actor.ADMINISTRATION, Action.CANCEL),
    (Actor.ADMINISTRATION, Action.VOID),
    (Actor.ADMINISTRATION, Action.RESTORE),
}

#: The seller's buttons in CONTRACT's order.
BUTTONS: dict[State, tuple[Action, ...]] = {
    State.NEW: (Action.APPROVE, Action.CANCEL),
    State.CONFIRMED: (Action.MARK_PAID, Action.CANCEL),
    State.PAID: (Action.MARK_SENT, Action.CLOSE, Action.CANCEL),
    State.SENT: (Action.CLOSE, Action.CANCEL),
    State.CLOSED: (),
    State.CANCELLED: (),
}
