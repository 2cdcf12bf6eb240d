"""Which day of the talk is offered: one that may be agreed on, that is new, and while it can be asked about."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from orders.delays import end_of
from orders.hearing import MAX_OFFERS, chosen
from orders.model import Customer, Event, Happening, Record, Seller
from orders.ports import HeardDay, OrderView
from orders.states import State
from tests.unit.orders.examples import CUSTOMER, SELLER, order

KYIV = "Europe/Kyiv"
NOW = datetime(2026, 11, 25, 10, tzinfo=UTC)
READY = datetime(2026, 12, 2, 10, tzinfo=UTC)
FIFTH, NINTH = date(2026, 12, 5), date(2026, 12, 9)


def view(state: State = State.CONFIRMED) -> OrderView:
    """An order that is to be ready on 2 December."""
    known = replace(
        order(), state=state, placed_at=NOW, production_ends_at=READY, agreed_delay_until=None
    )
    seller = Seller(1, "clay", "Clay", None, None, "en", KYIV, None)
    return OrderView(
        known, seller, Customer(1, None, "Taras", None, None, "en", None), Record(0, 0, 0, None)
    )


def about(what: Happening, day: date) -> Event:
    """A word about a delay until that day."""
    by = SELLER if what is Happening.DELAY_PROPOSED else CUSTOMER
    text = end_of(day, KYIV).isoformat()
    return Event(1, 2, what, by, NOW, State.CONFIRMED, "r2", text=text)


@pytest.mark.parametrize(
    ("days", "day"),
    [
        ([NINTH], NINTH),
        ([FIFTH, NINTH], NINTH),
        # The last one is too far ahead.
        ([FIFTH, date(2027, 12, 9)], FIFTH),
        ([date(2026, 12, 2)], "no day is new"),
        ([date(2026, 11, 25)], "no day is new"),
        ([], "no day is new"),
    ],
)
def test_the_last_day_that_may_be_agreed_on(days: list[date], day: date | str) -> None:
    """Later than today and than the present term, and within reach."""
    assert chosen(view(), [], [], days, NOW) == day


def test_each_day_once_and_none_after_a_no() -> None:
    """What was offered, or spoken of by buttons, is not offered; three are enough."""
    heard = HeardDay(NINTH, NOW)
    assert chosen(view(), [], [heard], [NINTH], NOW) == "no day is new"
    assert chosen(view(), [], [heard], [FIFTH], NOW) == FIFTH
    declined = [about(Happening.DELAY_DECLINED, NINTH)]
    assert chosen(view(), declined, [], [NINTH], NOW) == "no day is new"
    assert chosen(view(), declined, [], [FIFTH], NOW) == FIFTH
    no = replace(heard, declined=True)
    assert chosen(view(), [], [no], [FIFTH], NOW) == "the seller wants no such offers"
    many = [HeardDay(date(2026, 12, 10 + n), NOW) for n in range(MAX_OFFERS)]
    assert chosen(view(), [], many, [FIFTH], NOW) == "enough days were offered"


def test_not_while_the_customer_is_asked_nor_after_the_end() -> None:
    """What was recorded by phone counts already: a later day may follow it."""
    asked = [about(Happening.DELAY_PROPOSED, FIFTH)]
    assert chosen(view(), asked, [], [NINTH], NOW) == "the customer is being asked"
    recorded = [about(Happening.DELAY_RECORDED, FIFTH)]
    assert chosen(view(), recorded, [], [NINTH], NOW) == NINTH
    for state in (State.CLOSED, State.CANCELLED):
        assert chosen(view(state), [], [], [NINTH], NOW) == f"order is {state}"
