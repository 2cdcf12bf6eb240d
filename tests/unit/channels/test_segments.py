"""What an SMS costs, and how a text is kept within it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.sms.prices import prices
from channels.sms.segments import is_gsm, segments
from channels.sms.wording import MAX_SEGMENTS, amount, cut, plain
from channels.texts import Texts
from orders.money import Money


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        # 153 places: the 77th would be cut in two.
        ("€" * 153, 3),
        ("a" * 159 + "—", 3),
        ("ж" * 70, 1),
        ("ж" * 71, 2),
        ("ж" * 134, 2),
        ("ж" * 135, 3),
        ("🧶" * 35, 1),
        ("🧶" * 36, 2),
        # 67 units hold 33 signs of two.
        ("🧶" * 67, 3),
        ("ж" * 1600, 24),
    ],
)
def test_segments_are_what_is_paid(text: str, count: int) -> None:
    """160 or 70 alone, 153 or 67 each in several; a sign of two places is not cut."""
    assert segments(text) == count


def test_one_sign_doubles_the_price() -> None:
    """A dash, a quotation mark or a no-break space of typography: plain ones are put in their place."""
    assert is_gsm('Order 1043: it\'s 450 UAH - "mug"...')
    for sign in "—–’“”…\u00a0":
        assert not is_gsm(f"a{sign}")
        assert is_gsm(plain(f"a{sign}"))


def test_amounts_are_short() -> None:
    """No currency sign, and no decimals that say nothing."""
    assert amount(Money(45_000, "UAH")) == "450 UAH"
    assert amount(Money(45_050, "UAH")) == "450.50 UAH"
    assert amount(Money(1_200, "JPY")) == "1200 JPY"
    assert amount(Money(1_250, "KWD")) == "1.250 KWD"


@given(st.text(), st.text(max_size=40), st.text(max_size=40))
def test_a_cut_text_fits_and_loses_no_more_than_it_must(text: str, before: str, after: str) -> None:
    """What fits is left alone; what does not keeps its beginning and what stands around it."""
    whole = before + text + after
    short = cut(before, text, after)
    assert short.startswith(before)
    assert short.endswith(after)
    if segments(whole) <= MAX_SEGMENTS:
        assert short == whole
    else:
        assert segments(short) <= MAX_SEGMENTS
        kept = short[len(before) : len(short) - len(after)].removesuffix("...")
        assert text.startswith(kept)


def test_every_text_of_an_sms_has_its_price() -> None:
    """In every language; what English says takes one segment."""
    texts = Texts.load()
    known = list(prices(texts))
    assert {price.key for price in known if price.locale == "uk"} == {
        key for key in texts.keys("en") if key.startswith("sms.")
    }
    assert {price.segments for price in known if price.locale == "en"} == {1}
    assert max(price.segments for price in known) <= 2
