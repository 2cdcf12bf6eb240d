"""How many taps the seller's work takes: one for a step, two for a note or a message, three for an amount, six for an order."""

from orders.states import Actor
from simulator.people import Person
from tests.journeys.scenes import both
from tests.journeys.shop import Placed
from tests.journeys.test_amounts import says
from tests.journeys.town import Town, read

#: See `conftest`.
ONE_WAY = True


class Thumb:
    """A seller's thumb, which counts."""

    def __init__(self, town: Town, person: Person) -> None:
        self.town, self.person, self.taps = town, person, 0

    async def taps_on(self, *labels: str, card: Placed | None = None) -> None:
        """One button after the other; the first one on the order's card, if there is one."""
        for label in labels:
            on = None
            if card is not None and label == labels[0]:
                on = await self.town.card(card.number, Actor.SELLER, self.person)
            await (await self.person.taps(label, on=on)).answered()
            await self.town.settles()
            self.taps += 1


async def test_the_seller_taps_as_little_as_promised(town: Town) -> None:
    """Source: the issue, "at most"; each is counted from what is on the screen already."""
    olena, taras, placed = await both(town)
    await town.shop.adds_product("mug", title="Mug")
    counted: dict[str, int] = {}

    async def counts(what: str, most: int, *steps: str, typed: str = "") -> None:
        thumb = Thumb(town, olena)
        first, *rest = steps
        await thumb.taps_on(first, card=placed)
        if typed:
            await says(town, olena, typed)
        await thumb.taps_on(*rest)
        counted[what] = thumb.taps
        assert thumb.taps <= most, what

    await counts("amount", 3, "Change amount", "Change the amount", typed="850 for two")
    await counts("step", 1, "Approve")
    await counts("note", 2, "Add note", typed="Pays late")
    await counts("message", 2, "Message", typed="It is in the kiln")
    assert town.events(placed.number) == ["placed", "amount_changed", "approved"]
    assert "Pays late" in read(await town.card(placed.number, Actor.SELLER, olena))
    assert "It is in the kiln" in read(taras.last_message)
    thumb = Thumb(town, olena)
    await olena.says("/orders")
    await town.settles()
    await thumb.taps_on("Add an order")
    for said in ("Maria Bondar", "+380671112233", "Vase"):
        await says(town, olena, said)
    await thumb.taps_on("2")
    for said in ("450", "Lviv, Rynok 1"):
        await says(town, olena, said)
    await thumb.taps_on("It is in stock", "Nothing", "Add the order")
    assert town.events(1002) == ["placed"]
    counted["added order"] = thumb.taps
    assert thumb.taps <= 6
    assert counted == {"amount": 2, "step": 1, "note": 1, "message": 1, "added order": 5}
