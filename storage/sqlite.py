"""SQLite connections and the statements on them. Who may use which connection is `sqlite_turns`.

Statements run on the event loop's own thread, because handing one to another thread and back costs
20 times the statement (0.2 ms CPU against 0.01 ms). What may block goes to a thread: waiting for
another process's lock, every commit that has something to make durable, and slow statements.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from pathlib import Path
from typing import Any, TypeVar

from storage.errors import RowRefused, StorageError
from storage.statement import Row, Statement

#: How long to wait for another process that writes. Source: DESIGN, SQLite.
BUSY_TIMEOUT_MS = 15_000
#: RETURNING came with it.
OLDEST_SQLITE = (3, 35, 0)

#: Pages kept per connection, when there are that many. With SQLite's 2,000 a claim among 1,000,000
#: pending rows cost 1.5 times a claim among none, with these 1.2 (`bench/pending.py`).
CACHE_KB = 16_000
#: Prepared statements kept per connection; we have about 90.
STATEMENTS = 256

_Result = TypeVar("_Result")


class SqliteSession:
    """Statements on one connection."""

    __slots__ = ("_threads", "conn", "writes")

    def __init__(self, conn: sqlite3.Connection, threads: Executor, *, writes: bool) -> None:
        self.conn = conn
        self._threads = threads
        self.writes = writes

    async def rows(self, statement: Statement, /, **values: Any) -> Sequence[Row]:
        """All rows of a query or of a RETURNING. Raises `StorageError`."""
        compiled = statement.sqlite
        given = compiled.values(values)
        try:
            if statement.slow:
                raw = await aside(self._threads, lambda: self._fetch(compiled.sql, given))
            else:
                raw = self._fetch(compiled.sql, given)
        except sqlite3.Error as error:
            raise self._refusal(error) from error
        return compiled.rows(raw)

    async def row(self, statement: Statement, /, **values: Any) -> Row | None:
        """The first row, if any. Raises `StorageError`."""
        found = await self.rows(statement, **values)
        return found[0] if found else None

    async def run(self, statement: Statement, /, **values: Any) -> int:
        """How many rows were touched. Raises `StorageError`."""
        compiled = statement.sqlite
        given = compiled.values(values)
        try:
            if statement.slow:
                return await aside(
                    self._threads, lambda: self.conn.execute(compiled.sql, given).rowcount
                )
            return self.conn.execute(compiled.sql, given).rowcount
        except sqlite3.Error as error:
            raise self._refusal(error) from error

    async def many(self, statement: Statement, values: Sequence[Mapping[str, Any]], /) -> int:
        """How many rows were touched in all. Raises `StorageError`."""
        if not values:
            return 0
        compiled = statement.sqlite
        given = [compiled.values(each) for each in values]
        try:
            return self.conn.executemany(compiled.sql, given).rowcount
        except sqlite3.Error as error:
            raise self._refusal(error) from error

    async def bulk(self, statement: Statement, values: Sequence[Mapping[str, Any]], /) -> int:
        """How many rows were touched in all. Raises `StorageError`."""
        return await self.many(statement, values)

    async def take_turns(self, name: str, /) -> None:
        """Nothing to do: there is one writer at a time."""

    def _refusal(self, error: sqlite3.Error) -> Exception:
        if isinstance(error, sqlite3.IntegrityError):
            return RowRefused(str(error))
        if not self.writes and error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_READONLY:
            return RowRefused("this unit of work only reads")
        return explained(error)

    def _fetch(self, sql: str, values: list[Any]) -> list[Row]:
        return self.conn.execute(sql, values).fetchall()


async def aside(threads: Executor, work: Callable[[], _Result]) -> _Result:
    """Do blocking work in a thread. Cancelled, it still waits: the thread has the connection."""
    waiting = asyncio.get_running_loop().run_in_executor(threads, work)
    try:
        return await asyncio.shield(waiting)
    except asyncio.CancelledError:
        await asyncio.wait([waiting])
        raise


def connect(path: Path, *, writes: bool) -> sqlite3.Connection:
    """Open the file with DESIGN's settings. Raises `StorageError`."""
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        wanted = ".".join(map(str, OLDEST_SQLITE))
        raise StorageError(f"SQLite {sqlite3.sqlite_version} is too old: {wanted} is needed")
    if not path.parent.is_dir():
        raise StorageError(f"the folder {path.parent} does not exist: create it first")
    try:
        if writes and not path.exists():
            # Names, phones and addresses: for this user only. SQLite gives its side files the same mode.
            path.touch(mode=0o600)
        conn = sqlite3.connect(
            path, isolation_level=None, check_same_thread=False, cached_statements=STATEMENTS
        )
    except sqlite3.Error as error:
        raise explained(error) from error
    except PermissionError:
        raise StorageError(_LINES[sqlite3.SQLITE_CANTOPEN]) from None
    try:
        conn.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
        conn.execute("PRAGMA journal_mode=WAL")
        conn.execute("PRAGMA synchronous=FULL")
        conn.execute("PRAGMA foreign_keys=ON")
        conn.execute(f"PRAGMA cache_size=-{CACHE_KB}")
        # An SQLite that was built without JSON is found out here, not at the first deadline.
        conn.execute("SELECT value FROM json_each('[]')")
        if not writes:
            conn.execute("PRAGMA query_only=ON")
    except sqlite3.Error as error:
        conn.close()
        raise explained(error) from error
    return conn


def explained(error: sqlite3.Error) -> StorageError:
    """SQLite's error as one calm line that says what to do."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return StorageError(_LINES.get(code) or f"the database refused: {error}")


_LINES = {
    sqlite3.SQLITE_BUSY: (
        f"the database is locked: another program has been writing for {BUSY_TIMEOUT_MS // 1000} s; "
        "stop it and try again"
    ),
    sqlite3.SQLITE_READONLY: (
        "the database cannot be written: make the file and its folder writable for this user"
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "the database file cannot be opened: its folder must be readable and writable for this user"
    ),
    sqlite3.SQLITE_NOTADB: "the file is not a database: check ORDERBELL_DATABASE_URL",
    sqlite3.SQLITE_CORRUPT: "the database file is damaged: restore a backup",
    sqlite3.SQLITE_FULL: "the disk is full: nothing was written; free some space",
    sqlite3.SQLITE_IOERR: "the disk failed while the database was at work: nothing was written",
}
