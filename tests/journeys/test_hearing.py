"""A day that the conversation names is offered to the seller, once and quietly; only the customer's yes counts."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from orders.states import Actor
from simulator.people import Person
from storage.tables import heard_days
from tests.journeys.scenes import both, heard, taps
from tests.journeys.town import DAY, SECOND, Town, read

#: See `conftest`.
ONE_WAY = True

OFFER = "record an agreed delay until"


async def says(town: Town, person: Person, text: str) -> None:
    """Write about the order that the person talks about."""
    await person.says(text)
    await town.settles()


async def test_a_term_in_a_message_becomes_an_agreed_delay(town: Town) -> None:
    """Without a sound; the customer hears nothing of it before the seller asks them."""
    olena, taras, placed = await both(town)
    await taps(town, olena, "Message")
    rings, told = olena.rings, len(taras.messages)
    await says(town, olena, "Sorry, the kiln broke. It will be ready by 9 December.")
    [offer] = heard(olena, OFFER)
    assert "Order #1001: record an agreed delay until Wednesday, 9 Dec?" in read(offer)
    assert olena.rings == rings
    assert len(taras.messages) == told + 1
    await (await olena.taps("Ask the customer", on=offer)).answered()
    await town.settles()
    assert "whether it may take until Wednesday, 9 Dec" in read(offer)
    assert town.events(placed.number) == ["placed"]
    await (await olena.taps("Ask the customer", on=offer)).answered()
    await town.settles()
    await taps(town, taras, "Agreed")
    assert town.events(placed.number) == ["placed", "delay_proposed", "delay_agreed"]
    card = await town.card(placed.number, Actor.SELLER, olena)
    assert "Delay agreed until 9 Dec" in read(card)
    await says(town, taras, "ok, until 9 December")
    await says(town, taras, "ok, until 8 December")
    assert len(heard(olena, OFFER)) == (1 if card is not offer else 0)


@pytest.mark.parametrize("text", ["Добре, домовились на п'ятницю, 11 грудня", "ok, Friday", "450"])
async def test_only_a_day_later_than_the_term_is_offered(town: Town, text: str) -> None:
    """The order is to be ready on 2 December: until then nothing is late."""
    olena, taras, _ = await both(town)
    await says(town, taras, text)
    assert len(heard(olena, OFFER)) == (1 if "грудня" in text else 0)


async def test_each_day_is_offered_once_and_a_no_is_for_good(town: Town) -> None:
    """Said again, edited into another message, after a restart: the seller has heard it."""
    olena, taras, placed = await both(town)
    for text in ("Can you wait until 9 December?", "I can wait until 9 December"):
        await says(town, taras, text)
    await town.restarts()
    first = await taras.says("See you")
    await town.settles()
    await taras.edits(first, "See you, by 9 December")
    await town.settles()
    [offer] = heard(olena, OFFER)
    await says(town, taras, "Or I can wait until 12 December")
    assert len(heard(olena, OFFER)) == 2
    await (await olena.taps("No", on=offer)).answered()
    await town.settles()
    assert "won’t offer it again" in read(offer)
    await says(town, taras, "Please send it on 15 December")
    assert len(heard(olena, OFFER)) == 1
    assert town.events(placed.number) == ["placed"]
    found = town.rows(select(heard_days.c.declined).order_by(heard_days.c.day))
    assert [row[0] for row in found] == [True, False]


async def test_three_days_are_enough(town: Town) -> None:
    """People who name more are still bargaining."""
    olena, taras, _ = await both(town)
    for day in range(5, 10):
        await says(town, taras, f"Please send it on {day} December")
    assert len(heard(olena, OFFER)) == 3


async def test_nothing_is_offered_while_the_customer_is_asked_or_when_it_is_over(
    town: Town,
) -> None:
    """Nor before there is an order."""
    olena, taras, placed = await both(town)
    await taps(town, olena, "Agree a delay", "+7 days · 9 Dec", "Ask the customer")
    await says(town, taras, "It may be ready by 12 December, ok?")
    assert heard(olena, OFFER) == []
    await taps(town, taras, "No")
    await says(town, taras, "I can wait until 9 December")
    assert heard(olena, OFFER) == [], "they have just spoken of that day"
    await town.shop.caller.acts(placed.number, "cancel", "clay", reason="not_paid")
    await town.settles()
    await says(town, taras, "Could you deliver it by 20 December?")
    assert heard(olena, OFFER) == []


async def test_an_offer_that_time_has_overtaken_is_refused_calmly(town: Town) -> None:
    """Its day has come, or the order has ended; its tap changes nothing."""
    olena, taras, placed = await both(town)
    await says(town, taras, "I can wait until 5 December")
    [offer] = heard(olena, OFFER)
    await town.passes(13 * DAY)
    tap = await (await olena.taps("Ask the customer", on=offer)).answered()
    assert tap.text.startswith("That day is over, or is today.")
    await town.passes(12 * DAY)
    tap = await (await olena.taps_data("g:day:1001:20261220")).answered()
    assert tap.text == "This order is closed. Nothing to do."
    assert town.events(placed.number) == ["placed", "expired"]


async def test_forged_taps_on_an_offer_do_nothing(town: Town) -> None:
    """Another seller's, and the customer's."""
    _, taras, placed = await both(town)
    eve = await town.seller("Eve", "wood", "Wood & Son")
    for person in (eve, taras):
        answer = await (await person.taps_data(f"g:dismiss:{placed.number}:20261209")).answered()
        assert answer.text
    assert town.rows(select(heard_days)) == []


async def test_days_are_counted_from_when_it_was_written(town: Town) -> None:
    """Written a second before midnight in Kyiv, and looked at after it."""
    olena, taras, _ = await both(town)
    await town.passes(10 * DAY + timedelta(hours=11, minutes=59, seconds=59))
    fault = town.world.telegram.faults.server_error("sendMessage", olena.id)
    await taras.says("Can you finish it in two days?")
    await town.settles()
    assert fault.hits == 1
    await town.eventually(lambda: heard(olena, OFFER) != [])
    assert (town.clock.now() + 2 * 3600 * SECOND).day == 3, "past midnight"
    assert "Friday, 4 Dec" in read(heard(olena, OFFER)[-1])


async def test_a_day_that_was_offered_costs_no_row_when_it_is_named_again(town: Town) -> None:
    """People who bargain name one day again and again; another day is looked at."""
    olena, taras, placed = await both(town)
    for n, words in enumerate(
        (
            "Can you finish it by 20 December?",
            "By 20 December, please!",
            "Or finish it by 21 December?",
        )
    ):
        await taras.says(words)
        await town.settles()
        assert len(heard(olena, OFFER)) == (1, 1, 2)[n]
        assert len(town.works("heard_day", "done")) == (1, 1, 2)[n]
    assert town.works("heard_day", "cancelled") == []
    assert placed.number
