"""The past weeks in numbers, against a reckoning of their own."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from orders.money import Money
from orders.numbers import WEEKS, reckoned
from orders.states import State

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
START = NOW - timedelta(days=85)
moments = st.timedeltas(timedelta(0), timedelta(days=85)).map(lambda t: START + t)
waits = st.none() | st.timedeltas(timedelta(0), timedelta(days=3))
sums = st.builds(Money, st.integers(0, 10_000), st.sampled_from(("UAH", "EUR")))


@given(
    st.lists(st.tuples(moments, waits, st.sampled_from(State)), max_size=40),
    st.lists(st.tuples(moments, sums, st.none() | sums), max_size=40),
    st.sampled_from(("Europe/Kyiv", "America/New_York", "Pacific/Auckland")),
    st.booleans(),
)
def test_each_order_counts_in_the_week_of_its_monday_there(
    placed: list[tuple[datetime, timedelta | None, State]],
    succeeded: list[tuple[datetime, Money, Money | None]],
    zone: str,
    running: bool,
) -> None:
    """Nothing counts twice, nothing of the present week counts unless asked for, and sums keep their currencies apart."""
    came = [(at, None if wait is None else at + wait, state) for at, wait, state in placed]
    numbers = reckoned(came, succeeded, NOW, zone, running=running)
    weeks = numbers.weeks
    present = weeks[-1].begins_at <= NOW < weeks[-1].begins_at + timedelta(days=7)
    assert present is running
    counted = sum(week.placed for week in weeks)
    assert counted == sum(numbers.states.values())
    assert 0 <= numbers.unanswered <= counted
    assert len(weeks) == WEEKS
    for week in weeks:
        there = week.begins_at.astimezone(ZoneInfo(zone))
        assert (there.weekday(), there.hour, there.minute) == (0, 0, 0)
        monday = there.date()

        def here(at: datetime, monday: object = monday) -> bool:
            day = at.astimezone(ZoneInfo(zone)).date()
            return day - timedelta(days=day.weekday()) == monday

        assert week.placed == sum(here(at) for at, _, _ in came)
        assert week.closed == sum(here(at) for at, _, _ in succeeded)
        own = sorted(wait for at, wait, _ in placed if wait is not None and here(at))
        assert week.answered_in == (own[(len(own) - 1) // 2] if own else None)
        for currency in ("UAH", "EUR"):
            income = sum(m.minor for at, m, _ in succeeded if here(at) and m.currency == currency)
            assert sum(m.minor for m in week.income if m.currency == currency) == income
            fees = sum(
                f.minor for at, _, f in succeeded if f and here(at) and f.currency == currency
            )
            assert sum(m.minor for m in week.fees if m.currency == currency) == fees
