"""Money: read exactly, written back exactly, and refused when in doubt."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders.errors import BadValue
from orders.money import CURRENCIES, MAX_MINOR, Money, parse

AMOUNTS = st.builds(Money, st.integers(1, MAX_MINOR), st.sampled_from(sorted(CURRENCIES)))


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [
        ("450.00", "UAH", 45_000),
        ("450", "UAH", 45_000),
        ("450.5", "UAH", 45_050),
        ("0.01", "EUR", 1),
        ("007.10", "USD", 710),
        ("500", "JPY", 500),
        ("1.234", "KWD", 1_234),
        ("1000000000.00", "UAH", MAX_MINOR),
    ],
)
def test_an_amount_is_read_exactly(amount: str, currency: str, minor: int) -> None:
    """A decimal with a point becomes whole minor units of its currency, never a float."""
    assert parse(amount, currency) == Money(minor, currency)


@pytest.mark.parametrize(
    ("amount", "why"),
    [
        ("-1", "not_decimal"),
        ("+1", "not_decimal"),
        ("0", "not_positive"),
        ("0.00", "not_positive"),
        ("1e9", "not_decimal"),
        ("450,00", "not_decimal"),
        ("1,450.00", "not_decimal"),
        ("NaN", "not_decimal"),
        ("Infinity", "not_decimal"),
        ("0x10", "not_decimal"),
        ("4_50", "not_decimal"),
        ("", "not_decimal"),
        (" 450", "not_decimal"),
        ("450\n", "not_decimal"),
        (".50", "not_decimal"),
        ("450.", "not_decimal"),
        ("٤٥٠", "not_decimal"),
        ("4.5.0", "not_decimal"),
        ("450.001", "too_many_decimals"),
        ("450.0000", "not_decimal"),
        ("1000000000.01", "too_large"),
        ("999999999999", "too_large"),
        ("9" * 5_000, "not_decimal"),
    ],
)
def test_a_bad_amount_is_refused(amount: str, why: str) -> None:
    """Signs, commas, exponents, other digits, zero, too many decimals, too much: each has its name."""
    with pytest.raises(BadValue) as caught:
        parse(amount, "UAH", field="items.0.price")
    assert (caught.value.field, caught.value.why) == ("items.0.price", why)


def test_decimals_follow_the_currency() -> None:
    """A yen has none, a dinar has three."""
    with pytest.raises(BadValue) as caught:
        parse("500.0", "JPY")
    assert (caught.value.why, caught.value.limit) == ("too_many_decimals", 0)
    assert parse("0.001", "KWD") == Money(1, "KWD")


@pytest.mark.parametrize("currency", ["", "uah", "UAH ", "XXX", "XAU", "BTC", "HRK", "₴"])
def test_a_currency_must_exist(currency: str) -> None:
    """ISO 4217 codes in use, in capitals; no metals, tests, or money that is gone."""
    with pytest.raises(BadValue) as caught:
        parse("450.00", currency)
    assert (caught.value.field, caught.value.why) == ("currency", "unknown_currency")


@given(AMOUNTS)
def test_what_is_written_is_read_back(money: Money) -> None:
    """`str` and `parse` are inverse for every amount and currency."""
    assert parse(str(money), money.currency) == money


@given(AMOUNTS)
def test_what_is_written_is_the_decimal_value(money: Money) -> None:
    """The text is the amount: minor units shifted by the currency's digits."""
    assert Decimal(str(money)) == Decimal(money.minor).scaleb(-CURRENCIES[money.currency])


@given(st.text(), st.one_of(st.sampled_from(sorted(CURRENCIES)), st.text(max_size=4)))
def test_any_text_is_either_money_or_refused(amount: str, currency: str) -> None:
    """No input ends in anything but an amount within the limits or `BadValue`."""
    try:
        money = parse(amount, currency)
    except BadValue:
        return
    assert 0 < money.minor <= MAX_MINOR
    assert Decimal(amount) == Decimal(str(money))


@given(AMOUNTS, st.integers(1, 999))
def test_times_is_repeated_addition(money: Money, quantity: int) -> None:
    """A line's amount is its price as often as its quantity."""
    once_more = money.times(quantity) + money
    assert once_more == money.times(quantity + 1)


def test_currencies_do_not_mix() -> None:
    """Hryvnias and euros have no sum."""
    with pytest.raises(BadValue) as caught:
        Money(1, "UAH") + Money(1, "EUR")
    assert (caught.value.field, caught.value.why) == ("currency", "mixed")
