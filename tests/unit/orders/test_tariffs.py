"""What a seller owes: exact, within the plan's bounds, rounded half up once."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders.errors import BadValue
from orders.money import MAX_MINOR, Money
from orders.tariffs import WHOLE, Tariff, charge, percent_of, percent_text

amounts = st.integers(1, MAX_MINOR)
percents = st.integers(0, WHOLE)
bounds = st.none() | st.integers(0, 10**7)


@given(amounts, percents, st.integers(0, 10**6), bounds, bounds)
def test_the_sum_is_what_decimal_arithmetic_says(
    minor: int, percent: int, fixed: int, low: int | None, high: int | None
) -> None:
    """A second opinion by another way: percent and fixed part, the bounds, one rounding."""
    if low is not None and high is not None and low > high:
        low, high = high, low
    plan = Tariff("p", "UAH", percent, fixed, low, high)
    exact = Decimal(minor) * percent / WHOLE + fixed
    if low is not None:
        exact = max(exact, Decimal(low))
    if high is not None:
        exact = min(exact, Decimal(high))
    wanted = int(exact.quantize(Decimal(1), ROUND_HALF_UP))
    assert charge(plan, Money(minor, "UAH")).fee == Money(wanted, "UAH")


@pytest.mark.parametrize(
    ("minor", "fee", "bound"),
    [(45_000, 4_500, ""), (4_000, 500, "minimum"), (900_000, 50_000, "maximum"), (5_005, 501, "")],
)
def test_ten_percent_within_bounds(minor: int, fee: int, bound: str) -> None:
    """Between 5.00 and 500.00; half a kopiyka is one."""
    reckoned = charge(Tariff("p", "UAH", 1_000, 0, 500, 50_000), Money(minor, "UAH"))
    assert (reckoned.fee, reckoned.bound) == (Money(fee, "UAH"), bound)


def test_an_order_in_another_currency_owes_the_percent_alone() -> None:
    """Its fixed part and bounds are amounts of another money."""
    reckoned = charge(Tariff("p", "UAH", 1_000, 200, 5_000, 6_000), Money(1_000, "EUR"))
    assert (reckoned.fee, reckoned.bound, reckoned.fixed) == (Money(100, "EUR"), "", None)


@given(percents)
def test_a_percent_is_read_as_it_is_written(percent: int) -> None:
    """There and back."""
    assert percent_of(percent_text(percent)) == percent


@pytest.mark.parametrize(
    "text", ["", "-1", "10%", "1e2", "100.01", "7.125", "7,5", "10.", ".5", "١٠"]
)
def test_what_is_no_percent_is_refused(text: str) -> None:
    """Signs, other decimals, too many digits, above a hundred."""
    with pytest.raises(BadValue) as refusal:
        percent_of(text)
    assert refusal.value.field == "percent"


def test_a_plan_that_contradicts_itself_is_refused() -> None:
    """More than all of it, or at least more than at most."""
    for wrong in ({"percent": WHOLE + 1}, {"minimum": 2, "maximum": 1}):
        with pytest.raises(BadValue):
            Tariff("p", "UAH", **wrong)
