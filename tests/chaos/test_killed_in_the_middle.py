"""kill -9 at random moments while orders come in and taps fly: nothing is lost, nothing done twice."""

import asyncio
import random
from collections import Counter
from itertools import groupby
from pathlib import Path

import pytest

from tests.chaos import books
from tests.chaos.books import Books
from tests.chaos.town import POSTS_AT_ONCE, Town, opened

ORDERS, SELLERS = 200, 100
#: The bot is killed after so many calls of the Bot API at most.
MOST_CALLS = 90
FINISH_S = 60.0


@pytest.mark.parametrize(
    ("database", "webhook", "kills"),
    [("sqlite", False, 10), ("sqlite", True, 2), ("postgresql", True, 2)],
)
async def test_killed_at_random_nothing_is_lost_and_nothing_done_twice(
    url: str, webhook: bool, kills: int, seed: int, tmp_path: Path
) -> None:
    """Every order answered exists once, every tap counts once, every card shows its order's state."""
    async with opened(tmp_path, url, seed, sellers=SELLERS, webhook=webhook) as town:
        in_flight = await _chaos(town, kills)
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


async def _chaos(town: Town, kills: int) -> Counter[int]:
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
        in_flight |= (await town.is_struck(chance.randint(1, MOST_CALLS))).in_flight
    _release(waiting, kills, kills)
    await town.starts_bot()
    await town.sees("every order is answered", lambda: len(town.placed) == ORDERS, FINISH_S)
    for caller in callers:
        caller.cancel()
    await asyncio.gather(*callers, return_exceptions=True)
    return Counter(number for number, _, _ in in_flight)


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
