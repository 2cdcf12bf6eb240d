"""Quiet hours: at night only what may ring does; the rest is silent, or waits and comes as one summary."""

from datetime import timedelta

from orders.states import Actor
from simulator.people import Person
from tests.journeys.scenes import both, heard, taps
from tests.journeys.shop import Placed
from tests.journeys.town import DAY, SECOND, Town, read

#: See `conftest`.
ONE_WAY = True

HOUR = timedelta(hours=1)
MOMENT = timedelta(milliseconds=1)
#: The town's clock begins at noon in Kyiv.
TO_QUIET, TO_MORNING = 10 * HOUR, 10 * HOUR
ANSWER, SUMMARY = "waits for your answer", "What waits for you"


async def at_night(town: Town) -> tuple[Person, Person, Placed]:
    """A seller and a customer, half an hour into the quiet hours."""
    people = await both(town)
    await town.passes(TO_QUIET + HOUR / 2)
    return people


async def test_at_night_orders_and_messages_ring_and_nothing_else(town: Town) -> None:
    """A new order rings, a message rings, a status is told without a sound."""
    olena, taras, placed = await at_night(town)
    rings = olena.rings, taras.rings
    await town.shop.caller.acts(placed.number, "approve", "clay")
    await town.passes(60 * SECOND)
    assert "confirmed" in taras.last_message.text
    assert (olena.rings, taras.rings) == rings
    await taras.says("Are you still awake?")
    await town.settles()
    assert olena.rings == rings[0] + 1
    await town.shop.places(customer={"ref": "c-2", "name": "Petro"})
    await town.settles()
    assert olena.rings == rings[0] + 2


async def test_the_second_before_the_quiet_hours_still_rings(town: Town) -> None:
    """At 21:59:59 a notice rings, at 22:00:00 it is silent."""
    _, taras, placed = await both(town)
    for wait, step, loud in ((TO_QUIET - 11 * SECOND, "approve", 1), (10 * SECOND, "mark_paid", 0)):
        await town.passes(wait)
        rings = taras.rings
        await town.shop.caller.acts(placed.number, step, "clay")
        await town.passes(10 * SECOND)
        assert taras.rings == rings + loud


async def test_reminders_wait_for_the_morning_and_come_as_one_summary(town: Town) -> None:
    """Two orders without an answer, one summary without a sound, with a button that opens each."""
    olena, _, placed = await both(town)
    await town.passes(9 * HOUR)
    other = await town.shop.places(customer={"ref": "c-2", "name": "Petro"})
    third = await town.shop.places(customer={"ref": "c-3", "name": "Ivan"})
    await town.shop.caller.acts(placed.number, "approve", "clay")
    await town.passes(11 * HOUR - MOMENT)
    assert heard(olena, SUMMARY) == []
    reminded, rings = len(heard(olena, ANSWER)), olena.rings
    await town.passes(MOMENT)
    [summary] = heard(olena, SUMMARY)
    assert "2 new orders wait for your answer" in read(summary)
    assert olena.rings == rings, "it makes no sound"
    assert len(heard(olena, ANSWER)) == reminded
    labels = [key.plain for row in summary.buttons for key in row]
    assert labels == [str(other.number), str(third.number), "All orders"]
    await (await olena.taps(str(third.number), on=summary)).answered()
    card = await town.card(third.number, Actor.SELLER, olena)
    assert "Ivan" in card.text
    await town.passes(DAY)
    assert len(heard(olena, SUMMARY)) == 1, "no daily summary was wanted"


async def test_nothing_to_sum_up_is_not_said(town: Town) -> None:
    """What waited was done by the customer before the morning."""
    olena, taras, _ = await both(town)
    await town.passes(9 * HOUR)
    await town.shop.places(customer={"ref": "c-2", "name": "Petro"})
    await town.passes(3 * HOUR)
    for placed in (1001, 1002):
        await town.shop.caller.acts(placed, "cancel", "clay", reason="not_paid")
    await town.passes(DAY)
    assert heard(olena, SUMMARY) == []
    assert taras.last_message is not None


async def test_a_seller_who_wants_nothing_to_ring_at_night(town: Town) -> None:
    """One tap in /settings: a new order comes all the same, without a sound."""
    olena, taras, _ = await at_night(town)
    await olena.says("/settings")
    await town.settles()
    await taps(town, olena, "Let nothing ring then")
    assert "silent then, too" in read(olena.last_message)
    rings = olena.rings
    await town.shop.places(customer={"ref": "c-2", "name": "Petro"})
    await taras.says("Hello?")
    await town.settles()
    assert heard(olena, "Petro")
    assert heard(olena, "Hello?")
    assert olena.rings == rings
    await taps(town, olena, "Let orders and messages ring then")
    await town.shop.places(customer={"ref": "c-3", "name": "Ivan"})
    await town.settles()
    assert olena.rings == rings + 1


async def test_other_hours_and_none_at_all(town: Town) -> None:
    """From 23:00 instead of 22:00; until 6:00; then none: each by two taps, each at once."""
    olena, _, _ = await both(town)
    await olena.says("/settings")
    await town.settles()
    await taps(town, olena, "From 22:00", "23:00", "Until 08:00", "06:00")
    assert "23:00–06:00" in read(olena.last_message)
    await town.passes(9 * HOUR)
    await town.shop.places(customer={"ref": "c-2", "name": "Petro"})
    await town.passes(2 * HOUR - MOMENT)
    assert len(heard(olena, ANSWER)) == 1, "half past ten is not quiet"
    await town.passes(MOMENT)
    assert len(heard(olena, ANSWER)) == 1, "eleven is"
    await taps(town, olena, "No quiet hours")
    assert heard(olena, "No quiet hours: I ring")
    assert len(heard(olena, SUMMARY)) == 1, "what has waited comes at once"
    await town.shop.places(customer={"ref": "c-3", "name": "Ivan"})
    await town.passes(2 * HOUR)
    assert len(heard(olena, ANSWER)) == 2
    await taps(town, olena, "Quiet hours")
    assert heard(olena, "22:00–08:00")


async def test_a_customer_lives_elsewhere(town: Town) -> None:
    """In New York it is noon when it is evening in Kyiv; times are told as they are there."""
    _, taras, placed = await at_night(town)
    await taras.says("/settings")
    await town.settles()
    assert "Kyiv" in read(taras.last_message)
    await taps(town, taras, "Time zone", "New York 15:30")
    assert "New York, where it is 15:30 now" in read(taras.last_message)
    rings = taras.rings
    await town.shop.caller.acts(placed.number, "approve", "clay")
    await town.passes(60 * SECOND)
    assert taras.rings == rings + 1
    await town.passes(7 * HOUR)
    await town.shop.caller.acts(placed.number, "mark_paid", "clay")
    await town.passes(60 * SECOND)
    assert taras.rings == rings + 1, "there it is half past ten in the evening now"


ASKS, BOTH = "How did you like order", "How did you like them?"


async def close_at_night(town: Town, *numbers: int) -> None:
    """The seller closes them in the evening; when Undo is over, it is quiet."""
    for number in numbers:
        for step in ("approve", "mark_paid"):
            await town.shop.caller.acts(number, step, "clay")
    await town.passes(TO_QUIET - 30 * SECOND)
    for number in numbers:
        await town.shop.caller.acts(number, "close", "clay")
    await town.passes(60 * SECOND)


async def test_a_question_for_feedback_waits_for_the_morning(town: Town) -> None:
    """It is the same question then, at its second, without a sound; a week later it is asked once more."""
    _, taras, placed = await both(town)
    await close_at_night(town, placed.number)
    rings = taras.rings
    await town.passes(TO_MORNING - 31 * SECOND)
    assert heard(taras, ASKS) == []
    await town.passes(SECOND)
    [question] = heard(taras, ASKS)
    assert taras.rings == rings
    await town.passes(7 * DAY - SECOND)
    assert heard(taras, "once more") == []
    await town.passes(SECOND)
    assert len(heard(taras, "once more")) == 1
    await taps(town, taras, "5 ⭐", "4 ⭐")
    assert question is not None
    await town.passes(30 * DAY)
    assert len(heard(taras, ASKS)) == 1


async def test_several_questions_of_a_night_are_one_message(town: Town) -> None:
    """With a button for each, which begins; what was given at night is not asked."""
    _, taras, placed = await both(town)
    others = [await town.shop.places() for _ in range(2)]
    await close_at_night(town, placed.number, *(other.number for other in others))
    card = await town.card(others[1].number, Actor.CUSTOMER, taras)
    await (await taras.taps("Leave feedback", on=card)).answered()
    await town.settles()
    await taps(town, taras, "5 ⭐", "5 ⭐")
    await town.passes(TO_MORNING)
    assert heard(taras, ASKS) == []
    [question] = heard(taras, BOTH)
    labels = [key.plain for row in question.buttons for key in row]
    assert labels == [f"{number} Clay mug" for number in (placed.number, others[0].number)]
    await (await taras.taps(labels[1], on=question)).answered()
    await town.settles()
    await taps(town, taras, "4 ⭐", "4 ⭐")
    card = await town.card(others[0].number, Actor.CUSTOMER, taras)
    assert "★★★★☆" in card.text
    await town.passes(7 * DAY)
    assert [str(placed.number) in read(m) for m in heard(taras, "once more")] == [True]


async def test_who_says_at_night_that_it_has_come_is_asked_at_once(town: Town) -> None:
    """They wait for it, and are awake."""
    _, taras, placed = await at_night(town)
    for step in ("approve", "mark_paid", "mark_sent"):
        await town.shop.caller.acts(placed.number, step, "clay")
    await town.settles()
    card = await town.card(placed.number, Actor.CUSTOMER, taras)
    await (await taras.taps("I received it", on=card)).answered()
    await town.settles()
    assert heard(taras, "What do you think of order")
