"""Which work follows from a decision: cards at once, rings held, corrections, the deadline."""

from dataclasses import replace
from datetime import timedelta

import pytest

from orders import notices
from orders.commands import Command
from orders.decide import Decision, decide
from orders.model import CLOCK as THE_CLOCK
from orders.model import Customer, Order, Record, Seller
from orders.policy import Policy
from orders.ports import OrderView
from orders.states import ENDED, Action, State
from orders.work import Kind, NewWork, Priority, Topic
from tests.unit.orders.examples import (
    ADMINISTRATION,
    CLOCK,
    CUSTOMER,
    NOW,
    SELLER,
    command,
    order,
)

POLICY = Policy()
LATE = NOW + timedelta(days=14)
HOLD = timedelta(seconds=10)


def _after(before: Order, asked: Command) -> tuple[Decision, list[NewWork]]:
    decision = decide(before, asked, LATE, POLICY)
    return decision, notices.decided(decision, POLICY)


def _of(rows: list[NewWork], topic: Topic) -> list[NewWork]:
    return [row for row in rows if row.topic is topic]


def test_a_new_order_rings_first() -> None:
    """The seller's alert goes before everything; the customer's card is quieter; one deadline, one reminder."""
    placed = order()
    seller, customer, deadline, reminder = notices.placed(placed, POLICY)
    assert (reminder.topic, reminder.to) == (Topic.REMINDER, SELLER)
    assert reminder.due_at == placed.placed_at + timedelta(hours=2)
    assert (seller.topic, seller.to, seller.priority) == (Topic.CARD, SELLER, Priority.NOW)
    assert (customer.topic, customer.to) == (Topic.CARD, CUSTOMER)
    assert seller.due_at == customer.due_at == placed.placed_at
    assert (deadline.kind, deadline.topic, deadline.to) == (Kind.CLOCK, Topic.EXPIRE, THE_CLOCK)
    assert deadline.due_at == placed.auto_close_at - timedelta(days=3)


def test_the_clock_looks_at_each_warning_and_at_the_end() -> None:
    """The next moment after now, whatever was missed; with no warning in the policy only the end."""
    placed = order()
    end = placed.auto_close_at
    for now, at in (
        (placed.placed_at, end - timedelta(days=3)),
        (end - timedelta(days=3, seconds=1), end - timedelta(days=3)),
        (end - timedelta(days=3), end - timedelta(days=1)),
        (end - timedelta(days=1, seconds=1), end - timedelta(days=1)),
        (end - timedelta(days=1), end),
        (end + timedelta(days=9), end),
    ):
        assert notices.next_look(placed, now, POLICY) == at
        assert notices.closing_near(placed, now, POLICY) == (now >= end - timedelta(days=3))
    silent = Policy(closing_warnings=())
    assert notices.next_look(placed, placed.placed_at, silent) == end
    assert not notices.closing_near(placed, end - timedelta(seconds=1), silent)
    assert notices.closing_near(placed, end, silent)


def test_waiting_cards_of_one_party_merge() -> None:
    """A card row means "look like the order now": two that wait are one; two parties' are two."""
    first, second = notices.cards(order())
    later, _ = notices.cards(replace(order(), version=9, state=State.PAID))
    assert first.merge_key == later.merge_key
    assert first.merge_key != second.merge_key
    assert first.merge_key != notices.cards(order(number=1002))[0].merge_key


def test_both_cards_change_at_once_and_one_rings_later() -> None:
    """After a seller's tap: two silent cards now, one ring after 10 s."""
    decision, rows = _after(order(), command(Action.APPROVE))
    at_once = [row for row in _of(rows, Topic.CARD) if row.due_at == LATE]
    assert {row.to for row in at_once} == {SELLER, CUSTOMER}
    [ring] = _of(rows, Topic.NOTICE)
    assert (ring.to, ring.due_at, ring.event) == (CUSTOMER, LATE + HOLD, decision.event.version)
    assert ring.merge_key is None


def test_the_undo_button_leaves_the_card_when_its_time_is_over() -> None:
    """One more card row for the seller when the window closes, tied to this very step."""
    decision, rows = _after(order(), command(Action.APPROVE))
    [later] = [row for row in _of(rows, Topic.CARD) if row.due_at > LATE]
    assert (later.to, later.due_at) == (SELLER, LATE + POLICY.undo_window)
    assert (later.event, later.merge_key) == (decision.event.version, None)


def test_a_seller_who_approves_may_be_asked_to_say_hello() -> None:
    """Once Undo is over, and after no other step or person's."""
    decision, rows = _after(order(), command(Action.APPROVE))
    [nudge] = _of(rows, Topic.NUDGE)
    assert (nudge.to, nudge.due_at) == (SELLER, LATE + POLICY.undo_window)
    assert (nudge.event, nudge.merge_key) == (decision.event.version, None)
    for state, action in ((State.CONFIRMED, Action.MARK_PAID), (State.PAID, Action.MARK_SENT)):
        assert not _of(_after(order(state), command(action))[1], Topic.NUDGE)


def test_hello_is_wanted_while_it_is_missing_and_can_be_heard() -> None:
    """Confirmed, not taken back, nothing said, the customer in Telegram and reachable."""
    buyer = Customer(1, None, "Olena", None, None, "en", 22)
    seller = Seller(1, "s", "S", None, None, "en", "UTC", 11)
    view = OrderView(order(State.CONFIRMED), seller, buyer, Record(0, 0, 0))
    assert notices.nudge_wanted(view, undone=False, said=False)
    assert not notices.nudge_wanted(view, undone=True, said=False)
    assert not notices.nudge_wanted(view, undone=False, said=True)
    away = (
        replace(view, customer=replace(buyer, telegram_id=None)),
        replace(view, unreachable=frozenset({"customer"})),
        *(replace(view, order=order(state)) for state in State if state is not State.CONFIRMED),
    )
    assert not [one for one in away if notices.nudge_wanted(one, undone=False, said=False)]


def test_the_customers_withdrawal_rings_at_once() -> None:
    """There is no Undo of it, so there is nothing to wait for."""
    _, rows = _after(order(), command(Action.CANCEL, CUSTOMER))
    [ring] = _of(rows, Topic.NOTICE)
    assert (ring.to, ring.due_at) == (SELLER, LATE)
    assert all(row.due_at == LATE for row in rows)


@pytest.mark.parametrize(
    "asked", [command(Action.EXPIRE, CLOCK), command(Action.CANCEL, ADMINISTRATION)]
)
def test_what_neither_of_them_did_rings_both(asked: Command) -> None:
    """Auto-close and the administration's cancelling are told to seller and customer."""
    _, rows = _after(order(State.PAID), asked)
    assert {row.to for row in _of(rows, Topic.NOTICE)} == {SELLER, CUSTOMER}


def test_undo_corrects_what_was_told() -> None:
    """The correction goes to whoever the step was told to, at once, and names the step."""
    done, _ = _after(order(), command(Action.APPROVE))
    undone, rows = _after(done.order, command(Action.UNDO))
    assert not _of(rows, Topic.NOTICE)
    [correction] = _of(rows, Topic.CORRECTION)
    assert (correction.to, correction.due_at) == (CUSTOMER, LATE)
    assert correction.event == done.event.version == undone.event.undoes
    assert all(row.due_at == LATE for row in rows)


def test_the_hold_is_a_setting() -> None:
    """`Policy.notice_hold` decides how long a ring waits."""
    decision = decide(order(), command(Action.APPROVE), LATE, POLICY)
    rows = notices.decided(decision, Policy(notice_hold=timedelta(seconds=3)))
    assert _of(rows, Topic.NOTICE)[0].due_at == LATE + timedelta(seconds=3)


@pytest.mark.parametrize("state", State)
def test_the_deadline_is_wanted_until_the_end(state: State) -> None:
    """An ended order is no longer the clock's business."""
    assert notices.deadline_wanted(order(state)) == (state not in ENDED)
