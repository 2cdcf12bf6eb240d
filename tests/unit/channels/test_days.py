"""Days as people type them, in both languages, read where they live."""

from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.days import MAX_TEXT, parse
from orders.errors import BadValue

#: Thursday, 26 November in Kyiv; still Wednesday in London.
NOW = datetime(2026, 11, 25, 22, 30, tzinfo=UTC)
KYIV, LONDON = "Europe/Kyiv", "Europe/London"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("5 грудня", (2026, 12, 5)),
        ("До 5 грудня", (2026, 12, 5)),
        ("п’ятниця", (2026, 11, 27)),
        ("наступної п'ятниці", (2026, 11, 27)),
        ("в середу", (2026, 12, 2)),
        ("через тиждень", (2026, 12, 3)),
        ("через 10 днів", (2026, 12, 6)),
        ("завтра", (2026, 11, 27)),
        ("5 December", (2026, 12, 5)),
        ("December 5th", (2026, 12, 5)),
        ("  next   FRIDAY ", (2026, 11, 27)),
        ("in 2 weeks", (2026, 12, 10)),
        ("next week", (2026, 12, 3)),
        ("5", (2026, 12, 5)),
        ("26", (2026, 12, 26)),
        ("5.12", (2026, 12, 5)),
        ("20/11", (2027, 11, 20)),
        ("05.12.2026", (2026, 12, 5)),
        ("2026-12-05", (2026, 12, 5)),
    ],
)
@pytest.mark.parametrize("locale", ["en", "uk"])
def test_a_day_is_read_as_people_write_it(
    text: str, day: tuple[int, int, int], locale: str
) -> None:
    """Whatever the language of the phone; day before month; the next one there is."""
    assert parse(text, locale, KYIV, NOW) == date(*day)


def test_tomorrow_is_tomorrow_where_they_live() -> None:
    """At half past midnight in Kyiv it is still the day before in London."""
    assert parse("tomorrow", "en", KYIV, NOW) == date(2026, 11, 27)
    assert parse("tomorrow", "en", LONDON, NOW) == date(2026, 11, 26)


@pytest.mark.parametrize(
    "text", ["", " ", "soon", "31 February", "31.02", "31.02.2027", "Dec", "2027", "99", "x" * 99]
)
def test_what_is_no_day_is_said_to_be_none(text: str) -> None:
    """A month or a year alone is none either."""
    with pytest.raises(BadValue) as refusal:
        parse(text, "en", KYIV, NOW)
    assert (refusal.value.field, refusal.value.why) == ("delay", "not_a_day")


@given(st.text(max_size=MAX_TEXT))
def test_anything_typed_is_a_day_or_none(text: str) -> None:
    """And never another error."""
    with suppress(BadValue):
        assert parse(text, "uk", KYIV, NOW) >= date(1, 1, 1)
