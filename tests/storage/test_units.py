"""A unit of work is all or nothing, sees one moment, and never says "locked" to those who wait in line."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import psycopg
import pytest
from sqlalchemy import make_url

from orders.errors import UnknownOrder
from orders.states import State
from storage.engine import conninfo
from storage.errors import RowRefused, StorageError
from storage.unit import SqlStore
from tests.storage import examples
from tests.storage.examples import NOW, seller


class Stumbled(Exception):
    """What went wrong in the middle."""


async def test_an_error_leaves_nothing_behind(store: SqlStore) -> None:
    """Neither the rows nor the number of the order that was not placed matter."""
    known, buyer = await examples.shop(store)

    async def stumble() -> None:
        async with store.write() as uow:
            order = await uow.orders.add(examples.draft(known.id, buyer.id))
            await uow.orders.append(examples.placed(order))
            await uow.work.add([examples.row()])
            await uow.people.put_seller(seller("other"))
            raise Stumbled

    with pytest.raises(Stumbled):
        await stumble()
    async with store.read() as uow:
        with pytest.raises(UnknownOrder):
            await uow.orders.get(1001)
        assert await uow.work.next_due_at(examples.row().kind) is None
        assert [s.ref for s in await uow.people.sellers()] == ["anna"]


async def test_a_refused_row_spoils_its_own_unit_only(store: SqlStore) -> None:
    """Units that run side by side may share a disk sync, never a failure."""
    order = await examples.order(store)

    async def add(name: str) -> None:
        async with store.write() as uow:
            await uow.people.put_seller(seller(name))
            if name == "bad":
                await uow.orders.append(examples.placed(order))

    done = await asyncio.gather(
        *(add(name) for name in ("a", "b", "bad", "c")), return_exceptions=True
    )
    assert [type(result) for result in done] == [type(None), type(None), RowRefused, type(None)]
    async with store.read() as uow:
        refs = {s.ref for s in await uow.people.sellers()}
    assert {"a", "b", "c"} <= refs
    assert "bad" not in refs


async def test_a_cancelled_unit_leaves_nothing_and_blocks_nobody(store: SqlStore) -> None:
    """A client that hangs up in the middle of its request."""
    inside = asyncio.Event()

    async def hang() -> None:
        async with store.write() as uow:
            await uow.people.put_seller(seller("gone"))
            inside.set()
            await asyncio.Event().wait()

    hanging = asyncio.create_task(hang())
    await inside.wait()
    waiting = asyncio.create_task(examples.shop(store, "waiting"))
    also = asyncio.create_task(examples.shop(store, "also"))
    await asyncio.sleep(0)
    waiting.cancel()
    hanging.cancel()
    async with asyncio.timeout(20):
        await asyncio.gather(hanging, waiting, return_exceptions=True)
        await also
        await examples.shop(store, "after")
    async with store.read() as uow:
        assert [s.ref for s in await uow.people.sellers()] == ["after", "also"]


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
async def test_who_comes_after_the_end_is_told_so(url: str, store: SqlStore) -> None:
    """What was written in line is kept; who stands behind the closing, or comes later, waits for nothing."""

    async def writes() -> None:
        async with store.write() as uow:
            await uow.people.put_seller(seller())

    async with asyncio.timeout(10):
        async with store.write():
            before = asyncio.create_task(writes())
            await asyncio.sleep(0)
            closing = asyncio.create_task(store.close())
            await asyncio.sleep(0)
            behind = asyncio.create_task(writes())
            await asyncio.sleep(0)
        await before
        await closing
        for late in (behind, writes()):
            with pytest.raises(StorageError, match="closed"):
                await late
        await store.close()
    async with SqlStore(url) as after, after.read() as uow:
        assert (await uow.people.seller_by_ref("anna")).name == "Anna"


async def test_a_reading_unit_cannot_write(store: SqlStore) -> None:
    """And says so, on both databases alike."""
    with pytest.raises(RowRefused, match="only reads"):
        async with store.read() as uow:
            await uow.people.put_seller(seller())
    with pytest.raises(RowRefused, match="only reads"):
        async with store.read() as uow:
            await uow.work.add([examples.row()])


async def test_a_reading_unit_sees_one_moment(store: SqlStore) -> None:
    """What is committed meanwhile does not mix into its lists."""
    order = await examples.order(store)
    async with store.read() as uow:
        assert (await uow.orders.get(order.number)).state is State.NEW
        async with store.write() as writer:
            await writer.orders.save(*examples.approved(order))
        assert (await uow.orders.get(order.number)).state is State.NEW
    async with store.read() as uow:
        assert (await uow.orders.get(order.number)).state is State.CONFIRMED


async def test_an_order_read_in_a_writing_unit_stays_as_read(url: str, store: SqlStore) -> None:
    """Who decides on it holds it; the other waits and then sees the outcome."""
    order = await examples.order(store)
    seen: list[int] = []

    async def step(where: SqlStore) -> None:
        async with where.write() as uow:
            before = await uow.orders.get(order.number)
            seen.append(before.version)
            await asyncio.sleep(0)
            await uow.orders.save(*examples.approved(before))

    async with SqlStore(url) as other:
        await asyncio.gather(*(step((store, other)[n % 2]) for n in range(6)))
    assert sorted(seen) == [1, 2, 3, 4, 5, 6]


async def test_many_writers_of_two_stores_wait_in_line(url: str, store: SqlStore) -> None:
    """Sixty units at once: none is told that the database is locked."""
    async with SqlStore(url) as other:
        stores = (store, other)
        await asyncio.gather(*(examples.shop(stores[n % 2], f"s{n}") for n in range(60)))
    async with store.read() as uow:
        assert len(await uow.people.sellers()) == 60


async def test_more_readers_than_connections_wait_their_turn(store: SqlStore) -> None:
    """Thirty open views at once, and one that gives up while it waits."""
    order = await examples.order(store)
    release = asyncio.Event()

    async def look() -> int:
        async with store.read() as uow:
            found = await uow.orders.get(order.number)
            await release.wait()
            return found.number

    looking = [asyncio.create_task(look()) for _ in range(30)]
    await asyncio.sleep(0)
    looking[-1].cancel()
    release.set()
    async with asyncio.timeout(20):
        numbers = await asyncio.gather(*looking, return_exceptions=True)
    assert numbers[:29] == [order.number] * 29
    assert isinstance(numbers[29], asyncio.CancelledError)
    async with store.read() as uow:
        assert await uow.orders.get(order.number) == order


def _disconnect(url: str) -> None:
    """What a restart does to everyone who is connected."""
    with psycopg.connect(conninfo(make_url(url)), autocommit=True) as conn:
        conn.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@asynccontextmanager
async def _reserved(store: SqlStore) -> AsyncIterator[asyncio.Event]:
    """A unit that holds an intention until the event is set."""
    inside, release = asyncio.Event(), asyncio.Event()

    async def hold() -> None:
        async with store.write() as uow:
            assert await uow.orders.caused_by("tg:1") is None
            inside.set()
            await release.wait()

    holding = asyncio.create_task(hold())
    await inside.wait()
    yield release
    await holding


async def test_an_intention_asked_about_is_reserved_until_commit(url: str, store: SqlStore) -> None:
    """The same update on two replicas: the second sees what the first did."""
    async with SqlStore(url) as other, _reserved(store) as release:
        second = asyncio.create_task(_caused(other))
        done, _ = await asyncio.wait([second], timeout=0.2)
        assert not done
        release.set()
        async with asyncio.timeout(20):
            assert not await second


async def _caused(store: SqlStore) -> bool:
    async with store.write() as uow:
        return await uow.orders.caused_by("tg:1") is not None


@pytest.mark.parametrize("kind", ["postgresql"])
async def test_a_server_that_was_restarted_is_connected_to_again(url: str, store: SqlStore) -> None:
    """Connections that died while nobody used them are replaced unseen."""
    order = await examples.order(store)
    _disconnect(url)
    async with store.write() as uow:
        await uow.orders.save(*examples.approved(order))
    async with store.read() as uow:
        assert (await uow.orders.get(order.number)).version == 2


@pytest.mark.parametrize("kind", ["postgresql"])
async def test_a_unit_whose_server_dies_says_so_and_leaves_nothing(
    url: str, store: SqlStore
) -> None:
    """One line instead of a driver's traceback; the next unit works."""

    async def interrupted() -> None:
        async with store.write() as uow:
            await uow.people.put_seller(seller("lost"))
            _disconnect(url)
            await uow.people.put_seller(seller("lost too"))

    with pytest.raises(StorageError, match="PostgreSQL: "):
        await interrupted()
    async with store.read() as uow:
        assert await uow.people.sellers() == []


async def test_the_store_stamps_with_its_clock(store: SqlStore, clock: examples.HandClock) -> None:
    """Tests move time by hand, rows too."""
    clock.at = NOW.replace(year=2001)
    async with store.write() as uow:
        await uow.work.add([examples.row()])
        (work,) = await uow.work.claim(examples.row().kind, NOW, limit=1, lease_s=1, token="t")
    assert work.created_at.year == 2001
