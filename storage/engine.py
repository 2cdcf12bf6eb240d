"""From a database URL to sessions: which database it is, how to open it. Holds no statement."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Protocol

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from storage.errors import StorageError
from storage.postgres import Pool, PostgresSession
from storage.postgres import connect as connect_postgres
from storage.sqlite import SqliteSession, connect
from storage.sqlite_turns import Readers, Writer
from storage.statement import Session

#: Reading units at once; more wait their turn.
READERS = 4

_WANTED = "sqlite+aiosqlite:///FILE or postgresql+psycopg://USER:PASSWORD@HOST/NAME"


class Engine(Protocol):
    """One opened database."""

    async def open(self) -> None:
        """Raises `StorageError`."""

    async def close(self) -> None:
        """Close all connections."""

    async def enter(self, *, writes: bool) -> Session:
        """Begin a transaction."""

    async def leave(self, session: Session, *, keep: bool) -> None:
        """End it; return when what is kept is durable."""

    @property
    def longest_write_s(self) -> float:
        """The longest transaction that could write so far, seconds."""


class SqliteEngine:
    """A file, its one writer and its readers."""

    def __init__(self, path: Path) -> None:
        self._path = path

    async def open(self) -> None:
        """Open all connections. Raises `StorageError`."""
        self._threads = ThreadPoolExecutor(READERS + 1, thread_name_prefix="sqlite")
        self._writer = Writer(connect(self._path, writes=True), self._threads)
        self._readers = Readers(
            [
                SqliteSession(connect(self._path, writes=False), self._threads, writes=False)
                for _ in range(READERS)
            ]
        )

    async def close(self) -> None:
        """Close all connections."""
        self._readers.close()
        await self._writer.close()
        self._threads.shutdown()

    async def enter(self, *, writes: bool) -> Session:
        """Begin a transaction."""
        return await (self._writer.enter() if writes else self._readers.enter())

    async def leave(self, session: Session, *, keep: bool) -> None:
        """End it; return when what is kept is durable."""
        if session.writes:
            await self._writer.leave(keep=keep)
        else:
            assert isinstance(session, SqliteSession)
            self._readers.leave(session)

    @property
    def longest_write_s(self) -> float:
        """The longest transaction that could write so far, seconds."""
        return self._writer.longest_s


class PostgresEngine:
    """A server's database under a pool."""

    def __init__(self, url: URL) -> None:
        self._pool = Pool(conninfo(url))
        self._conninfo = conninfo(url)

    async def open(self) -> None:
        """Prove that the database can be reached. Raises `StorageError`."""
        await (await connect_postgres(self._conninfo)).close()

    async def close(self) -> None:
        """Close all connections."""
        await self._pool.close()

    async def enter(self, *, writes: bool) -> Session:
        """Begin a transaction."""
        return await self._pool.enter(writes=writes)

    async def leave(self, session: Session, *, keep: bool) -> None:
        """End it; return when what is kept is durable."""
        assert isinstance(session, PostgresSession)
        await self._pool.leave(session, keep=keep)

    @property
    def longest_write_s(self) -> float:
        """The longest transaction that could write so far, seconds."""
        return self._pool.longest_s


def parsed(url: str) -> URL:
    """The URL, which names one of the two databases. Raises `StorageError`, never showing it."""
    try:
        parts = make_url(url)
    except ArgumentError:
        raise StorageError(f"the database URL cannot be read: wanted {_WANTED}") from None
    name = parts.get_backend_name()
    if name not in ("sqlite", "postgresql"):
        raise StorageError(f"the database {name} is not supported: wanted {_WANTED}")
    if name == "sqlite" and parts.database in (None, "", ":memory:"):
        raise StorageError("a database in memory would lose every order: name a file")
    return parts


def sqlite_path(url: URL) -> Path:
    """The file of a SQLite URL."""
    return Path(url.database or "").expanduser()


def conninfo(url: URL) -> str:
    """What psycopg connects with."""
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


def blocking_url(url: str) -> URL:
    """The same database for SQLAlchemy's own, blocking engine (alembic). Raises `StorageError`."""
    parts = parsed(url)
    sqlite = parts.get_backend_name() == "sqlite"
    return parts.set(drivername="sqlite" if sqlite else "postgresql+psycopg")


def engine_for(url: str) -> Engine:
    """The engine for a URL; nothing is opened yet. Raises `StorageError`."""
    parts = parsed(url)
    if parts.get_backend_name() == "sqlite":
        return SqliteEngine(sqlite_path(parts))
    return PostgresEngine(parts)
