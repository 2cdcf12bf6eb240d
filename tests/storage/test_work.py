"""The one queue: what is due is leased once, ends once, and is never lost."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from orders.model import Party
from orders.ports import Finished
from orders.states import Actor
from orders.work import Kind, NewWork, Priority, Topic, Work, WorkState
from storage.unit import SqlStore
from tests.storage import examples
from tests.storage.examples import DAY, HARD_TEXTS, NOW, SECOND, HandClock, row

LEASE_S = 30
LEASE = timedelta(seconds=LEASE_S)


async def add(store: SqlStore, *rows: NewWork) -> None:
    async with store.write() as uow:
        await uow.work.add(rows)


async def claim(
    store: SqlStore,
    now: datetime = NOW,
    *,
    limit: int = 100,
    token: str = "t",
    kind: Kind = Kind.TELEGRAM,
) -> Sequence[Work]:
    async with store.write() as uow:
        return await uow.work.claim(kind, now, limit=limit, lease_s=LEASE_S, token=token)


async def finish(store: SqlStore, *done: Finished, now: datetime = NOW) -> int:
    async with store.write() as uow:
        return await uow.work.finish(done, now)


async def test_a_claimed_row_says_all_that_was_written(store: SqlStore, clock: HandClock) -> None:
    """With the token, the try and the end of the lease."""
    order = await examples.order(store)
    clock.at = NOW - DAY
    texts = {str(n): text for n, text in enumerate(HARD_TEXTS)}
    new = row(
        topic=Topic.NOTICE, order_number=order.number, event=3, details=texts, priority=Priority(2)
    )
    await add(store, new)
    (work,) = await claim(store, token="mine")
    assert (work.kind, work.topic, work.to) == (new.kind, Topic.NOTICE, new.to)
    assert (work.priority, work.order_number, work.event) == (Priority.NOTICE, order.number, 3)
    assert (work.details, work.attempts, work.token) == (texts, 1, "mine")
    assert (work.due_at, work.created_at) == (NOW + LEASE, NOW - DAY)


async def test_rows_go_by_priority_then_by_due_time(store: SqlStore) -> None:
    """A new-order alert overtakes a thousand digests; within a priority the oldest goes first."""
    for minutes, priority in ((3, 2), (1, 2), (2, 0), (9, 3), (4, 1), (1, 0)):
        due_at = NOW - timedelta(minutes=minutes)
        await add(
            store, row(due_at=due_at, priority=Priority(priority), details={"m": str(minutes)})
        )
    order = []
    while taken := await claim(store, limit=1):
        order += [(int(work.priority), work.details["m"]) for work in taken]
    assert order == [(0, "2"), (0, "1"), (1, "4"), (2, "3"), (2, "1"), (3, "9")]


async def test_a_batch_takes_the_urgent_first_and_no_more_than_asked(store: SqlStore) -> None:
    """The limit holds over all priorities together."""
    for priority in (3, 2, 0, 1, 0):
        await add(store, row(priority=Priority(priority)))
    assert sorted(w.priority for w in await claim(store, limit=3)) == [0, 0, 1]
    assert sorted(w.priority for w in await claim(store, limit=3)) == [2, 3]


async def test_one_partys_view_of_an_order_is_worked_one_row_at_a_time(store: SqlStore) -> None:
    """Two replicas that showed one card at once would send two, or the older picture last."""
    order = await examples.order(store)
    seller, customer = Party(Actor.SELLER, order.seller_id), Party(Actor.CUSTOMER, 1)
    await add(store, row(to=seller, order_number=order.number))
    (first,) = await claim(store, token="one")
    await add(
        store,
        row(to=seller, order_number=order.number, details={"which": "second"}),
        row(to=customer, order_number=order.number, details={"which": "other party"}),
        row(to=seller, details={"which": "no order"}),
    )
    taken = await claim(store, token="two")
    assert sorted(work.details["which"] for work in taken) == ["no order", "other party"]
    await finish(store, Finished(first, WorkState.DONE))
    assert [work.details["which"] for work in await claim(store)] == ["second"]


async def test_a_lane_does_not_wait_for_a_lease_that_ended(store: SqlStore) -> None:
    """A runner that died holds its order's other rows no longer than its lease."""
    order = await examples.order(store)
    seller = Party(Actor.SELLER, order.seller_id)
    await add(store, row(to=seller, order_number=order.number))
    await claim(store)
    await add(store, row(to=seller, order_number=order.number))
    assert await claim(store, NOW + LEASE - SECOND) == []
    assert len(await claim(store, NOW + LEASE)) == 2


async def test_what_is_not_due_or_of_another_kind_is_left_alone(store: SqlStore) -> None:
    """Due at the very moment is due."""
    await add(store, row(due_at=NOW + SECOND), row(kind=Kind.CLOCK), row(due_at=NOW))
    assert len(await claim(store)) == 1
    assert len(await claim(store, kind=Kind.CLOCK)) == 1
    assert len(await claim(store, NOW + SECOND)) == 1
    assert await claim(store, NOW + SECOND) == []


async def test_a_leased_row_is_nobody_elses_until_the_lease_ends(store: SqlStore) -> None:
    """Then it comes back by itself, with one try more: no reaper."""
    await add(store, row())
    await claim(store)
    assert await claim(store, NOW + LEASE - SECOND) == []
    (again,) = await claim(store, NOW + LEASE, token="other")
    assert (again.attempts, again.token) == (2, "other")


@pytest.mark.parametrize("state", [WorkState.DONE, WorkState.DEAD, WorkState.OPEN])
async def test_who_lost_the_lease_cannot_end_the_row(store: SqlStore, state: WorkState) -> None:
    """The completion is fenced by token and try, even when both holders use one token."""
    await add(store, row())
    (first,) = await claim(store, token="same")
    (second,) = await claim(store, NOW + LEASE, token="same")
    assert await finish(store, Finished(first, state, NOW)) == 0
    assert await finish(store, Finished(second, WorkState.DONE)) == 1
    assert await finish(store, Finished(second, WorkState.DONE)) == 0
    assert await claim(store, NOW + DAY) == []


async def test_a_row_put_back_is_due_again_when_said(store: SqlStore) -> None:
    """A failed try counts; being put back for pace does not, and no old holder can end it."""
    await add(store, row())
    (first,) = await claim(store)
    later = Finished(first, WorkState.OPEN, NOW + DAY, "429", counts=False)
    assert await finish(store, later) == 1
    assert await finish(store, later) == 0
    assert await finish(store, Finished(first, WorkState.DONE)) == 0
    assert await claim(store, NOW + DAY - SECOND) == []
    (second,) = await claim(store, NOW + DAY)
    assert second.attempts == 1
    assert await finish(store, Finished(second, WorkState.OPEN, NOW + DAY, "down")) == 1
    (third,) = await claim(store, NOW + DAY)
    assert third.attempts == 2


async def test_many_ends_in_one_go_are_each_fenced(store: SqlStore) -> None:
    """The count says how many were still ours."""
    await add(store, *(row(merge_key=f"k{n}" if n % 2 else None) for n in range(8)))
    works = await claim(store)
    states = [WorkState.DONE, WorkState.DEAD, WorkState.CANCELLED, WorkState.OPEN]
    ends = [Finished(w, states[n % 4], NOW, "e") for n, w in enumerate(works)]
    lost = works[0]
    assert await finish(store, Finished(lost, WorkState.DONE)) == 1
    assert await finish(store, *ends) == 7
    assert len(await claim(store)) == 2
    async with store.read() as uow:
        assert len(await uow.work.dead(limit=9)) == 2


async def test_waiting_rows_with_one_key_are_one_row_at_the_earlier_time(store: SqlStore) -> None:
    """Ten taps on one order redraw its card once."""
    early, late = NOW + SECOND, NOW + 9 * SECOND
    await add(store, row(merge_key="k", due_at=late, priority=Priority.LATER))
    await add(store, row(merge_key="k", due_at=early), row(merge_key="k", due_at=late))
    await add(store, row(merge_key="other", due_at=early), row(due_at=early), row(due_at=early))
    assert len(await claim(store, early)) == 4
    assert await claim(store, late) == []


async def test_a_row_in_flight_does_not_swallow_a_newer_change(store: SqlStore) -> None:
    """What it shows may be older than the change: a second row must be written."""
    await add(store, row(merge_key="k"))
    (flying,) = await claim(store)
    await add(store, row(merge_key="k", due_at=NOW + SECOND))
    await add(store, row(merge_key="k", due_at=NOW + DAY))
    assert await finish(store, Finished(flying, WorkState.DONE)) == 1
    assert len(await claim(store, NOW + SECOND)) == 1


@pytest.mark.parametrize("counts", [True, False])
async def test_a_row_put_back_merges_with_the_one_that_waits(store: SqlStore, counts: bool) -> None:
    """The two are one again, at the earlier time; the tries are remembered."""
    await add(store, row(merge_key="k"))
    (flying,) = await claim(store)
    await add(store, row(merge_key="k", due_at=NOW + SECOND))
    back = Finished(flying, WorkState.OPEN, NOW + DAY, "e", counts=counts)
    assert await finish(store, back) == 1
    assert await finish(store, back) == 0
    (one,) = await claim(store, NOW + DAY)
    assert one.attempts == (2 if counts else 1)


async def test_a_row_put_back_alone_waits_and_takes_in_what_comes(store: SqlStore) -> None:
    """A put-back row with a key is a waiting row like any other."""
    later = NOW + 9 * SECOND
    await add(store, row(merge_key="k"))
    (flying,) = await claim(store)
    assert await finish(store, Finished(flying, WorkState.OPEN, later, counts=False)) == 1
    await add(store, row(merge_key="k", due_at=NOW + SECOND))
    assert len(await claim(store, NOW + SECOND)) == 1
    assert await claim(store, later) == []


async def test_a_lost_lease_and_a_newer_row_with_the_same_key_both_come(store: SqlStore) -> None:
    """After a crash nothing is lost: one repeat at most."""
    await add(store, row(merge_key="k"))
    await claim(store)
    await add(store, row(merge_key="k"))
    assert len(await claim(store, NOW + LEASE)) == 2


async def test_a_notice_is_cancelled_only_before_its_first_try(store: SqlStore) -> None:
    """An undone tap rings nobody; what is in flight is left alone."""
    order = await examples.order(store)
    about = {"order_number": order.number, "topic": Topic.NOTICE}
    await add(store, row(**about, event=2, due_at=NOW + SECOND), row(**about, event=3))
    await claim(store)
    async with store.write() as uow:
        number = order.number
        assert await uow.work.cancel(number, Topic.NOTICE, 2) == 1
        assert await uow.work.cancel(number, Topic.NOTICE, 2) == 0
        assert await uow.work.cancel(number, Topic.NOTICE, 3) == 0
        assert await uow.work.cancel(number, Topic.CARD, 2) == 0
        assert await uow.work.state_of(number, Topic.NOTICE, 2) == WorkState.CANCELLED
        assert await uow.work.state_of(number, Topic.NOTICE, 3) == WorkState.OPEN
        assert await uow.work.state_of(number, Topic.NOTICE, 4) is None
    assert await claim(store, NOW + SECOND) == []


async def test_a_row_that_failed_once_is_not_cancelled(store: SqlStore) -> None:
    """It may have been sent: only a correction can follow."""
    order = await examples.order(store)
    await add(store, row(order_number=order.number, topic=Topic.NOTICE, event=2))
    (work,) = await claim(store)
    await finish(store, Finished(work, WorkState.OPEN, NOW))
    async with store.write() as uow:
        assert await uow.work.cancel(order.number, Topic.NOTICE, 2) == 0


async def test_the_state_is_that_of_the_newest_row(store: SqlStore) -> None:
    """A notice that was repeated is judged by its last row."""
    order = await examples.order(store)
    about = {"order_number": order.number, "topic": Topic.NOTICE, "event": 2}
    await add(store, row(**about))
    (work,) = await claim(store)
    await finish(store, Finished(work, WorkState.DONE))
    async with store.read() as uow:
        assert await uow.work.state_of(order.number, Topic.NOTICE, 2) == WorkState.DONE
    await add(store, row(**about))
    async with store.read() as uow:
        assert await uow.work.state_of(order.number, Topic.NOTICE, 2) == WorkState.OPEN


async def test_the_next_due_time_is_the_earliest_of_all_priorities(store: SqlStore) -> None:
    """The runner sleeps until then; a leased row counts with the end of its lease."""
    async with store.read() as uow:
        assert await uow.work.next_due_at(Kind.TELEGRAM) is None
    await add(
        store,
        row(due_at=NOW + DAY),
        row(due_at=NOW + SECOND, priority=Priority.LATER),
        row(due_at=NOW, kind=Kind.CLOCK),
    )
    async with store.read() as uow:
        assert await uow.work.next_due_at(Kind.TELEGRAM) == NOW + SECOND
    await claim(store, NOW + SECOND)
    async with store.read() as uow:
        assert await uow.work.next_due_at(Kind.TELEGRAM) == NOW + SECOND + LEASE


async def test_dead_rows_are_listed_newest_first_and_can_be_revived(store: SqlStore) -> None:
    """By hand, with all their tries before them, also when a younger row has their key."""
    await add(store, row(merge_key="k"), row(details={"n": "2"}))
    works = sorted(await claim(store), key=lambda w: w.id)
    await finish(store, *(Finished(w, WorkState.DEAD, error="gone") for w in works))
    await add(store, row(merge_key="k", due_at=NOW + DAY))
    async with store.write() as uow:
        assert [w.id for w in await uow.work.dead(limit=9)] == [works[1].id, works[0].id]
        assert [w.id for w in await uow.work.dead(limit=1)] == [works[1].id]
        assert await uow.work.revive(works[0].id, NOW)
        assert not await uow.work.revive(works[0].id, NOW)
        assert not await uow.work.revive(99, NOW)
    (again,) = await claim(store)
    assert (again.id, again.attempts) == (works[0].id, 1)


async def test_dead_rows_are_counted(store: SqlStore) -> None:
    """For those who only want to know whether there are any."""
    await add(store, row(), row(), row())
    works = await claim(store)
    await finish(store, *(Finished(w, WorkState.DEAD) for w in works[:2]))
    async with store.read() as uow:
        assert await uow.work.count_dead() == 2


async def test_a_process_that_starts_alone_gives_back_the_leases_of_the_one_before(
    store: SqlStore,
) -> None:
    """After a crash nobody waits for leases to end; what was put back or waits stays as it is."""
    await add(store, row(merge_key="k"), row(), row(), row(due_at=NOW + DAY))
    works = await claim(store)
    await finish(store, Finished(works[-1], WorkState.OPEN, NOW + DAY))
    await add(store, row(merge_key="k"))
    async with store.write() as uow:
        assert await uow.work.release(NOW + SECOND) == 2
        assert await uow.work.release(NOW + SECOND) == 0
    again = await claim(store, NOW + SECOND)
    assert sorted(w.attempts for w in again) == [1, 2, 2]


async def test_sweeping_removes_what_ended_long_ago_but_keeps_the_dead(store: SqlStore) -> None:
    """In portions, so that no sweep holds the writer for long."""
    await add(store, *(row() for _ in range(6)))
    works = await claim(store)
    await finish(store, *(Finished(w, WorkState.DONE) for w in works[:2]))
    await finish(store, Finished(works[2], WorkState.CANCELLED))
    await finish(store, Finished(works[3], WorkState.DEAD))
    await finish(store, Finished(works[4], WorkState.DONE), now=NOW + DAY)
    async with store.write() as uow:
        assert await uow.work.sweep(NOW + SECOND, limit=2) == 2
        assert await uow.work.sweep(NOW + SECOND, limit=2) == 1
        assert await uow.work.sweep(NOW + SECOND, limit=2) == 0
        assert len(await uow.work.dead(limit=9)) == 1
    assert len(await claim(store, NOW + LEASE)) == 1


async def test_nothing_to_add_or_finish_is_no_mistake(store: SqlStore) -> None:
    """Empty batches happen."""
    await add(store)
    assert await finish(store) == 0
    assert await claim(store) == []


async def test_a_naive_due_time_is_refused(store: SqlStore) -> None:
    """Nobody knows which moment was meant."""
    with pytest.raises(ValueError, match="naive"):
        await add(store, row(due_at=NOW.replace(tzinfo=None)))


async def test_replicas_that_claim_at_once_get_each_row_once(url: str, store: SqlStore) -> None:
    """Two stores, eight claimers, 200 rows: each row has one holder and none is left."""
    await add(store, *(row(priority=Priority(n % 4)) for n in range(200)))

    async def drain(where: SqlStore, token: str) -> list[int]:
        taken: list[int] = []
        while batch := await claim(where, limit=7, token=token):
            taken += [work.id for work in batch]
        return taken

    async with SqlStore(url) as other:
        taken = await asyncio.gather(*(drain((store, other)[n % 2], f"t{n}") for n in range(8)))
    ids = [work_id for each in taken for work_id in each]
    assert len(ids) == len(set(ids)) == 200


async def test_taps_at_once_on_one_card_leave_one_waiting_row(url: str, store: SqlStore) -> None:
    """The key holds between replicas too."""
    async with SqlStore(url) as other:
        stores = (store, other)
        await asyncio.gather(*(add(stores[n % 2], row(merge_key="k")) for n in range(12)))
    assert len(await claim(store)) == 1


async def test_a_row_belongs_to_the_party_it_is_for(store: SqlStore) -> None:
    """Administrators have Telegram ids beyond 32 bits."""
    boss = Party(Actor.ADMINISTRATION, 2**40)
    await add(store, row(topic=Topic.ALARM, to=boss))
    (work,) = await claim(store)
    assert work.to == boss
