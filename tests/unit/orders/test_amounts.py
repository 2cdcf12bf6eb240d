"""Another amount: who may set it, when, and what the customer's objection does."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders.amounts import ABOUT_AMOUNTS, Change, change_of, check_change, contestable
from orders.errors import BadValue, NotAllowed, NotYours
from orders.model import Event, Happening, Party
from orders.money import MAX_MINOR, Money
from orders.states import Actor, State
from tests.unit.channels.samples import CONFIRMED, CUSTOMER, SELLER

ORDER = CONFIRMED.order
MORE = Money(ORDER.amount.minor + 1, "UAH")


def event(version: int, what: Happening, change: Change) -> Event:
    """A word about the amount."""
    return Event(
        1043, version, what, SELLER, CONFIRMED.now, State.NEW, f"t:{version}", text=change.text
    )


@given(st.integers(1, MAX_MINOR), st.integers(1, MAX_MINOR), st.text().map(str.strip))
def test_a_change_is_kept_as_it_was(before: int, after: int, reason: str) -> None:
    """Both amounts and the reason, of any lines."""
    said = Change(Money(before, "UAH"), Money(after, "UAH"), reason)
    assert change_of(event(2, Happening.AMOUNT_CHANGED, said)) == said
    assert said.difference.minor == abs(after - before)
    assert said.more is (after > before)


@pytest.mark.parametrize("state", State)
def test_only_while_new_or_confirmed(state: State) -> None:
    """Later the administration decides."""
    order = replace(ORDER, state=state)
    if state in (State.NEW, State.CONFIRMED):
        check_change(order, SELLER, MORE)
        return
    with pytest.raises(NotAllowed):
        check_change(order, SELLER, MORE)


@pytest.mark.parametrize(
    "by", [CUSTOMER, Party(Actor.SELLER, SELLER.id + 1), Party(Actor.ADMINISTRATION, 1)]
)
def test_only_its_seller(by: Party) -> None:
    """Whatever the state."""
    for state in State:
        with pytest.raises(NotYours):
            check_change(replace(ORDER, state=state), by, MORE)


@pytest.mark.parametrize(
    ("after", "why"),
    [
        (ORDER.amount, "same"),
        (Money(0, "UAH"), "not_positive"),
        (Money(-5, "UAH"), "not_positive"),
        (Money(MAX_MINOR + 1, "UAH"), "too_large"),
        (Money(100, "EUR"), "other_currency"),
    ],
)
def test_amounts_that_are_none(after: Money, why: str) -> None:
    """Each for its own reason."""
    with pytest.raises(BadValue) as refused:
        check_change(ORDER, SELLER, after)
    assert refused.value.why == why


def test_what_can_be_objected_to() -> None:
    """The newest change, once, while the two settle it between them."""
    change = event(2, Happening.AMOUNT_CHANGED, Change(ORDER.amount, MORE, "a lid"))
    newer = event(3, Happening.AMOUNT_CHANGED, Change(MORE, ORDER.amount, "no lid"))
    no = event(4, Happening.AMOUNT_OBJECTED, Change(ORDER.amount, MORE))
    assert contestable(ORDER, []) is None
    assert contestable(ORDER, [change]) == change
    assert contestable(ORDER, [change, newer]) == newer
    assert contestable(ORDER, [change, newer, no]) is None
    assert contestable(replace(ORDER, state=State.PAID), [change]) is None


def test_every_word_about_amounts_is_told_apart() -> None:
    """What begins with "amount" is about it, and nothing else."""
    assert {what for what in Happening if what.startswith("amount")} == ABOUT_AMOUNTS
