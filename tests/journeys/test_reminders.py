"""A seller is reminded of what is overdue, once, and only while it is."""

from datetime import timedelta

from orders.states import Actor
from tests.journeys.scenes import both, heard, taps
from tests.journeys.town import DAY, SECOND, Town, read

#: See `conftest`.
ONE_WAY = True

MOMENT = timedelta(milliseconds=1)
ANSWER, SENDING, CLOSING = "waits for your answer", "was to be ready by now", "10 days ago"


async def test_a_new_order_that_had_no_answer(town: Town) -> None:
    """Two hours after it came, not a moment before; with the steps under it, and once."""
    olena, _, placed = await both(town)
    await town.passes(2 * 3600 * SECOND - MOMENT)
    assert heard(olena, ANSWER) == []
    await town.passes(MOMENT)
    [reminder] = heard(olena, ANSWER)
    await (await olena.taps("Approve", on=reminder)).answered()
    await town.settles()
    assert reminder is await town.card(placed.number, Actor.SELLER, olena)
    assert "Confirmed" in read(reminder)
    await town.passes(DAY)
    assert heard(olena, ANSWER) == []


async def test_an_answered_order_needs_no_reminder(town: Town) -> None:
    """Approved, or cancelled by the customer, in time."""
    olena, taras, _ = await both(town)
    other = await town.shop.places(customer={"ref": "c-2", "name": "Petro"})
    await town.settles()
    await town.shop.caller.acts(other.number, "approve", "clay")
    await taps(town, taras, "Cancel request", "Yes, cancel")
    await town.passes(3 * 3600 * SECOND)
    assert heard(olena, ANSWER) == []


async def test_a_paid_order_that_was_to_be_ready(town: Town) -> None:
    """At the end of its production, or of the delay that was agreed on."""
    olena, taras, placed = await both(town)
    late = await town.shop.places(customer={"ref": "c-2", "name": "Petro"})
    for number in (placed.number, late.number):
        for step in ("approve", "mark_paid"):
            await town.shop.caller.acts(number, step, "clay")
    card = await town.card(placed.number, Actor.SELLER, olena)
    await (await olena.taps("Agree a delay", on=card)).answered()
    await town.settles()
    await taps(town, olena, "+3 days · 5 Dec", "Ask the customer")
    await taps(town, taras, "Agreed")
    await town.passes(10 * DAY)
    assert [str(late.number) in read(m) for m in heard(olena, SENDING)] == [True]
    await town.passes(2 * DAY)
    assert len(heard(olena, SENDING)) == 1
    await town.passes(2 * DAY)
    assert len(heard(olena, SENDING)) == 2


async def test_a_sent_order_that_nobody_closed(town: Town) -> None:
    """Ten days after it was sent; not of a step that was taken back."""
    olena, _, placed = await both(town)
    for step in ("approve", "mark_paid"):
        await town.shop.caller.acts(placed.number, step, "clay")
    await town.settles()
    card = await town.card(placed.number, Actor.SELLER, olena)
    for label in ("Mark as sent", "Undo"):
        await (await olena.taps(label, on=card)).answered()
        await town.settles()
    await town.passes(DAY)
    await (await olena.taps("Mark as sent", on=card)).answered()
    await town.passes(10 * DAY - MOMENT)
    assert heard(olena, CLOSING) == []
    await town.passes(MOMENT)
    assert len(heard(olena, CLOSING)) == 1


async def test_a_close_that_was_taken_back_leaves_the_day_of_sending(town: Town) -> None:
    """It went out ten days ago, whatever was done and undone since."""
    olena, _, placed = await both(town)
    for step in ("approve", "mark_paid"):
        await town.shop.caller.acts(placed.number, step, "clay")
    await town.passes(2 * DAY)
    await town.shop.caller.acts(placed.number, "mark_sent", "clay")
    await town.settles()
    card = await town.card(placed.number, Actor.SELLER, olena)
    for label in ("Close order", "Undo"):
        await (await olena.taps(label, on=card)).answered()
        await town.settles()
    await town.passes(10 * DAY)
    assert len(heard(olena, CLOSING)) == 1
