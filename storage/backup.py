"""Keep a copy of a SQLite database, and put one back. PostgreSQL has its own tools, and is told so."""

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import URL, NullPool, create_engine

from storage.copies import copy, existing
from storage.engine import parsed, sqlite_path
from storage.errors import StorageError
from storage.schema import begun, refuse_newer
from storage.sqlite import explained


@dataclass(frozen=True, slots=True)
class Restored:
    """What `restore` did."""

    #: Schema of the copy; an older one is migrated at the next start.
    revision: str
    #: Where the database that was there before is kept; None: there was none.
    replaced: Path | None


async def backup(url: str, path: Path) -> None:
    """Copy the database to a new file while it is in use. Raises `StorageError`."""
    parts = _sqlite_only(url, "pg_dump --format=custom --file", path)
    await asyncio.to_thread(_backup, sqlite_path(parts), path)


async def restore(path: Path, url: str, now: datetime | None = None) -> Restored:
    """Put the copy in the database's place. `now` names the file that is kept of the one before.

    Raises `StorageError`: the copy is damaged, empty or newer; the database is in use or newer.
    """
    parts = _sqlite_only(url, "pg_restore --clean --if-exists --dbname", path)
    return await asyncio.to_thread(_restore, path, parts, now or datetime.now(UTC))


def _backup(source: Path, path: Path) -> None:
    if path.exists():
        raise StorageError(f"{path} exists already: name another file")
    if not path.parent.is_dir():
        raise StorageError(f"the folder {path.parent} does not exist: create it first")
    copy(source, path)


def _restore(path: Path, url: URL, now: datetime) -> Restored:
    target = sqlite_path(url)
    revision = _checked(path)
    replaced = None
    if target.exists():
        if target.samefile(path):
            raise StorageError(f"{path} is the database itself: name a copy of it")
        with begun(url) as connection:
            refuse_newer(connection)
        _refuse_running(target)
        replaced = target.with_name(f"{target.stem}.replaced-{now:%Y%m%dT%H%M%SZ}.db")
        copy(target, replaced)
    copy(path, target)
    return Restored(revision, replaced)


def _checked(path: Path) -> str:
    """The schema of a copy that is whole. Raises `StorageError`."""
    if not path.is_file():
        raise StorageError(f"there is no file {path}")
    try:
        with closing(existing(path)) as conn:
            (verdict,) = conn.execute("PRAGMA integrity_check(1)").fetchone()
            stray = conn.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.Error as error:
        raise StorageError(f"{path} cannot be restored: {explained(error)}") from error
    if verdict != "ok" or stray is not None:
        raise StorageError(f"{path} is damaged: restore another copy")
    engine = create_engine("sqlite://", creator=lambda: existing(path), poolclass=NullPool)
    with engine.connect() as connection:
        revision = refuse_newer(connection)
    if revision is None:
        raise StorageError(f"{path} is empty: restore another copy")
    return revision


def _refuse_running(path: Path) -> None:
    """Only whoever is alone with the file can leave the journal mode that shares it."""
    try:
        with closing(sqlite3.connect(path, timeout=0)) as conn:
            (mode,) = conn.execute("PRAGMA journal_mode=DELETE").fetchone()
    except sqlite3.OperationalError:
        mode = "wal"
    if mode != "delete":
        raise StorageError(f"the database {path} is in use: stop Orderbell first")


def _sqlite_only(url: str, tool: str, path: Path) -> URL:
    parts = parsed(url)
    if parts.get_backend_name() != "sqlite":
        # The password is asked for, or comes from ~/.pgpass; a socket's folder must be said.
        query = {name: value for name, value in parts.query.items() if name == "host"}
        plain = parts._replace(drivername="postgresql", password=None).set(query=query)
        where = plain.render_as_string(hide_password=False)
        command = (
            f"{tool}={path} {where}" if tool.startswith("pg_dump") else f"{tool}={where} {path}"
        )
        raise StorageError(f"PostgreSQL is copied by its own tool; run: {command}")
    return parts
