"""5,000 notices queued at once at Telegram's 30 a second, while new orders keep ringing.

The simulated Telegram counts strictly: 30 in any rolling second, edits too, and answers 429 beyond.
"""

import asyncio
import sqlite3
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from bench.orders_in import add_key, alerted_at, body, percentile, placed_at, post
from bench.processes import free_port, product, world
from bench.seed import shops, told
from bench.table import Row, drawn

NOTICES = 5_000
RATE = 30.0
#: New orders meanwhile, one every two seconds.
ALERTS, ALERTS_PER_S = 80, 0.5


def rows() -> list[Row]:
    """How much of the limit is used, how often Telegram refused, how long an alert waits."""
    sent_per_s, refusals, waits_s = asyncio.run(_measure())
    used = sent_per_s / RATE
    p99 = percentile(waits_s, 0.99)
    return [
        Row(
            f"{NOTICES:,} queued notices: pace used",
            f"{sent_per_s:.2f} messages/s",
            f"{RATE:g} messages/s (the limit)",
            used,
            ">= 0.95, no 429",
            used >= 0.95 and refusals == 0,
        ),
        Row("  429 answers meanwhile", f"{refusals}", goal="0", met=refusals == 0),
        Row(
            "  a new order's alert waits",
            f"p50 {percentile(waits_s, 0.5):.2f} s, p99 {p99:.2f} s",
            goal="p99 <= 1 s",
            met=p99 <= 1.0,
        ),
    ]


async def _measure() -> tuple[float, int, list[float]]:
    with world() as telegram, tempfile.TemporaryDirectory() as folder:
        sellers, customers = telegram.people(ALERTS), telegram.people(NOTICES)
        database = Path(folder) / "data" / "bench.db"
        database.parent.mkdir()
        await shops(database, sellers)
        await told(database, f"s{sellers[0]}", customers)
        await add_key(database)
        _only_notices(database)
        telegram.pull("flood", strictness="harsh", per_second=int(RATE))
        port = free_port()
        began = datetime.now(UTC)
        with product(telegram, database, http_bind=f"127.0.0.1:{port}", rate_per_s=f"{RATE:g}"):
            telegram.wait_for_calls("sendMessage", 30)
            bodies = [body(f"s{person}", f"b{person}") for person in sellers]
            numbers = await post(f"http://127.0.0.1:{port}", bodies, ALERTS_PER_S)
            await asyncio.to_thread(
                telegram.wait_for_calls, "sendMessage", NOTICES + ALERTS, within_s=240
            )
            sent = alerted_at(telegram)
            times = sorted(
                datetime.fromisoformat(call["at"])
                for call in telegram.pull("log", method="sendMessage", tail=50_000)
                if call["status"] == 200 and datetime.fromisoformat(call["at"]) >= began
            )
            refusals = int(telegram.pull("flood")["refusals"])
        placed = await placed_at(database, numbers)
    span_s = (times[-1] - times[0]).total_seconds()
    return len(times) / span_s, refusals, [(sent[n] - placed[n]).total_seconds() for n in numbers]


def _only_notices(database: Path) -> None:
    """Cards and deadlines are not what is measured: nothing but notices is waiting."""
    with sqlite3.connect(database) as conn:
        conn.execute("DELETE FROM work WHERE topic <> 'notice'")
    conn.close()


def main() -> None:
    """Measure and print the table."""
    print(drawn(rows()))


if __name__ == "__main__":
    main()
