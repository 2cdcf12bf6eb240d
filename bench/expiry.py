"""A million orders whose time is over, closed by the clock while new orders come in: `orderbell run`.

The floor is the same rows written in batches by the bare driver on SQLite, which decides nothing.
`python -m bench.expiry [ORDERS [URL]]`; without a number 1,000,000, without a URL a new SQLite file.
"""

import asyncio
import base64
import math
import sys
import tempfile
import time
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil
from sqlalchemy import text

from bench.expiry_floor import per_s
from bench.orders_in import add_key, alerted_at, body, percentile, placed_at, post
from bench.overdue import overdue
from bench.processes import free_port, product, world
from bench.seed import shops, url_of
from bench.table import Row, drawn
from storage.engine import parsed
from storage.schema import blocking_engine

ORDERS = 1_000_000
#: So many of the floor's rows are enough to know its pace.
FLOOR_ORDERS = 100_000
#: New orders meanwhile, and the shops that they are for.
PER_S, SHOPS = 5.0, 50
#: A month's downtime: so many deadlines, of so many shops in Telegram, watched so long afterwards.
AWAY, OTHERS, AFTER_S = 100_000, 100, 20.0
#: Between two looks at the process.
LOOK_S = 0.25
#: Issue 5: what it must show.
GOAL_PER_S, GOAL_WRITE_MS, GOAL_ALERT_S, GOAL_MEMORY = 5_000.0, 150.0, 1.0, 1.25

_CLOSED_WELL = """
SELECT count(*), count(DISTINCT orders.number), sum(CASE WHEN events.at < orders.auto_close_at THEN 1 ELSE 0 END)
FROM events JOIN orders ON orders.number = events.order_number
JOIN fees ON fees.order_number = orders.number
WHERE events.what = 'expired' AND orders.state = 'closed' AND orders.version = 2
"""


@dataclass(slots=True)
class Watch:
    """What was seen of the process while it closed orders."""

    #: (when, seconds; orders closed), one for each look.
    closed: list[tuple[float, int]] = field(default_factory=list)
    memory_mb: list[float] = field(default_factory=list)
    longest_write_ms: float = 0.0

    def look(self, root: str, process: psutil.Process) -> None:
        """Look at its figures. Raises `OSError` while it does not listen."""
        with urllib.request.urlopen(f"{root}/metrics", timeout=30) as answer:
            lines = answer.read().decode().splitlines()
        figures = dict(line.split() for line in lines if not line.startswith("#"))
        self.closed.append(
            (time.monotonic(), int(float(figures["orderbell_orders_expired_total"])))
        )
        self.longest_write_ms = float(figures["orderbell_longest_write_seconds"]) * 1e3
        self.memory_mb.append(process.memory_info().rss / 2**20)

    def per_s(self, of: int) -> float:
        """Orders closed in a second, from the first look that saw one closed to the last."""
        begun = next(seen for seen in self.closed if seen[1] > 0)
        ended = next(seen for seen in self.closed if seen[1] >= of)
        return (ended[1] - begun[1]) / max(ended[0] - begun[0], 1e-9)


@dataclass(frozen=True, slots=True)
class Seen:
    """One run."""

    orders: int
    watch: Watch
    #: From each new order's transaction to its alert, seconds.
    waits_s: list[float]
    #: Messages sent meanwhile that were no alerts.
    told: int


def rows() -> list[Row]:
    """All of it, and then a month's downtime of shops that are in Telegram."""
    return measured(ORDERS)


def measured(orders: int, url: str | None = None) -> list[Row]:
    """The same of so many orders; on another database without the month's downtime."""
    with tempfile.TemporaryDirectory() as folder:
        floor = per_s(Path(folder) / "floor.db", min(orders, FLOOR_ORDERS))
    found = _rows(f"{orders:,} overdue", asyncio.run(_measure(orders, url)), floor)
    if url is None:
        away = asyncio.run(_measure(min(orders, AWAY), None, linked=True))
        found += _rows(f"30 days away, {min(orders, AWAY):,} due", away, floor)
    return found


def _rows(what: str, seen: Seen, floor: float) -> list[Row]:
    watch, waits_s = seen.watch, seen.waits_s
    rate, p99 = watch.per_s(seen.orders), percentile(waits_s, 0.99)
    first, last, peak = watch.memory_mb[0], watch.memory_mb[-1], max(watch.memory_mb)
    return [
        Row(
            f"{what}: closed",
            f"{rate:,.0f} orders/s",
            f"{floor:,.0f} orders/s (bare executemany)",
            rate / floor,
            f">= {GOAL_PER_S:,.0f} orders/s",
            rate >= GOAL_PER_S,
        ),
        Row(
            f"{what}: longest write transaction",
            f"{watch.longest_write_ms:.0f} ms",
            goal=f"<= {GOAL_WRITE_MS:g} ms",
            met=watch.longest_write_ms <= GOAL_WRITE_MS,
        ),
        Row(
            f"{what}: alerts of {len(waits_s)} new orders, before {seen.told} other messages",
            f"p50 {percentile(waits_s, 0.5):.2f} s, p99 {p99:.2f} s",
            goal=f"p99 <= {GOAL_ALERT_S:g} s",
            met=p99 <= GOAL_ALERT_S,
        ),
        Row(
            f"{what}: memory at the end {last:.0f} MB",
            f"peak {peak:.0f} MB",
            f"start {first:.0f} MB",
            peak / first,
            f"<= {GOAL_MEMORY}",
            peak / first <= GOAL_MEMORY,
        ),
    ]


async def _measure(orders: int, url: str | None, *, linked: bool = False) -> Seen:
    with world() as telegram, tempfile.TemporaryDirectory() as folder:
        sellers = telegram.people(SHOPS)
        people = telegram.people(OTHERS) if linked else []
        data = Path(folder) / "data"
        data.mkdir()
        url = url or url_of(data / "bench.db")
        since = datetime.now(UTC) - timedelta(days=30)
        await overdue(url, orders, since, timedelta(days=29), people)
        await shops(url, sellers)
        await add_key(url)
        port = free_port()
        root = f"http://127.0.0.1:{port}"
        # Telegram's own pace: what is told of the closings waits, new orders must not.
        settings = {
            "rate_per_s": "30",
            "http_bind": f"127.0.0.1:{port}",
            "database_url": url,
            "encryption_key": base64.b64encode(bytes(32)).decode(),
        }
        with product(telegram, data / "bench.db", **settings) as process:
            watch = Watch()
            after_s = AFTER_S if linked else 0.0
            watching = asyncio.create_task(_watch(watch, root, process, orders, after_s))
            # Each shop's first order: until its alert is out, others wait their turn behind it.
            await asyncio.to_thread(telegram.wait_for_calls, "sendMessage", SHOPS)
            numbers = await _place(root, sellers, watching)
            await watching
            await asyncio.sleep(2)
            sent, told = alerted_at(telegram), telegram.calls("sendMessage")
        placed = await placed_at(url, numbers)
        _check(url, orders)
    waits_s = [(sent[n] - placed[n]).total_seconds() for n in numbers]
    return Seen(orders, watch, waits_s, told - len(numbers) - SHOPS)


async def _watch(
    watch: Watch, root: str, process: psutil.Process, orders: int, after_s: float
) -> None:
    """Until all are closed, and some time after."""
    ends_at = math.inf
    while time.monotonic() < ends_at:
        if watch.closed and watch.closed[-1][1] >= orders and ends_at == math.inf:
            ends_at = time.monotonic() + after_s
        try:
            await asyncio.to_thread(watch.look, root, process)
        except OSError:
            assert process.is_running()
        await asyncio.sleep(LOOK_S)


async def _place(root: str, sellers: Sequence[int], until: "asyncio.Task[None]") -> list[int]:
    """Place orders at an even pace until that has ended; their numbers."""
    numbers: list[int] = []
    while not until.done():
        names = range(len(numbers), len(numbers) + 2 * int(PER_S))
        bodies = [body(f"s{sellers[n % len(sellers)]}", f"b{n}") for n in names]
        numbers += await post(root, bodies, PER_S)
    return numbers


def _check(url: str, orders: int) -> None:
    """Each was closed once, by the clock, and owes its fee; none too early."""
    engine = blocking_engine(parsed(url))
    with engine.connect() as connection:
        (found,) = connection.execute(text(_CLOSED_WELL)).fetchall()
    engine.dispose()
    assert tuple(found) == (orders, orders, 0), found


def main() -> None:
    """Measure and print the table."""
    orders = int(sys.argv[1]) if len(sys.argv) > 1 else ORDERS
    print(drawn(measured(orders, sys.argv[2] if len(sys.argv) > 2 else None)))


if __name__ == "__main__":
    main()
