"""Deadlines in batches: rows are held, orders stepped and fees recorded many at once, on both databases."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from orders.errors import UnknownOrder
from orders.model import CLOCK, Fee, Order
from orders.policy import Policy
from orders.ports import Finished, Office
from orders.states import FeeReason
from orders.tariffs import Tariff, charge
from orders.work import Kind, NewWork, Priority, Topic, WorkState
from scheduler.deadlines import Deadlines
from storage.errors import StorageError
from storage.unit import SqlStore
from tests.storage import examples
from tests.storage.examples import DAY, HARD_TEXTS, NOW, SECOND, HandClock, row


def deadline(order: Order, **changes: object) -> NewWork:
    known = row(
        kind=Kind.CLOCK,
        topic=Topic.EXPIRE,
        to=CLOCK,
        priority=Priority.LATER,
        order_number=order.number,
        merge_key=f"expire:{order.number}",
    )
    return replace(known, **changes)  # type: ignore[arg-type]


async def several(store: SqlStore, count: int) -> list[Order]:
    known, buyer = await examples.shop(store)
    return [
        await examples.order(store, seller_id=known.id, customer_id=buyer.id) for _ in range(count)
    ]


async def test_rows_are_held_by_due_time_as_many_as_asked(store: SqlStore) -> None:
    """The oldest first; not what is due later, nor what another has leased, nor another kind."""
    orders = await several(store, 5)
    rows = [deadline(o, due_at=NOW - n * SECOND) for n, o in enumerate(orders)]
    async with store.write() as uow:
        await uow.work.add([row(order_number=orders[0].number)])
        await uow.work.add(rows[-1:])
        await uow.work.claim(Kind.CLOCK, NOW, limit=1, lease_s=60, token="theirs")
        await uow.work.add([*rows[:-1], deadline(orders[4], due_at=NOW + SECOND)])
    async with store.write() as uow:
        held = await uow.work.hold(Kind.CLOCK, NOW, limit=3)
        assert [w.order_number for w in held] == [orders[n].number for n in (3, 2, 1)]
        assert {(w.token, w.attempts, w.topic) for w in held} == {("", 0, Topic.EXPIRE)}
    async with store.write() as uow:
        assert len(await uow.work.hold(Kind.CLOCK, NOW, limit=9)) == 4, "nothing was leased"


async def test_a_held_row_ends_once_and_makes_room_for_the_next(store: SqlStore) -> None:
    """Finished first, it takes in nothing; finished twice, or claimed meanwhile, it is not ours."""
    (order,) = await several(store, 1)
    async with store.write() as uow:
        await uow.work.add([deadline(order)])
    async with store.write() as uow:
        (held,) = await uow.work.hold(Kind.CLOCK, NOW, limit=9)
        done = Finished(held, WorkState.DONE)
        assert await uow.work.finish([done], NOW) == 1
        assert await uow.work.finish([done], NOW) == 0
        await uow.work.add([deadline(order, due_at=NOW + DAY)])
    async with store.write() as uow:
        assert await uow.work.next_due_at(Kind.CLOCK) == NOW + DAY
        (later,) = await uow.work.hold(Kind.CLOCK, NOW + DAY, limit=9)
        await uow.work.claim(Kind.CLOCK, NOW + DAY, limit=1, lease_s=60, token="theirs")
        assert await uow.work.finish([Finished(later, WorkState.DONE)], NOW) == 0


async def test_two_runners_hold_different_rows(store: SqlStore, kind: str) -> None:
    """PostgreSQL: neither waits for the other. SQLite has one writer."""
    if kind == "sqlite":
        pytest.skip("one writer at a time")
    orders = await several(store, 4)
    async with store.write() as uow:
        await uow.work.add([deadline(order) for order in orders])
    async with store.write() as one, store.write() as two, asyncio.timeout(5):
        mine = await one.work.hold(Kind.CLOCK, NOW, limit=2)
        theirs = await two.work.hold(Kind.CLOCK, NOW, limit=9)
        assert (len(mine), len(theirs)) == (2, 2)
        assert {w.id for w in mine}.isdisjoint(w.id for w in theirs)


async def test_orders_are_read_many_at_once(store: SqlStore) -> None:
    """Whole, each once; one that nobody knows is a defect of the asker."""
    orders = await several(store, 3)
    numbers = [o.number for o in orders]
    async with store.write() as uow:
        assert await uow.orders.free([]) == {}
        assert await uow.orders.free([*numbers, numbers[0]]) == dict(
            zip(numbers, orders, strict=True)
        )
        with pytest.raises(UnknownOrder, match="9999"):
            await uow.orders.free([numbers[0], 9999])


async def test_an_order_that_somebody_is_changing_is_left_out(store: SqlStore, kind: str) -> None:
    """PostgreSQL: who holds rows must not wait for orders, or a tap and the clock wait for each other."""
    if kind == "sqlite":
        pytest.skip("one writer at a time")
    one, other = await several(store, 2)
    async with store.write() as tap, store.write() as clock, asyncio.timeout(5):
        await tap.orders.get(one.number)
        assert list(await clock.orders.free([one.number, other.number])) == [other.number]


async def test_the_clock_waits_for_nobody_and_comes_back(
    store: SqlStore, clock: HandClock, kind: str
) -> None:
    """An order that a tap holds is left for a moment, the others of its batch are closed; then it, too."""
    if kind == "sqlite":
        pytest.skip("one writer at a time")
    one, other = await several(store, 2)
    async with store.write() as uow:
        await uow.work.add([deadline(one), deadline(other)])
    clock.at = NOW + 18 * DAY
    office = Office(store, clock, Policy(), lambda: None, str)
    deadlines = Deadlines(office, administrators=(), unavailable=(StorageError,))
    async with asyncio.timeout(5):
        async with store.write() as tap:
            await tap.orders.get(one.number)
            again_s = await deadlines.batch()
            assert again_s is not None
            assert again_s > 0
        assert deadlines.closed == 1
        await deadlines.batch()
    assert deadlines.closed == 2
    async with store.read() as uow:
        assert [len(await uow.orders.events(o.number)) for o in (one, other)] == [2, 2]


async def test_many_orders_make_a_step_at_once(store: SqlStore) -> None:
    """State, version, last step and events; everything else stays as it stands."""
    steps = [examples.approved(order) for order in await several(store, 3)]
    async with store.write() as uow:
        assert await uow.orders.step_many(steps) == frozenset()
    async with store.read() as uow:
        for order, event in steps:
            assert await uow.orders.get(order.number) == order
            assert (await uow.orders.events(order.number))[1:] == (event,)


async def test_an_order_changed_meanwhile_is_left_alone_and_the_others_go_on(
    store: SqlStore,
) -> None:
    """Compare and set: read, then changed by somebody else, then saved: no event, no second step."""
    orders = await several(store, 3)
    steps = [examples.approved(order, f"clock:{order.number}:2") for order in orders]
    async with store.write() as uow:
        await uow.orders.save(*examples.approved(orders[1], "tg:first"))
    async with store.write() as uow:
        assert await uow.orders.step_many(steps) == {orders[1].number}
    async with store.read() as uow:
        causes = [(await uow.orders.events(o.number))[-1].request_id for o in orders]
        versions = [(await uow.orders.get(o.number)).version for o in orders]
    assert causes == [f"clock:{orders[0].number}:2", "tg:first", f"clock:{orders[2].number}:2"]
    assert versions == [2, 2, 2]


async def test_many_fees_are_recorded_at_once(store: SqlStore) -> None:
    """With their sums, or without a plan; one that is due already stays."""
    orders = await several(store, 2)
    plan = Tariff("standard", "UAH", 1000)
    known = Fee(orders[0].number, orders[0].seller_id, FeeReason.SALE, NOW)
    fees = [
        Fee(o.number, o.seller_id, FeeReason.EXPIRED, NOW + DAY, charge(plan, o.amount))
        for o in orders
    ]
    async with store.write() as uow:
        await uow.fees.due(known)
        await uow.fees.due_many([])
        await uow.fees.due_many(fees)
    async with store.read() as uow:
        assert await uow.fees.of(orders[0].number) == known
        page = await uow.fees.of_seller(orders[0].seller_id, NOW, NOW + 2 * DAY, offset=0, limit=9)
    assert [(line.fee.order_number, line.fee.reason) for line in page.lines] == [
        (orders[1].number, FeeReason.EXPIRED),
        (orders[0].number, FeeReason.SALE),
    ]
    assert [str(s.minor) for s in page.sums] == [str(fees[1].charge.fee.minor)]  # type: ignore[union-attr]


async def test_many_rows_come_back_as_they_were_written(store: SqlStore) -> None:
    """Hard texts, moments to the microsecond, and what is empty, whichever way they went over."""
    (order,) = await several(store, 1)
    rows = [
        row(
            order_number=order.number if n % 2 else None,
            event=n if n % 2 else None,
            due_at=NOW - timedelta(microseconds=n),
            details={"text": text},
        )
        for n, text in enumerate(HARD_TEXTS)
    ]
    async with store.write() as uow:
        await uow.work.add(rows)
        held = await uow.work.hold(Kind.TELEGRAM, NOW, limit=99)
    assert [(w.order_number, w.event, w.due_at, w.details) for w in held] == [
        (r.order_number, r.event, r.due_at, r.details) for r in reversed(rows)
    ]


async def test_rows_of_one_key_written_together_become_one(store: SqlStore) -> None:
    """As if one had come after the other: the earlier due time and the better priority count."""
    key = "card:1:seller"
    two = [
        row(merge_key=key, due_at=NOW + SECOND, priority=Priority.NOW),
        row(merge_key=key, due_at=NOW, priority=Priority.LATER),
    ]
    async with store.write() as uow:
        await uow.work.add(two)
        (one,) = await uow.work.hold(Kind.TELEGRAM, NOW + DAY, limit=9)
    assert (one.due_at, one.priority) == (NOW, Priority.NOW)


async def test_the_longest_transaction_is_told(store: SqlStore) -> None:
    """In seconds, since the store was opened; one that only reads does not count."""
    async with store.write() as uow:
        await uow.work.add([row()])
        await asyncio.sleep(0.05)
    longest = store.longest_write_s
    assert 0.05 <= longest < 5
    async with store.read() as uow:
        await uow.work.count_dead()
        await asyncio.sleep(longest + 0.05)
    async with store.write() as uow:
        await uow.work.add([row()])
    assert store.longest_write_s < longest + 0.05
