"""Waiting before the next try."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.backoff import CAP_S, MAX_TRIES, delay_s

randoms = st.integers(0, 2**32).map(random.Random)


@given(attempts=st.integers(0, 10**9), rng=randoms)
def test_every_wait_is_between_a_second_and_the_cap(attempts: int, rng: random.Random) -> None:
    """No attempt number, however odd, gives a busy loop or a wait above five minutes."""
    assert 1.0 <= delay_s(attempts, rng) <= CAP_S


@given(attempts=st.integers(1, 6), rng=randoms)
def test_waits_grow(attempts: int, rng: random.Random) -> None:
    """Until the cap, a wait is never shorter than the one before."""
    assert delay_s(attempts, rng) <= delay_s(attempts + 1, rng)


@given(attempts=st.integers(1, MAX_TRIES), asked_s=st.floats(0, 86_400), rng=randoms)
def test_what_the_other_side_asked_for_is_never_undercut(
    attempts: int, asked_s: float, rng: random.Random
) -> None:
    """A 429's wait wins over our own, beyond the cap too, and is kept closely."""
    assert asked_s <= delay_s(attempts, rng, retry_after_s=asked_s) <= asked_s + 1


def test_waits_are_spread() -> None:
    """Rows that failed together do not all come back together."""
    rng = random.Random(7)
    assert len({round(delay_s(5, rng), 1) for _ in range(100)}) > 50
    assert len({round(delay_s(5, rng, retry_after_s=3), 2) for _ in range(100)}) > 30


def test_a_row_lives_through_a_quarter_of_an_hour() -> None:
    """All tries together outlast an ordinary outage, and end within the hour."""
    total_s = sum(delay_s(attempts, random.Random(attempts)) for attempts in range(1, MAX_TRIES))
    assert 15 * 60 <= total_s <= 60 * 60


def test_the_same_dice_give_the_same_waits() -> None:
    """Nothing but the given generator is random."""
    assert delay_s(3, random.Random(1)) == delay_s(3, random.Random(1))
    assert delay_s(3, random.Random(1)) != pytest.approx(delay_s(3, random.Random(2)))
