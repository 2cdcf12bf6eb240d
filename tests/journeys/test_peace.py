"""A seller's peace: muting a customer, taking no messages from one, and one who writes too fast."""

from orders.policy import Policy
from orders.states import Actor
from simulator.people import Person
from tests.journeys.scenes import both, heard, said_to
from tests.journeys.shop import Placed
from tests.journeys.town import Town, read

BURST, WINDOW = Policy().talk_burst, Policy().talk_window


async def hears(town: Town, olena: Person, placed: Placed, how: str) -> str:
    """The seller opens Customer on the card, says how to hear them, and goes back; the toast."""
    card = await town.card(placed.number, Actor.SELLER, olena)
    await (await olena.taps("Customer", on=card)).answered()
    await town.settles()
    assert f"The customer of order #{placed.number}" in read(card)
    toast = (await (await olena.taps(how, on=card)).answered()).text
    await town.settles()
    await (await olena.taps("Back", on=card)).answered()
    await town.settles()
    assert f"New order #{placed.number}" in read(card)
    return toast


async def test_a_muted_customer_is_heard_without_a_sound(town: Town) -> None:
    """Until they ring again."""
    olena, taras, placed = await both(town)
    assert "without a sound" in await hears(town, olena, placed, "Mute")
    rings = olena.rings
    await taras.says("Hello?")
    await town.settles()
    assert (len(heard(olena, "Hello?")), olena.rings) == (1, rings)
    await hears(town, olena, placed, "Let them ring")
    await taras.says("Hello!")
    await town.settles()
    assert olena.rings == rings + 1


async def test_who_is_not_heard_is_told_politely(town: Town) -> None:
    """Their order goes on; the administration sees it; what waits for its order is refused, too."""
    olena, taras, placed = await both(town)
    assert "told so politely" in await hears(town, olena, placed, "Take no messages")
    await taras.says("You are a thief")
    await town.settles()
    assert heard(olena, "thief") == []
    assert "The shop takes no messages here at the moment." in read(taras.last_message)
    await (await olena.taps("Approve")).answered()
    await town.settles()
    card = await town.card(placed.number, Actor.CUSTOMER, taras)
    assert "Confirmed" in read(card)
    await town.administrator.says("/admin")
    wanted = f"Clay & Co: Olena Koval, order #{placed.number}"
    assert wanted in read(await town.administrator.sees(wanted))


async def test_what_waited_is_refused_by_who_does_not_hear(town: Town) -> None:
    """The choice of an order does not carry it past the seller's wish."""
    olena, taras, placed = await both(town)
    await town.shop.places(customer={"ref": "c-7", "name": "Olena Koval"})
    await town.settles()
    await hears(town, olena, placed, "Take no messages")
    await taras.says("Listen")
    await town.settles()
    answer = await (await taras.taps(f"{placed.number} ")).answered()
    assert "takes no messages" in answer.text
    await town.settles()
    assert heard(olena, "Listen") == []


async def test_nobody_but_the_seller_hushes(town: Town) -> None:
    """A forged tap by the customer changes nothing."""
    olena, taras, placed = await both(town)
    card = await town.card(placed.number, Actor.CUSTOMER, taras)
    for data in (f"u:{placed.number}:muted", f"k:{placed.number}"):
        answer = await (await taras.taps_data(data, on=card)).answered()
        assert "can’t find this order" in answer.text
    rings = olena.rings
    await taras.says("Hello")
    await town.settles()
    assert olena.rings == rings + 1


async def test_a_flood_is_slowed_and_nothing_of_it_is_lost(town: Town) -> None:
    """A minute's worth goes out at once, the rest later, in order; said once."""
    olena, taras, _ = await both(town)
    for n in range(BURST + 5):
        await taras.says(f"line {n};")
    await town.settles()
    assert said_to(olena) == [f"line {n};" for n in range(BURST)]
    assert len(heard(taras, "You write faster than I can pass on.")) == 1
    await town.passes(WINDOW)
    assert said_to(olena) == [f"line {n};" for n in range(BURST + 5)]
    await taras.says("Sorry.")
    await town.settles()
    assert said_to(olena)[-1] == "Sorry."
