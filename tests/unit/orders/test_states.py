"""The table of transitions: what it says, and which tables are refused at start-up."""

from dataclasses import replace

import pytest

from orders.states import (
    ENDED,
    TRANSITIONS,
    Action,
    Actor,
    BadTable,
    State,
    Transition,
    allowed,
    check_table,
    transition,
)
from tests.unit.orders.expected import BUTTONS, FEES, REASONED, TARGETS, TOLD


def test_the_table_is_sound() -> None:
    """The table that runs passes the check that runs at start-up."""
    check_table()


def test_the_table_says_what_the_contract_says() -> None:
    """Row by row: where from, what, who, where to; nothing more and nothing less."""
    assert {(t.source, t.action, t.actor): t.target for t in TRANSITIONS} == TARGETS


@pytest.mark.parametrize("step", TRANSITIONS, ids=lambda t: f"{t.source}-{t.action}-{t.actor}")
def test_each_row_tells_charges_and_asks_as_it_should(step: Transition) -> None:
    """The other side is told; a fee is due exactly for closing; cancelling for others needs a reason."""
    assert set(step.tells) == TOLD[step.actor, step.action]
    assert step.actor not in step.tells
    assert step.fee is FEES.get(step.action)
    assert step.reason == ((step.actor, step.action) in REASONED)


@pytest.mark.parametrize("state", State)
def test_buttons_come_in_the_contracts_order(state: State) -> None:
    """The next step first, Cancel order last."""
    assert allowed(state, Actor.SELLER) == BUTTONS[state]


def test_undo_is_no_row() -> None:
    """Undo is the inverse of a row, so the table has none for it, whoever asks."""
    assert all(transition(s, Action.UNDO, w) is None for s in State for w in Actor)


def test_values_are_the_contracts_words() -> None:
    """Statuses and actions appear in HTTP and must never be renamed."""
    assert list(State) == ["new", "confirmed", "paid", "sent", "closed", "cancelled"]
    assert list(Action)[:5] == ["approve", "mark_paid", "mark_sent", "close", "cancel"]


def _without(*, source: State, actor: Actor | None = None) -> tuple[Transition, ...]:
    return tuple(t for t in TRANSITIONS if t.source is not source or actor not in (None, t.actor))


BROKEN = {
    "two rows for one step": (
        (*TRANSITIONS, replace(TRANSITIONS[0], target=State.PAID)),
        "two rows for new, approve, seller",
    ),
    "a state nobody reaches": (
        tuple(t for t in TRANSITIONS if t.target is not State.SENT),
        "state sent cannot be reached from new",
    ),
    "states that only reach each other": (
        tuple(t for t in TRANSITIONS if t.source is not State.NEW or t.target in ENDED),
        "state confirmed cannot be reached from new",
    ),
    "a dead end": (_without(source=State.SENT), "state sent is a dead end for the seller"),
    "an end for the seller alone": (
        (
            *_without(source=State.PAID, actor=Actor.SELLER),
            Transition(State.CONFIRMED, Action.MARK_SENT, Actor.SELLER, State.SENT),
        ),
        "state paid is a dead end for the seller",
    ),
    "an end that is none": (
        (*TRANSITIONS, Transition(State.CANCELLED, Action.APPROVE, Actor.SELLER, State.NEW)),
        "state cancelled has ended but is not the end",
    ),
    "closed for nothing": (
        tuple(replace(t, fee=None) if t.action is Action.EXPIRE else t for t in TRANSITIONS),
        "new is closed by clock without a fee",
    ),
}


@pytest.mark.parametrize(("table", "why"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_table_is_refused(table: tuple[Transition, ...], why: str) -> None:
    """Start-up stops with one line that names the first contradiction."""
    with pytest.raises(BadTable) as caught:
        check_table(table)
    assert str(caught.value) == why
