"""The clock is an actor: two weeks after its last term, an order counts as closed."""

from datetime import timedelta

from orders.states import Actor
from tests.journeys.scenes import both, heard
from tests.journeys.test_fees import plan
from tests.journeys.town import ALWAYS, DAY, SECOND, Town, read

TERM = timedelta(days=24)
MOMENT = timedelta(milliseconds=1)
WARNING = "closes by itself on"


async def test_an_order_closes_itself_at_the_exact_second(town: Town) -> None:
    """A moment before, nothing; then closed with a fee, and both are told with a sound."""
    olena, taras, placed = await both(town)
    await town.passes(TERM - MOMENT)
    rings = olena.rings, taras.rings
    assert town.events(placed.number) == ["placed"]
    assert town.fee(placed.number) is None
    await town.passes(MOMENT)
    assert town.events(placed.number) == ["placed", "expired"]
    assert town.fee(placed.number) == "expired"
    assert (olena.rings, taras.rings) == (rings[0] + 1, rings[1] + 1)
    assert "the fee is due" in olena.last_message.text
    assert len(heard(taras, "has closed by itself")) == 1
    card = await town.card(placed.number, Actor.SELLER, olena)
    assert "Closed by itself" in card.text
    labels = [b.plain for row in card.buttons for b in row]
    assert labels == [
        *ALWAYS,
        "Remind about feedback",
        "Another amount",
        "Complain",
        "Repeat order",
    ]
    mine = await town.card(placed.number, Actor.CUSTOMER, taras)
    assert "please contact the seller" in mine.text


async def test_an_order_closes_itself_from_every_open_status(town: Town) -> None:
    """New, confirmed, paid or sent: two weeks are two weeks."""
    await town.seller()
    steps = ("approve", "mark_paid", "mark_sent")
    numbers = [(await town.shop.places()).number for _ in range(4)]
    for made, number in enumerate(numbers):
        for step in steps[:made]:
            await town.shop.caller.acts(number, step, "clay")
    await town.passes(TERM)
    assert [town.events(number)[-1] for number in numbers] == ["expired"] * 4
    assert {town.fee(number) for number in numbers} == {"expired"}


async def test_an_order_that_ended_is_left_alone(town: Town) -> None:
    """Closed or cancelled in time: no second end, no fee for a cancelled one."""
    _, _, placed = await both(town)
    await town.shop.caller.acts(placed.number, "cancel", "clay", reason="not_paid")
    await town.passes(TERM + DAY)
    assert town.events(placed.number) == ["placed", "cancelled"]
    assert town.fee(placed.number) is None


async def test_a_tap_at_the_last_moment_counts(town: Town) -> None:
    """Cancelled a moment before: the deadline finds nothing to do."""
    olena, _, placed = await both(town)
    await town.passes(TERM - MOMENT)
    await (await olena.taps("Cancel order")).answered()
    await (await olena.taps("Not paid")).answered()
    await town.passes(SECOND)
    assert town.events(placed.number) == ["placed", "cancelled"]


async def test_a_tap_after_the_end_is_refused(town: Town) -> None:
    """The card says what happened."""
    olena, _, placed = await both(town)
    approve = olena.last_message.button("Approve")
    assert approve is not None
    await town.passes(TERM)
    tap = await olena.taps_data(approve.data)
    assert (await tap.answered()).text == "This order is closed. Nothing to do."
    await town.settles()
    assert town.events(placed.number) == ["placed", "expired"]


async def test_undo_of_a_close_after_the_term_closes_again_at_once(town: Town) -> None:
    """The order is open again and its time is over: the clock has its say."""
    olena, _, placed = await both(town)
    await town.shop.caller.acts(placed.number, "approve", "clay")
    await town.passes(TERM - 30 * SECOND)
    await (await olena.taps("Cancel order")).answered()
    await (await olena.taps("Not paid")).answered()
    await town.passes(40 * SECOND)
    await (await olena.taps("Undo")).answered()
    await town.settles()
    assert town.events(placed.number)[-2:] == ["undone", "expired"]


async def test_deadlines_that_passed_while_the_service_was_away(town: Town) -> None:
    """All of them are carried out after the start, none twice."""
    olena = await town.seller()
    numbers = [(await town.shop.places()).number for _ in range(12)]
    await town.settles()
    await town.closes()
    town.clock.passes(TERM + DAY)
    await town.opens()
    await town.settles()
    assert [town.events(n)[-1] for n in numbers] == ["expired"] * 12
    assert {town.fee(n) for n in numbers} == {"expired"}
    assert sum("has closed by itself" in m.text for m in olena.messages) == 12


async def test_the_seller_is_warned_three_days_and_one_day_before(town: Town) -> None:
    """Each once, at its moment, with the fee and the steps; the warning becomes the card that is worked."""
    olena = await town.seller()
    await plan(town)
    placed = await town.shop.places()
    taras = await town.customer(placed)
    told = len(taras.messages)
    for wait, warnings in (
        (TERM - 3 * DAY - MOMENT, 0),
        (MOMENT, 1),
        (2 * DAY - MOMENT, 1),
        (MOMENT, 2),
        (DAY - MOMENT, 2),
    ):
        await town.passes(wait)
        assert len(heard(olena, WARNING)) == warnings
    warning = heard(olena, WARNING)[-1]
    assert f"Order #{placed.number} “Clay mug” for Olena Koval closes by itself on 16 Dec" in read(
        warning
    )
    assert "🧾 Fee: 90.00 UAH (10 % of 900.00 UAH)" in read(warning)
    assert len(taras.messages) == told, "it is the seller's business"
    await (await olena.taps("Cancel order", on=warning)).answered()
    await (await olena.taps("Not paid", on=warning)).answered()
    await town.settles()
    assert warning is await town.card(placed.number, Actor.SELLER, olena)
    await town.passes(DAY)
    assert town.events(placed.number) == ["placed", "cancelled"]
    assert len(heard(olena, WARNING)) == 1


async def test_warnings_that_were_missed_are_not_made_up_for(town: Town) -> None:
    """Away for both: one, which says what is left. Away for all of it: closed, and told so."""
    olena = await town.seller()
    first = await town.shop.places()
    await town.settles()
    await town.closes()
    town.clock.passes(TERM - 3600 * SECOND)
    await town.opens()
    second = await town.shop.places()
    await town.settles()
    assert [str(first.number) in read(m) for m in heard(olena, WARNING)] == [True]
    await town.closes()
    town.clock.passes(TERM + DAY)
    await town.opens()
    await town.settles()
    assert [town.events(each.number)[-1] for each in (first, second)] == ["expired"] * 2
    assert len(heard(olena, WARNING)) == 1


async def test_a_warning_whose_order_ended_before_it_went_out_is_not_sent(town: Town) -> None:
    """The call fails, the order is closed, the next try finds nothing to say."""
    olena, _, placed = await both(town)
    # Reminders of an order without an answer lie behind.
    await town.passes(DAY)
    fault = town.world.telegram.faults.server_error("sendMessage", olena.id)
    await town.passes(TERM - 4 * DAY)
    assert fault.hits == 1
    await town.shop.caller.acts(placed.number, "cancel", "clay", reason="not_paid")
    await town.passes(60 * SECOND)
    assert heard(olena, WARNING) == []
