"""Who uses which SQLite connection when: one writer whose units share commits, and a few readers."""

import asyncio
import sqlite3
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Executor
from time import perf_counter

from storage.errors import StorageError
from storage.sqlite import BUSY_TIMEOUT_MS, SqliteSession, aside, explained

#: So many units share one commit at most: the first of them must not wait for ever.
MAX_SHARED = 64

_CLOSED = "the database is closed: this process is coming to its end"
_GAVE_UP = "the database gave the transaction up: nothing was kept; see the disk's free space"


class Writer:
    """The one connection that writes. Units take turns; those waiting in line share one commit.

    A unit is a savepoint. `leave` returns when the commit that holds it is on disk, so what was
    reported as written survives a crash, while 32 taps at once pay for a few disk syncs, not 32.
    """

    def __init__(
        self, conn: sqlite3.Connection, threads: Executor, *, patience_ms: int = BUSY_TIMEOUT_MS
    ) -> None:
        # From now on only `_begin_patiently` waits for another process, and in a thread.
        conn.execute("PRAGMA busy_timeout=0")
        self._patience_ms = patience_ms
        self._conn = conn
        self._threads = threads
        self._session = SqliteSession(conn, threads, writes=True)
        self._line: deque[asyncio.Future[None]] = deque()
        self._taken = False
        self._closed = False
        #: Units that are done and wait for the commit they share.
        self._sharing: list[asyncio.Future[None]] = []
        self._changes = 0
        self._began_s = 0.0
        #: The longest that the database was held for writing, seconds.
        self.longest_s = 0.0

    async def enter(self) -> SqliteSession:
        """Wait for the turn and open a savepoint. Raises `StorageError`."""
        await self._take_turn()
        try:
            if not self._conn.in_transaction:
                await self._begin()
            self._conn.execute("SAVEPOINT unit")
        except BaseException:
            self._pass_turn()
            raise
        return self._session

    async def leave(self, *, keep: bool) -> None:
        """Undo the savepoint, or keep it and return once it is on disk. Raises `StorageError`."""
        try:
            self._release(keep=keep)
        except StorageError as error:
            self._fail(error)
            self._pass_turn()
            raise
        if not keep:
            self._pass_turn()
            return
        durable: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._sharing.append(durable)
        self._pass_turn()
        await durable

    async def close(self) -> None:
        """Close the connection after those in line; who comes later gets a `StorageError`."""
        if self._closed:
            return
        await self._take_turn()
        self._closed = True
        late, self._line = self._line, deque()
        if self._conn.in_transaction:
            # Units that left before wait for the commit that they share.
            self._settle(self._end("COMMIT"))
        self._conn.close()
        for turn in late:
            if not turn.done():
                turn.set_exception(StorageError(_CLOSED))

    async def _take_turn(self) -> None:
        if self._closed:
            raise StorageError(_CLOSED)
        if not self._taken:
            self._taken = True
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._line.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._pass_turn()
            raise

    def _pass_turn(self) -> None:
        """To the next in line; when there is none, or many share already, commit first."""
        if len(self._sharing) < MAX_SHARED and _wake(self._line):
            return
        if not self._conn.in_transaction:
            self._taken = _wake(self._line)
        elif self._conn.total_changes == self._changes:
            # Nothing was changed: no disk sync, so no thread either.
            self._settle(self._end("COMMIT"))
        else:
            loop = asyncio.get_running_loop()
            committing = loop.run_in_executor(self._threads, self._end, "COMMIT")
            committing.add_done_callback(lambda done: self._settle(done.result()))

    def _settle(self, error: StorageError | None) -> None:
        """The commit is over: tell those who shared it and let the next one in."""
        if error is not None:
            self._fail(error)
        sharing, self._sharing = self._sharing, []
        for durable in sharing:
            if not durable.done():
                durable.set_result(None)
        self._taken = _wake(self._line)

    def _fail(self, error: StorageError) -> None:
        """Nothing of the open transaction was kept."""
        if self._conn.in_transaction:
            self._end("ROLLBACK")
        sharing, self._sharing = self._sharing, []
        for durable in sharing:
            if not durable.done():
                durable.set_exception(StorageError(str(error)))

    def _release(self, *, keep: bool) -> None:
        if not self._conn.in_transaction:
            raise StorageError(_GAVE_UP)
        try:
            if not keep:
                self._conn.execute("ROLLBACK TO unit")
            self._conn.execute("RELEASE unit")
        except sqlite3.Error as error:
            raise explained(error) from error

    def _end(self, how: str) -> StorageError | None:
        try:
            self._conn.execute(how)
        except sqlite3.Error as error:
            return explained(error)
        self.longest_s = max(self.longest_s, perf_counter() - self._began_s)
        return None

    async def _begin(self) -> None:
        try:
            self._conn.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise explained(error) from error
            await self._begin_patiently()
        self._changes = self._conn.total_changes
        self._began_s = perf_counter()

    async def _begin_patiently(self) -> None:
        try:
            await aside(self._threads, self._wait_and_begin)
        except sqlite3.OperationalError as error:
            raise explained(error) from error

    def _wait_and_begin(self) -> None:
        self._conn.execute(f"PRAGMA busy_timeout={self._patience_ms}")
        try:
            self._conn.execute("BEGIN IMMEDIATE")
        finally:
            self._conn.execute("PRAGMA busy_timeout=0")


class Readers:
    """Connections that only read. A unit has one to itself and sees the rows of one moment."""

    def __init__(self, sessions: Sequence[SqliteSession]) -> None:
        self._all = tuple(sessions)
        self._idle = list(sessions)
        self._line: deque[asyncio.Future[None]] = deque()

    async def enter(self) -> SqliteSession:
        """A free connection, in a transaction. Raises `StorageError`."""
        while not self._idle:
            turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._line.append(turn)
            try:
                await turn
            except asyncio.CancelledError:
                if turn.done() and not turn.cancelled():
                    _wake(self._line)
                raise
        session = self._idle.pop()
        try:
            session.conn.execute("BEGIN")
        except sqlite3.Error as error:
            self._idle.append(session)
            raise explained(error) from error
        return session

    def leave(self, session: SqliteSession) -> None:
        """End the view."""
        try:
            session.conn.execute("ROLLBACK")
        finally:
            self._idle.append(session)
            _wake(self._line)

    def close(self) -> None:
        """Close all connections."""
        for session in self._all:
            session.conn.close()


def _wake(line: deque[asyncio.Future[None]]) -> bool:
    """Let the first one in line that still waits go on; whether there was one."""
    while line:
        turn = line.popleft()
        if not turn.done():
            turn.set_result(None)
            return True
    return False
