"""At start the schema becomes this version's: all of it or nothing, after a copy of what was there."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import MetaData, create_engine, insert, inspect, text

from orders.messages import Content, Form, NewMessage, Spot
from orders.model import Party
from orders.ports import Card, Received
from orders.states import Actor
from storage.engine import parsed
from storage.errors import StorageError
from storage.schema import MIGRATIONS, Migrated, begun, migrate, newest
from storage.tables import metadata
from storage.unit import SqlStore
from tests import postgres
from tests.storage import examples

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)

_NEXT = '''"""A step of the future."""

from alembic import op

revision = "9999"
down_revision = "{before}"


def upgrade() -> None:
    op.execute("CREATE TABLE future (id INTEGER PRIMARY KEY)")
    op.execute("{more}")
'''


@pytest.fixture
async def empty(kind: str, tmp_path: Path) -> AsyncIterator[str]:
    """A database without tables."""
    if kind == "sqlite":
        yield f"sqlite+aiosqlite:///{tmp_path / 'orders.db'}"
    else:
        async with postgres.database(migrated=False) as url:
            yield url


def future(folder: Path, more: str = "DELETE FROM fees") -> Path:
    """The migrations of a version to come."""
    steps = folder / "migrations"
    shutil.copytree(MIGRATIONS, steps, ignore=shutil.ignore_patterns("__pycache__"))
    step = _NEXT.format(before=newest(), more=more)
    (steps / "versions" / "rev_9999.py").write_text(step)
    return steps


async def test_an_empty_database_gets_all_tables_and_a_second_start_changes_nothing(
    empty: str,
) -> None:
    """There was nothing to lose, so nothing is copied."""
    assert await migrate(empty) == Migrated(None, newest(), None)
    assert await migrate(empty) == Migrated(newest(), newest(), None)
    async with SqlStore(empty) as store:
        assert (await examples.order(store)).number == 1001


async def test_the_migrations_lead_to_exactly_the_tables(empty: str) -> None:
    """What alembic would still change: nothing."""
    await migrate(empty)

    def differences() -> list[object]:
        with begun(parsed(empty)) as connection:
            # SQLite has no identity columns to compare.
            defaults = connection.dialect.name == "postgresql"
            name = connection.dialect.name
            options = {
                "compare_type": True,
                "compare_server_default": defaults,
                "include_object": lambda it, *_: it.info.get("only", name) == name,
            }
            context = MigrationContext.configure(connection, opts=options)
            return list(compare_metadata(context, metadata))

    assert await asyncio.to_thread(differences) == []


async def test_replicas_that_start_at_once_migrate_once(empty: str) -> None:
    """Each ends with the newest schema; none fails because another was faster."""
    done = await asyncio.gather(*(migrate(empty) for _ in range(3)))
    assert {each.to for each in done} == {newest()}


async def test_a_sqlite_file_is_copied_before_it_is_changed(tmp_path: Path) -> None:
    """The copy is whole, named after the step and the moment, and opens with the old version."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'orders.db'}"
    await migrate(url)
    async with SqlStore(url) as store:
        order = await examples.order(store)
    done = await migrate(url, NOW, migrations=future(tmp_path))
    copy = tmp_path / "orders.before-9999-20261122T093000Z.db"
    assert done == Migrated(newest(), "9999", copy)
    assert await migrate(f"sqlite+aiosqlite:///{copy}") == Migrated(newest(), newest(), None)
    async with SqlStore(f"sqlite+aiosqlite:///{copy}") as store, store.read() as uow:
        assert await uow.orders.get(order.number) == order


def past(folder: Path, last: str) -> Path:
    """The migrations of the version whose newest schema was `last`."""
    steps = folder / f"migrations-{last}"
    later = [
        step.name
        for step in (MIGRATIONS / "versions").glob("rev_*.py")
        if step.name[4:8] > last  # rev_0002_talk.py
    ]
    shutil.copytree(MIGRATIONS, steps, ignore=shutil.ignore_patterns("__pycache__", *later))
    assert newest(steps) == last
    return steps


Rows = list[dict[str, object]]


def everything(url: str) -> dict[str, Rows]:
    """All rows of all tables but the schema's own name."""
    with begun(parsed(url)) as connection:
        names = inspect(connection).get_table_names()
        found = {
            name: [
                dict(row) for row in connection.execute(text(f"SELECT * FROM {name}")).mappings()
            ]
            for name in names
            if name not in ("alembic_version", "meta")
        }
    return {name: sorted(rows, key=repr) for name, rows in found.items()}


def brought_back(url: str, rows: dict[str, Rows]) -> None:
    """Write rows into the tables of an older version, as far as it had their columns."""
    with begun(parsed(url)) as connection:
        older = MetaData()
        older.reflect(connection)
        for table in older.sorted_tables:
            for row in rows.get(table.name, ()):
                known = {name: value for name, value in row.items() if name in table.c}
                connection.execute(insert(table).values(known))


@pytest.fixture
async def present(kind: str, tmp_path: Path) -> AsyncIterator[str]:
    """A database of this version."""
    if kind == "sqlite":
        url = f"sqlite+aiosqlite:///{tmp_path / 'present.db'}"
        await migrate(url)
        yield url
    else:
        async with postgres.database() as url:
            yield url


async def test_the_first_releases_orders_come_over_whole(
    empty: str, present: str, tmp_path: Path
) -> None:
    """Every row of every table is as it was, and the orders can be talked about at once."""
    await migrate(empty, NOW, migrations=past(tmp_path, "0001"))
    async with SqlStore(present) as store:
        orders = [
            await examples.order(store, shipping_address=hard, comment=hard)
            for hard in examples.HARD_TEXTS
        ]  # fmt: skip
        async with store.write() as uow:
            for order in orders:
                step, event = examples.approved(order)
                await uow.orders.save(step, event)
                to = Party(Actor.SELLER, order.seller_id)
                await uow.cards.put(Card(order.number, to, 7, order.number, None, 1, "d"))
                await uow.work.add([examples.row(to=to, order_number=order.number)])
            await uow.inbox.add([Received(1, "chat:1", b"{}")], NOW)
    await asyncio.to_thread(brought_back, empty, await asyncio.to_thread(everything, present))
    before = await asyncio.to_thread(everything, empty)
    assert len(before["orders"]) == len(orders)
    assert (await migrate(empty, NOW)).from_ == "0001"
    after = await asyncio.to_thread(everything, empty)
    for name, rows in before.items():
        kept = [{column: row[column] for column in rows[0]} for row in after[name] if rows]
        assert sorted(kept, key=repr) == rows
    listed = {row["last_number"] for row in after.pop("patrons")}
    assert listed == {order.number for order in orders}
    assert all(rows == [] for name, rows in after.items() if name not in {*before, "order_counts"})
    async with SqlStore(empty) as store, store.write() as uow:
        by = Party(Actor.CUSTOMER, orders[0].customer_id)
        hello = NewMessage(Content(Form.TEXT, "Hello"), "tg:1:")
        await uow.talk.add(orders[0].number, by, hello, None, NOW)
        assert await uow.talk.order_at(Spot(7, orders[1].number)) == orders[1].number
        assert (await uow.orders.get(orders[0].number)).tariff is None


async def test_a_step_that_fails_leaves_everything_as_it_was(empty: str, tmp_path: Path) -> None:
    """Half a schema would be worse than an old one."""
    await migrate(empty)
    with pytest.raises(StorageError):
        await migrate(empty, NOW, migrations=future(tmp_path, "DELETE FROM nonsense"))
    assert await migrate(empty) == Migrated(newest(), newest(), None)

    def leftovers() -> bool:
        with begun(parsed(empty)) as connection:
            return connection.dialect.has_table(connection, "future")

    assert not await asyncio.to_thread(leftovers)


async def test_a_newer_schema_is_refused_and_says_whose_it_is(empty: str, tmp_path: Path) -> None:
    """An old program must not touch what it does not understand."""
    await migrate(empty, NOW, migrations=future(tmp_path))

    def author() -> None:
        with begun(parsed(empty)) as connection:
            connection.execute(text("UPDATE meta SET value = '7.1' WHERE name = 'product'"))

    await asyncio.to_thread(author)
    with pytest.raises(StorageError) as refusal:
        await migrate(empty)
    assert f"newer Orderbell (7.1, schema 9999; this one knows {newest()})" in str(refusal.value)
    assert "\n" not in str(refusal.value)


async def test_another_programs_database_is_refused(empty: str) -> None:
    """Its tables are left alone."""

    def theirs() -> None:
        with begun(parsed(empty)) as connection:
            connection.execute(text("CREATE TABLE wp_posts (id INTEGER)"))

    await asyncio.to_thread(theirs)
    with pytest.raises(StorageError, match=r"belongs to another program .*wp_posts"):
        await migrate(empty)


async def test_what_is_no_database_is_said_to_be_none(tmp_path: Path) -> None:
    """A text file, a folder, a folder that is not there."""
    (tmp_path / "notes.txt").write_text("Dear diary, " * 100)
    for name, line in (
        ("notes.txt", "not a database"),
        ("", "cannot be opened"),
        ("nowhere/orders.db", "does not exist: create it first"),
    ):
        with pytest.raises(StorageError, match=line):
            await migrate(f"sqlite+aiosqlite:///{tmp_path / name}")


async def test_a_server_that_is_not_there_is_one_calm_line() -> None:
    """And never the password."""
    url = "postgresql+psycopg://me:hunter2@127.0.0.1:1/orders"
    for attempt in (migrate(url), SqlStore(url).open()):
        with pytest.raises(StorageError) as refusal:
            await attempt
        assert "hunter2" not in str(refusal.value)
        assert "\n" not in str(refusal.value)
        assert "127.0.0.1" in str(refusal.value)


async def test_notes_of_an_older_version_are_found(empty: str, tmp_path: Path) -> None:
    """Without regard to case, in any script; more than are folded at once."""
    steps = tmp_path / "older"
    shutil.copytree(MIGRATIONS, steps, ignore=shutil.ignore_patterns("__pycache__"))
    for step in (steps / "versions").glob("rev_00*.py"):
        if step.name >= "rev_0012":
            step.unlink()
    await migrate(empty, migrations=steps)
    count = 1100

    def write() -> None:
        # There are no orders that they belong to: neither database is to ask for them.
        unasked = "SET session_replication_role = replica"
        if parsed(empty).drivername.startswith("sqlite"):
            unasked = "PRAGMA foreign_keys = OFF"
        engine = create_engine(empty.replace("+aiosqlite", ""), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(unasked))
            connection.execute(
                text(
                    "INSERT INTO notes (order_number, seller_id, text, at)"
                    " VALUES (:number, 1, :text, '2026-11-22 09:30:00')"
                ),
                [{"number": n, "text": f"Зателефонувати ПІЗНІШЕ {n}"} for n in range(1, count + 1)],
            )
        engine.dispose()

    def found() -> list[str]:
        with begun(parsed(empty)) as connection:
            return list(connection.scalars(text("SELECT search FROM notes ORDER BY order_number")))

    await asyncio.to_thread(write)
    await migrate(empty)
    assert await asyncio.to_thread(found) == [
        f"зателефонувати пізніше {n}" for n in range(1, count + 1)
    ]
