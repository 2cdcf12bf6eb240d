"""The seller changes what an order costs; the customer reads it at once, and may object."""

import pytest

from orders.states import Actor
from simulator.people import Person
from simulator.telegram.chats import Message
from tests.journeys.scenes import both, heard, taps
from tests.journeys.shop import Placed
from tests.journeys.test_bad_input import forges
from tests.journeys.town import DAY, Town, read

#: See `conftest`.
ONE_WAY = True

TOO_LATE = "The amount can be changed while the order is New or Confirmed."


async def says(town: Town, person: Person, text: str) -> Message:
    """What the person sees after they have written this."""
    await person.says(text)
    await town.settles()
    return person.last_message


async def asks(town: Town, olena: Person, placed: Placed) -> Message:
    """The seller's card, asking for the amount."""
    card = await town.card(placed.number, Actor.SELLER, olena)
    await (await olena.taps("Change amount", on=card)).answered()
    await town.settles()
    return card


async def changes(town: Town, olena: Person, placed: Placed, text: str) -> str:
    """From the card to the answer of the last tap."""
    await asks(town, olena, placed)
    await says(town, olena, text)
    return await taps(town, olena, "Change the amount")


async def amount(town: Town, placed: Placed) -> str:
    """What the marketplace reads."""
    reply = await town.shop.caller.sends("GET", f"/orders/{placed.number}")
    return str(reply.document["amount"]["amount"])


async def test_two_taps_and_a_line_change_the_amount(town: Town) -> None:
    """Asked on the card, asked back, told with old, new and difference; both cards show both."""
    olena, taras, placed = await both(town)
    card = await asks(town, olena, placed)
    assert read(card).startswith("🏷 Order #1001 costs 900.00 UAH. What does it cost now, and why?")
    sure = await says(town, olena, "850,50 discount for two")
    assert read(sure).split("\n") == [
        "🏷 Order #1001: 900.00 UAH → 850.50 UAH (−49.50 UAH)",
        "Reason: discount for two",
        "Olena Koval is told at once, and may object.",
    ]
    assert await amount(town, placed) == "900.00"
    rings = taras.rings
    said = await taps(town, olena, "Change the amount")
    assert said == "Changed. Your customer is told."
    assert taras.rings == rings + 1
    [told] = heard(taras, "changed the amount")
    assert "Clay & Co changed the amount of order #1001" in read(told)
    assert "900.00 UAH → 850.50 UAH (−49.50 UAH)" in read(told)
    assert "Reason: discount for two" in read(told)
    for person, actor in ((olena, Actor.SELLER), (taras, Actor.CUSTOMER)):
        shown = read(await town.card(placed.number, actor, person))
        assert "Total: 900.00 UAH 850.50 UAH" in shown
    assert await amount(town, placed) == "850.50"
    assert town.events(placed.number) == ["placed", "amount_changed"]
    await taps(town, taras, "History")
    assert "🏷 Amount changed: 900.00 UAH → 850.50 UAH (−49.50 UAH)" in read(
        await town.card(placed.number, Actor.CUSTOMER, taras)
    )


async def test_without_a_reason_it_is_asked_for(town: Town) -> None:
    """Also over a restart: the dialogue is a row."""
    olena, taras, placed = await both(town)
    await asks(town, olena, placed)
    assert "Why? Your customer reads it." in read(await says(town, olena, "₴ 1 000"))
    await town.restarts()
    sure = await says(town, olena, "With a <lid>")
    assert "900.00 UAH → 1,000.00 UAH (+100.00 UAH)" in read(sure)
    await taps(town, olena, "Change the amount")
    [told] = heard(taras, "changed the amount")
    assert "Reason: With a <lid>" in read(told)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("abc", "I don’t see an amount in this."),
        ("-5", "An amount is more than zero."),
        ("0", "An amount is more than zero."),
        ("€ 450", "That is another currency"),
        ("450.123456", "That has too many decimals."),
        ("999999999999", "That is too much for one order."),
        ("900", "The order costs that already."),
    ],
)
async def test_what_is_no_amount_is_asked_for_again(town: Town, typed: str, said: str) -> None:
    """Nothing changes, nobody is told, and the next line is still the answer."""
    olena, taras, placed = await both(town)
    await asks(town, olena, placed)
    assert said in read(await says(town, olena, typed))
    before = len(taras.messages)
    assert "900.00 UAH → 450.00 UAH" in read(await says(town, olena, "450,00 for one"))
    assert len(taras.messages) == before
    assert await amount(town, placed) == "900.00"


async def test_the_customer_objects(town: Town) -> None:
    """It costs what it did before, the seller is told, and the same button does nothing more."""
    olena, taras, placed = await both(town)
    await changes(town, olena, placed, "1000 a larger handle")
    [told] = heard(taras, "changed the amount")
    rings = olena.rings
    answer = await (await taras.taps("I don’t agree", on=told)).answered()
    await town.settles()
    assert answer.text == "The amount is what it was before, and the seller is told."
    assert olena.rings == rings + 1
    [back] = heard(olena, "does not agree to the new amount")
    assert "it is 900.00 UAH again" in read(back)
    assert await amount(town, placed) == "900.00"
    assert "Total: 900.00 UAH" in read(await town.card(placed.number, Actor.SELLER, olena))
    again = await forges(town, taras, "am:object:1001:2")
    assert again.startswith("The order has changed meanwhile.")
    assert town.events(placed.number) == ["placed", "amount_changed", "amount_objected"]


async def test_changed_twice_at_once_the_second_is_asked_again(town: Town) -> None:
    """Two windows with the same question: one counts, and nobody overwrites what they have not seen."""
    olena, _, placed = await both(town)
    await asks(town, olena, placed)
    first = await says(town, olena, "850 discount")
    await taps(town, olena, "Change the amount")
    late = await forges(town, olena, "am:change:1001:1")
    assert late.startswith("The order has changed meanwhile.")
    assert first.button("Change the amount") is None
    assert await amount(town, placed) == "850.00"
    assert town.events(placed.number) == ["placed", "amount_changed"]


async def test_what_is_paid_is_changed_no_more(town: Town) -> None:
    """An old button, and an old objection, get a calm answer; now the administration decides."""
    olena, taras, placed = await both(town)
    await changes(town, olena, placed, "1000 a larger handle")
    await asks(town, olena, placed)
    await says(town, olena, "1100 and a lid")
    for step in ("approve", "mark_paid"):
        assert (await town.shop.caller.acts(placed.number, step, "clay")).status == 200
    await town.settles()
    assert (await taps(town, olena, "Change the amount")).startswith(TOO_LATE)
    assert (await forges(town, taras, "am:object:1001:2")).startswith(TOO_LATE)
    card = await town.card(placed.number, Actor.SELLER, olena)
    assert card.button("Change amount") is None
    assert await amount(town, placed) == "1000.00"


async def test_nobody_else_changes_it(town: Town) -> None:
    """Another seller learns nothing of it, and neither of the two does the other's part."""
    olena, taras, placed = await both(town)
    ira = await town.seller("Ira", "wool", "Wool")
    await changes(town, olena, placed, "1000 a larger handle")
    for data in ("am:ask:1001", "am:change:1001:2", "am:object:1001:2"):
        there = await forges(town, ira, data)
        assert there == await forges(town, ira, data.replace("1001", "4711"))
    assert await forges(town, taras, "am:ask:1001") == await forges(town, ira, "am:ask:1001")
    assert await forges(town, olena, "am:object:1001:2") == await forges(town, ira, "am:ask:1001")
    assert await amount(town, placed) == "1000.00"


async def test_the_fee_follows_the_amount(town: Town) -> None:
    """What is owed is reckoned from what it costs when it closes by itself."""
    olena, _, placed = await both(town)
    await changes(town, olena, placed, "1000 a larger handle")
    await town.passes(30 * DAY)
    assert town.events(placed.number)[-1] == "expired"
    assert "Total: 900.00 UAH 1,000.00 UAH" in read(
        await town.card(placed.number, Actor.SELLER, olena)
    )
