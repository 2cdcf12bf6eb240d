"""Amounts as people type them."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from channels.amounts import read
from orders.errors import BadValue
from orders.money import CURRENCIES, MAX_MINOR, Money

UAH = [
    ("450", 45_000, ""),
    ("450,00", 45_000, ""),
    ("450.5", 45_050, ""),
    ("₴ 450", 45_000, ""),
    ("₴450", 45_000, ""),
    ("450 грн", 45_000, ""),
    ("450 грн. за два", 45_000, "за два"),
    ("450 UAH", 45_000, ""),
    ("uah 450", 45_000, ""),
    ("1 200", 120_000, ""),
    ("1\u00a0200,50", 120_050, ""),
    ("1,200.50", 120_050, ""),
    ("1.200,50", 120_050, ""),
    ("1,200", 120_000, ""),
    ("1'200'000.50", 120_000_050, ""),
    ("  450  ", 45_000, ""),
    ("450 discount for two", 45_000, "discount for two"),
    ("450, discount: 10 %", 45_000, "discount: 10 %"),
    ("450\nthe handle is larger", 45_000, "the handle is larger"),
    ("450 - with a lid", 45_000, "with a lid"),
    ("450 2 mugs", 45_000, "2 mugs"),
]
BAD = [
    ("abc", "not_a_number"),
    ("", "not_a_number"),
    ("four hundred", "not_a_number"),
    ("450abc", "not_a_number"),
    ("1.2.3", "not_a_number"),
    ("1,20,300", "not_a_number"),
    ("٤٥٠", "not_a_number"),
    ("-5", "not_positive"),
    ("−5", "not_positive"),
    ("₴ -5", "not_positive"),
    ("0", "not_positive"),
    ("0,00", "not_positive"),
    ("€ 450", "other_currency"),
    ("450 €", "other_currency"),
    ("450 USD", "other_currency"),
    ("450.1234", "too_many_decimals"),
    ("9999999999999999", "too_large"),
    ("999999999999", "too_large"),
]


@pytest.mark.parametrize(("text", "minor", "rest"), UAH)
def test_what_people_type_is_read(text: str, minor: int, rest: str) -> None:
    """The amount, and what stands behind it."""
    assert read(text, "UAH") == (Money(minor, "UAH"), rest)


@pytest.mark.parametrize(("text", "why"), BAD)
def test_what_is_no_amount_is_refused(text: str, why: str) -> None:
    """Each for its own reason."""
    with pytest.raises(BadValue) as refused:
        read(text, "UAH")
    assert (refused.value.field, refused.value.why) == ("amount", why)


def test_decimals_are_the_currencys() -> None:
    """Three in Kuwait, none in Japan; a dollar is whichever is meant."""
    assert read("1.250", "KWD") == (Money(1250, "KWD"), "")
    assert read("1.250", "JPY") == (Money(1250, "JPY"), "")
    assert read("$5", "CAD") == (Money(500, "CAD"), "")
    with pytest.raises(BadValue):
        read("1.5", "JPY")


@given(st.integers(1, MAX_MINOR), st.sampled_from(sorted(CURRENCIES)), st.booleans())
def test_every_amount_is_read_as_it_is_written(minor: int, currency: str, comma: bool) -> None:
    """With its currency before or behind, point or comma."""
    money = Money(minor, currency)
    written = str(money).replace(".", ",") if comma else str(money)
    for text in (written, f"{written} {currency}", f"{currency} {written} because"):
        assert read(text, currency)[0] == money


@given(st.text())
@example("1\x1f")
@example("450 \u2003because\u2028")
def test_any_text_is_read_or_refused(text: str) -> None:
    """Nothing else comes out of it."""
    try:
        money, rest = read(text, "UAH")
    except BadValue:
        return
    assert 0 < money.minor <= MAX_MINOR
    assert rest == rest.strip()
