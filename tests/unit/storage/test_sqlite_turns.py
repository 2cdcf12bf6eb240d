"""One writer: turns in order, commits shared, waiting that holds nobody up, failures told to all concerned."""

import asyncio
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from storage.errors import StorageError
from storage.sqlite import SqliteSession, connect
from storage.sqlite_turns import MAX_SHARED, Writer


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with one table."""
    path = tmp_path / "turns.db"
    with closing(connect(path, writes=True)) as conn:
        conn.execute("CREATE TABLE t (v INTEGER UNIQUE)")
    return path


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    """Where what blocks goes."""
    with ThreadPoolExecutor(2) as threads:
        yield threads


class Counted(sqlite3.Connection):
    """A connection that counts its commits and can be told to fail."""

    commits = 0
    full = False

    def execute(self, sql: str, parameters: object = (), /) -> sqlite3.Cursor:
        """Count, then as always."""
        if sql == "COMMIT":
            self.commits += 1
            if self.full:
                raise sqlite3.OperationalError("database or disk is full")
        return super().execute(sql, parameters)  # type: ignore[arg-type]


def counted(path: Path) -> Counted:
    """Opened as ours are."""
    return sqlite3.connect(path, isolation_level=None, check_same_thread=False, factory=Counted)


def values(path: Path) -> list[int]:
    """What others see in the file."""
    with closing(sqlite3.connect(path)) as conn:
        return [row[0] for row in conn.execute("SELECT v FROM t ORDER BY v")]


async def put(writer: Writer, value: int, *, keep: bool = True) -> None:
    """One unit."""
    session = await writer.enter()
    session.conn.execute("INSERT INTO t VALUES (?)", (value,))
    await writer.leave(keep=keep)


async def test_units_that_wait_in_line_share_commits(
    path: Path, threads: ThreadPoolExecutor
) -> None:
    """A hundred at once: a few disk syncs, and each is told only when its own is over."""
    conn = counted(path)
    writer = Writer(conn, threads)
    await asyncio.gather(*(put(writer, n) for n in range(100)))
    assert values(path) == list(range(100))
    assert 100 / MAX_SHARED <= conn.commits <= 4
    await writer.close()


async def test_who_is_told_can_be_read_by_others(path: Path, threads: ThreadPoolExecutor) -> None:
    """At the moment `leave` returns the row is in the file."""
    writer = Writer(connect(path, writes=True), threads)

    async def check(value: int) -> None:
        await put(writer, value)
        assert value in values(path)

    await asyncio.gather(*(check(n) for n in range(20)))
    await writer.close()


async def test_a_unit_that_is_undone_takes_nobody_with_it(
    path: Path, threads: ThreadPoolExecutor
) -> None:
    """Its neighbours in the same commit are kept."""
    writer = Writer(connect(path, writes=True), threads)
    await asyncio.gather(*(put(writer, n, keep=n % 3 != 0) for n in range(9)))
    assert values(path) == [1, 2, 4, 5, 7, 8]
    await writer.close()


async def test_a_commit_that_fails_is_told_to_all_who_shared_it(
    path: Path, threads: ThreadPoolExecutor
) -> None:
    """A full disk: nothing was kept, and everybody knows; afterwards it goes on."""
    conn = counted(path)
    writer = Writer(conn, threads)
    conn.full = True
    told = await asyncio.gather(*(put(writer, n) for n in range(5)), return_exceptions=True)
    assert [type(each) for each in told] == [StorageError] * 5
    assert values(path) == []
    conn.full = False
    await put(writer, 7)
    assert values(path) == [7]
    await writer.close()


async def test_a_transaction_that_sqlite_gave_up_is_told_to_all_in_it(
    path: Path, threads: ThreadPoolExecutor
) -> None:
    """Some errors make SQLite roll back on its own, with the neighbours' work in it."""
    writer = Writer(connect(path, writes=True), threads)

    async def disaster() -> None:
        session = await writer.enter()
        session.conn.execute("ROLLBACK")
        await writer.leave(keep=True)

    told = await asyncio.gather(put(writer, 1), disaster(), put(writer, 2), return_exceptions=True)
    assert isinstance(told[1], StorageError)
    kept = values(path)
    assert [n for n, each in ((1, told[0]), (2, told[2])) if each is None] == kept
    await put(writer, 3)
    assert 3 in values(path)
    await writer.close()


async def test_a_writer_waits_for_another_process_without_stopping_the_loop(
    path: Path, threads: ThreadPoolExecutor
) -> None:
    """It gets its turn when the other is done; meanwhile everything else goes on."""
    writer = Writer(connect(path, writes=True), threads)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        waiting = asyncio.create_task(put(writer, 1))
        done, _ = await asyncio.wait([waiting], timeout=0.2)
        assert not done
        other.execute("COMMIT")
    async with asyncio.timeout(20):
        await waiting
    assert values(path) == [1]
    await writer.close()


async def test_a_writer_that_waited_long_enough_says_who_is_in_the_way(
    path: Path, threads: ThreadPoolExecutor
) -> None:
    """One line, and the next unit may try again."""
    writer = Writer(connect(path, writes=True), threads, patience_ms=50)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError, match="is locked: another program"):
            await put(writer, 1)
    await put(writer, 2)
    assert values(path) == [2]
    await writer.close()


async def test_a_unit_cancelled_while_it_waits_for_another_process_blocks_nobody(
    path: Path, threads: ThreadPoolExecutor
) -> None:
    """The thread comes back first; then the next one gets the connection."""
    writer = Writer(connect(path, writes=True), threads)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        waiting = asyncio.create_task(put(writer, 1))
        await asyncio.wait([waiting], timeout=0.1)
        waiting.cancel()
        other.execute("COMMIT")
    await asyncio.gather(waiting, return_exceptions=True)
    async with asyncio.timeout(20):
        await put(writer, 2)
    assert values(path) == [2]
    await writer.close()


async def test_reading_what_nobody_changed_costs_no_disk_sync(
    path: Path, threads: ThreadPoolExecutor
) -> None:
    """An empty tick commits nothing and asks no thread."""
    conn = counted(path)
    writer = Writer(conn, threads)
    for _ in range(100):
        session = await writer.enter()
        assert isinstance(session, SqliteSession)
        await writer.leave(keep=True)
    assert not threads._threads
    await writer.close()


def test_the_connections_keep_to_the_design(path: Path) -> None:
    """WAL, FULL, foreign keys; readers only read."""
    with (
        closing(connect(path, writes=True)) as writing,
        closing(connect(path, writes=False)) as reading,
    ):
        for conn in (writing, reading):
            settings = [
                conn.execute(f"PRAGMA {name}").fetchone()[0]
                for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
            ]
            assert settings == ["wal", 2, 1, 15_000]
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            reading.execute("INSERT INTO t VALUES (1)")
