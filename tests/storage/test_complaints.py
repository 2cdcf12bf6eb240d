"""Complaints: one per order that is not withdrawn, counted by type from one index, on both databases."""

import asyncio
from dataclasses import replace

import pytest

from orders import complaining
from orders.complaints import Complaint, ComplaintRefused, ComplaintType, NewComplaint
from orders.model import Order, Party
from orders.policy import Policy
from orders.ports import Office
from orders.states import Actor
from storage.complaints import ABOUT, COUNTS
from storage.errors import RowRefused
from storage.unit import SqlStore
from tests.storage import examples
from tests.storage.examples import DAY, HARD_TEXTS, NOW, HandClock
from tests.storage.test_plans import postgres_plan, sqlite_plan

T = ComplaintType


def about(order: Order, type: ComplaintType = T.ABUSE, text: str = "") -> NewComplaint:
    """A complaint about the order's customer."""
    return NewComplaint(
        order.number, order.seller_id, order.customer_id, type, text, (3, 1 << 40), NOW
    )


async def added(store: SqlStore, new: NewComplaint) -> Complaint:
    """Take it down."""
    async with store.write() as uow:
        return await uow.complaints.add(new)


async def saved(store: SqlStore, complaint: Complaint, **later: object) -> Complaint:
    """Something becomes of it."""
    changed = replace(complaint, **later)  # type: ignore[arg-type]
    async with store.write() as uow:
        await uow.complaints.save(changed)
    return changed


async def test_kept_as_it_was_said_and_what_became_of_it(store: SqlStore) -> None:
    """With any text in it."""
    for text in HARD_TEXTS:
        order = await examples.order(store)
        known = await added(store, about(order, text=text))
        later = await saved(
            store,
            known,
            hidden_at=NOW + DAY,
            hidden_by=2**51,
            hidden_why=text,
            answer=text[::-1],
            answered_at=NOW,
        )
        async with store.read() as uow:
            assert await uow.complaints.of_order(order.number) == later


async def test_the_database_keeps_no_second_one(store: SqlStore) -> None:
    """Whatever the rules do; a withdrawn one is in nobody's way."""
    order = await examples.order(store)
    first = await added(store, about(order))
    with pytest.raises(RowRefused):
        await added(store, about(order))
    hidden = await saved(store, first, hidden_at=NOW)
    with pytest.raises(RowRefused):
        await added(store, about(order))
    await saved(store, hidden, withdrawn_at=NOW)
    async with store.read() as uow:
        assert await uow.complaints.of_order(order.number) is None
    await added(store, about(order))


async def test_only_those_that_stand_are_counted_and_shown(store: SqlStore) -> None:
    """By type, for one customer; an order's own is shown though it is hidden."""
    one = await examples.order(store)
    orders = [one] + [await examples.order(store, customer_id=one.customer_id) for _ in range(4)]
    stranger = await examples.order(store)
    await added(store, about(stranger))
    sorts = (T.FRAUD, T.ABUSE, T.ABUSE, T.OTHER, T.THREATS)
    all_ = [await added(store, about(o, t)) for o, t in zip(orders, sorts, strict=True)]
    await saved(store, all_[3], withdrawn_at=NOW)
    hidden = await saved(store, all_[4], hidden_at=NOW)
    async with store.read() as uow:
        counts = await uow.complaints.counts(one.customer_id)
        assert list(counts.items()) == [(T.ABUSE, 2), (T.FRAUD, 1)]
        seen = await uow.complaints.about(one.customer_id, orders[0].number, limit=9)
        assert [s.complaint for s in seen] == all_[2::-1]
        own = await uow.complaints.about(one.customer_id, orders[4].number, limit=2)
        assert [s.complaint for s in own] == [hidden, all_[2]]
        latest = await uow.complaints.latest(limit=9)
        assert [s.complaint.order_number for s in latest[:-1]] == [o.number for o in orders[2::-1]]
        assert (await uow.orders.view(orders[1].number)).complaints == counts


async def test_a_seller_takes_along_what_they_may_read(store: SqlStore) -> None:
    """Their own whatever became of it, and what stands against their customers; page by page by id."""
    one = await examples.order(store)
    other = await examples.order(store, customer_id=one.customer_id)
    stranger = await examples.order(store)
    own = await added(store, about(one, T.OTHER))
    await saved(store, own, withdrawn_at=NOW)
    theirs = await added(store, about(other, T.ABUSE))
    far = await added(store, about(stranger, T.FRAUD))
    async with store.read() as uow:
        mine = await uow.complaints.listed(after=0, limit=9, seller_id=one.seller_id)
        all_ = await uow.complaints.listed(after=0, limit=2)
        rest = await uow.complaints.listed(after=all_[-1].complaint.id, limit=9)
    seen = {stated.complaint.id for stated in mine}
    assert {own.id, theirs.id} <= seen
    if stranger.seller_id != one.seller_id:
        assert far.id not in seen
    assert [s.complaint.id for s in (*all_, *rest)] == [own.id, theirs.id, far.id]
    await saved(store, theirs, hidden_at=NOW)
    async with store.read() as uow:
        mine = await uow.complaints.listed(after=0, limit=9, seller_id=one.seller_id)
    assert (theirs.id in {stated.complaint.id for stated in mine}) == (
        other.seller_id == one.seller_id
    )


async def test_they_follow_a_customer_who_is_two(store: SqlStore) -> None:
    """Found to be one person, they are warned of as one."""
    one, other = await examples.order(store), await examples.order(store)
    await added(store, about(one))
    await added(store, about(other, T.FRAUD))
    async with store.write() as uow:
        for telegram_id, order in ((7, one), (8, other)):
            await uow.people.meet(telegram_id, "Bohdan", "uk", NOW)
            await uow.people.link_customer(order.customer_id, telegram_id)
        kept = await uow.people.link_customer(one.customer_id, 8)
    async with store.read() as uow:
        assert await uow.complaints.counts(kept.id) == {T.ABUSE: 1, T.FRAUD: 1}


async def test_of_many_at_once_one_is_kept(store: SqlStore) -> None:
    """The others are told calmly: no error of the database reaches anybody."""
    order = await examples.order(store)
    office = Office(store, HandClock(), Policy(), lambda: None, lambda text: text)
    by = Party(Actor.SELLER, order.seller_id)
    ended = await asyncio.gather(
        *(
            complaining.add(office, order.number, by, T.ABUSE, "", (), request_id=f"k:{i}")
            for i in range(6)
        ),
        return_exceptions=True,
    )
    assert sum(isinstance(e, Complaint) for e in ended) == 1
    assert sum(isinstance(e, ComplaintRefused) for e in ended) == 5


async def test_counting_reads_one_index(store: SqlStore, url: str) -> None:
    """And no table walks: one customer's complaints among many."""
    orders = [await examples.order(store) for _ in range(3)]
    for order in orders:
        await added(store, about(order))
    plan = sqlite_plan if url.startswith("sqlite") else postgres_plan
    if not url.startswith("sqlite"):
        pytest.skip("PostgreSQL walks a table of three rows whatever indexes there are")
    counted = plan(url, COUNTS, customer_id=1)
    assert "USING COVERING INDEX ix_complaints_customer" in counted
    assert "TEMP B-TREE" not in counted
    seen = plan(url, ABOUT, customer_id=1, number=1, limit=5)
    assert "SCAN complaints" not in seen
