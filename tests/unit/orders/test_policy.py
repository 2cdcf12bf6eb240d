"""The timings: their defaults are FACTS' and CONTRACT's, and the one rule of auto-close."""

from datetime import timedelta

import pytest

from orders.policy import Policy
from tests.unit.orders.examples import NOW

DAY = timedelta(days=1)


def test_defaults() -> None:
    """Two weeks to close, a minute to undo, ten seconds before anybody is rung."""
    policy = Policy()
    assert policy.auto_close_after == timedelta(days=14)
    assert policy.undo_window == timedelta(seconds=60)
    assert policy.notice_hold == timedelta(seconds=10)


@pytest.mark.parametrize(
    ("production_days", "delay_days", "closes_after_days"),
    [(None, None, 14), (10, None, 24), (None, 3, 17), (10, 3, 24), (3, 10, 24), (-5, None, 14)],
)
def test_the_latest_date_counts(
    production_days: int | None, delay_days: int | None, closes_after_days: int
) -> None:
    """`auto_close_at = max(placed, end of production, agreed delay) + 14 days`."""
    ends = None if production_days is None else NOW + production_days * DAY
    delay = None if delay_days is None else NOW + delay_days * DAY
    assert Policy().auto_close_at(NOW, ends, delay) == NOW + closes_after_days * DAY


def test_the_two_weeks_are_a_setting() -> None:
    """Another marketplace may count otherwise."""
    assert Policy(auto_close_after=DAY).auto_close_at(NOW, None, None) == NOW + DAY
