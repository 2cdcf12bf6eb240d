"""The rows that the closing of an order writes, by the bare driver: no rule, no object, no check."""

import asyncio
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.overdue import overdue
from storage.sqlite import connect

BATCH = 250
_WORK = (
    "INSERT INTO work (kind, topic, actor, party_id, due_at, priority, order_number, event,"
    " merge_key, details, state, attempts, created_at, error) VALUES ('telegram', {what}, 1, :at, 3,"
    " :number, {about}, '{{}}', 'open', 0, :at, '')"
)
#: What the closing of an order writes.
_WRITES = (
    "UPDATE orders SET version = 2, state = 'closed', last_action = 'expire', last_actor = 'clock',"
    " last_party_id = 0, last_source = 'new', last_at = :at, last_version = 2, last_text = ''"
    " WHERE number = :number AND version = 1",
    "INSERT INTO events VALUES (:number, 2, 'expired', 'clock', 0, :at, 'closed',"
    " 'clock:' || :number || ':2', NULL, '', NULL)",
    "INSERT INTO fees VALUES (:number, 'expired', :at, 1, 90000, 9000, 'UAH')",
    *(
        _WORK.format(what=f"'{topic}', '{actor}'", about=about)
        for actor in ("seller", "customer")
        for topic, about in (
            ("card", f"NULL, 'card:' || :number || ':{actor}'"),
            ("notice", "2, NULL"),
        )
    ),
    "UPDATE work SET state = 'done', finished_at = :at"
    " WHERE merge_key = 'expire:' || :number AND state = 'open' AND token IS NULL",
)


def per_s(path: Path, orders: int) -> float:
    """Orders a second that the driver alone writes, batch by batch."""
    since = datetime.now(UTC) - timedelta(days=30)
    numbers = asyncio.run(overdue(f"sqlite+aiosqlite:///{path}", orders, since, timedelta(days=29)))
    at = int(since.timestamp()) * 1_000_000
    with closing(connect(path, writes=True)) as conn:
        began = time.perf_counter()
        for first in range(numbers.start, numbers.stop, BATCH):
            batch = range(first, min(first + BATCH, numbers.stop))
            conn.execute("BEGIN IMMEDIATE")
            for statement in _WRITES:
                conn.executemany(statement, [{"number": n, "at": at} for n in batch])
            conn.execute("COMMIT")
        return orders / (time.perf_counter() - began)
