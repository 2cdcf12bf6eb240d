"""`decide`, cell by cell: state x action x actor, versions, reasons, and Undo's window."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from orders.decide import decide, has_part, may_undo
from orders.errors import (
    BadValue,
    Conflict,
    NotAllowed,
    NotYours,
    OrderError,
    ReasonWanted,
    UndoTooLate,
)
from orders.model import HAPPENS, MAX_REASON, CancelReason, Happening, LastStep, Order, Party
from orders.policy import Policy
from orders.states import Action, Actor, FeeReason, State
from tests.unit.orders.examples import (
    ADMINISTRATION,
    CLOCK,
    CUSTOMER,
    NOW,
    OTHER_CUSTOMER,
    OTHER_SELLER,
    PARTIES,
    SELLER,
    command,
    order,
    stepped,
)
from tests.unit.orders.expected import BUTTONS, FEES, REASONED, TARGETS, TOLD

POLICY = Policy()
#: Late enough for the clock; every other actor may act at any time.
LATE = NOW + timedelta(days=14)
CELLS = [(s, a, w) for s in State for a in Action if a is not Action.UNDO for w in Actor]


@pytest.mark.parametrize(("state", "action", "actor"), CELLS)
def test_every_cell_of_the_table(state: State, action: Action, actor: Actor) -> None:
    """A legal step leads where CONTRACT says and is written down whole; any other is refused."""
    before, by = order(state, version=4), PARTIES[actor]
    asked = command(action, by, version=4, text="as agreed")
    target = TARGETS.get((state, action, actor))
    if target is None:
        with pytest.raises(NotAllowed) as caught:
            decide(before, asked, LATE, POLICY)
        assert (caught.value.action, caught.value.state) == (action, state)
        assert action not in caught.value.allowed
        return
    decision = decide(before, asked, LATE, POLICY)
    reason = CancelReason.CHANGED_MIND
    last = LastStep(action, by, state, LATE, 5, reason, "as agreed")
    assert decision.order == replace(before, state=target, version=5, last=last)
    assert (decision.event.what, decision.event.state) == (HAPPENS[action], target)
    assert (decision.event.version, decision.event.by, decision.event.at) == (5, by, LATE)
    assert (decision.event.reason, decision.event.text) == (reason, "as agreed")
    assert decision.event.undoes is None
    assert set(decision.tells) == TOLD[actor, action]
    assert decision.fee is FEES.get(action)
    assert decision.fee_dropped == (action is Action.VOID)


@pytest.mark.parametrize("state", State)
def test_a_refusal_names_what_is_possible_instead(state: State) -> None:
    """The seller who asks for the impossible learns which buttons there are."""
    with pytest.raises(NotAllowed) as caught:
        decide(order(state), command(Action.EXPIRE), NOW, POLICY)
    assert caught.value.allowed == BUTTONS[state]


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("stranger", [OTHER_SELLER, OTHER_CUSTOMER], ids=["seller", "customer"])
def test_a_stranger_moves_nothing(stranger: Party, action: Action) -> None:
    """Whoever has no part in the order is told so before anything about its state."""
    before = stepped(order(), Action.APPROVE, SELLER, NOW, State.CONFIRMED)
    with pytest.raises(NotYours):
        decide(before, command(action, stranger, version=99), NOW, POLICY)


def test_roles_are_not_mixed_up() -> None:
    """A seller whose id happens to be the customer's is still nobody's customer."""
    mine = replace(order(), seller_id=7, customer_id=8)
    assert not has_part(mine, Party(Actor.SELLER, 8))
    assert not has_part(mine, Party(Actor.CUSTOMER, 7))
    assert has_part(mine, CLOCK)
    assert has_part(mine, ADMINISTRATION)


@pytest.mark.parametrize("version", [1, 2, 4, 99])
@pytest.mark.parametrize("action", [Action.APPROVE, Action.UNDO])
def test_another_version_is_a_conflict(action: Action, version: int) -> None:
    """A card that shows another version than the order's decides nothing."""
    before = replace(order(version=3), last=LastStep(Action.CLOSE, SELLER, State.PAID, NOW, 3))
    with pytest.raises(Conflict) as caught:
        decide(before, command(action, version=version), NOW, POLICY)
    assert (caught.value.expected, caught.value.actual) == (version, 3)


def test_a_repeated_tap_reads_as_done_rather_than_as_a_conflict() -> None:
    """Marked paid twice from one card: the second learns the state, not that "something" changed."""
    paid = stepped(order(State.CONFIRMED), Action.MARK_PAID, SELLER, NOW, State.PAID)
    with pytest.raises(NotAllowed):
        decide(paid, command(Action.MARK_PAID, version=1), NOW, POLICY)


@pytest.mark.parametrize(("actor", "action"), sorted(REASONED))
def test_some_steps_need_a_reason(actor: Actor, action: Action) -> None:
    """Cancelling for somebody else, and the administration's corrections, are never silent."""
    state = next(s for s, a, w in TARGETS if (w, a) == (actor, action))
    asked = command(action, PARTIES[actor], reason=None, text="words alone are no reason")
    with pytest.raises(ReasonWanted):
        decide(order(state), asked, NOW, POLICY)


@pytest.mark.parametrize("text", ["", "  \n "])
def test_another_reason_must_be_told(text: str) -> None:
    """The reason "other" without words is no reason."""
    asked = command(Action.CANCEL, reason=CancelReason.OTHER, text=text)
    with pytest.raises(ReasonWanted):
        decide(order(), asked, NOW, POLICY)


def test_the_customer_owes_no_reason() -> None:
    """A customer may withdraw a new request without saying why."""
    decision = decide(order(), command(Action.CANCEL, CUSTOMER, reason=None), NOW, POLICY)
    assert (decision.order.state, decision.event.reason) == (State.CANCELLED, None)


@pytest.mark.parametrize(
    ("text", "why"), [("x" * (MAX_REASON + 1), "too_long"), ("a\x00b", "control_character")]
)
def test_an_impossible_text_is_refused(text: str, why: str) -> None:
    """The text of a reason has the limits of every text."""
    with pytest.raises(BadValue) as caught:
        decide(order(), command(Action.CANCEL, text=text), NOW, POLICY)
    assert caught.value.why == why


def test_the_clock_may_not_come_early() -> None:
    """Auto-close happens at its deadline, not a microsecond before."""
    before = order(State.SENT)
    early = before.auto_close_at - timedelta(microseconds=1)
    with pytest.raises(NotAllowed, match="not due yet"):
        decide(before, command(Action.EXPIRE, CLOCK), early, POLICY)
    assert decide(before, command(Action.EXPIRE, CLOCK), before.auto_close_at, POLICY).fee


SELLERS_STEPS = sorted((s, a) for s, a, w in TARGETS if w is Actor.SELLER)


@pytest.mark.parametrize(("state", "action"), SELLERS_STEPS)
def test_undo_restores_the_former_state(state: State, action: Action) -> None:
    """Undo is a step of its own: one version more, the former state, the same people told."""
    before = order(state, version=2)
    done = decide(before, command(action), NOW, POLICY)
    undone = decide(done.order, command(Action.UNDO), NOW + timedelta(seconds=5), POLICY)
    assert undone.order == replace(before, version=4, last=None)
    assert (undone.event.what, undone.event.undoes) == (Happening.UNDONE, 3)
    assert undone.event.state is state
    assert undone.tells == done.tells
    assert undone.step is None


@pytest.mark.parametrize("state", [State.PAID, State.SENT])
def test_undo_takes_the_fee_back(state: State) -> None:
    """An undone sale owes nothing."""
    closed = decide(order(state), command(Action.CLOSE), NOW, POLICY)
    assert closed.fee is FeeReason.SALE
    undone = decide(closed.order, command(Action.UNDO), NOW, POLICY)
    assert (undone.fee, undone.fee_dropped) == (None, True)


def test_undo_of_a_step_without_a_fee_drops_none() -> None:
    """Only a sale's Undo touches fees."""
    approved = decide(order(), command(Action.APPROVE), NOW, POLICY)
    assert not decide(approved.order, command(Action.UNDO), NOW, POLICY).fee_dropped


APPROVED = stepped(order(), Action.APPROVE, SELLER, NOW, State.CONFIRMED)


@pytest.mark.parametrize(
    ("after_s", "possible"), [(0, True), (59.999, True), (60, False), (60.001, False)]
)
def test_undo_has_sixty_seconds(after_s: float, possible: bool) -> None:
    """The window is open for less than 60 s, to the millisecond; the button follows the rule."""
    at = NOW + timedelta(seconds=after_s)
    assert may_undo(APPROVED, at, POLICY) is possible
    if possible:
        assert decide(APPROVED, command(Action.UNDO), at, POLICY).order.state is State.NEW
        return
    with pytest.raises(UndoTooLate):
        decide(APPROVED, command(Action.UNDO), at, POLICY)


def test_nothing_is_undone_twice() -> None:
    """After Undo there is no last step; the step before it stays."""
    once = decide(APPROVED, command(Action.UNDO), NOW, POLICY).order
    assert not may_undo(once, NOW, POLICY)
    with pytest.raises(NotAllowed, match="nothing to undo"):
        decide(once, command(Action.UNDO), NOW, POLICY)


@pytest.mark.parametrize("by", [CUSTOMER, CLOCK, ADMINISTRATION], ids=lambda p: str(p.actor))
def test_undo_is_the_sellers(by: Party) -> None:
    """Nobody else has an Undo, not even for their own step."""
    theirs = stepped(order(), Action.CANCEL, by, NOW, State.CANCELLED)
    for last in (APPROVED, theirs):
        with pytest.raises(NotAllowed):
            decide(last, command(Action.UNDO, by), NOW, POLICY)


@pytest.mark.parametrize("by", [CUSTOMER, CLOCK, ADMINISTRATION], ids=lambda p: str(p.actor))
def test_the_seller_undoes_only_their_own_step(by: Party) -> None:
    """What somebody else did stays done."""
    theirs = stepped(order(), Action.CANCEL, by, NOW, State.CANCELLED)
    assert not may_undo(theirs, NOW, POLICY)
    with pytest.raises(NotAllowed, match="nothing to undo"):
        decide(theirs, command(Action.UNDO), NOW, POLICY)


def test_the_seller_undoes_only_the_last_step() -> None:
    """A last step that is not the order's latest version (it must not happen) is not undone."""
    moved_on = replace(APPROVED, version=APPROVED.version + 1)
    assert not may_undo(moved_on, NOW, POLICY)
    with pytest.raises(NotAllowed, match="nothing to undo"):
        decide(moved_on, command(Action.UNDO), NOW, POLICY)


def test_a_clock_that_goes_back_refuses_nothing() -> None:
    """A replica whose clock is a second behind may still undo."""
    assert may_undo(APPROVED, NOW - timedelta(seconds=1), POLICY)


@pytest.mark.parametrize("window_s", [1, 300])
def test_the_window_is_a_setting(window_s: int) -> None:
    """`Policy.undo_window` decides, not a constant."""
    policy = Policy(undo_window=timedelta(seconds=window_s))
    assert may_undo(APPROVED, NOW + timedelta(seconds=window_s - 0.5), policy)
    assert not may_undo(APPROVED, NOW + timedelta(seconds=window_s), policy)


@pytest.mark.parametrize("now", [NOW, LATE])
@pytest.mark.parametrize("before", [order(), APPROVED], ids=["placed", "approved"])
def test_a_refused_command_leaves_the_order_as_it_was(before: Order, now: datetime) -> None:
    """Refusals carry data only; the order is a value and cannot have changed."""
    same = replace(before)
    with pytest.raises(OrderError):
        decide(before, command(Action.VOID, CUSTOMER), now, POLICY)
    assert before == same
