"""Raw updates: stored once, handed out in order within a lane and to one worker at a time."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

from orders.ports import Pending, Received
from storage.unit import SqlStore
from tests.storage.examples import DAY, NOW, SECOND

LEASE_S = 60
LEASE = timedelta(seconds=LEASE_S)


def update(update_id: int, lane: str = "chat:1") -> Received:
    return Received(update_id, lane, b"\x00raw\xff" + str(update_id).encode())


async def add(store: SqlStore, *updates: Received) -> int:
    async with store.write() as uow:
        return await uow.inbox.add(updates, NOW)


async def claim(store: SqlStore, now: datetime = NOW, limit: int = 100) -> Sequence[Pending]:
    async with store.write() as uow:
        return await uow.inbox.claim(now, limit=limit, lease_s=LEASE_S)


async def done(store: SqlStore, *pendings: Pending) -> None:
    async with store.write() as uow:
        await uow.inbox.done([p.seq for p in pendings], NOW)


def ids(pendings: Sequence[Pending]) -> list[int]:
    return [p.update_id for p in pendings]


async def test_an_update_comes_back_byte_by_byte(store: SqlStore) -> None:
    """Also one that no parser will ever understand."""
    sent = update(2**31)
    assert await add(store, sent) == 1
    (pending,) = await claim(store)
    assert (pending.update_id, pending.lane, pending.raw) == (2**31, sent.lane, sent.raw)
    assert pending.attempts == 1


async def test_an_update_that_is_known_is_not_stored_again(store: SqlStore) -> None:
    """By membership, never by a watermark: Telegram's ids restart at random."""
    assert await add(store, update(900), update(901)) == 2
    assert await add(store, update(901), update(5), update(5), update(902)) == 2
    taken = []
    while batch := await claim(store):
        taken += ids(batch)
        await done(store, *batch)
    assert taken == [900, 901, 5, 902]
    assert await add(store, update(900)) == 0
    assert await add(store) == 0


async def test_a_lane_is_worked_in_order_and_lanes_side_by_side(store: SqlStore) -> None:
    """One person's taps never overtake each other; another person does not wait for them."""
    await add(store, update(1), update(2), update(3, "chat:2"), update(4), update(5, "chat:3"))
    first = await claim(store)
    assert ids(first) == [1, 3, 5]
    assert await claim(store) == []
    await done(store, first[0])
    assert ids(await claim(store)) == [2]
    await done(store, first[1])
    assert await claim(store) == []


async def test_a_claim_takes_the_oldest_and_no_more_than_asked(store: SqlStore) -> None:
    """Whoever waits longest goes first."""
    await add(store, *(update(n, f"chat:{n}") for n in range(5)))
    assert ids(await claim(store, limit=2)) == [0, 1]
    assert ids(await claim(store, limit=9)) == [2, 3, 4]


async def test_a_lane_waits_for_an_update_that_is_tried_again(store: SqlStore) -> None:
    """Until then nothing younger of that lane is handed out."""
    await add(store, update(1), update(2), update(3, "chat:2"))
    first = await claim(store)
    async with store.write() as uow:
        await uow.inbox.again(first[0].seq, NOW + SECOND, "locked")
    assert await claim(store) == []
    (again,) = await claim(store, NOW + SECOND)
    assert (again.update_id, again.attempts) == (1, 2)


async def test_a_lost_lease_brings_the_update_back_before_the_younger_ones(
    store: SqlStore,
) -> None:
    """After a crash the order within the lane still holds."""
    await add(store, update(1), update(2))
    await claim(store)
    assert await claim(store, NOW + LEASE - SECOND) == []
    (again,) = await claim(store, NOW + LEASE)
    assert (again.update_id, again.attempts) == (1, 2)


async def test_a_lease_that_is_held_on_to_goes_on(store: SqlStore) -> None:
    """Nobody takes up what is still worked on; what is done, or was never leased, is not held."""
    await add(store, update(1), update(2, "chat:2"))
    (first, _) = await claim(store)
    later = NOW + LEASE + SECOND
    async with store.write() as uow:
        await uow.inbox.hold(first.seq, later + LEASE)
    assert ids(await claim(store, later)) == [2]
    async with store.write() as uow:
        await uow.inbox.again(first.seq, later, "put off")
        await uow.inbox.hold(first.seq, later + DAY)
    assert ids(await claim(store, later)) == [1]
    await done(store, first)
    async with store.write() as uow:
        await uow.inbox.hold(first.seq, later)
    assert ids(await claim(store, later + DAY)) == [2]


async def test_a_parked_update_lets_its_lane_go_on(store: SqlStore) -> None:
    """One update that cannot be handled must not stop the rest."""
    await add(store, update(1), update(2))
    (bad,) = await claim(store)
    async with store.write() as uow:
        await uow.inbox.park(bad.seq, "cannot be parsed", NOW)
    assert ids(await claim(store)) == [2]
    assert await add(store, update(1)) == 0


async def test_what_was_handled_stays_handled(store: SqlStore) -> None:
    """A late "again" of a worker that lost its lease opens nothing."""
    await add(store, update(1))
    (pending,) = await claim(store)
    await done(store, pending)
    async with store.write() as uow:
        await uow.inbox.again(pending.seq, NOW, "late")
        await uow.inbox.park(pending.seq, "late", NOW)
        await uow.inbox.done([], NOW)
    assert await claim(store, NOW + DAY) == []


async def test_a_process_that_starts_alone_gives_back_the_leases_of_the_one_before(
    store: SqlStore,
) -> None:
    """After a crash nobody waits for leases to end; what failed waits for its own time."""
    await add(store, update(1), update(2), update(3, "chat:2"))
    first = await claim(store)
    async with store.write() as uow:
        await uow.inbox.again(first[1].seq, NOW + DAY, "failed")
        assert await uow.inbox.release(NOW + SECOND) == 1
        assert await uow.inbox.release(NOW + SECOND) == 0
    assert await claim(store, NOW) == []
    assert ids(await claim(store, NOW + SECOND)) == [1]


async def test_the_next_due_time_looks_at_what_may_be_claimed(store: SqlStore) -> None:
    """A lane that waits is due when its oldest update is, however many stand behind it."""
    async with store.read() as uow:
        assert await uow.inbox.next_due_at() is None
    await add(store, update(1), update(2))
    async with store.read() as uow:
        assert await uow.inbox.next_due_at() == NOW
    await claim(store)
    async with store.read() as uow:
        assert await uow.inbox.next_due_at() == NOW + LEASE


async def test_sweeping_forgets_what_was_handled_long_ago(store: SqlStore) -> None:
    """Open and parked updates stay; so does everything that is young."""
    await add(store, *(update(n, f"chat:{n}") for n in range(5)))
    taken = await claim(store)
    await done(store, *taken[:3])
    async with store.write() as uow:
        await uow.inbox.park(taken[3].seq, "bad", NOW)
        assert await uow.inbox.sweep(NOW, limit=9) == 0
        assert await uow.inbox.sweep(NOW + SECOND, limit=2) == 2
        assert await uow.inbox.sweep(NOW + SECOND, limit=2) == 1
        assert await uow.inbox.sweep(NOW + SECOND, limit=2) == 0
    assert await add(store, update(0, "chat:0"), update(3, "chat:3"), update(4, "chat:4")) == 1


async def test_replicas_that_claim_at_once_keep_every_lane_in_order(
    url: str, store: SqlStore
) -> None:
    """Two stores, six workers, ten lanes of ten: each once, in order, never two of a lane at once."""
    await add(store, *(update(n, f"chat:{n % 10}") for n in range(100)))
    seen: dict[str, list[int]] = {f"chat:{n}": [] for n in range(10)}
    busy: set[str] = set()

    async def work(where: SqlStore) -> None:
        while sum(map(len, seen.values())) < 100:
            batch = await claim(where, limit=3)
            for pending in batch:
                assert pending.lane not in busy
                busy.add(pending.lane)
                seen[pending.lane].append(pending.update_id)
            await asyncio.sleep(0)
            busy.difference_update(pending.lane for pending in batch)
            await done(where, *batch)

    async with SqlStore(url) as other, asyncio.timeout(60):
        await asyncio.gather(*(work((store, other)[n % 2]) for n in range(6)))
    assert seen == {f"chat:{n}": list(range(n, 100, 10)) for n in range(10)}
