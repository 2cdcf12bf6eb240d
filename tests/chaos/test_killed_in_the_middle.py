"""kill -9 at random moments while orders come in and taps fly: nothing is lost, nothing done twice."""

import asyncio
import os
import random
import secrets
from collections import Counter
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from itertools import count, groupby
from pathlib import Path

import pytest

from simulator.telegram.calls import Call
from tests import postgres
from tests.chaos import books
from tests.chaos.books import Books
from tests.chaos.town import POSTS_AT_ONCE, Town, opened

ORDERS, SELLERS = 200, 100
#: The bot is killed after so many calls of the Bot API at most, or when it has nothing more to do.
MOST_CALLS, IDLE_S = 90, 2.0
#: A lease and a little. Source: scheduler.delivery.LEASE_S.
LEASE = timedelta(seconds=61)
FINISH_S = 60.0


@pytest.fixture
def seed() -> int:
    """Where the chance comes from; pytest shows what is printed when a test fails."""
    chosen = int(os.environ.get("CHAOS_SEED") or secrets.randbits(32))
    print(f"to repeat it: CHAOS_SEED={chosen}")
    return chosen


@pytest.fixture
async def url(database: str, tmp_path: Path) -> AsyncIterator[str]:
    """A fresh database."""
    if database == "postgresql":
        async with postgres.database() as fresh:
            yield fresh
    else:
        data = tmp_path / "data"
        data.mkdir()
        yield f"sqlite+aiosqlite:///{data}/orderbell.db"


@pytest.mark.parametrize(
    ("database", "webhook", "kills"),
    [("sqlite", False, 10), ("sqlite", True, 2), ("postgresql", True, 2)],
)
async def test_killed_at_random_nothing_is_lost_and_nothing_done_twice(
    url: str, database: str, webhook: bool, kills: int, seed: int, tmp_path: Path
) -> None:
    """Every order answered exists once, every tap counts once, every card shows its order's state."""
    async with opened(tmp_path, url, seed, sellers=SELLERS, webhook=webhook) as town:
        in_flight = await _chaos(town, kills, lease=LEASE if database == "postgresql" else None)
        await _finishes(town)
        found = books.read(url)
        _orders_exist_once(town, found)
        _taps_count_once(found)
        _cards_show_the_state(town, found)
        repeated = {number: times - 1 for number, times in town.sent.items() if times > 1}
        print(
            f"{sum(repeated.values())} messages were sent twice; "
            f"{in_flight.total()} were in flight at {kills} kills"
        )
        assert {n: times for n, times in repeated.items() if times > in_flight[n]} == {}
        assert (found.inbox_open, found.inbox_parked, found.dead) == (0, 0, 0)
        assert town.world.telegram.violations == []


async def _chaos(town: Town, kills: int, lease: timedelta | None) -> Counter[int]:
    """Orders come in and the bot is killed so many times; how often each order's card was in flight."""
    waiting: asyncio.Queue[int] = asyncio.Queue()
    chance = random.Random(town.rng.random())

    async def marketplace() -> None:
        while True:
            number = await waiting.get()
            await town.orders(f"A-{number}", number % SELLERS)

    callers = [asyncio.create_task(marketplace()) for _ in range(POSTS_AT_ONCE)]
    in_flight: set[tuple[int, int, str]] = set()
    for kill in range(kills):
        _release(waiting, kill, kills)
        town.strikes = _after(chance.randint(1, MOST_CALLS))
        await town.starts_bot()
        try:
            async with asyncio.timeout(IDLE_S):
                await town.struck.wait()
        except TimeoutError:
            town.strike()
        assert town.bot is not None
        await town.bot.ended()
        in_flight |= books.read(town.url).in_flight
        if lease is not None:
            town.ahead += lease
    _release(waiting, kills, kills)
    await town.starts_bot()
    await town.sees("every order is answered", lambda: len(town.placed) == ORDERS, FINISH_S)
    for caller in callers:
        caller.cancel()
    await asyncio.gather(*callers, return_exceptions=True)
    return Counter(number for number, _, _ in in_flight)


def _after(calls: int) -> Callable[[Call], bool]:
    """Strike at that call from now on."""
    heard = count(1)
    return lambda _: next(heard) == calls


def _release(waiting: "asyncio.Queue[int]", part: int, kills: int) -> None:
    """The part of the orders that comes in between two kills."""
    first, last = (ORDERS * n // (kills + 1) for n in (part, part + 1))
    for number in range(first, last):
        waiting.put_nowait(number)


async def _finishes(town: Town) -> None:
    """Left in peace, the bot finishes what it has taken; then it is stopped in order."""
    numbers = set(town.placed.values())
    await town.sees("every card says Confirmed", lambda: town.confirmed >= numbers, FINISH_S)
    assert town.bot is not None
    assert await town.bot.stop() == 0


def _orders_exist_once(town: Town, found: Books) -> None:
    assert {external: number for number, external, _, _ in found.orders} == town.placed
    assert len(found.orders) == ORDERS
    assert max(town.created.values()) == 1


def _taps_count_once(found: Books) -> None:
    histories = {
        number: [(version, what) for _, version, what in events]
        for number, events in groupby(found.events, key=lambda event: event[0])
    }
    assert histories == {o[0]: [(1, "placed"), (2, "approved")] for o in found.orders}
    assert {(state, version) for _, _, state, version in found.orders} == {("confirmed", 2)}


def _cards_show_the_state(town: Town, found: Books) -> None:
    for number, _, _, _ in found.orders:
        chat, message_id = found.cards[number]
        card = town.world.people[chat].chat.message(message_id)
        assert card is not None
        assert card.text.splitlines()[0].endswith(f"Order #{number} · Confirmed")
