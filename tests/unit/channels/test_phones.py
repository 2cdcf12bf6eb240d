"""Phone numbers: only real ones pass, as E.164."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.phones import parse, pretty
from orders.errors import BadValue


@pytest.mark.parametrize(
    ("typed", "region"),
    [
        ("+380671234567", None),
        ("+380 67 123-45-67", None),
        (" 067 123 45 67 ", "UA"),
        ("0671234567", "UA"),
        ("00380671234567", "UA"),
        ("+380671234567", "DE"),
        ("+٣٨٠671234567", None),
    ],
)
def test_however_it_is_typed_it_is_one_number(typed: str, region: str | None) -> None:
    """Spaces, dashes, national form or another alphabet's digits: the same E.164."""
    assert parse(typed, region) == "+380671234567"


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("0671234567", "not_a_phone"),
        ("hello", "not_a_phone"),
        ("+380", "not_a_phone"),
        ("+38067123456", "not_a_phone"),
        ("+3806712345678", "not_a_phone"),
        ("+999123456789", "not_a_phone"),
        ("1043", "not_a_phone"),
        ("+" + "3" * 10_000, "not_a_phone"),
        ("<b>+380671234567</b>" * 3, "not_a_phone"),
    ],
)
def test_what_is_no_phone_is_refused(typed: str, why: str) -> None:
    """With the ground as data, and without the value."""
    with pytest.raises(BadValue) as refusal:
        parse(typed, None)
    assert (refusal.value.field, refusal.value.why) == ("phone", why)


@given(st.text(max_size=60), st.sampled_from([None, "UA", "US", "ZZ"]))
def test_anything_is_a_number_or_a_bad_value(typed: str, region: str | None) -> None:
    """Nothing else ever comes out."""
    try:
        number = parse(typed, region)
    except BadValue:
        return
    assert number.startswith("+")
    assert parse(number, None) == number


def test_a_number_is_shown_in_groups() -> None:
    """In international notation, which any phone can call; what is no number stays as it is."""
    assert pretty("+380671234567") == "+380 67 123 4567"
    assert pretty("extension 5") == "extension 5"
