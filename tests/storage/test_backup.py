"""A copy is made while the shop is open, and put back only when nobody is in it."""

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage.backup import Restored, backup, restore
from storage.errors import StorageError
from storage.schema import migrate, newest
from storage.unit import SqlStore
from tests.storage import examples
from tests.storage.test_migrations import future

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


@pytest.fixture
def path(migrated_file: Path, tmp_path: Path) -> Path:
    """A database's file."""
    return Path(shutil.copy(migrated_file, tmp_path / "orders.db"))


def url_of(path: Path) -> str:
    """Its URL."""
    return f"sqlite+aiosqlite:///{path}"


def names(folder: Path, pattern: str) -> list[str]:
    """The files of this pattern."""
    return sorted(p.name for p in folder.glob(pattern))


def content_of(path: Path) -> bytes:
    """All its bytes."""
    return path.read_bytes()


async def test_a_copy_made_while_orders_come_in_can_be_restored(path: Path, tmp_path: Path) -> None:
    """What was committed is in it; what was replaced is kept."""
    copy = tmp_path / "copy.db"
    async with SqlStore(url_of(path)) as store:
        first = await examples.order(store)
        async with store.write() as uow:
            await uow.people.put_seller(examples.seller("uncommitted"))
            await backup(url_of(path), copy)
        second = await examples.order(store)
    assert names(tmp_path, "copy*") == ["copy.db"]
    kept = tmp_path / "orders.replaced-20261122T093000Z.db"
    assert await restore(copy, url_of(path), NOW) == Restored(newest(), kept)
    async with SqlStore(url_of(path)) as store, store.read() as uow:
        assert await uow.orders.get(first.number) == first
        assert "uncommitted" not in {s.ref for s in await uow.people.sellers()}
        with pytest.raises(Exception, match="unknown"):
            await uow.orders.get(second.number)
    async with SqlStore(url_of(kept)) as store, store.read() as uow:
        assert await uow.orders.get(second.number) == second


async def test_a_copy_is_restored_where_nothing_was(path: Path, tmp_path: Path) -> None:
    """A new machine."""
    new = tmp_path / "new.db"
    assert await restore(path, url_of(new), NOW) == Restored(newest(), None)
    async with SqlStore(url_of(new)) as store:
        await examples.order(store)


async def test_a_backup_overwrites_nothing(path: Path, tmp_path: Path) -> None:
    """Neither an older copy nor anything else; and it needs its folder."""
    taken = tmp_path / "taken"
    taken.write_text("mine")
    with pytest.raises(StorageError, match="exists already"):
        await backup(url_of(path), taken)
    assert taken.read_text() == "mine"
    with pytest.raises(StorageError, match="does not exist"):
        await backup(url_of(path), tmp_path / "no" / "copy.db")
    with pytest.raises(StorageError, match="there is no database"):
        await backup(url_of(tmp_path / "none.db"), tmp_path / "copy.db")
    assert not (tmp_path / "none.db").exists()


async def test_a_running_database_is_not_replaced(path: Path, tmp_path: Path) -> None:
    """Its program would write into a file that is no longer there."""
    copy = Path(shutil.copy(path, tmp_path / "copy.db"))
    async with SqlStore(url_of(path)) as store:
        order = await examples.order(store)
        with pytest.raises(StorageError, match="in use: stop Orderbell first"):
            await restore(copy, url_of(path))
        async with store.read() as uow:
            assert await uow.orders.get(order.number) == order
    await restore(copy, url_of(path))


async def test_a_damaged_empty_or_missing_copy_is_refused(path: Path, tmp_path: Path) -> None:
    """The database stays as it is."""
    before = content_of(path)
    damaged = tmp_path / "damaged.db"
    content = bytearray(before)
    content[5000:9000] = b"\x5a" * 4000
    damaged.write_bytes(content)
    (tmp_path / "empty.db").write_bytes(b"")
    (tmp_path / "text.db").write_text("not one, " * 1000)
    for name, line in (
        ("damaged.db", "damaged"),
        ("empty.db", "is empty"),
        ("text.db", "cannot be restored"),
        ("missing.db", "there is no file"),
    ):
        with pytest.raises(StorageError, match=line):
            await restore(tmp_path / name, url_of(path))
    with pytest.raises(StorageError, match="the database itself"):
        await restore(path, url_of(path))
    assert content_of(path) == before


async def test_a_newer_copy_or_a_newer_database_is_refused(path: Path, tmp_path: Path) -> None:
    """Neither is this version's to touch."""
    old = Path(shutil.copy(path, tmp_path / "old.db"))
    await migrate(url_of(path), NOW, migrations=future(tmp_path))
    with pytest.raises(StorageError, match="newer Orderbell"):
        await restore(path, url_of(tmp_path / "target.db"))
    with pytest.raises(StorageError, match="newer Orderbell"):
        await restore(old, url_of(path))


async def test_a_row_without_its_order_makes_a_copy_damaged(path: Path, tmp_path: Path) -> None:
    """Whole pages are not enough: what the rows point at must be there."""
    copy = Path(shutil.copy(path, tmp_path / "copy.db"))
    with closing(sqlite3.connect(copy)) as conn:
        conn.execute("INSERT INTO fees (order_number, reason, due_since) VALUES (77, 'sale', 0)")
        conn.commit()
    with pytest.raises(StorageError, match="damaged"):
        await restore(copy, url_of(path))


async def test_postgresql_is_copied_by_its_own_tools(tmp_path: Path) -> None:
    """The refusal is the command to run, without the password."""
    url = "postgresql+psycopg://me:hunter2@db.example.org:5433/orders"
    with pytest.raises(StorageError) as refusal:
        await backup(url, tmp_path / "x.dump")
    wanted = f"pg_dump --format=custom --file={tmp_path / 'x.dump'} postgresql://me@db.example.org:5433/orders"
    assert str(refusal.value).endswith(wanted)
    with pytest.raises(StorageError) as refusal:
        await restore(tmp_path / "x.dump", url)
    assert "pg_restore --clean --if-exists --dbname=postgresql://me@db" in str(refusal.value)
    assert "hunter2" not in str(refusal.value)
