"""One indexed SELECT on SQLite, four ways: why storage hands its statements to the driver itself.

Evidence for docs/adr/0006-databases.md; nothing here is a goal.
"""

import asyncio
import sqlite3
import tempfile
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import aiosqlite
from sqlalchemy import Column, Integer, MetaData, Table, Text, bindparam, select
from sqlalchemy.ext.asyncio import create_async_engine

from bench.table import Row, drawn
from storage.sqlite import SqliteSession, connect
from storage.statement import Statement

ROUNDS = 5_000
ORDERS = 1_000

_orders = Table(
    "bench_orders",
    MetaData(),
    Column("number", Integer, primary_key=True),
    Column("state", Text),
    Column("title", Text),
)
_one = select(_orders).where(_orders.c.number == bindparam("number"))


def rows() -> list[Row]:
    """CPU of one SELECT, each way, against the bare driver."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.db"
        with sqlite3.connect(path) as conn:
            conn.execute("CREATE TABLE bench_orders (number INTEGER PRIMARY KEY, state, title)")
            conn.executemany(
                "INSERT INTO bench_orders VALUES (?, 'new', 'Clay mug')",
                [(number,) for number in range(ORDERS)],
            )
        conn.close()
        found = asyncio.run(_measure(path))
    least = found[0][1]
    return [
        Row(f"a SELECT by {name}", f"{cost:.3f} ms CPU", f"{least:.3f} ms CPU", cost / least)
        for name, cost in found
    ]


async def _measure(path: Path) -> list[tuple[str, float]]:
    found = []
    bare = sqlite3.connect(path)
    sql = "SELECT number, state, title FROM bench_orders WHERE number = ?"

    async def by_driver(number: int) -> None:
        bare.execute(sql, (number,)).fetchall()

    found.append(("sqlite3 alone", await _cpu_ms(by_driver)))
    bare.close()
    ours = connect(path, writes=False)
    threads = ThreadPoolExecutor(1)
    session = SqliteSession(ours, threads, writes=False)
    statement = Statement(_one)

    async def by_storage(number: int) -> None:
        await session.rows(statement, number=number)

    found.append(("storage: Core compiled once, sqlite3", await _cpu_ms(by_storage)))
    ours.close()
    threads.shutdown()
    async with aiosqlite.connect(path) as connection:

        async def by_aiosqlite(number: int) -> None:
            await connection.execute_fetchall(sql, (number,))

        found.append(("aiosqlite alone", await _cpu_ms(by_aiosqlite)))
    engine = create_async_engine(f"sqlite+aiosqlite:///{path}")
    async with engine.connect() as held:

        async def by_sqlalchemy(number: int) -> None:
            (await held.execute(_one, {"number": number})).all()

        found.append(("SQLAlchemy asyncio on aiosqlite", await _cpu_ms(by_sqlalchemy)))
    await engine.dispose()
    return found


async def _cpu_ms(way: Callable[[int], Awaitable[None]]) -> float:
    began = time.process_time()
    for number in range(ROUNDS):
        await way(number % ORDERS)
    return (time.process_time() - began) / ROUNDS * 1e3


def main() -> None:
    """Measure and print the table."""
    print(drawn(rows()))


if __name__ == "__main__":
    main()
