"""Phone numbers: only real ones pass, as E.164."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.phones import country, parse, pretty, unfit
from orders.errors import BadValue
from orders.reach import Unfit


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


@pytest.mark.parametrize(
    ("number", "why", "where"),
    [
        ("+380671234567", None, "UA"),
        ("+48501234567", None, "PL"),
        ("+4915112345678", None, "DE"),
        ("+447400123456", None, "GB"),
        # Guernsey has Britain's code and another country's prices.
        ("+447911123456", None, "GG"),
        ("+33612345678", None, "FR"),
        # In North America a number does not tell whether it is mobile.
        ("+12125552368", None, "US"),
        ("+14165550123", None, "CA"),
        ("+77011234567", None, "KZ"),
        ("+380442345678", Unfit.LANDLINE, "UA"),
        ("+48223456789", Unfit.LANDLINE, "PL"),
        ("+4930123456", Unfit.LANDLINE, "DE"),
        ("+442079460018", Unfit.LANDLINE, "GB"),
        # Free for who calls, but nothing to write to.
        ("+380800123456", Unfit.LANDLINE, "UA"),
        ("+380900212345", Unfit.PREMIUM, "UA"),
        ("+449098790000", Unfit.PREMIUM, "GB"),
        ("+499001234567", Unfit.PREMIUM, "DE"),
        ("+19002345678", Unfit.PREMIUM, "US"),
        ("+448431234567", Unfit.PREMIUM, "GB"),
        # Looks like a mobile number of Britain, and costs like a premium one.
        ("+447012345678", Unfit.PREMIUM, "GB"),
        ("+380", Unfit.INVALID, ""),
        ("+38067123456", Unfit.INVALID, ""),
        ("", Unfit.INVALID, ""),
        ("extension 5", Unfit.INVALID, ""),
    ],
)
def test_which_numbers_take_sms(number: str, why: Unfit | None, where: str) -> None:
    """Mobile ones do; landlines cannot, dear ones must not; and whose country it is."""
    assert unfit(number) is why
    if where:
        assert country(number) == where
