"""One who writes too fast is passed on more slowly, in order, and never for longer than it takes."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from orders.peace import due_at
from orders.policy import Policy

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
POLICY = Policy(talk_burst=4, talk_window=timedelta(seconds=60))


@given(st.lists(st.integers(0, 90), min_size=1, max_size=40))
def test_at_most_a_burst_within_any_window_and_in_order(pauses: list[int]) -> None:
    """However somebody writes, from all at once to now and then."""
    now, dues = NOW, list[datetime]()
    for pause in pauses:
        now += timedelta(seconds=pause)
        due = due_at(dues[::-1][: POLICY.talk_burst], now, POLICY)
        assert due >= now
        dues.append(due)
    assert dues == sorted(dues)
    for first, last in zip(dues, dues[POLICY.talk_burst :], strict=False):
        assert last - first >= POLICY.talk_window


def test_who_writes_calmly_waits_for_nothing() -> None:
    """A burst's worth goes at once, and so does one message a window's share apart."""
    assert due_at((), NOW, POLICY) == NOW
    assert due_at((NOW,) * 3, NOW, POLICY) == NOW
    share = POLICY.talk_window / POLICY.talk_burst
    earlier = [NOW - share * n for n in range(1, 5)]
    assert due_at(earlier, NOW, POLICY) == NOW
