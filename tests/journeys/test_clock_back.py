"""The machine's clock is set back after things were done: nothing happens twice, nothing early, nothing is lost."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from orders.policy import Policy
from orders.ports import Office, Pending, Received
from orders.states import Actor
from orders.work import Kind, Work
from scheduler.ticks import recover
from storage.unit import SqlStore
from tests.journeys.scenes import both, heard, taps
from tests.journeys.town import DAY, SECOND, Town

HOUR = timedelta(hours=1)


@pytest.mark.parametrize("back", [HOUR, DAY], ids=["an hour", "a day"])
async def test_what_was_done_is_not_done_again(town: Town, back: timedelta) -> None:
    """Closed, warned and reminded once, also when the same hours pass a second time and the service restarts."""
    olena, taras, placed = await both(town)
    await town.passes(24 * DAY)
    assert town.events(placed.number) == ["placed", "expired"]
    before = len(olena.messages), len(taras.messages)
    town.clock.passes(-back)
    await town.restarts()
    for _ in range(4):
        await town.passes(back)
    assert town.events(placed.number) == ["placed", "expired"]
    assert (len(olena.messages), len(taras.messages)) == before


@pytest.mark.parametrize("back", [HOUR, DAY], ids=["an hour", "a day"])
async def test_a_deadline_waits_for_its_second(town: Town, back: timedelta) -> None:
    """Set back just before it: it comes when the clock gets there, and once."""
    olena, _, placed = await both(town)
    await town.passes(24 * DAY - SECOND)
    warned = len(heard(olena, "closes by itself on"))
    town.clock.passes(-back)
    await town.passes(back)
    assert town.events(placed.number) == ["placed"]
    assert len(heard(olena, "closes by itself on")) == warned == 1
    await town.passes(SECOND)
    assert town.events(placed.number) == ["placed", "expired"]


async def test_people_go_on_working_in_the_hour_that_comes_twice(town: Town) -> None:
    """Steps, their undo and a delay, with the clock behind what was done before."""
    olena, taras, placed = await both(town)
    await taps(town, olena, "Approve")
    await town.passes(HOUR)
    town.clock.passes(-2 * HOUR)
    await taps(town, olena, "Mark as paid", "Undo")
    await taps(town, olena, "Agree a delay", "+3 days · 5 Dec", "Ask the customer")
    await taps(town, taras, "Agreed")
    assert town.events(placed.number) == [
        "placed", "approved", "marked_paid", "undone", "delay_proposed", "delay_agreed",
    ]  # fmt: skip
    await town.passes(3 * HOUR)
    card = await town.card(placed.number, Actor.SELLER, olena)
    assert card.button("Undo") is None


@asynccontextmanager
async def empty_office(town: Town) -> AsyncIterator[Office]:
    """The rows, with nobody at work."""
    await town.closes()
    async with SqlStore(town.url, town.clock) as store:
        yield Office(store, town.clock, Policy(), lambda: None, str)
    # What was taken in it is free again.
    town.clock.passes(61 * SECOND)
    await town.opens()


async def claimed(office: Office) -> tuple[Sequence[Work], Sequence[Pending]]:
    """What a process takes that is due now."""
    now = office.clock.now()
    async with office.store.write() as uow:
        works = await uow.work.claim(Kind.TELEGRAM, now, limit=9, lease_s=60, token=f"at {now}")
        return works, await uow.inbox.claim(now, limit=9, lease_s=60)


async def test_what_a_dead_process_had_taken_is_taken_up(town: Town) -> None:
    """Its leases would last as long as the clock was ahead: a tick gives them back."""
    olena, _, _ = await both(town)
    async with empty_office(town) as office:
        town.clock.passes(DAY)
        async with office.store.write() as uow:
            raw = b'{"update_id": 7}'
            await uow.inbox.add([Received(7, f"chat:{olena.id}", raw)], town.clock.now())
        works, updates = await claimed(office)
        assert works
        assert updates
        town.clock.passes(timedelta(hours=2) - DAY)
        assert await claimed(office) == ([], [])
        await recover(office)
        again, updates_again = await claimed(office)
        assert [work.id for work in again] == [work.id for work in works]
        assert [update.seq for update in updates_again] == [update.seq for update in updates]


async def test_a_lease_of_this_minute_is_left_alone(town: Town) -> None:
    """Who holds it is at work."""
    await both(town)
    async with empty_office(town) as office:
        town.clock.passes(DAY)
        works, _ = await claimed(office)
        assert works
        await recover(office)
        assert (await claimed(office))[0] == []
        town.clock.passes(61 * SECOND)
        assert [work.id for work in (await claimed(office))[0]] == [work.id for work in works]
