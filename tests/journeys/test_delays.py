"""A delay that both agreed on: proposed on the card, answered with a button, and only a yes counts."""

import pytest

from orders.states import Actor
from simulator.people import Person
from tests.journeys.scenes import both, heard, taps
from tests.journeys.shop import Placed
from tests.journeys.town import DAY, SECOND, Town, read

#: See `conftest`.
ONE_WAY = True

#: The town begins on 22 November; the order is to be ready on 2 December and closes on the 16th.
CLOSES, LATER = "Closes by itself on 16 Dec", "Closes by itself on 23 Dec"


async def proposes(town: Town, olena: Person, placed: Placed, *labels: str) -> str:
    """From Agree a delay on the card through these buttons."""
    card = await town.card(placed.number, Actor.SELLER, olena)
    await (await olena.taps("Agree a delay", on=card)).answered()
    await town.settles()
    said = ""
    for label in labels:
        said = (await (await olena.taps(label)).answered()).text
        await town.settles()
    return said


async def seller_card(town: Town, olena: Person, placed: Placed) -> str:
    """What the seller's card says."""
    return read(await town.card(placed.number, Actor.SELLER, olena))


async def test_a_day_is_proposed_and_agreed_to(town: Town) -> None:
    """Both cards show it, the customer's phone rings, a yes moves the closing, history keeps it."""
    olena, taras, placed = await both(town)
    assert CLOSES in await seller_card(town, olena, placed)
    rings = taras.rings
    said = await proposes(town, olena, placed, "+7 days · 9 Dec", "Ask the customer")
    assert said == "Asked. The order moves when the customer says yes."
    card = await seller_card(town, olena, placed)
    assert "You asked for a delay until 9 Dec." in card
    assert CLOSES in card
    assert taras.rings == rings + 1
    question = heard(taras, "asks: may order")[-1]
    assert "Clay & Co asks: may order" in read(question)
    mine = await town.card(placed.number, Actor.CUSTOMER, taras)
    assert "The seller asks: may it take until 9 Dec?" in read(mine)
    rings = olena.rings
    answer = await (await taras.taps("Agreed", on=question)).answered()
    await town.settles()
    assert answer.text == "Agreed. The seller is told."
    assert olena.rings == rings + 1
    assert len(heard(olena, "agreed: order")) == 1
    card = await seller_card(town, olena, placed)
    assert "Delay agreed until 9 Dec" in card
    assert LATER in card
    assert "You asked for" not in card
    again = await (await taras.taps_data("g:yes:1001:2")).answered()
    assert again.text.startswith("The order has changed meanwhile.")
    assert town.events(placed.number) == ["placed", "delay_proposed", "delay_agreed"]
    reply = await town.shop.caller.sends("GET", f"/orders/{placed.number}")
    assert reply.document["agreed_delay_until"] == "2026-12-09T21:59:59Z"
    await town.passes(24 * DAY + SECOND)
    assert town.events(placed.number)[-1] == "delay_agreed", "its first deadline has moved"
    await town.passes(8 * DAY)
    assert town.events(placed.number)[-1] == "expired"


async def test_a_no_changes_nothing(town: Town) -> None:
    """The seller is told; another day can be proposed, and a newer one replaces it."""
    olena, taras, placed = await both(town)
    await proposes(town, olena, placed, "+3 days · 5 Dec", "Ask the customer")
    await taps(town, taras, "No")
    assert CLOSES in await seller_card(town, olena, placed)
    assert len(heard(olena, "does not agree to a delay until 5 Dec")) == 1
    await proposes(town, olena, placed, "+7 days · 9 Dec", "Ask the customer")
    older = heard(taras, "until 9 Dec")[-1]
    await proposes(town, olena, placed, "+14 days · 16 Dec", "Ask the customer")
    stale = older.button("Agreed")
    assert stale is not None
    answer = await (await taras.taps_data(stale.data)).answered()
    assert answer.text.startswith("The order has changed meanwhile.")
    await town.settles()
    assert "Delay agreed" not in await seller_card(town, olena, placed)
    await taps(town, taras, "Agreed")
    assert "Delay agreed until 16 Dec" in await seller_card(town, olena, placed)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("5 December", "Saturday, 5 Dec"),
        ("next Friday", "Friday, 4 Dec"),
        ("6.12.2026", "Sunday, 6 Dec"),
    ],
)
async def test_a_day_may_be_typed_and_is_asked_back(town: Town, text: str, day: str) -> None:
    """Nothing goes to the customer before the seller has seen what was understood."""
    olena, taras, placed = await both(town)
    await town.passes(5 * DAY)
    await proposes(town, olena, placed)
    before = len(taras.messages)
    await olena.says(text)
    await town.settles()
    asked = read(olena.last_message)
    assert f"Ask Olena Koval whether it may take until {day}?" in asked
    assert len(taras.messages) == before
    await taps(town, olena, "Ask the customer")
    assert len(taras.messages) == before + 1


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("yesterday", "That day is over, or is today."),
        ("today", "That day is over, or is today."),
        ("31 February", "I don’t know which day that is."),
        ("5 December 2199", "That is too far ahead: at most 180 days from today."),
        ("1 December", "The order has until then anyway."),
        ("soon", "I don’t know which day that is."),
        ("x" * 500, "I don’t know which day that is."),
    ],
)
async def test_a_day_that_will_not_do_is_explained(town: Town, text: str, answer: str) -> None:
    """Asked again, and nobody else hears of it."""
    olena, taras, placed = await both(town)
    await proposes(town, olena, placed)
    before = len(taras.messages)
    await olena.says(text)
    await town.settles()
    assert answer in read(olena.last_message)
    assert len(taras.messages) == before
    assert town.events(placed.number) == ["placed"]


async def test_what_was_agreed_by_phone_counts_until_the_customer_objects(town: Town) -> None:
    """With a note that the customer reads; an objection brings the former date back."""
    olena, taras, placed = await both(town)
    await proposes(town, olena, placed, "+7 days · 9 Dec", "Agreed by phone")
    await olena.says("We spoke today: the kiln broke.")
    await town.settles()
    card = await seller_card(town, olena, placed)
    assert "Delay agreed until 9 Dec" in card
    assert LATER in card
    told = heard(taras, "wrote down that you agreed by phone")[-1]
    assert "We spoke today: the kiln broke." in read(told)
    await (await taras.taps("I did not agree", on=told)).answered()
    await town.settles()
    assert CLOSES in await seller_card(town, olena, placed)
    assert len(heard(olena, "says that no delay until 9 Dec was agreed on")) == 1


async def test_an_answer_after_the_order_ended_is_refused(town: Town) -> None:
    """And a proposal, too; the clock and the tap cannot both win."""
    olena, taras, placed = await both(town)
    await proposes(town, olena, placed, "+7 days · 9 Dec", "Ask the customer")
    yes = heard(taras, "asks: may order")[-1].button("Agreed")
    assert yes is not None
    await town.passes(25 * DAY)
    assert town.events(placed.number)[-1] == "expired"
    answer = await (await taras.taps_data(yes.data)).answered()
    assert answer.text == "This order is closed. Nothing to do."
    for data in ("g:ask:1001", "g:propose:1001:20270101"):
        answer = await (await olena.taps_data(data)).answered()
        assert answer.text == "This order is closed. Nothing to do."
    assert town.events(placed.number)[-1] == "expired"


async def test_forged_taps_agree_to_nothing(town: Town) -> None:
    """Not for another's order, not for oneself, not for a day that was never asked about."""
    olena, taras, placed = await both(town)
    eve = await town.seller("Eve", "wood", "Wood & Son")
    await proposes(town, olena, placed, "+7 days · 9 Dec", "Ask the customer")
    for person, data in (
        (eve, f"g:yes:{placed.number}:2"),
        (eve, f"g:ask:{placed.number}"),
        (eve, f"g:propose:{placed.number}:20261220"),
        (olena, f"g:yes:{placed.number}:2"),
        (taras, f"g:propose:{placed.number}:20261220"),
        (taras, f"g:yes:{placed.number}:1"),
    ):
        answer = await (await person.taps_data(data)).answered()
        assert answer.text, data
    for day in ("20261101", "20261122", "20280101"):
        await (await olena.taps_data(f"g:propose:{placed.number}:{day}")).answered()
    await town.settles()
    assert town.events(placed.number) == ["placed", "delay_proposed"]


async def test_a_question_that_nobody_answers_leaves_the_card(town: Town) -> None:
    """After two hours the card is the card again, whatever of the question stood there."""
    olena, _, placed = await both(town)
    for labels in (
        (),
        ("Another day",),
        ("+7 days · 9 Dec",),
        ("+7 days · 9 Dec", "Agreed by phone"),
    ):
        await proposes(town, olena, placed, *labels)
        card = await town.card(placed.number, Actor.SELLER, olena)
        assert card.button("History") is None
        await town.passes(7200 * SECOND)
        assert card.button("History") is not None, labels
        assert card is await town.card(placed.number, Actor.SELLER, olena)


async def test_a_month_of_days_to_tap(town: Town) -> None:
    """Days that will not do are left out; months turn as far as a delay may reach."""
    olena, _, placed = await both(town)
    await proposes(town, olena, placed, "Another day")
    month = olena.last_message
    assert "December 2026" in read(month)
    days = [b.plain for row in month.buttons for b in row if b.plain.isdigit()]
    assert days == [str(day) for day in range(3, 32)]
    await taps(town, olena, "›", "15")
    assert "whether it may take until Friday, 15 Jan" in read(month)
