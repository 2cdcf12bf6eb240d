"""kill -9 at the one moment that no program can close: done outside, not yet noted inside."""

import asyncio
import time
from pathlib import Path

import pytest

from simulator.telegram.calls import Call
from tests.chaos import books
from tests.chaos.town import Town, opened

#: A bot that is started again takes up at once what the dead one held.
AT_ONCE_S = 10.0


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A fresh SQLite file."""
    data = tmp_path / "data"
    data.mkdir()
    return f"sqlite+aiosqlite:///{data}/orderbell.db"


async def test_killed_between_a_call_and_its_commit_repeats_at_most_that_call(
    url: str, tmp_path: Path
) -> None:
    """Telegram did it, we could not note it: it is done once more at most, and never forgotten."""
    async with opened(tmp_path, url, seed=1, sellers=1, webhook=False) as town:
        town.eager = False
        placing = town.begins_order("A-1", 0)
        await _begins(town, "sendMessage", "New order")
        await _is_killed(town)
        await _begins(town, "answerCallbackQuery", "Approved")
        # With the card itself still under way, a second kill would repeat that, too.
        await asyncio.to_thread(_wait_until_noted, url)
        await town.sellers[0].taps("Approve")
        await _is_killed(town)
        await town.starts_bot()
        await placing
        (number,) = town.placed.values()
        await town.sees("the card says Confirmed", lambda: number in town.confirmed, AT_ONCE_S)
        assert town.bot is not None
        assert await town.bot.stop() == 0
        found = books.read(url)
        assert found.events == [(number, 1, "placed"), (number, 2, "approved")]
        assert town.sent[number] == 2
        assert (found.inbox_open, found.in_flight, found.dead) == (0, set(), 0)


async def _begins(town: Town, method: str, words: str) -> None:
    """Start the bot, to be killed when Telegram has done this call and not yet said so."""

    def strikes(call: Call) -> bool:
        return call.method == method and call.ok and words in str(call.params.get("text"))

    town.strikes = strikes
    await town.starts_bot()


async def _is_killed(town: Town) -> None:
    assert town.bot is not None
    async with asyncio.timeout(AT_ONCE_S):
        await town.struck.wait()
    await town.bot.ended()


def _wait_until_noted(url: str) -> None:
    """The card that has gone out stands in the books."""
    ends_at = time.monotonic() + AT_ONCE_S
    while not books.read(url).cards:
        assert time.monotonic() < ends_at, "the card is not noted"
        time.sleep(0.05)
