"""What the clock does about many deadlines at once: the same as a step each, in one transaction."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from orders import deadlines, desk, notices
from orders.commands import Command
from orders.deadlines import Carried, look
from orders.errors import UnknownOrder
from orders.model import CancelReason, Order
from orders.policy import Policy
from orders.states import Action, State
from orders.work import Kind, NewWork, Priority, Topic, Work, WorkState
from tests.unit.orders.examples import CLOCK, NOW, SELLER, order
from tests.unit.orders.office import Shop

TERM, SECOND = timedelta(days=14), timedelta(seconds=1)
THREE_DAYS = timedelta(days=3)


async def carried(shop: Shop, limit: int = 100) -> Carried:
    """What the clock does about all that is due."""
    async with shop.office.store.write() as uow:
        held = await uow.work.hold(Kind.CLOCK, shop.clock.at, limit=limit)
        return await deadlines.carry_out(uow, held, shop.clock.at, shop.office.policy)


async def placed(shop: Shop, count: int) -> list[int]:
    """So many new orders; their warnings lie behind them, and all alerts have gone out."""
    numbers = [(await shop.places(request_id=f"n:{n}")).order.number for n in range(count)]
    for at in (TERM - THREE_DAYS, TERM - timedelta(days=1)):
        shop.clock.at = NOW + at
        assert await carried(shop) == Carried(count, 0)
    await shop.due(Kind.TELEGRAM, NOW + TERM - SECOND)
    return numbers


async def stands(shop: Shop, number: int) -> Order:
    async with shop.office.store.read() as uow:
        return await uow.orders.get(number)


def row(known: Order) -> Work:
    """The deadline's row, held."""
    return Work(
        1, Kind.CLOCK, Topic.EXPIRE, CLOCK, NOW, Priority.LATER, known.number, None, {}, 0, "", NOW
    )


async def test_a_batch_does_to_each_order_what_the_one_door_would(shop: Shop) -> None:
    """Order, event and fee are equal to those of a single step; so is what follows."""
    numbers = await placed(shop, 3)
    shop.clock.at = NOW + TERM
    single, rest = numbers[0], numbers[1:]
    command = Command(single, Action.EXPIRE, CLOCK, f"clock:{single}:2")
    await desk.act(shop.office, command)
    alone = await shop.due(Kind.TELEGRAM, shop.clock.at)
    assert await carried(shop) == Carried(3, 2)
    together = await shop.due(Kind.TELEGRAM, shop.clock.at)
    async with shop.office.store.read() as uow:
        want, wanted_fee = await uow.orders.get(single), await uow.fees.of(single)
        (_, event) = await uow.orders.events(single)
        assert wanted_fee is not None
        for number in rest:
            assert await uow.orders.get(number) == replace(want, number=number)
            fee = await uow.fees.of(number)
            assert fee == replace(wanted_fee, order_number=number)
            (_, closed) = await uow.orders.events(number)
            request_id = f"clock:{number}:2"
            assert closed == replace(event, order_number=number, request_id=request_id)
    assert [seen(w) for w in alone] * 2 == [seen(w) for n in rest for w in of(together, n)]


def of(rows: Sequence[Work], number: int) -> list[Work]:
    return [w for w in rows if w.order_number == number]


def seen(work: Work) -> tuple[object, ...]:
    return work.topic, work.to, work.due_at, work.priority, work.event, work.details


async def test_a_second_before_the_end_nothing_is_closed(shop: Shop) -> None:
    """Never early: not by a row that is due too soon, nor by a clock that was set back."""
    (number,) = await placed(shop, 1)
    early = NOW + TERM - SECOND
    shop.clock.at = early
    async with shop.office.store.write() as uow:
        due = notices.deadline(await uow.orders.get(number), NOW, shop.office.policy)
        await uow.work.add([replace(due, due_at=early)])
    assert await carried(shop) == Carried(1, 0)
    assert (await stands(shop, number)).state is State.NEW
    shop.clock.at = NOW + TERM
    assert await carried(shop) == Carried(1, 1)
    shop.clock.at = NOW
    assert await carried(shop) == Carried(0, 0)
    assert (await stands(shop, number)).version == 2


async def test_an_order_is_closed_once_however_many_rows_say_so(shop: Shop) -> None:
    """A row that a dead runner had leased may stand beside a younger one."""
    (number,) = await placed(shop, 1)
    end = NOW + TERM
    async with shop.office.store.write() as uow:
        await uow.work.claim(Kind.CLOCK, end, limit=1, lease_s=0, token="dead")
        again = notices.deadline(await uow.orders.get(number), end, shop.office.policy)
        await uow.work.add([again])
    shop.clock.at = end
    assert await carried(shop) == Carried(2, 1)
    async with shop.office.store.read() as uow:
        assert len(await uow.orders.events(number)) == 2
    topics = [row.topic for row in await shop.due(Kind.TELEGRAM, end)]
    assert sorted(topics) == [*2 * [Topic.CARD], *2 * [Topic.NOTICE]]


async def test_what_ended_meanwhile_is_left_alone_in_the_midst_of_others(shop: Shop) -> None:
    """A cancelled order owes nothing and nobody hears of it again."""
    numbers = await placed(shop, 3)
    by = SELLER
    cancel = Command(numbers[1], Action.CANCEL, by, "tg:1:a", reason=CancelReason.NOT_PAID)
    await desk.act(shop.office, cancel)
    await shop.due(Kind.TELEGRAM, NOW + TERM)
    shop.clock.at = NOW + TERM
    assert await carried(shop) == Carried(3, 2)
    assert (await stands(shop, numbers[1])).state is State.CANCELLED
    assert await shop.fee(numbers[1]) is None
    told = await shop.due(Kind.TELEGRAM, shop.clock.at)
    assert {w.order_number for w in told} == {numbers[0], numbers[2]}


async def test_a_defect_in_one_keeps_nothing_of_the_unit(shop: Shop) -> None:
    """The caller finds out which; until then nothing has happened to anybody."""
    (number,) = await placed(shop, 1)
    shop.clock.at = NOW + TERM
    nobody = NewWork(Kind.CLOCK, Topic.EXPIRE, CLOCK, NOW + TERM - SECOND, Priority.LATER, 9999)
    async with shop.office.store.write() as uow:
        await uow.work.add([nobody])
    with pytest.raises(UnknownOrder):
        await carried(shop)
    assert (await stands(shop, number)).state is State.NEW
    assert await shop.fee(number) is None


async def test_nothing_that_the_clock_tells_goes_before_anything_else(shop: Shop) -> None:
    """It may close 100,000 orders at once: alerts, taps, chat and notices of steps go first."""
    await placed(shop, 1)
    shop.clock.at = NOW + TERM
    await carried(shop)
    rows = await shop.claimed(Kind.TELEGRAM, shop.clock.at)
    topics = [Topic.CARD, Topic.CARD, Topic.NOTICE, Topic.NOTICE]
    assert sorted(row.topic for row in rows) == topics
    assert {row.priority for row in rows} == {Priority.LATER}


def test_each_moment_before_the_end_has_its_look() -> None:
    """Warned when a warning is due, put off when the deadline has moved away; the next look is written."""
    known, policy = order(), Policy()
    end = known.auto_close_at
    for now, topics, next_look in (
        (end - THREE_DAYS - SECOND, [Topic.EXPIRE], end - THREE_DAYS),
        (end - THREE_DAYS, [Topic.EXPIRE, Topic.CLOSING], end - timedelta(days=1)),
        (end - SECOND, [Topic.EXPIRE, Topic.CLOSING], end),
    ):
        found = look(row(known), known, now, policy)
        assert (found.decision, found.finished.state) == (None, WorkState.DONE)
        assert [r.topic for r in found.rows] == topics
        assert found.rows[0].due_at == next_look
