"""What is said arrives in the order in which it was said, whoever claims it and whatever fails."""

import asyncio
from collections.abc import Sequence
from datetime import datetime

import pytest

from orders.model import Order, Party
from orders.ports import Finished
from orders.states import Actor
from orders.work import Kind, NewWork, Priority, Topic, Work, WorkState
from storage.unit import SqlStore
from tests.storage import examples
from tests.storage.examples import DAY, NOW, SECOND

LEASE_S = 30


def line(order: Order, name: str, to: Actor = Actor.SELLER, **changes: object) -> NewWork:
    """The row of a message to one side of the order."""
    party = Party(to, order.seller_id if to is Actor.SELLER else order.customer_id)
    known: dict[str, object] = {
        "to": party,
        "topic": Topic.MESSAGE,
        "priority": Priority.CHAT,
        "order_number": order.number,
        "details": {"message": name},
    }
    return examples.row(**{**known, **changes})


async def add(store: SqlStore, *rows: NewWork) -> None:
    async with store.write() as uow:
        await uow.work.add(rows)


async def claim(store: SqlStore, now: datetime = NOW, token: str = "t") -> Sequence[Work]:
    async with store.write() as uow:
        return await uow.work.claim(Kind.TELEGRAM, now, limit=100, lease_s=LEASE_S, token=token)


async def finish(store: SqlStore, *done: Finished) -> None:
    async with store.write() as uow:
        assert await uow.work.finish(done, NOW) == len(done)


def names(works: Sequence[Work]) -> list[str]:
    return sorted(work.details["message"] for work in works)


@pytest.mark.parametrize(
    "ends", [WorkState.DONE, WorkState.CANCELLED, WorkState.DEAD], ids=lambda state: state.value
)
async def test_messages_to_one_side_are_claimed_one_at_a_time(
    store: SqlStore, ends: WorkState
) -> None:
    """The next is free when the one before has ended, whichever way."""
    order = await examples.order(store)
    await add(store, *(line(order, f"{n}") for n in range(4)))
    for n in range(4):
        taken = await claim(store)
        assert names(taken) == [f"{n}"]
        assert await claim(store) == []
        await finish(store, Finished(taken[0], ends))
    assert await claim(store) == []


async def test_a_message_that_is_put_off_holds_the_later_ones_back(store: SqlStore) -> None:
    """A later one that overtook it would say no where yes was said."""
    order = await examples.order(store)
    await add(store, line(order, "first"), line(order, "second"), line(order, "third"))
    (first,) = await claim(store)
    await finish(store, Finished(first, WorkState.OPEN, NOW + DAY, "429", counts=False))
    assert await claim(store) == []
    assert await claim(store, NOW + DAY - SECOND) == []
    (again,) = await claim(store, NOW + DAY)
    assert names([again]) == ["first"]
    await finish(store, Finished(again, WorkState.DONE))
    assert names(await claim(store)) == ["second"]


async def test_a_later_message_waits_for_one_that_is_held(store: SqlStore) -> None:
    """An album's first part waits for the rest; what was written after it still comes after it."""
    order = await examples.order(store)
    await add(store, line(order, "album", due_at=NOW + SECOND), line(order, "text"))
    assert await claim(store) == []
    assert names(await claim(store, NOW + SECOND)) == ["album"]


async def test_a_message_whose_runner_died_comes_again_before_the_later_ones(
    store: SqlStore,
) -> None:
    """Its lease ends, and it is still the first."""
    order = await examples.order(store)
    await add(store, line(order, "first"), line(order, "second"))
    await claim(store, token="dead")
    assert await claim(store, NOW + (LEASE_S - 1) * SECOND) == []
    assert names(await claim(store, NOW + LEASE_S * SECOND)) == ["first"]


async def test_a_revived_message_goes_before_those_that_wait(store: SqlStore) -> None:
    """A dead one lets the others pass; revived by hand it is the oldest again."""
    order = await examples.order(store)
    await add(store, *(line(order, f"{n}") for n in range(3)))
    (dead,) = await claim(store)
    await finish(store, Finished(dead, WorkState.DEAD))
    async with store.write() as uow:
        assert await uow.work.revive(dead.id, NOW)
    assert names(await claim(store)) == ["0"]


async def test_other_conversations_are_not_held_back(store: SqlStore) -> None:
    """The other side of the same order, and every other order, go on."""
    order, other = await examples.order(store), await examples.order(store)
    await add(store, line(order, "held", due_at=NOW + DAY), line(order, "behind it"))
    await add(store, line(order, "to the customer", Actor.CUSTOMER))
    await add(store, line(other, "another order"))
    assert names(await claim(store)) == ["another order", "to the customer"]


async def test_other_topics_are_not_held_back(store: SqlStore) -> None:
    """A card and a notice have an order of their own."""
    order = await examples.order(store)
    await add(store, line(order, "held", due_at=NOW + DAY))
    await add(store, *(line(order, topic.value, topic=topic) for topic in _OTHERS))
    assert names(await claim(store)) == sorted(topic.value for topic in _OTHERS)


_OTHERS = (Topic.CARD, Topic.NOTICE, Topic.UNDELIVERED)


async def test_replicas_that_claim_at_once_keep_the_order(url: str, store: SqlStore) -> None:
    """Two stores, six claimers, 20 conversations of eight: nobody gets a message before its turn."""
    orders = [await examples.order(store) for _ in range(20)]
    for n in range(8):
        await add(store, *(line(order, f"{n}") for order in orders))
    arrived: dict[int, list[str]] = {order.number: [] for order in orders}
    # Who finds nothing rests, as runners do: claims without a pause would leave the file's one lock
    # to none but themselves.
    ended = asyncio.Event()

    async def work(where: SqlStore, token: str) -> None:
        while any(len(lines) < 8 for lines in arrived.values()):
            ended.clear()
            claimed = await claim(where, token=token)
            for taken in claimed:
                assert taken.order_number is not None
                arrived[taken.order_number].append(taken.details["message"])
                await finish(where, Finished(taken, WorkState.DONE))
                ended.set()
            if not claimed:
                await ended.wait()

    async with SqlStore(url) as other:
        await asyncio.gather(*(work((store, other)[n % 2], f"t{n}") for n in range(6)))
    assert arrived == {order.number: [f"{n}" for n in range(8)] for order in orders}
