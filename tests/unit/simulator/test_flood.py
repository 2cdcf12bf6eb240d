"""Flood limits: 429 with retry_after, and only for what it names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.people import Person
from simulator.telegram.errors import ApiError
from simulator.telegram.flood import Flood
from simulator.world import World
from tests.unit.simulator.bot_client import BotClient, Refused


class Seconds:
    """A monotonic clock moved by hand."""

    def __init__(self) -> None:
        self.at = 100.0

    def __call__(self) -> float:
        """The present second."""
        return self.at


@pytest.fixture
def seconds() -> Seconds:
    """The limits' own clock."""
    return Seconds()


@pytest.fixture
def flood(seconds: Seconds) -> Flood:
    """Limits as documented, by that clock."""
    return Flood(seconds)


def wait_s(flood: Flood, chat: int, messages: int = 1, *, edit: bool = False) -> int:
    """Seconds that the bot is told to wait; 0 when it may go."""
    try:
        flood.check(chat, messages, edit=edit)
    except ApiError as refused:
        return (refused.parameters or {})["retry_after"]
    return 0


def test_private_chat_takes_a_burst_then_one_a_second(flood: Flood, seconds: Seconds) -> None:
    """Another chat is not concerned."""
    assert [wait_s(flood, 1) for _ in range(7)] == [0, 0, 0, 0, 0, 1, 1]
    assert wait_s(flood, 2) == 0
    seconds.at += 1
    assert [wait_s(flood, 1) for _ in range(2)] == [0, 1]
    assert flood.refusals == 3


def test_bot_sends_about_thirty_a_second(flood: Flood, seconds: Seconds) -> None:
    """A tenth more is forgiven, for jitter on the way."""
    assert [wait_s(flood, chat) for chat in range(1, 40)].count(0) == 33
    seconds.at += 1.001
    assert wait_s(flood, 50) == 0


def test_group_takes_twenty_a_minute_edits_included(flood: Flood, seconds: Seconds) -> None:
    """retry_after names when the oldest leaves the window."""
    assert [wait_s(flood, -5, edit=bool(n % 2)) for n in range(20)] == [0] * 20
    assert wait_s(flood, -5) == 60
    assert wait_s(flood, -5, edit=True) == 60
    seconds.at += 59.5
    assert wait_s(flood, -5) == 1
    seconds.at += 0.6
    assert wait_s(flood, -5) == 0


def test_edits_in_private_chats_are_free_unless_harsh(flood: Flood) -> None:
    """Cards may be refreshed."""
    assert [wait_s(flood, 1, edit=True) for _ in range(100)] == [0] * 100
    flood.strictness = "harsh"
    assert [wait_s(flood, 1, edit=True) for _ in range(3)] == [0, 1, 1]


def test_harsh_means_exactly_the_documented_numbers(flood: Flood) -> None:
    """No burst, thirty a second."""
    flood.strictness = "harsh"
    assert [wait_s(flood, 1) for _ in range(2)] == [0, 1]
    assert [wait_s(flood, chat) for chat in range(2, 40)].count(0) == 29


def test_off_means_no_limits_and_forget_starts_anew(flood: Flood) -> None:
    """For tests about something else."""
    flood.strictness = "off"
    assert [wait_s(flood, 1) for _ in range(100)] == [0] * 100
    flood.strictness = "documented"
    for _ in range(6):
        wait_s(flood, 1)
    flood.forget()
    assert wait_s(flood, 1) == 0


def test_penalty_lengthens_the_wait(flood: Flood) -> None:
    """The real server often asks for more than it needs."""
    flood.penalty_s = 30
    assert [wait_s(flood, 1) for _ in range(6)][-1] == 31


def test_album_counts_its_messages_but_always_fits_an_idle_chat(
    flood: Flood, seconds: Seconds
) -> None:
    """Ten at once are let through, then the chat is full."""
    assert wait_s(flood, 1, 10) == 0
    assert wait_s(flood, 1) > 0


@given(gaps=st.lists(st.floats(0, 0.2), max_size=80))
def test_waiting_as_told_is_always_enough(gaps: list[float]) -> None:
    """Property: after retry_after seconds the same message is taken."""
    seconds = Seconds()
    flood = Flood(seconds)
    for gap in gaps:
        seconds.at += gap
        if told := wait_s(flood, 1):
            seconds.at += told
            assert wait_s(flood, 1) == 0


async def test_refused_message_is_not_sent(world: World, bot: BotClient, olena: Person) -> None:
    """429 over HTTP, with the parameter that bots read; nothing arrives."""
    world.telegram.flood = Flood(Seconds())
    for _ in range(5):
        await bot("sendMessage", chat_id=olena.id, text="x")
    with pytest.raises(Refused) as refused:
        await bot("sendMessage", chat_id=olena.id, text="too much")
    assert (refused.value.code, refused.value.parameters) == (429, {"retry_after": 1})
    assert refused.value.description == "Too Many Requests: retry after 1"
    assert olena.last_message.text == "x"
    assert world.telegram.log.counts["sendMessage", 429] == 1
