"""Days of a delay where the seller lives, also when their clocks change; what waits for an answer."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from orders.delays import MAX_DAYS, check_day, end_of, first_day, note_of, until_of, waiting
from orders.errors import BadValue
from orders.model import Event, Happening
from orders.statements import Month
from orders.states import State
from tests.unit.orders.examples import CUSTOMER, SELLER, order

KYIV = "Europe/Kyiv"


@pytest.mark.parametrize(
    ("day", "ends_at"),
    [
        (date(2026, 12, 9), datetime(2026, 12, 9, 21, 59, 59, tzinfo=UTC)),
        # Clocks go forward at 03:00, and back at 04:00.
        (date(2027, 3, 27), datetime(2027, 3, 27, 21, 59, 59, tzinfo=UTC)),
        (date(2027, 3, 28), datetime(2027, 3, 28, 20, 59, 59, tzinfo=UTC)),
        (date(2026, 10, 24), datetime(2026, 10, 24, 20, 59, 59, tzinfo=UTC)),
        (date(2026, 10, 25), datetime(2026, 10, 25, 21, 59, 59, tzinfo=UTC)),
    ],
)
def test_a_day_ends_at_midnight_where_they_live(day: date, ends_at: datetime) -> None:
    """On the days on which the clocks change, too."""
    assert end_of(day, KYIV) == ends_at


def test_a_month_begins_at_midnight_where_they_live() -> None:
    """Months follow each other without a gap through a year, and back."""
    month = Month(2026, 12)
    assert month.begins(KYIV) == datetime(2026, 11, 30, 22, tzinfo=UTC)
    assert Month(2027, 4).begins(KYIV) == datetime(2027, 3, 31, 21, tzinfo=UTC)
    for _ in range(24):
        assert month.next.previous == month
        assert month.begins(KYIV) < month.next.begins(KYIV)
        assert Month.of(month.begins(KYIV), KYIV) == month
        assert Month.of(month.begins(KYIV) - timedelta(seconds=1), KYIV) == month.previous
        month = month.next


def test_a_day_is_one_of_those_to_come_there() -> None:
    """Tomorrow, whatever day it is in London; not today; at most half a year ahead; later than the term."""
    now = datetime(2026, 11, 25, 22, 30, tzinfo=UTC)  # 00:30 on the 26th in Kyiv
    placed = replace(order(), placed_at=now, production_ends_at=None, agreed_delay_until=None)
    check_day(date(2026, 11, 27), placed, KYIV, now)
    check_day(date(2026, 11, 26) + timedelta(days=MAX_DAYS), placed, KYIV, now)
    ends_at = datetime(2026, 12, 5, 12, tzinfo=UTC)
    agreed = end_of(date(2026, 12, 9), KYIV)
    made = replace(placed, production_ends_at=ends_at)
    assert first_day(made, KYIV, now) == date(2026, 12, 6)
    check_day(date(2026, 12, 6), made, KYIV, now)
    for day, known, why in (
        (date(2026, 11, 26), placed, "past"),
        (date(2020, 1, 1), placed, "past"),
        (date(2026, 11, 27) + timedelta(days=MAX_DAYS), placed, "too_far"),
        (date(2026, 12, 4), replace(placed, production_ends_at=ends_at), "no_later"),
        (date(2026, 12, 5), replace(placed, production_ends_at=ends_at), "no_later"),
        (date(2026, 12, 9), replace(placed, agreed_delay_until=agreed), "no_later"),
    ):
        with pytest.raises(BadValue) as refusal:
            check_day(day, known, KYIV, now)
        assert (refusal.value.field, refusal.value.why) == ("delay", why)


def test_the_newest_word_about_a_delay_says_what_waits() -> None:
    """Steps between do not matter; an answer ends it; a newer proposal replaces an older one."""
    until = end_of(date(2026, 12, 9), KYIV)

    def said(version: int, what: Happening, note: str = "") -> Event:
        by = SELLER if what in (Happening.DELAY_PROPOSED, Happening.DELAY_RECORDED) else CUSTOMER
        text = until.isoformat() + (f"\n{note}" if note else "")
        return Event(1, version, what, by, until, State.NEW, f"r{version}", text=text)

    placed = Event(1, 1, Happening.PLACED, CUSTOMER, until, State.NEW, "r1")
    proposed, paid = said(2, Happening.DELAY_PROPOSED), replace(placed, version=3)
    assert waiting([placed]) is None
    found = waiting([placed, proposed, paid])
    assert found is not None
    assert (found.version, found.until, found.recorded) == (2, until, False)
    newer = said(4, Happening.DELAY_PROPOSED)
    again = waiting([placed, proposed, paid, newer])
    assert again is not None
    assert again.version == 4
    for answer in (Happening.DELAY_AGREED, Happening.DELAY_DECLINED, Happening.DELAY_OBJECTED):
        assert waiting([proposed, said(5, answer)]) is None
    recorded = said(6, Happening.DELAY_RECORDED, "By phone\non Friday")
    spoken = waiting([recorded])
    assert spoken is not None
    assert spoken.recorded
    assert (until_of(recorded), note_of(recorded)) == (until, "By phone\non Friday")
