"""From an order's commit to its alert at Telegram, at 30 orders a second.

The pace limit is lifted (paid broadcast): at exactly the limit one would measure a queue. The time
counts from the beginning of the order's transaction, so the commit itself is in it.
"""

import asyncio
import tempfile
from pathlib import Path

from bench.orders_in import add_key, alerted_at, body, percentile, placed_at, post
from bench.processes import free_port, product, world
from bench.seed import shops
from bench.table import Row, drawn

SELLERS = 600
PER_S = 30.0
P50_MS, P99_MS = 20.0, 100.0


def rows() -> list[Row]:
    """Median and 99th percentile in milliseconds."""
    waits = asyncio.run(_measure())
    p50, p99 = percentile(waits, 0.5), percentile(waits, 0.99)
    return [
        Row(
            f"order commit to alert sent, {PER_S:g} orders/s",
            f"p50 {p50:.1f} ms, p99 {p99:.1f} ms",
            goal=f"p50 <= {P50_MS:g} ms, p99 <= {P99_MS:g} ms",
            met=p50 <= P50_MS and p99 <= P99_MS,
        )
    ]


async def _measure() -> list[float]:
    with world() as telegram, tempfile.TemporaryDirectory() as folder:
        people = telegram.people(SELLERS)
        database = Path(folder) / "data" / "bench.db"
        database.parent.mkdir()
        await shops(database, people)
        await add_key(database)
        port = free_port()
        with product(telegram, database, http_bind=f"127.0.0.1:{port}"):
            telegram.wait_for_calls("sendMessage", SELLERS)
            bodies = [body(f"s{person}", f"b{person}") for person in people]
            numbers = await post(f"http://127.0.0.1:{port}", bodies, PER_S)
            telegram.wait_for_calls("sendMessage", 2 * SELLERS)
            sent = alerted_at(telegram)
        placed = await placed_at(database, numbers)
    return [(sent[n] - placed[n]).total_seconds() * 1000 for n in numbers]


def main() -> None:
    """Measure and print the table."""
    print(drawn(rows()))


if __name__ == "__main__":
    main()
