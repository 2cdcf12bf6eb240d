"""A database URL is understood, or refused in one calm line that never shows it."""

import asyncio
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url

from storage.engine import PostgresEngine, SqliteEngine, blocking_url, conninfo, engine_for, parsed
from storage.errors import StorageError
from storage.schema import migrate


@pytest.mark.parametrize(
    ("url", "line"),
    [
        ("orders.db", "cannot be read: wanted sqlite"),
        ("", "cannot be read"),
        ("mysql://me:hunter2@host/orders", "mysql is not supported"),
        ("sqlite+aiosqlite://", "in memory"),
        ("sqlite+aiosqlite:///:memory:", "in memory"),
    ],
)
def test_a_url_we_cannot_use_is_refused_without_being_shown(url: str, line: str) -> None:
    """It may hold a password."""
    with pytest.raises(StorageError, match=line) as refusal:
        parsed(url)
    assert "hunter2" not in str(refusal.value)


def test_the_url_says_which_database_it_is() -> None:
    """Whatever driver is named after it."""
    assert isinstance(engine_for("sqlite+aiosqlite:///x.db"), SqliteEngine)
    assert isinstance(engine_for("sqlite:///x.db"), SqliteEngine)
    assert isinstance(engine_for("postgresql+psycopg://h/d"), PostgresEngine)
    assert blocking_url("sqlite+aiosqlite:///x.db").drivername == "sqlite"
    assert blocking_url("postgresql://h/d").drivername == "postgresql+psycopg"
    plain = "postgresql://u:p%40@h:1/d?host=%2Ftmp"
    assert conninfo(make_url(plain.replace("://", "+psycopg://"))) == plain


@pytest.fixture
def nobodys_folder() -> Iterator[Path]:
    """A folder and the right to write nothing: root would be allowed everything."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    was = os.geteuid()
    yield folder
    os.seteuid(was)
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.parametrize("folder_too", [False, True])
def test_a_file_that_may_not_be_written_is_said_to_be_so(
    nobodys_folder: Path, folder_too: bool
) -> None:
    """At start, before any order is taken."""
    url = f"sqlite+aiosqlite:///{nobodys_folder / 'orders.db'}"
    asyncio.run(migrate(url))
    (nobodys_folder / "orders.db").chmod(0o444)
    if folder_too:
        nobodys_folder.chmod(0o555)
    if os.geteuid() == 0:
        os.seteuid(65534)
    with pytest.raises(StorageError, match=r"cannot be (written|opened): .*writable for this user"):
        asyncio.run(migrate(url))


async def test_an_engine_that_cannot_open_says_so(tmp_path: Path) -> None:
    """The folder, the file, the kind of file."""
    (tmp_path / "text").write_text("no database, " * 1000)
    for name, line in (("no/x.db", "does not exist"), ("", "cannot be opened"), ("text", "not a")):
        with pytest.raises(StorageError, match=line):
            await SqliteEngine(tmp_path / name).open()


async def test_a_new_database_is_for_its_user_only(tmp_path: Path) -> None:
    """It holds names, phones and addresses, and SQLite's side files do, too."""
    path = tmp_path / "orders.db"
    url = f"sqlite+aiosqlite:///{path}"
    await migrate(url)
    engine = engine_for(url)
    await engine.open()
    modes = {file.name: file.stat().st_mode & 0o777 for file in os.scandir(tmp_path)}
    await engine.close()
    assert modes == dict.fromkeys(("orders.db", "orders.db-wal", "orders.db-shm"), 0o600)
