"""The pace: as fast as Telegram takes it, and never faster."""

import random
from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.pacing import (
    GROUP_BURST,
    GROUP_COUNT,
    GROUP_PERIOD_S,
    PRIVATE_BURST,
    RATE_PER_S,
    Pacer,
)

START = 1_000_000.0  # a monotonic clock of a machine that has been up for days
GROUP = -1001

#: One runner's step: seconds until it, and the chat it wants to send to.
steps = st.lists(
    st.tuples(st.floats(0, 0.3), st.sampled_from([1, 2, 3, *range(10, 60), GROUP, -1002])),
    max_size=400,
)


def play(pacer: Pacer, wishes: Iterable[tuple[float, int]]) -> list[tuple[float, int]]:
    """Send whenever the pacer lets us; what was sent when."""
    now = START
    sent: list[tuple[float, int]] = []
    for pause_s, chat_id in wishes:
        now += pause_s
        if pacer.reserve(chat_id, now) == 0.0:
            sent.append((now, chat_id))
    return sent


def flat_out(pacer: Pacer, chats: Callable[[int], int], count: int) -> list[float]:
    """Send as fast as the pacer allows, to a fresh chat whenever one is not free."""
    now, turn = START, 0
    sent: list[float] = []
    while len(sent) < count:
        now = max(now, pacer.next_free_at(now))
        for _ in range(pacer.available(now)):
            turn += 1
            if pacer.reserve(chats(turn), now) == 0.0:
                sent.append(now)
    return sent


def most_in_any(sent: list[float], window_s: float) -> int:
    """The largest number of sends in any rolling window."""
    times, first, most = sorted(sent), 0, 0
    for last, at in enumerate(times):
        while at - times[first] >= window_s:
            first += 1
        most = max(most, last - first + 1)
    return most


@pytest.mark.parametrize("rate", [1, 5, 30, 1000])
def test_five_thousand_sends_use_the_limit_and_never_exceed_it(rate: float) -> None:
    """At least 95 % of the rate, and never above it in any rolling second."""
    sent = flat_out(Pacer(rate), lambda turn: turn, 5_000)
    assert len(sent) / (sent[-1] - sent[0]) >= 0.95 * rate
    assert most_in_any(sent, 1.0) <= rate


def test_the_limit_holds_when_messages_arrive_unevenly() -> None:
    """Up to 25 ms of jitter on the way do not make a strict server refuse."""
    rng = random.Random(17)
    sent = flat_out(Pacer(), lambda turn: turn, 5_000)
    assert most_in_any([at + rng.uniform(0, 0.025) for at in sent], 1.0) <= RATE_PER_S


@given(steps)
def test_no_server_would_refuse(wishes: list[tuple[float, int]]) -> None:
    """Whatever is wished for, bot, chats and groups stay within their limits."""
    sent = play(Pacer(), wishes)
    by_chat: dict[int, list[float]] = defaultdict(list)
    for at, chat_id in sent:
        by_chat[chat_id].append(at)
    assert most_in_any([at for at, _ in sent], 1.0) <= RATE_PER_S
    for chat_id, times in by_chat.items():
        if chat_id < 0:
            assert most_in_any(times, GROUP_PERIOD_S) <= GROUP_COUNT
        else:
            for window_s in (1.0, 2.0, 5.0, 20.0):
                assert most_in_any(times, window_s) <= PRIVATE_BURST + window_s


@given(steps, st.sampled_from([1, 11, GROUP]))
def test_after_the_wait_the_place_is_there(wishes: list[tuple[float, int]], chat_id: int) -> None:
    """A wait is exact: nobody has to ask a third time, nobody could have gone earlier."""
    pacer = Pacer()
    sent = play(pacer, wishes)
    now = sent[-1][0] if sent else START
    if wait_s := pacer.reserve(chat_id, now):
        assert pacer.reserve(chat_id, now + wait_s * 0.99 - 0.001) > 0.0
        assert pacer.reserve(chat_id, now + wait_s) == 0.0


@given(steps)
def test_available_is_what_may_really_go(wishes: list[tuple[float, int]]) -> None:
    """As many fresh chats as promised can be written to, and not one more."""
    pacer = Pacer()
    sent = play(pacer, wishes)
    now = sent[-1][0] + 0.05 if sent else START
    promised = pacer.available(now)
    waits = [pacer.reserve(1_000 + turn, now) for turn in range(40)]
    assert waits.count(0.0) == promised
    assert (pacer.next_free_at(now) > now) or promised == 40


def test_a_refused_place_costs_nothing() -> None:
    """Asking for a busy chat takes nothing from the others."""
    pacer = Pacer()
    while pacer.reserve(1, START) == 0.0:
        pass
    before = pacer.available(START)
    for _ in range(100):
        assert pacer.reserve(1, START) > 0.0
    assert pacer.available(START) == before > 0


def test_a_private_chat_takes_a_short_burst_then_one_a_second() -> None:
    """Three at once, then one a second."""
    pacer = Pacer()
    assert [pacer.reserve(1, START) for _ in range(PRIVATE_BURST)] == [0.0] * PRIVATE_BURST
    assert pacer.reserve(1, START) == pytest.approx(1.03)
    assert pacer.reserve(2, START) == 0.0


def test_a_chat_is_crowded_when_it_takes_no_more_itself() -> None:
    """Used up, or named by a 429; not because the bot is at its limit, nor one nobody wrote to."""
    pacer = Pacer()
    assert not pacer.crowded(GROUP, START)
    for _ in range(GROUP_BURST):
        assert not pacer.crowded(GROUP, START)
        assert pacer.reserve(GROUP, START) == 0.0
    assert pacer.crowded(GROUP, START)
    assert not pacer.crowded(GROUP, START + GROUP_PERIOD_S / GROUP_COUNT)
    for turn in range(40):
        pacer.reserve(turn, START)
    pacer.pause(7, 5, START)
    assert [pacer.crowded(chat, START) for chat in (7, 1_000)] == [True, False]


def test_a_group_takes_twenty_a_minute() -> None:
    """A burst of five, then evenly, twenty in any minute."""
    pacer, now = Pacer(), START
    sent: list[float] = []
    while now < START + 600:
        if wait_s := pacer.reserve(GROUP, now):
            now += wait_s
        else:
            sent.append(now)
    assert sent[:GROUP_BURST] == [START] * GROUP_BURST
    assert most_in_any(sent, 60.0) <= GROUP_COUNT
    assert len(sent) >= 0.95 * 200


def test_a_new_order_waits_a_fraction_of_a_second_behind_five_thousand_notices() -> None:
    """At full load there is never a long gap in which an alert would have to wait."""
    sent = flat_out(Pacer(), lambda turn: turn, 5_000)
    gaps = [later - earlier for earlier, later in pairwise(sent)]
    assert max(gaps) <= 0.3


def test_an_idle_bot_answers_a_small_crowd_at_once() -> None:
    """The first few messages after silence do not wait for each other."""
    pacer = Pacer()
    assert [pacer.reserve(chat_id, START) for chat_id in range(1, 7)] == [0.0] * 6


def test_a_pause_of_one_chat_is_nobody_elses() -> None:
    """A 429 for one chat pauses that chat and nothing else."""
    pacer = Pacer()
    pacer.pause(1, 30, START)
    assert pacer.reserve(1, START + 10) == pytest.approx(20)
    assert pacer.reserve(2, START + 10) == 0.0
    assert pacer.available(START + 10) > 0
    assert pacer.reserve(1, START + 30) == 0.0


def test_a_pause_of_the_bot_holds_everybody() -> None:
    """With no chat named, nothing goes until it is over."""
    pacer = Pacer()
    pacer.pause(None, 30, START)
    assert pacer.available(START + 29.9) == 0
    assert pacer.next_free_at(START + 10) == START + 30
    assert pacer.reserve(1, START + 10) == pytest.approx(20)
    assert pacer.available(START + 30) > 0
    assert pacer.reserve(1, START + 30) == 0.0


@pytest.mark.parametrize("chat_id", [1, None])
def test_a_shorter_pause_ends_no_longer_one(chat_id: int | None) -> None:
    """The longest wait that was asked for is kept."""
    pacer = Pacer()
    pacer.pause(chat_id, 30, START)
    pacer.pause(chat_id, 1, START)
    pacer.pause(chat_id, -5, START)
    assert pacer.reserve(1, START + 10) == pytest.approx(20)


def test_idle_chats_are_forgotten() -> None:
    """A hundred thousand chats over an hour leave only the last minute's in memory."""
    pacer, now = Pacer(), START
    for turn in range(100_000):
        now += 0.036
        assert pacer.reserve(-turn if turn % 2 else turn, now) == 0.0
        if turn % 1_000 == 0:
            pacer.pause(turn, 5, now)
    assert pacer.remembered() <= 63 / 0.036


def test_a_busy_chat_does_not_keep_the_idle_ones_in_memory() -> None:
    """One chat that never falls silent is no reason to remember everybody."""
    pacer, now = Pacer(), START
    for turn in range(2_000):
        now += 1.03
        assert pacer.reserve(1, now) == 0.0
        assert pacer.reserve(1_000 + turn, now) == 0.0
    assert pacer.remembered() <= 10


def test_forgetting_a_chat_forgives_nothing() -> None:
    """A chat is forgotten only when its whole allowance is back."""
    pacer = Pacer()
    for _ in range(PRIVATE_BURST):
        pacer.reserve(1, START)
    for chat_id in range(2, 7):
        pacer.reserve(chat_id, START + 1)
    assert pacer.reserve(1, START + 1) > 0.0


def test_a_group_is_not_forgotten_before_its_minute_is_over() -> None:
    """Seventeen sent and a pause in which others send: three are left, not a new burst."""
    pacer = Pacer()
    for turn in range(17):
        assert pacer.reserve(GROUP, START + 3 * turn) == 0.0
    for chat_id in range(1, 5):
        assert pacer.reserve(chat_id, START + 52) == 0.0
    waits = [pacer.reserve(GROUP, START + 53) for _ in range(GROUP_BURST)]
    assert waits.count(0.0) == 3


def test_a_slow_bot_sends_less_than_one_a_second() -> None:
    """A rate below one a second is kept too."""
    sent = flat_out(Pacer(0.5), lambda turn: turn, 50)
    assert most_in_any(sent, 2.0) == 1
    assert sent[-1] - sent[0] <= 49 * 2 / 0.95
