"""The clock's loop: batches as large as their time allows, and one bad order stops no other."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing, suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from orders import desk
from orders.model import Seller
from orders.ports import Office
from orders.states import Actor, State
from orders.work import Kind, Topic
from scheduler.deadlines import FIRST, LEAST, MOST, Deadlines
from storage.errors import StorageError
from tests.unit.orders.examples import NOW
from tests.unit.orders.office import Shop, open_shop, purchase

TERM = timedelta(days=14)
ADMINISTRATORS = (777, 778)


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Shop]:
    """Two sellers, three customers, no orders; nobody is warned of a closing."""
    async with open_shop(tmp_path) as shop:
        shop.office = replace(shop.office, policy=replace(shop.office.policy, closing_warnings=()))
        yield shop


def loop(office: Office, time: Callable[[], float] | None = None) -> Deadlines:
    """The loop; without a `time` of its own every transaction takes none, seconds."""
    return Deadlines(
        office,
        administrators=ADMINISTRATORS,
        unavailable=(StorageError,),
        time=time or (lambda: 0.0),
    )


async def places(shop: Shop, count: int) -> list[int]:
    """So many orders whose time is over at the end of `TERM`."""
    numbers = []
    async with shop.office.store.write() as uow:
        for n in range(count):
            wanted = purchase(1, 1, f"n:{n}")
            placed = await desk.place_within(uow, wanted, NOW, shop.office.policy)
            numbers.append(placed.order.number)
    shop.clock.at = NOW + TERM
    return numbers


async def states(shop: Shop, numbers: list[int]) -> list[State]:
    async with shop.office.store.read() as uow:
        return [(await uow.orders.get(number)).state for number in numbers]


def spoil(folder: Path, number: int, items: str = "[[]]") -> None:
    """What a defect of ours might have left in an order's row."""
    with closing(sqlite3.connect(folder / "shop.db", isolation_level=None)) as conn:
        conn.execute("UPDATE orders SET items = ? WHERE number = ?", (items, number))


async def test_batches_grow_while_they_are_quick_and_shrink_when_they_are_slow(shop: Shop) -> None:
    """Doubled at most, never above the limit; one that took too long is followed by a smaller one."""
    await places(shop, 2 * MOST)
    took_s, looked = 0.001, 0

    def time() -> float:
        nonlocal looked
        looked += 1
        return took_s if looked % 2 == 0 else 0.0

    deadlines = loop(shop.office, time)
    closed = []
    for now_takes_s in (0.001, 0.001, 0.4, 0.4, 0.001):
        took_s = now_takes_s
        before = deadlines.closed
        assert await deadlines.batch() == 0.0
        closed.append(deadlines.closed - before)
    assert closed == [FIRST, 2 * FIRST, 4 * FIRST, LEAST, LEAST]
    assert max(closed) <= MOST


async def test_one_bad_order_stops_no_other(shop: Shop, tmp_path: Path) -> None:
    """It is given up, once, and the administration told; all others are closed; nothing spins."""
    numbers = await places(shop, 40)
    bad = [numbers[0], numbers[17]]
    for number in bad:
        spoil(tmp_path, number)
    deadlines = loop(shop.office)
    with capture_logs() as said:
        async with asyncio.timeout(10):
            batches = 0
            while await deadlines.batch() is not None:
                batches += 1
    assert batches < 30
    assert deadlines.closed == 38
    good = [n for n in numbers if n not in bad]
    assert set(await states(shop, good)) == {State.CLOSED}
    given_up = [line for line in said if line["log_level"] == "error"]
    assert [line["order"] for line in given_up] == bad
    async with shop.office.store.read() as uow:
        assert [w.order_number for w in await uow.work.dead(limit=9)] == bad[::-1]
        assert await uow.work.next_due_at(Kind.CLOCK) is None
    rows = await shop.claimed(Kind.TELEGRAM, shop.clock.at)
    alarms = [w for w in rows if w.topic is Topic.ALARM]
    assert sorted((w.order_number, w.to.id) for w in alarms) == [
        (number, to) for number in bad for to in ADMINISTRATORS
    ]
    assert {w.to.actor for w in alarms} == {Actor.ADMINISTRATION}
    assert {w.details["topic"] for w in alarms} == {"expire"}


async def test_a_given_up_order_is_tried_again_by_hand(shop: Shop, tmp_path: Path) -> None:
    """Once the defect is mended it closes, as it should have."""
    (number,) = await places(shop, 1)
    items = '[["Clay mug",2,45000,"UAH",null]]'
    spoil(tmp_path, number)
    deadlines = loop(shop.office)
    with capture_logs():
        assert await deadlines.batch() == 0.0
    spoil(tmp_path, number, items)
    async with shop.office.store.write() as uow:
        (dead,) = await uow.work.dead(limit=9)
        assert await uow.work.revive(dead.id, shop.clock.at)
    await deadlines.batch()
    assert await states(shop, [number]) == [State.CLOSED]


async def test_a_database_that_cannot_be_used_is_no_defect_of_a_row(
    shop: Shop, tmp_path: Path
) -> None:
    """Its error goes to the loop, which tries again: no row is given up, nothing is half written."""
    numbers = await places(shop, 3)
    store = shop.office.store
    async with store.write() as uow:
        await uow.people.put_seller(Seller(0, "full", "x", None, None, "en", "UTC", None))
    deadlines = loop(shop.office)
    with closing(sqlite3.connect(tmp_path / "shop.db", isolation_level=None)) as conn:
        conn.execute("ALTER TABLE fees RENAME TO away")
        with capture_logs(), pytest.raises(StorageError):
            await deadlines.batch()
        conn.execute("ALTER TABLE away RENAME TO fees")
    async with store.read() as uow:
        assert await uow.work.count_dead() == 0
    assert set(await states(shop, numbers)) == {State.NEW}
    await deadlines.batch()
    assert set(await states(shop, numbers)) == {State.CLOSED}


async def test_the_loop_rests_until_it_is_rung(shop: Shop) -> None:
    """Nothing is due: it waits. Rung, it does what is due, and rings those who tell people of it."""
    numbers = await places(shop, 3)
    shop.clock.at = NOW
    rung = asyncio.Event()
    deadlines = loop(replace(shop.office, wake=rung.set))
    running = asyncio.create_task(deadlines.run())
    try:
        async with shop.office.store.write() as uow:
            # By now it has had its look, and rests.
            assert await uow.work.next_due_at(Kind.CLOCK) == NOW + TERM
        assert deadlines.closed == 0
        shop.clock.at = NOW + TERM
        deadlines.wake()
        async with asyncio.timeout(5):
            await rung.wait()
        assert deadlines.closed == len(numbers)
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
