"""Buttons under cards come from the table of transitions, and from nothing else."""

from datetime import timedelta

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from channels.telegram import keyboards
from channels.telegram.add_taps import RepeatTap
from channels.telegram.amount_taps import AmountTap
from channels.telegram.buttons import decode
from channels.telegram.card_taps import ActTap, AskReason, CustomerCancel
from channels.telegram.delay_taps import DelayTap
from channels.telegram.keyboards import NEWEST
from channels.telegram.people_taps import CustomerTap
from channels.telegram.seller_taps import NoteTap
from channels.telegram.talk_taps import HistoryTap, TalkTap
from channels.telegram.wire import Tap
from orders.model import CancelReason
from orders.states import TRANSITIONS, Action, Actor, State, allowed
from tests.unit.channels.samples import (
    CLOSED,
    CONFIRMED,
    NEW,
    PAID,
    POLICY,
    SENT,
    Story,
    begin,
    order,
    voice,
)

#: Under every card of a seller: to talk, and to look up.
ALWAYS = ("Message", "Add note", "Customer", "History")
OPEN = (*ALWAYS, "Agree a delay", "Repeat order")
EARLY = (*ALWAYS, "Agree a delay", "Change amount", "Repeat order")
LATER = timedelta(minutes=2)


def _all(keyboard: InlineKeyboardMarkup | None) -> list[InlineKeyboardButton]:
    return [b for row in keyboard.inline_keyboard for b in row] if keyboard else []


def _words(keyboard: InlineKeyboardMarkup | None) -> list[str]:
    """Labels without the emoji before the words."""
    return [b.text.split(" ", 1)[1] for b in _all(keyboard)]


def _tap(button: InlineKeyboardButton) -> Tap:
    assert isinstance(button.callback_data, str)
    return decode(button.callback_data)


@pytest.mark.parametrize(
    ("story", "words"),
    [
        (NEW, ["Approve", *EARLY, "Cancel order"]),
        (CONFIRMED, ["Mark as paid", *EARLY, "Cancel order"]),
        (PAID, ["Mark as sent", "Close order", *OPEN, "Cancel order"]),
        (SENT, ["Close order", *OPEN, "Cancel order"]),
        (CLOSED, [*ALWAYS, "Repeat order"]),
    ],
)
def test_the_seller_has_the_contracts_buttons(story: Story, words: list[str]) -> None:
    """Source: CONTRACT, statuses and the seller's buttons."""
    keyboard = keyboards.seller_keyboard(story.order, voice(), story.now + LATER, POLICY)
    assert _words(keyboard) == words


@pytest.mark.parametrize("state", State)
def test_every_button_is_a_row_of_the_table(state: State) -> None:
    """What is legal for the seller has a button; what else has one changes no order."""
    first = begin(order()).with_order(state=state).order
    keyboard = keyboards.seller_keyboard(first, voice(), NEW.now, POLICY)
    offered = []
    for button in _all(keyboard):
        tap = _tap(button)
        if isinstance(
            tap, TalkTap | NoteTap | CustomerTap | HistoryTap | DelayTap | AmountTap | RepeatTap
        ):
            continue
        assert isinstance(tap, ActTap | AskReason)
        assert (tap.number, tap.version) == (first.number, first.version)
        offered.append(tap.action if isinstance(tap, ActTap) else Action.CANCEL)
    assert offered == list(allowed(state, Actor.SELLER))


def test_what_needs_a_reason_asks_for_it_first() -> None:
    """No button carries out a step that would be refused for want of a reason."""
    needy = {t.action for t in TRANSITIONS if t.reason and t.actor is Actor.SELLER}
    assert needy == {Action.CANCEL}
    keyboard = keyboards.seller_keyboard(NEW.order, voice(), NEW.now, POLICY)
    assert isinstance(_tap(_all(keyboard)[-1]), AskReason)


def test_undo_is_offered_for_as_long_as_it_works() -> None:
    """60 seconds after the seller's own step, and never after another's."""
    for after, offered in ((0, True), (59, True), (60, False)):
        now = PAID.now + timedelta(seconds=after)
        words = _words(keyboards.seller_keyboard(PAID.order, voice(), now, POLICY))
        assert ("Undo" in words) is offered
    cancelled = NEW.then(Action.CANCEL, Actor.CUSTOMER)
    keyboard = keyboards.seller_keyboard(cancelled.order, voice(), cancelled.now, POLICY)
    assert _words(keyboard) == [*ALWAYS, "Repeat order"]


def test_the_next_step_is_green_and_leaving_is_red() -> None:
    """One button stands out, and the dangerous one warns."""
    keyboard = keyboards.seller_keyboard(PAID.order, voice(), PAID.now, POLICY)
    styles = ["success", None, None, "primary", None, None, None, None, "danger", None]
    assert [b.style for b in _all(keyboard)] == styles


def test_a_customer_may_cancel_only_while_the_table_says_so() -> None:
    """And is asked twice."""
    offered = {}
    for story in (NEW, CONFIRMED, PAID, SENT, CLOSED):
        offered[story.order.state] = _all(keyboards.customer_keyboard(story.order, voice()))
    assert {_tap(buttons[0]) for buttons in offered.values()} == {TalkTap(1043)}
    assert {_tap(buttons[1]) for buttons in offered.values()} == {HistoryTap(1043, NEWEST)}
    assert [state for state, buttons in offered.items() if buttons[2:]] == [State.NEW]
    assert _tap(offered[State.NEW][2]) == CustomerCancel(1043, 1)
    sure = _all(keyboards.sure_keyboard(NEW.order, voice()))
    assert _tap(sure[0]) == ActTap(Action.CANCEL, 1043, 1)


def test_all_eight_reasons_are_offered_one_in_a_row() -> None:
    """In the order of FACTS' list, and the way back last."""
    keyboard = keyboards.reasons_keyboard(NEW.order, voice())
    taps = [_tap(b) for b in _all(keyboard)]
    assert [t.reason for t in taps if isinstance(t, ActTap)] == list(CancelReason)
    assert all(len(row) == 1 for row in keyboard.inline_keyboard)
    assert len(taps) == len(CancelReason) + 1


def test_a_note_has_a_colour_of_its_own_and_says_whether_there_is_one() -> None:
    """Blue is for the seller alone: nothing under it reaches the customer."""
    keyboard = keyboards.seller_keyboard(CLOSED.order, voice(), NEW.now, POLICY, noted=True)
    assert _words(keyboard)[1] == "Change note"
    offered = [_all(keyboards.customer_keyboard(story.order, voice())) for story in (NEW, CLOSED)]
    assert not [b for row in offered for b in row if b.style == "primary"]
    assert not [b for row in offered for b in row if isinstance(_tap(b), NoteTap)]


def test_no_buttons_is_no_keyboard() -> None:
    """Telegram wants none rather than an empty one."""
    assert keyboards.markup([[], []]) is None
