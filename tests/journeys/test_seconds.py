"""Every deadline to the second: nothing a second before it, once at it, and no second time after it."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest

from orders.states import Actor
from simulator.people import Person
from tests.journeys.scenes import both, heard, sleepless, taps
from tests.journeys.shop import Placed
from tests.journeys.test_fees import plan
from tests.journeys.town import DAY, SECOND, Town, read
from tests.marketplace import HandClock

#: See `conftest`.
ONE_WAY = True

START = HandClock().at
#: The order is to be ready after ten days, and closes two weeks after that.
READY, CLOSES = 10 * DAY, 24 * DAY
#: The last second of 9 December in Kyiv.
DELAYED = datetime(2026, 12, 9, 21, 59, 59, tzinfo=UTC) - START

Look = Callable[[], int]


async def works(town: Town, placed: Placed, *steps: str) -> None:
    """The seller takes these steps, over HTTP."""
    for step in steps:
        await town.shop.caller.acts(placed.number, step, "clay")
    await town.settles()


async def closing(town: Town) -> Look:
    """The order closes by itself."""
    _, _, placed = await both(town)
    return lambda: town.events(placed.number).count("expired")


async def fee(town: Town) -> Look:
    """Its fee is due with that."""
    await town.seller()
    await plan(town)
    placed = await town.shop.places()
    return lambda: int(town.fee(placed.number) is not None)


async def told(town: Town) -> Look:
    """Its customer is told."""
    _, taras, _ = await both(town)
    return lambda: len(heard(taras, "has closed by itself"))


async def first_warning(town: Town) -> Look:
    """The seller is warned that it will close."""
    olena, _, _ = await both(town)
    return lambda: len(heard(olena, "closes by itself on"))


async def last_warning(town: Town) -> Look:
    """And once more."""
    count = await first_warning(town)
    return lambda: max(0, count() - 1)


async def unanswered(town: Town) -> Look:
    """Nobody has answered a new order."""
    olena, _, _ = await both(town)
    return lambda: len(heard(olena, "waits for your answer"))


async def unsent(town: Town) -> Look:
    """Paid, and its time to be made is over."""
    olena, _, placed = await both(town)
    await works(town, placed, "approve", "mark_paid")
    return lambda: len(heard(olena, "was to be ready by now"))


async def asks(town: Town, olena: Person, placed: Placed) -> None:
    """The seller asks for a delay until 9 December."""
    card = await town.card(placed.number, Actor.SELLER, olena)
    await (await olena.taps("Agree a delay", on=card)).answered()
    await town.settles()
    await taps(town, olena, "+7 days · 9 Dec", "Ask the customer")


async def unsent_after_delay(town: Town) -> Look:
    """Paid, and the delay that was agreed on is over."""
    olena, taras, placed = await both(town)
    await works(town, placed, "approve", "mark_paid")
    await asks(town, olena, placed)
    await taps(town, taras, "Agreed")
    return lambda: len(heard(olena, "was to be ready by now"))


async def closing_after_delay(town: Town) -> Look:
    """It closes two weeks after the last second of the day that was agreed on."""
    olena, taras, placed = await both(town)
    await asks(town, olena, placed)
    await taps(town, taras, "Agreed")
    return lambda: town.events(placed.number).count("expired")


async def unclosed(town: Town) -> Look:
    """Sent long ago."""
    olena, _, placed = await both(town)
    await works(town, placed, "approve", "mark_paid", "mark_sent")
    return lambda: len(heard(olena, "10 days ago"))


async def notice(town: Town) -> Look:
    """The customer's phone rings for the seller's step."""
    olena, taras, _ = await both(town)
    await taps(town, olena, "Approve")
    rings = taras.rings
    return lambda: taras.rings - rings


async def nudge(town: Town) -> Look:
    """Say hello? After the step can no longer be taken back."""
    olena, _, _ = await both(town)
    await taps(town, olena, "Approve")
    return lambda: len(heard(olena, "hello"))


async def undo_leaves(town: Town) -> Look:
    """Undo is gone from the card."""
    olena, _, placed = await both(town)
    await taps(town, olena, "Approve")
    card = await town.card(placed.number, Actor.SELLER, olena)
    return lambda: int(card.button("Undo") is None)


@pytest.mark.parametrize(
    ("scene", "due"),
    [
        (closing, CLOSES),
        (fee, CLOSES),
        (told, CLOSES),
        (first_warning, CLOSES - 3 * DAY),
        (last_warning, CLOSES - DAY),
        (unanswered, timedelta(hours=2)),
        (unsent, READY),
        (unsent_after_delay, DELAYED),
        (closing_after_delay, DELAYED + 14 * DAY),
        (unclosed, 10 * DAY),
        (notice, 10 * SECOND),
        (nudge, 60 * SECOND),
        (undo_leaves, 60 * SECOND),
    ],
)
async def test_at_its_second_and_once(
    town: Town, scene: Callable[[Town], Awaitable[Look]], due: timedelta
) -> None:
    """A second before: nothing. At it: once. A second after, and after a restart: no second time."""
    look = await scene(town)
    await sleepless(town)
    counted = []
    await town.passes(due - SECOND)
    for _ in range(3):
        counted.append(look())
        await town.passes(SECOND)
    assert counted == [0, 1, 1]
    await town.restarts()
    await town.settles()
    assert look() == 1


@pytest.mark.parametrize(
    ("late", "event"), [(-SECOND, "undone"), (SECOND * 0, "approved"), (SECOND, "approved")]
)
async def test_undo_until_its_last_second(town: Town, late: timedelta, event: str) -> None:
    """A tap a second before the end counts; at the end, what is done is done."""
    olena, _, placed = await both(town)
    await taps(town, olena, "Approve")
    card = await town.card(placed.number, Actor.SELLER, olena)
    undo = card.button("Undo")
    assert undo is not None
    town.clock.passes(60 * SECOND + late)
    await (await olena.taps_data(undo.data)).answered()
    await town.settles()
    assert town.events(placed.number)[-1] == event


@pytest.mark.parametrize(("late", "asked"), [(-SECOND, True), (SECOND * 0, False), (SECOND, False)])
async def test_a_day_can_be_agreed_on_until_it_begins(
    town: Town, late: timedelta, *, asked: bool
) -> None:
    """9 December begins at midnight in Kyiv, two hours before it does in London."""
    olena, _, placed = await both(town)
    town.clock.at = datetime(2026, 12, 8, 22, 0, tzinfo=UTC) + late
    answer = await (await olena.taps_data(f"g:propose:{placed.number}:20261209")).answered()
    await town.settles()
    assert ("delay_proposed" in town.events(placed.number)) is asked
    assert answer.text.startswith("Asked." if asked else "That day is over, or is today.")


@pytest.mark.parametrize(
    ("late", "text"),
    [
        (-SECOND, "Agreed. The seller is told."),
        (SECOND * 0, "This order is closed. Nothing to do."),
        (SECOND, "This order is closed. Nothing to do."),
    ],
)
async def test_a_proposal_stands_until_the_order_ends(
    town: Town, late: timedelta, text: str
) -> None:
    """A yes a second before the end moves the end."""
    olena, taras, placed = await both(town)
    await asks(town, olena, placed)
    yes = heard(taras, "asks: may order")[-1].button("Agreed")
    assert yes is not None
    await town.passes(CLOSES + late)
    answer = await (await taras.taps_data(yes.data)).answered()
    assert answer.text == text
    await town.passes(SECOND)
    ended = "delay_agreed" if late < SECOND * 0 else "expired"
    assert town.events(placed.number)[-1] == ended
    if ended == "delay_agreed":
        card = await town.card(placed.number, Actor.SELLER, olena)
        assert "Closes by itself on 23 Dec" in read(card)
