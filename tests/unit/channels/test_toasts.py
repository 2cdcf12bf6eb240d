"""Answers to taps: what was done, or why not."""

from datetime import timedelta

import pytest

from channels.telegram import toasts
from orders.commands import Command, Outcome
from orders.decide import decide
from orders.errors import (
    BadValue,
    Conflict,
    LinkUnusable,
    NotAllowed,
    NotYours,
    OrderError,
    UnknownOrder,
)
from orders.model import CancelReason
from orders.policy import Policy
from orders.states import Action, Actor, State
from tests.unit.channels.samples import (
    CLOSED,
    CONFIRMED,
    ENDINGS,
    NEW,
    PAID,
    PARTIES,
    POLICY,
    SENT,
    Story,
    voice,
)


def _done(story: Story, *, hears: bool = True, policy: Policy = POLICY) -> str:
    outcome = Outcome(story.order, story.events[-1])
    return toasts.done(outcome, policy, voice(), customer_hears=hears)


def _refused(story: Story, action: Action) -> str:
    """What the rules refuse, as the seller reads it."""
    command = Command(1043, action, PARTIES[Actor.SELLER], "t:x", None, CancelReason.NOT_PAID)
    with pytest.raises(OrderError) as refusal:
        decide(story.order, command, story.now + timedelta(hours=1), POLICY)
    return toasts.toast(refusal.value, voice())


@pytest.mark.parametrize(
    ("story", "said"),
    [
        (CONFIRMED, "Approved. The customer will be told in 10 s; Undo stops it."),
        (PAID, "Marked as paid. The customer will be told in 10 s; Undo stops it."),
        (SENT, "Marked as sent. The customer will be told in 10 s; Undo stops it."),
        (CLOSED, "Closed. Well done! The customer will be told in 10 s; Undo stops it."),
    ],
)
def test_a_step_is_confirmed_with_what_follows(story: Story, said: str) -> None:
    """The seller knows that the customer hears of it, and how to stop that."""
    assert _done(story) == said


def test_the_hold_is_the_policys() -> None:
    """Not a number of the text's own."""
    slow = Policy(notice_hold=timedelta(seconds=25))
    assert "in 25 s" in _done(PAID, policy=slow)


def test_nothing_is_promised_that_will_not_happen() -> None:
    """A customer who cannot be told in Telegram must be called."""
    said = _done(PAID, hears=False)
    assert said == "Marked as paid. The customer can’t be told in Telegram: please call."


def test_an_undo_says_where_the_order_is_again() -> None:
    """The former state, by name."""
    undone = PAID.then(Action.UNDO, after=timedelta(seconds=20))
    assert _done(undone) == "Taken back. The order is again: Confirmed."


def test_a_customers_cancellation_is_confirmed_to_the_customer() -> None:
    """In the customer's words."""
    said = _done(ENDINGS["cancelled by customer"])
    assert said == "Your request is cancelled. The seller will be told."


@pytest.mark.parametrize(
    ("story", "action", "said"),
    [
        (CONFIRMED, Action.APPROVE, "Already approved."),
        (PAID, Action.MARK_PAID, "Already paid."),
        (SENT, Action.MARK_SENT, "Already sent."),
        (CLOSED, Action.CLOSE, "Already closed."),
        (ENDINGS["cancelled by customer"], Action.CANCEL, "Already cancelled."),
        (SENT, Action.APPROVE, "Not possible now. The order is: Sent."),
        (NEW, Action.MARK_PAID, "Not possible now. The order is: New."),
        (CLOSED, Action.CANCEL, "This order is closed. Nothing to do."),
        (
            ENDINGS["cancelled by customer"],
            Action.APPROVE,
            "This order was cancelled. Nothing to do.",
        ),
        (NEW, Action.UNDO, "There is nothing to take back."),
        (PAID, Action.UNDO, "It is too late to take this back."),
    ],
)
def test_a_second_tap_is_told_what_already_is(story: Story, action: Action, said: str) -> None:
    """One calm sentence for every refusal of the rules."""
    assert _refused(story, action) == said


@pytest.mark.parametrize("locale", ["en", "uk"])
def test_nobody_learns_which_orders_exist(locale: str) -> None:
    """Another's order and no order read the same, to the letter."""
    speak = voice(locale)
    assert toasts.toast(NotYours(1043), speak) == toasts.toast(UnknownOrder(9), speak)


def test_a_stale_card_is_shown_anew() -> None:
    """A conflict says that the card is fresh now."""
    said = toasts.toast(Conflict(1043, 1, 2), voice())
    assert said == "The order has changed meanwhile. Here it is as it is now."


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (BadValue("quantity", "out_of_range", 999), "a number from 1 to 999"),
        (BadValue("customer.phone", "not_a_phone"), "country code"),
        (BadValue("address", "too_long", 500), "at most 500 characters"),
        (BadValue("address", "empty"), "where the order should go"),
        (BadValue("name", "not_text"), "only take words"),
        (BadValue("whatever", "strange"), "Please try once more."),
    ],
)
def test_a_bad_answer_is_told_as_exactly_as_we_can(error: BadValue, said: str) -> None:
    """From the most particular sentence to a general one."""
    assert said in toasts.toast(error, voice())


@pytest.mark.parametrize("why", ["expired", "used", "unknown", "own"])
def test_a_link_that_cannot_be_used_says_what_to_do(why: str) -> None:
    """Each ground of `LinkUnusable` has its own way out."""
    said = {
        w: toasts.toast(LinkUnusable(w), voice()) for w in ("expired", "used", "unknown", "own")
    }
    assert len(set(said.values())) == 4
    assert "lease" in said[why]


def test_every_state_has_its_already() -> None:
    """No state that a step leads to lacks a sentence."""
    for action, state in ((Action.VOID, State.CANCELLED), (Action.RESTORE, State.CLOSED)):
        refusal = NotAllowed(1043, action, state, ())
        assert toasts.toast(refusal, voice()).startswith("Already")
