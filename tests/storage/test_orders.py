"""What is stored of an order comes back as it was, and nobody overwrites what they have not seen."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from orders.errors import Conflict, UnknownOrder
from orders.model import CancelReason, Contact, Event, Happening, Item, LastStep, Party
from orders.money import Money
from orders.states import Action, Actor, State
from storage.errors import RowRefused
from storage.unit import SqlStore
from tests.storage import examples
from tests.storage.examples import DAY, HARD_TEXTS, NOW


async def test_numbers_start_at_1001_and_count_up(store: SqlStore) -> None:
    """People read an order's number aloud: four digits from the first one."""
    assert [(await examples.order(store)).number for _ in range(3)] == [1001, 1002, 1003]


async def test_an_order_comes_back_as_it_was_placed(store: SqlStore) -> None:
    """Every field survives, to the microsecond and the minor unit."""
    placed = await examples.order(store)
    async with store.read() as uow:
        assert await uow.orders.get(placed.number) == placed
        assert await uow.orders.events(placed.number) == (examples.placed(placed),)
    assert (placed.version, placed.state, placed.last) == (1, State.NEW, None)


async def test_an_order_without_the_optional_parts_comes_back_as_it_was(store: SqlStore) -> None:
    """Nothing that was not given is invented."""
    bare = await examples.order(
        store,
        contact=Contact("Bo", None, None),
        comment="",
        production_days=None,
        production_ends_at=None,
    )
    async with store.read() as uow:
        assert await uow.orders.get(bare.number) == bare


@pytest.mark.parametrize("text", HARD_TEXTS, ids=range(len(HARD_TEXTS)))
async def test_any_text_survives_and_is_found_literally(store: SqlStore, text: str) -> None:
    """No character is special: not a quote, not a percent sign, not an emoji."""
    kept = await examples.order(
        store,
        items=(Item(text, 1, Money(1, "UAH"), text),),
        contact=Contact(text, text, text),
        shipping_address=text,
        comment=text,
    )
    event = replace(examples.placed(kept), version=2, request_id=text, text=text)
    async with store.write() as uow:
        await uow.orders.append(event)
    async with store.read() as uow:
        assert await uow.orders.get(kept.number) == kept
        assert await uow.orders.caused_by(text) == event
        found = await uow.orders.find(kept.seller_id, text, offset=0, limit=5)
        assert [line.number for line in found.lines] == [kept.number]


async def test_every_field_that_may_change_is_saved(store: SqlStore) -> None:
    """`save` replaces the order: what comes back is what was given."""
    before = await examples.order(store)
    by = Party(Actor.SELLER, before.seller_id)
    after = replace(
        before,
        version=2,
        state=State.CANCELLED,
        items=(Item("Bowl", 3, Money(1, "EUR"), None),),
        amount=Money(3, "EUR"),
        contact=Contact("Other", None, "o@example.org"),
        shipping_address="Kyiv",
        comment="",
        production_days=None,
        production_ends_at=None,
        agreed_delay_until=NOW + DAY,
        auto_close_at=NOW + 20 * DAY,
        last=LastStep(Action.CANCEL, by, State.NEW, NOW, 2, CancelReason.OTHER, "Because, 100%"),
    )
    event = Event(
        before.number, 2, Happening.CANCELLED, by, NOW, State.CANCELLED, "tg:1",
        CancelReason.OTHER, "Because, 100%", undoes=None,
    )  # fmt: skip
    async with store.write() as uow:
        await uow.orders.save(after, event)
    async with store.read() as uow:
        assert await uow.orders.get(before.number) == after
        assert await uow.orders.events(before.number) == (examples.placed(before), event)
        assert (await uow.orders.find(before.seller_id, "bowl", offset=0, limit=1)).total == 1
        assert (await uow.orders.find(before.seller_id, "mug", offset=0, limit=1)).total == 0


async def test_a_step_taken_back_leaves_no_last_step(store: SqlStore) -> None:
    """After an Undo there is nothing to undo."""
    before = await examples.order(store)
    stepped, event = examples.approved(before)
    undone = replace(before, version=3, last=None)
    undo = replace(
        event, version=3, what=Happening.UNDONE, state=State.NEW, request_id="tg:undo", undoes=2
    )
    async with store.write() as uow:
        await uow.orders.save(stepped, event)
        await uow.orders.save(undone, undo)
    async with store.read() as uow:
        assert await uow.orders.get(before.number) == undone
        assert (await uow.orders.events(before.number))[-1] == undo


async def test_an_unknown_order_is_said_to_be_unknown(store: SqlStore) -> None:
    """Asking, looking and saving all name the number."""
    known = await examples.order(store)
    lost, event = examples.approved(replace(known, number=9999))
    async with store.read() as uow:
        with pytest.raises(UnknownOrder, match="9999"):
            await uow.orders.get(9999)
        with pytest.raises(UnknownOrder, match="9999"):
            await uow.orders.view(9999)
        assert await uow.orders.events(9999) == ()
        assert await uow.orders.caused_by("nothing") is None
    with pytest.raises(UnknownOrder):
        async with store.write() as uow:
            await uow.orders.save(lost, event)


async def test_a_save_on_an_old_version_is_a_conflict_and_changes_nothing(
    store: SqlStore,
) -> None:
    """Compare and set: who has not seen the newest version does not write."""
    before = await examples.order(store)
    first, event = examples.approved(before)
    async with store.write() as uow:
        await uow.orders.save(first, event)
    late, late_event = examples.approved(before)
    with pytest.raises(Conflict) as conflict:
        async with store.write() as uow:
            await uow.orders.save(late, late_event)
    assert (conflict.value.expected, conflict.value.actual) == (1, 2)
    async with store.read() as uow:
        assert await uow.orders.get(before.number) == first
        assert len(await uow.orders.events(before.number)) == 2


async def test_of_ten_simultaneous_steps_on_one_version_one_counts(
    url: str, store: SqlStore
) -> None:
    """Two replicas, ten taps, one version: exactly one event."""
    before = await examples.order(store)

    async def step(where: SqlStore, name: str) -> bool:
        try:
            async with where.write() as uow:
                seen = await uow.orders.get(before.number)
                await uow.orders.save(*examples.approved(replace(seen, version=1), name))
        except Conflict:
            return False
        return True

    async with SqlStore(url) as other:
        done = await asyncio.gather(*(step((store, other)[n % 2], f"tap:{n}") for n in range(10)))
    assert sum(done) == 1
    async with store.read() as uow:
        assert len(await uow.orders.events(before.number)) == 2


async def test_one_intention_is_one_event(store: SqlStore) -> None:
    """The database itself refuses a second event for the same request."""
    known = await examples.order(store)
    with pytest.raises(RowRefused):
        async with store.write() as uow:
            await uow.orders.append(replace(examples.placed(known), version=2))


async def test_one_external_id_is_one_order_however_many_ask_at_once(
    url: str, store: SqlStore
) -> None:
    """Asking inside a write unit reserves the id until commit, also between replicas."""
    known, buyer = await examples.shop(store)
    async with store.write() as uow:
        key = await uow.keys.add("shop", "hash", NOW)
    name = examples.external("A-1", key, "digest")

    async def place(where: SqlStore) -> int:
        async with where.write() as uow:
            before = await uow.orders.external(key, "A-1")
            if before is not None:
                return before[0]
            added = await uow.orders.add(examples.draft(known.id, buyer.id, external=name))
            return added.number

    async with SqlStore(url) as other:
        numbers = await asyncio.gather(*(place((store, other)[n % 2]) for n in range(10)))
    assert len(set(numbers)) == 1
    async with store.read() as uow:
        assert await uow.orders.external(key, "A-1") == (numbers[0], name)
        assert await uow.orders.external(key, "A-2") is None
    with pytest.raises(RowRefused):
        async with store.write() as uow:
            await uow.orders.add(examples.draft(known.id, buyer.id, external=name))


async def test_a_naive_datetime_is_refused(store: SqlStore) -> None:
    """Without a zone nobody knows which moment was meant."""
    known, buyer = await examples.shop(store)
    naive = NOW.replace(tzinfo=None)
    with pytest.raises(ValueError, match="naive"):
        async with store.write() as uow:
            await uow.orders.add(examples.draft(known.id, buyer.id, placed_at=naive))


async def test_a_moment_in_another_zone_comes_back_as_utc(store: SqlStore) -> None:
    """The moment is kept, not the zone it was written in."""
    kyiv = timezone(timedelta(hours=2))
    kept = await examples.order(store, placed_at=NOW.astimezone(kyiv))
    async with store.read() as uow:
        placed_at = (await uow.orders.get(kept.number)).placed_at
    assert placed_at == NOW
    assert placed_at.utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    "at", [datetime(1970, 1, 1, tzinfo=UTC), datetime(1969, 12, 31, 23, 59, 59, 1, tzinfo=UTC),
           datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC)],
)  # fmt: skip
async def test_far_moments_survive(store: SqlStore, at: datetime) -> None:
    """Before 1970 and at the end of the calendar."""
    kept = await examples.order(store, placed_at=at)
    async with store.read() as uow:
        assert (await uow.orders.get(kept.number)).placed_at == at
