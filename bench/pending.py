"""Starting, ticking and idling with 100,000 and 1,000,000 rows of pending work against none: time and memory.

Each start is a process of its own: schema checked, store opened, leases given back, first claim.
What idles is `orderbell run`, whose Telegram has nothing to say.
"""

import asyncio
import json
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bench.processes import cpu_s, product, world
from bench.table import Row, drawn
from orders.work import Kind
from storage.schema import migrate
from storage.unit import SqlStore

FEW, ROWS = 100_000, 1_000_000
STARTS = 5
TICKS = 2000
#: Issue 2: what it must show.
GOAL = 1.2
#: Issue 5: likewise.
TICK_GOAL, TICK_MS, IDLE_PERCENT = 1.5, 10.0, 1.0
#: How long it is watched doing nothing, once its start is over, seconds.
IDLE_S, START_S = 30.0, 5.0
NOW = datetime.now(UTC)

_FILL = """
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :rows)
INSERT INTO work (kind, topic, actor, party_id, due_at, priority, details, state, attempts,
                  created_at, error)
SELECT CASE i % 2 WHEN 0 THEN 'clock' ELSE 'telegram' END, 'expire', 'clock', 0,
       :due_at + i * 1000000, i % 4, '{}', 'open', 0, :due_at, ''
FROM n
"""


async def probe(url: str, ticks: int) -> dict[str, float]:
    """One start, and many empty ticks, in this process."""
    await migrate(url)
    async with SqlStore(url) as store:
        async with store.write() as uow:
            await uow.work.release(NOW)
            await uow.inbox.release(NOW)
        await _tick(store)
        cpu, began = time.process_time(), time.perf_counter()
        for _ in range(ticks):
            await _tick(store)
        cpu, took = time.process_time() - cpu, time.perf_counter() - began
    return {
        "tick_cpu_ms": cpu / max(ticks, 1) * 1e3,
        "tick_ms": took / max(ticks, 1) * 1e3,
        "memory_mb": _peak_mb(),
    }


def _peak_mb() -> float:
    """The most memory this process had at once. `ru_maxrss` would say the parent's, from the fork."""
    status = Path("/proc/self/status").read_text("ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


async def _tick(store: SqlStore) -> None:
    async with store.write() as uow:
        assert not await uow.work.claim(Kind.TELEGRAM, NOW, limit=200, lease_s=60, token="t")
    async with store.write() as uow:
        assert not await uow.work.hold(Kind.CLOCK, NOW, limit=500)
    for kind in Kind:
        async with store.read() as uow:
            await uow.work.next_due_at(kind)


def fill(path: Path, rows: int) -> None:
    """Work that is due from tomorrow on."""
    due_at = (int(NOW.timestamp()) + 86_400) * 1_000_000
    with closing(sqlite3.connect(path)) as conn:
        conn.execute(_FILL, {"rows": rows, "due_at": due_at})
        conn.commit()


def started(path: Path, ticks: int) -> dict[str, float]:
    """What a process of its own says, and how long it took from its very start to its end."""
    command = [sys.executable, "-m", "bench.pending", f"sqlite+aiosqlite:///{path}", str(ticks)]
    began = time.perf_counter()
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    return {**found, "start_s": time.perf_counter() - began}


def compared(floor: Path, full: Path) -> list[tuple[dict[str, float], dict[str, float]]]:
    """Both in turn, several times, so that whatever else the machine does weighs on both."""
    pairs = []
    for _ in range(STARTS):
        starts = started(floor, 0), started(full, 0)
        ticks = started(floor, TICKS), started(full, TICKS)
        pairs.append(
            (
                {**ticks[0], "start_s": starts[0]["start_s"]},
                {**ticks[1], "start_s": starts[1]["start_s"]},
            )
        )
    return pairs


def rows() -> list[Row]:
    """With pending work, against none."""
    with tempfile.TemporaryDirectory() as name:
        none, few, many = (Path(name) / f"{n}.db" for n in ("none", "few", "many"))
        asyncio.run(migrate(f"sqlite+aiosqlite:///{none}"))
        for path, count in ((few, FEW), (many, ROWS)):
            shutil.copy(none, path)
            fill(path, count)
        pairs = compared(none, many)
        few_ticks = [(started(none, TICKS), started(few, TICKS)) for _ in range(STARTS)]
        idle = _idle_percent(many)
    return [
        _row("start with 1,000,000 pending", pairs, "start_s", "s"),
        _row("peak memory with 1,000,000 pending", pairs, "memory_mb", "MB"),
        _row("CPU of an empty tick with 1,000,000 pending", pairs, "tick_cpu_ms", "ms"),
        _tick_row("an empty tick with 100,000 pending", few_ticks),
        _tick_row("an empty tick with 1,000,000 pending", pairs),
        Row(
            "idle with 1,000,000 pending",
            f"{idle:.2f} % of a core",
            goal=f"<= {IDLE_PERCENT:g} %",
            met=idle <= IDLE_PERCENT,
        ),
    ]


def _idle_percent(database: Path) -> float:
    """What the product costs while nothing is due, percent of one core."""
    with world() as telegram, product(telegram, database) as process:
        time.sleep(START_S)
        began, spent = time.monotonic(), cpu_s(process)
        time.sleep(IDLE_S)
        return (cpu_s(process) - spent) / (time.monotonic() - began) * 100


def _tick_row(name: str, pairs: list[tuple[dict[str, float], dict[str, float]]]) -> Row:
    row = _row(name, pairs, "tick_ms", "ms")
    tick_ms = statistics.median(pair[1]["tick_ms"] for pair in pairs)
    met = row.ratio is not None and row.ratio <= TICK_GOAL and tick_ms <= TICK_MS
    return replace(row, goal=f"<= {TICK_GOAL}, <= {TICK_MS:g} ms", met=met)


def _row(
    name: str, pairs: list[tuple[dict[str, float], dict[str, float]]], what: str, unit: str
) -> Row:
    floor, figure = (statistics.median(pair[n][what] for pair in pairs) for n in (0, 1))
    ratio = figure / floor
    goal = f"<= {GOAL}"
    return Row(name, f"{figure:.3f} {unit}", f"{floor:.3f} {unit}", ratio, goal, ratio <= GOAL)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(asyncio.run(probe(sys.argv[1], int(sys.argv[2])))))
    else:
        print(drawn(rows()))
