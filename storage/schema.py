"""Bring a database to this version's tables at start, after a backup; refuse a newer one."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import psycopg
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import (
    URL,
    Connection,
    Engine,
    NullPool,
    create_engine,
    delete,
    event,
    insert,
    inspect,
    select,
    text,
)
from sqlalchemy.exc import DBAPIError

from storage.copies import copy
from storage.engine import blocking_url, parsed, sqlite_path
from storage.errors import StorageError
from storage.postgres import explained as postgres_explained
from storage.sqlite import connect
from storage.sqlite import explained as sqlite_explained
from storage.tables import meta

MIGRATIONS = Path(__file__).parent / "migrations"
#: Two replicas that start at once must not both migrate. Any constant of our own does.
_LOCK = text("SELECT pg_advisory_xact_lock(1046)")


@dataclass(frozen=True, slots=True)
class Migrated:
    """What `migrate` did; `from_` equals `to` when there was nothing to do."""

    #: Revision before; None: the database was empty.
    from_: str | None
    to: str
    #: The copy that was made first; None where there was nothing to lose.
    backup: Path | None


async def migrate(
    url: str, now: datetime | None = None, *, migrations: Path = MIGRATIONS
) -> Migrated:
    """Bring the database to the newest schema; all of it or nothing. `now` names the backup.

    Raises `StorageError`: cannot be opened, belongs to another program, is from a newer version.
    """
    return await asyncio.to_thread(_migrate, parsed(url), now or datetime.now(UTC), migrations)


def newest(migrations: Path = MIGRATIONS) -> str:
    """The revision this version of the product works with."""
    head = ScriptDirectory(str(migrations)).get_current_head()
    assert head is not None
    return head


def refuse_newer(connection: Connection, migrations: Path = MIGRATIONS) -> str | None:
    """The database's revision (None: empty). Raises `StorageError` if we do not know it."""
    current = MigrationContext.configure(connection).get_current_revision()
    if current is None:
        if strangers := inspect(connection).get_table_names():
            raise StorageError(
                f"the database belongs to another program (it has a table {strangers[0]}): "
                "give Orderbell one of its own"
            )
        return None
    if current not in {s.revision for s in ScriptDirectory(str(migrations)).walk_revisions()}:
        author = connection.scalar(select(meta.c.value).where(meta.c.name == "product"))
        raise StorageError(
            f"the database was written by a newer Orderbell ({author or 'unknown'}, schema "
            f"{current}; this one knows {newest(migrations)}): install that version, or restore a backup"
        )
    return current


def _migrate(url: URL, now: datetime, migrations: Path) -> Migrated:
    to = newest(migrations)
    backup = None
    with begun(url) as connection:
        before = refuse_newer(connection, migrations)
    if before not in (None, to) and url.get_backend_name() == "sqlite":
        path = sqlite_path(url)
        backup = path.with_name(f"{path.stem}.before-{to}-{now:%Y%m%dT%H%M%SZ}.db")
        copy(path, backup)
    if before != to:
        with begun(url) as connection:
            _upgrade(connection, now, migrations)
    return Migrated(before, to, backup)


def _upgrade(connection: Connection, now: datetime, migrations: Path) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(_LOCK)
    refuse_newer(connection, migrations)
    config = Config()
    config.set_main_option("script_location", str(migrations))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    facts = {"product": _product(), "migrated_at": now.isoformat()}
    connection.execute(delete(meta).where(meta.c.name.in_(list(facts))))
    connection.execute(insert(meta), [{"name": n, "value": v} for n, v in facts.items()])


@contextmanager
def begun(url: URL) -> Iterator[Connection]:
    """A connection in a transaction that ends with the block. Raises `StorageError`."""
    engine = blocking_engine(url)
    try:
        with engine.begin() as connection:
            yield connection
    except DBAPIError as error:
        if isinstance(error.orig, sqlite3.Error):
            raise sqlite_explained(error.orig) from error
        if isinstance(error.orig, psycopg.Error):
            raise postgres_explained(error.orig) from error
        raise
    finally:
        engine.dispose()


def blocking_engine(url: URL) -> Engine:
    """SQLAlchemy's engine with our SQLite settings; every transaction takes the write lock at once."""
    plain = blocking_url(url.render_as_string(hide_password=False))
    if url.get_backend_name() != "sqlite":
        return create_engine(plain, poolclass=NullPool)
    engine = create_engine(
        plain, poolclass=NullPool, creator=lambda: connect(sqlite_path(url), writes=True)
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _product() -> str:
    try:
        return version("orderbell")
    except PackageNotFoundError:
        return "unknown"
