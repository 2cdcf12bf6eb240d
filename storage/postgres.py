"""PostgreSQL connections and the statements on them: psycopg itself, under a small pool. No tables."""

import asyncio
from collections.abc import Mapping, Sequence
from time import perf_counter
from typing import Any

import psycopg
from psycopg import AsyncConnection, sql
from psycopg.errors import IntegrityError, ReadOnlySqlTransaction

from storage.bulk import together
from storage.errors import RowRefused, StorageError
from storage.statement import Row, Statement

#: Connections of one process; PostgreSQL's default allows 100 in all.
POOL = 10
CONNECT_TIMEOUT_S = 10

_WRITE = sql.SQL("BEGIN")
_READ = sql.SQL("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
_TURNS = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"


class PostgresSession:
    """Statements on one connection."""

    __slots__ = ("began_s", "conn", "writes")

    def __init__(self, conn: AsyncConnection[Row], *, writes: bool) -> None:
        self.conn = conn
        self.writes = writes
        self.began_s = perf_counter()

    async def rows(self, statement: Statement, /, **values: Any) -> Sequence[Row]:
        """All rows of a query or of a RETURNING. Raises `StorageError`."""
        compiled = statement.postgres
        cursor = await self._execute(statement, values)
        return compiled.rows(await cursor.fetchall())

    async def row(self, statement: Statement, /, **values: Any) -> Row | None:
        """The first row, if any. Raises `StorageError`."""
        found = await self.rows(statement, **values)
        return found[0] if found else None

    async def run(self, statement: Statement, /, **values: Any) -> int:
        """How many rows were touched. Raises `StorageError`."""
        return (await self._execute(statement, values)).rowcount

    async def many(self, statement: Statement, values: Sequence[Mapping[str, Any]], /) -> int:
        """How many rows were touched in all. Raises `StorageError`."""
        if not values:
            return 0
        compiled = statement.postgres
        cursor = self.conn.cursor()
        try:
            await cursor.executemany(compiled.query, [compiled.named(v) for v in values])
        except psycopg.Error as error:
            raise explained(error) from error
        return cursor.rowcount

    async def bulk(self, statement: Statement, values: Sequence[Mapping[str, Any]], /) -> int:
        """How many rows were touched in all. Raises `StorageError`."""
        if not values:
            return 0
        compiled = statement.postgres
        given = {"given": together([compiled.named(v) for v in values])}
        try:
            return (await self.conn.execute(compiled.bulk, given)).rowcount
        except psycopg.Error as error:
            raise explained(error) from error

    async def take_turns(self, name: str, /) -> None:
        """Wait until no other writer that named the same thing is at work; until commit."""
        if not self.writes:
            return
        try:
            await self.conn.execute(_TURNS, (name,))
        except psycopg.Error as error:
            raise explained(error) from error

    async def _execute(
        self, statement: Statement, values: Mapping[str, Any]
    ) -> psycopg.AsyncCursor[Row]:
        compiled = statement.postgres
        try:
            return await self.conn.execute(compiled.query, compiled.named(values))
        except psycopg.Error as error:
            raise explained(error) from error


class Pool:
    """A few connections, opened when needed, replaced when broken."""

    def __init__(self, conninfo: str) -> None:
        self._conninfo = conninfo
        self._idle: list[AsyncConnection[Row]] = []
        self._free = asyncio.Semaphore(POOL)
        self._closed = False
        #: The longest transaction that could write, seconds.
        self.longest_s = 0.0

    async def enter(self, *, writes: bool) -> PostgresSession:
        """A connection in a transaction. Raises `StorageError`."""
        await self._free.acquire()
        try:
            conn = await self._begun(_WRITE if writes else _READ)
        except BaseException:
            self._free.release()
            raise
        return PostgresSession(conn, writes=writes)

    async def leave(self, session: PostgresSession, *, keep: bool) -> None:
        """End the transaction. Raises `StorageError` when a commit is not certain."""
        conn = session.conn
        try:
            await conn.execute("COMMIT" if keep else "ROLLBACK")
        except psycopg.OperationalError as error:
            if keep:
                raise explained(error) from error
        finally:
            if session.writes:
                self.longest_s = max(self.longest_s, perf_counter() - session.began_s)
            clean = conn.info.transaction_status == psycopg.pq.TransactionStatus.IDLE
            if self._closed or not clean:
                await conn.close()
            else:
                self._idle.append(conn)
            self._free.release()

    async def close(self) -> None:
        """Close the idle connections; the others close when they are left."""
        self._closed = True
        while self._idle:
            await self._idle.pop().close()

    async def _begun(self, begin: sql.SQL) -> AsyncConnection[Row]:
        while self._idle:
            conn = self._idle.pop()
            try:
                await conn.execute(begin)
            except psycopg.OperationalError:
                # The server was restarted meanwhile: this connection is gone, try the next.
                await conn.close()
            except BaseException:
                await conn.close()
                raise
            else:
                return conn
        conn = await connect(self._conninfo)
        await conn.execute(begin)
        return conn


async def connect(conninfo: str) -> AsyncConnection[Row]:
    """Open a connection that speaks UTC. Raises `StorageError`."""
    try:
        return await AsyncConnection.connect(
            conninfo,
            autocommit=True,
            connect_timeout=CONNECT_TIMEOUT_S,
            options="-c timezone=UTC",
        )
    except psycopg.OperationalError as error:
        raise explained(error) from error


def explained(error: psycopg.Error) -> StorageError | RowRefused:
    """PostgreSQL's error as one calm line; the server's own words without the details."""
    if isinstance(error, IntegrityError):
        return RowRefused(error.diag.message_primary)
    if isinstance(error, ReadOnlySqlTransaction):
        return RowRefused("this unit of work only reads")
    lines = str(error).strip().splitlines()
    return StorageError(f"PostgreSQL: {lines[0] if lines else type(error).__name__}")
