"""kill -9 again and again while the clock closes thousands of orders: each once, none early, none twice."""

import asyncio
import random
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from bench.overdue import overdue
from bench.processes import free_port
from bot.demo.process import RUN, BotProcess
from storage.engine import parsed
from storage.schema import blocking_engine
from tests.chaos.town import Town, opened

#: Most deadlines have passed when the first runner starts; the others pass one by one meanwhile.
PASSED, AHEAD = timedelta(seconds=30), timedelta(seconds=8)
#: A runner that serves is killed within so long, seconds.
LIFE_S = 1.0
FINISH_S = 60.0

#: What must stand of every order, and what must not stand of any.
_ONCE = (
    ("closed", "SELECT count(*) FROM orders WHERE state = 'closed' AND version = 2"),
    (
        "expired",
        "SELECT count(*) FROM events WHERE what = 'expired' AND version = 2 AND actor = 'clock'",
    ),
    ("fees", "SELECT count(*) FROM fees WHERE reason = 'expired' AND amount_minor = 9000"),
    ("deadlines", "SELECT count(*) FROM work WHERE kind = 'clock' AND state = 'done'"),
    (
        "told",
        "SELECT count(*) FROM (SELECT order_number FROM work WHERE kind = 'telegram'"
        " AND order_number > {first} GROUP BY order_number"
        " HAVING count(*) = 4 AND count(DISTINCT topic || actor) = 4) AS w",
    ),
)
_NEVER = (
    (
        "early",
        "SELECT count(*) FROM events JOIN orders ON number = order_number"
        " WHERE what = 'expired' AND at < auto_close_at",
    ),
    ("waiting", "SELECT count(*) FROM work WHERE kind = 'clock' AND state = 'open'"),
    ("dead", "SELECT count(*) FROM work WHERE state = 'dead'"),
    ("more", "SELECT count(*) FROM events WHERE version > 2"),
)


@pytest.mark.parametrize(
    ("database", "runners", "kills", "orders"),
    [("sqlite", 1, 4, 12_000), ("postgresql", 3, 2, 6_000)],
)
async def test_killed_while_it_closes_orders_each_is_closed_once(
    url: str, runners: int, kills: int, orders: int, seed: int, tmp_path: Path
) -> None:
    """SQLite is one runner's, PostgreSQL several's: order, event, fee and rows are together or not at all."""
    webhook = runners > 1
    async with opened(tmp_path, url, seed, sellers=1, webhook=webhook) as town:
        since = datetime.now(UTC) - PASSED
        numbers = await overdue(url, orders, since, PASSED + AHEAD)
        caught = await chaos(town, numbers, runners=runners, kills=kills)
        found = counted(url, numbers)
    print(f"{runners} runners, closed at each of {len(caught)} kills: {caught}")
    first_ones = numbers.start - 1001
    wanted = dict.fromkeys((name for name, _ in _ONCE), orders) | dict.fromkeys(
        (name for name, _ in _NEVER), 0
    )
    # Those that the others were copied from have a deadline's row each, too.
    assert found == {**wanted, "deadlines": orders + first_ones}
    assert any(0 < closed < orders for closed in caught), "no kill met a runner at work"


async def chaos(town: Town, numbers: range, *, runners: int, kills: int) -> list[int]:
    """Each runner is killed so many times, and left in peace then; orders closed at each kill."""
    caught: list[int] = []
    chances = [random.Random(town.rng.random()) for _ in range(runners)]
    async with asyncio.TaskGroup() as lives:
        tasks = [
            lives.create_task(_lives(town, numbers, kills, chance, caught)) for chance in chances
        ]
    left = [task.result() for task in tasks]
    try:
        await asyncio.to_thread(_wait_until_closed, town.url, len(numbers))
        assert [await runner.stop() for runner in left] == [0] * runners
        assert [runner.errors for runner in left] == [[]] * runners
    finally:
        for runner in left:
            await runner.kill()
    return caught


async def _lives(
    town: Town, numbers: range, kills: int, chance: random.Random, caught: list[int]
) -> BotProcess:
    """One runner, started again after each kill; the one that nobody kills any more."""
    settings = _settings(town)
    for _ in range(kills):
        runner = await BotProcess.launch(RUN, settings, town.folder)
        try:
            await runner.listening()
            await asyncio.sleep(chance.uniform(0, LIFE_S))
        finally:
            await runner.kill()
        caught.append(await asyncio.to_thread(_closed, town.url))
    runner = await BotProcess.launch(RUN, settings, town.folder)
    await runner.listening()
    return runner


def _settings(town: Town) -> Mapping[str, str]:
    """The town's, at a port of its own."""
    port = free_port()
    told = {**town.settings(), "ORDERBELL_HTTP_BIND": f"127.0.0.1:{port}"}
    if town.webhook:
        told["ORDERBELL_PUBLIC_URL"] = f"http://127.0.0.1:{port}"
    return told


def _wait_until_closed(url: str, orders: int) -> None:
    ends_at = time.monotonic() + FINISH_S
    while (closed := _closed(url)) < orders:
        assert time.monotonic() < ends_at, f"{closed} of {orders} are closed"
        time.sleep(0.1)


def _closed(url: str) -> int:
    return counts(url, [_ONCE[0]], first=0)["closed"]


def counted(url: str, numbers: range) -> dict[str, int]:
    """All that must stand, and must not."""
    return counts(url, [*_ONCE, *_NEVER], first=numbers.start - 1)


def counts(url: str, queries: Any, *, first: int) -> dict[str, int]:
    """What the queries find, read behind the runners' backs."""
    engine = blocking_engine(parsed(url))
    try:
        with engine.connect() as connection:
            return {
                name: int(connection.execute(text(query.format(first=first))).scalar_one())
                for name, query in queries
            }
    finally:
        engine.dispose()
