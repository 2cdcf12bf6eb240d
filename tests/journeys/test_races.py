"""Two things at the same moment: a tap and the clock, two proposals, two answers. One wins, the other is told."""

import asyncio
from datetime import date

from orders import delays, notices
from orders.errors import Conflict
from simulator.people import Person
from tests.journeys.scenes import both, heard
from tests.journeys.town import DAY, SECOND, Town

ROUNDS = 12
CLOSES = 24 * DAY
CLOSED = "This order is closed. Nothing to do."


async def tapped(person: Person, data: str) -> str:
    """The answer to a tap."""
    return (await (await person.taps_data(data)).answered()).text


async def test_a_cancel_races_the_clock(town: Town) -> None:
    """Whoever is first ends the order, once; the fee is due only where it was the clock."""
    olena = await town.seller()
    numbers = [(await town.shop.places()).number for _ in range(ROUNDS)]
    await town.passes(CLOSES - SECOND)
    town.clock.passes(SECOND)
    half = ROUNDS // 2
    taps = [
        asyncio.create_task(tapped(olena, f"a:cancel:{number}:1:not_paid"))
        for number in numbers[:half]
    ]
    await asyncio.sleep(0)
    town.service.wake()
    taps += [
        asyncio.create_task(tapped(olena, f"a:cancel:{number}:1:not_paid"))
        for number in numbers[half:]
    ]
    answers = await asyncio.gather(*taps)
    await town.settles()
    for number, answer in zip(numbers, answers, strict=True):
        ended = town.events(number)
        assert ended in (["placed", "cancelled"], ["placed", "expired"])
        by_clock = ended[-1] == "expired"
        assert (answer == CLOSED) is by_clock, (ended, answer)
        assert (town.fee(number) == "expired") is by_clock


async def test_a_yes_races_the_clock(town: Town) -> None:
    """The customer's yes moves the end, or comes too late and is told so; never both."""
    olena, taras, placed = await both(town)
    numbers = [placed.number]
    for _ in range(ROUNDS - 1):
        numbers.append((await town.shop.places()).number)
    await town.settles()
    for number in numbers:
        await tapped(olena, f"g:propose:{number}:20261209")
    await town.passes(CLOSES - SECOND)
    town.clock.passes(SECOND)
    town.service.wake()
    answers = await asyncio.gather(*(tapped(taras, f"g:yes:{number}:2") for number in numbers))
    await town.settles()
    for number, answer in zip(numbers, answers, strict=True):
        last = town.events(number)[2:]
        assert last in (["delay_agreed"], ["expired"])
        assert (answer == CLOSED) is (last == ["expired"]), (last, answer)
    await town.passes(8 * DAY)
    assert {town.events(number).count("expired") for number in numbers} == {1}


async def test_two_proposals_at_once(town: Town) -> None:
    """From two devices of the shop: both are kept in their order, and the later one stands."""
    _, taras, placed = await both(town)
    office, number = town.service.office, placed.number
    days = [date(2026, 12, 5 + n) for n in range(8)]
    async with office.store.read() as uow:
        order = await uow.orders.get(number)
    shop, customer = notices.seller_of(order), notices.customer_of(order)
    done = await asyncio.gather(
        *(
            delays.propose(office, number, shop, day, request_id=f"device:{n}")
            for n, day in enumerate(days)
        )
    )
    assert sorted(outcome.event.version for outcome in done) == list(range(2, 10))
    await town.settles()
    async with office.store.read() as uow:
        proposal = delays.waiting(await uow.orders.events(number))
    assert proposal is not None
    last = max(done, key=lambda outcome: outcome.event.version)
    assert (proposal.version, proposal.until) == (9, delays.until_of(last.event))

    async def answers(version: int, request_id: str) -> str:
        try:
            outcome = await delays.answer(
                office, number, customer, version, yes=version % 2 == 1, request_id=request_id
            )
        except Conflict:
            return "conflict"
        return str(outcome.event.what)

    said = await asyncio.gather(
        *(answers(v, f"phone:{v}:{n}") for v in range(2, 10) for n in (1, 2))
    )
    assert sorted(said) == ["conflict"] * 15 + ["delay_agreed"]
    await town.settles()
    assert len(heard(taras, "asks: may order")) == 8
    assert town.events(number).count("delay_agreed") == 1


async def test_a_yes_and_a_newer_proposal_at_once(town: Town) -> None:
    """What the customer answered is what was asked: never a day that they did not see."""
    olena, taras, placed = await both(town)
    number = placed.number
    await tapped(olena, f"g:propose:{number}:20261209")
    await town.settles()
    yes, _ = await asyncio.gather(
        tapped(taras, f"g:yes:{number}:2"), tapped(olena, f"g:propose:{number}:20261216")
    )
    await town.settles()
    events = town.events(number)
    async with town.service.office.store.read() as uow:
        order = await uow.orders.get(number)
    if yes.startswith("Agreed"):
        assert events[2] == "delay_agreed"
        assert order.agreed_delay_until == delays.end_of(date(2026, 12, 9), "Europe/Kyiv")
    else:
        assert yes.startswith("The order has changed meanwhile.")
        assert events == ["placed", "delay_proposed", "delay_proposed"]
        assert order.agreed_delay_until is None
