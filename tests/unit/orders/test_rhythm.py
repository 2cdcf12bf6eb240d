"""Quiet hours and what comes round follow the clock on the person's wall, also when it is changed."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from channels.telegram.rhythm import ZONES
from orders.rhythm import (
    MINUTES,
    Hours,
    Manner,
    Rhythm,
    clock,
    manner,
    next_at,
    next_digest,
    next_weekly,
    wakes_at,
)
from orders.work import Topic

SPRING, AUTUMN = datetime(2027, 3, 28, tzinfo=UTC), datetime(2027, 10, 31, tzinfo=UTC)
DAY, HOUR, SECOND = timedelta(days=1), timedelta(hours=1), timedelta(seconds=1)
KYIV = "Europe/Kyiv"
START = datetime(2026, 1, 1, tzinfo=UTC)
moments = st.timedeltas(timedelta(0), timedelta(days=730)).map(lambda t: START + t)
minutes = st.integers(0, MINUTES - 1)
hours = st.builds(Hours, minutes, minutes)
zones = st.sampled_from(ZONES)


def wall(at: datetime, zone: str) -> int:
    """What the clock on the wall shows, minutes after midnight."""
    there = at.astimezone(ZoneInfo(zone))
    return there.hour * 60 + there.minute


@given(minutes, minutes, minutes)
def test_hours_over_midnight_are_the_rest_of_the_other_hours(a: int, b: int, minute: int) -> None:
    """From 22 to 8 is exactly when it is not from 8 to 22; from an hour to itself is never."""
    if a == b:
        assert minute not in Hours(a, b)
    else:
        assert (minute in Hours(a, b)) != (minute in Hours(b, a))


@given(moments, minutes, zones)
@example(SPRING + HOUR / 2, 3 * 60 + 30, KYIV)
@example(AUTUMN + HOUR / 4, 3 * 60 + 30, KYIV)
@example(AUTUMN + HOUR / 2, 3 * 60 + 30, KYIV)
def test_the_next_time_is_later_within_a_day_and_reads_right(
    after: datetime, minute: int, zone: str
) -> None:
    """The wall shows the minute, but where a change of the clock leaves it out: then soon after that."""
    at = next_at(minute, after, ZoneInfo(zone))
    assert after < at <= after + DAY + HOUR
    assert wall(at, zone) == minute or at.astimezone(ZoneInfo(zone)).utcoffset() != (
        (at - HOUR).astimezone(ZoneInfo(zone)).utcoffset()
    )


@given(moments, hours, zones)
def test_when_the_quiet_hours_end_it_is_not_quiet_and_the_second_before_it_was(
    now: datetime, quiet: Hours, zone: str
) -> None:
    """Whatever hours, wherever, whenever."""
    rhythm = Rhythm(zone, quiet)
    if manner(rhythm, Topic.REMINDER, now, "UTC") is not Manner.SUMMED_UP:
        return
    end = wakes_at(rhythm, now, "UTC")
    assert now < end
    assert manner(rhythm, Topic.REMINDER, end, "UTC") is Manner.ALOUD


@pytest.mark.parametrize(
    ("topic", "rings", "how"),
    [
        (Topic.CARD, True, Manner.ALOUD),
        (Topic.MESSAGE, True, Manner.ALOUD),
        (Topic.CARD, False, Manner.SILENTLY),
        (Topic.MESSAGE, False, Manner.SILENTLY),
        (Topic.NOTICE, True, Manner.SILENTLY),
        (Topic.CORRECTION, True, Manner.SILENTLY),
        (Topic.REMINDER, True, Manner.SUMMED_UP),
        (Topic.CLOSING, True, Manner.SUMMED_UP),
        (Topic.DIGEST, True, Manner.LATER),
        (Topic.WEEKLY, True, Manner.LATER),
        (Topic.FEEDBACK, True, Manner.SUMMED_UP),
    ],
)
def test_what_becomes_of_it_at_night_and_by_day(topic: Topic, rings: bool, how: Manner) -> None:
    """Only new orders and messages may ring at night; by day everything is told aloud."""
    rhythm = Rhythm(KYIV, rings=rings)
    night, noon = datetime(2026, 11, 22, 23, tzinfo=UTC), datetime(2026, 11, 22, 10, tzinfo=UTC)
    assert manner(rhythm, topic, night, "UTC") is how
    assert manner(rhythm, topic, noon, "UTC") is Manner.ALOUD
    waited_for = manner(rhythm, topic, night, "UTC", asked=True)
    assert waited_for is (how if topic in (Topic.CARD, Topic.MESSAGE) else Manner.SILENTLY)
    assert manner(Rhythm(KYIV, None), topic, night, "UTC") is Manner.ALOUD


@pytest.mark.parametrize(
    ("change", "quiet_s"), [(SPRING, 9 * 3600), (AUTUMN, 11 * 3600)], ids=["spring", "autumn"]
)
def test_the_night_of_the_change_is_an_hour_shorter_or_longer(
    change: datetime, quiet_s: int
) -> None:
    """From ten to eight on the wall, whatever lies between; to the second at both ends."""
    rhythm = Rhythm(KYIV)
    begins = next_at(22 * 60, change - DAY, ZoneInfo(KYIV))
    ends = wakes_at(rhythm, begins, "UTC")
    assert (ends - begins).total_seconds() == quiet_s
    for at, quiet in (
        (begins - SECOND, False),
        (begins, True),
        (begins + SECOND, True),
        (ends - SECOND, True),
        (ends, False),
        (ends + SECOND, False),
    ):
        assert (manner(rhythm, Topic.DIGEST, at, "UTC") is Manner.LATER) is quiet


@given(moments, st.none() | minutes, zones)
def test_the_numbers_come_once_a_week_on_a_monday(
    after: datetime, digest_at: int | None, zone: str
) -> None:
    """Within a week, and the next ones a week later, give or take the change of the clock."""
    rhythm = Rhythm(zone, digest_at=digest_at)
    first = next_weekly(rhythm, after, "UTC")
    assert first is not None
    second = next_weekly(rhythm, first, "UTC")
    assert second is not None
    for at in (first, second):
        assert at.astimezone(ZoneInfo(zone)).weekday() == 0
    assert after < first <= after + 7 * DAY + HOUR
    # A minute that the change of the clock repeats would come twice on that Monday.
    assert abs(second - first - 7 * DAY) <= HOUR or second - first == HOUR


def test_who_wants_none_gets_none() -> None:
    """No daily summary, no week."""
    rhythm = Rhythm(KYIV, digest_at=None, weekly=False)
    assert next_digest(rhythm, SPRING, "UTC") is None
    assert next_weekly(rhythm, SPRING, "UTC") is None


def test_the_place_of_who_did_not_say_theirs() -> None:
    """The marketplace's counts for them: 21:00 there is 22:00 in Kyiv."""
    evening = datetime(2026, 11, 22, 20, 30, tzinfo=UTC)
    assert manner(Rhythm(), Topic.NOTICE, evening, KYIV) is Manner.SILENTLY
    assert manner(Rhythm(), Topic.NOTICE, evening, "UTC") is Manner.ALOUD
    assert clock(8 * 60 + 5) == "08:05"
