"""Whether Telegram answers at all: an outage is more than bad luck, and few ask whether it is over."""

from datetime import timedelta

from channels.telegram.line import LONGEST, PROBE, SHORTEST, Line
from tests.marketplace import HandClock

SECOND = timedelta(seconds=1)


def out(clock: HandClock, came_back: list[str] | None = None) -> Line:
    """A line on which nothing is answered."""
    told = [] if came_back is None else came_back
    line = Line(clock, lambda: told.append("back"))
    for chat_id in (1, 2, 1):
        line.failed(chat_id)
    assert line.out_since == clock.now()
    return line


def test_one_chat_that_fails_is_no_outage() -> None:
    """However often: there may be something with that chat."""
    line = Line(HandClock())
    for _ in range(50):
        line.failed(7)
    assert line.out_since is None
    assert line.may_try()


def test_an_answer_between_failures_says_that_telegram_is_there() -> None:
    """Only failures in a row count."""
    line = Line(HandClock())
    for chat_id in range(10):
        line.failed(chat_id)
        line.worked()
    assert line.out_since is None


def test_while_it_is_out_one_asks_now_and_then() -> None:
    """The others wait, the longer the longer it lasts, and never for long."""
    clock = HandClock()
    line = out(clock)
    assert not line.may_try()
    assert line.back_at() == clock.now() + SHORTEST
    clock.passes(PROBE)
    assert line.may_try()
    assert not line.may_try()
    clock.passes(10 * SECOND)
    assert line.back_at() == clock.now() + 10 * SECOND + PROBE
    clock.passes(timedelta(hours=1))
    assert line.back_at() == clock.now() + LONGEST


def test_whoever_waits_learns_once_that_it_is_back() -> None:
    """At the first answer, and not at the others."""
    came_back: list[str] = []
    clock = HandClock()
    line = out(clock, came_back)
    line.worked()
    line.worked()
    assert came_back == ["back"]
    assert line.out_since is None
    assert line.may_try()


def test_a_line_that_is_cut_is_not_tried() -> None:
    """Before the bot knows who it is there is nothing to send with."""
    clock = HandClock()
    line = Line(clock)
    line.cut()
    clock.passes(timedelta(hours=1))
    assert not line.may_try()
    line.worked()
    assert line.may_try()
