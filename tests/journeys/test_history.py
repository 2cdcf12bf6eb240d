"""What happened to an order and what was said about it, looked up by both sides."""

from orders.states import Actor
from simulator.people import Person
from tests.journeys.shop import Placed
from tests.journeys.town import SECOND, Town, read

#: See `conftest`.
ONE_WAY = True


async def talked(town: Town) -> tuple[Person, Person, Placed]:
    """A seller and a customer who have talked about a confirmed order, and one edit."""
    olena = await town.seller()
    placed = await town.shop.places()
    taras = await town.customer(placed)
    asked = await taras.says("Could the handle be bigger?")
    await town.settles()
    await taras.edits(asked, "Could the handle be <much> bigger?")
    await town.passes(SECOND)
    await (await olena.taps("Approve")).answered()
    await town.passes(SECOND)
    await olena.says("Gladly!", reply_to=await town.card(placed.number, Actor.SELLER, olena))
    await town.settles()
    return olena, taras, placed


async def test_the_card_turns_into_the_history_and_back(town: Town) -> None:
    """Steps and messages in one row, in place of the card, which the next step brings back."""
    olena, taras, placed = await talked(town)
    card = await town.card(placed.number, Actor.CUSTOMER, taras)
    before = read(card)
    await (await taras.taps("History", on=card)).answered()
    head, *entries = read(card).split("\n\n")
    assert head == f"🕘 Order #{placed.number}: history"
    assert [entry.split("\n")[1] for entry in entries] == [
        "🛒 The order was placed",
        "Could the handle be <much> bigger?",
        "✅ Confirmed",
        "Gladly!",
    ]
    assert entries[1].startswith("You · ")
    assert "✏️ edited" in entries[1]
    assert entries[3].startswith("Clay & Co · ")
    await (await taras.taps("Back", on=card)).answered()
    assert read(card) == before
    await (await taras.taps("History", on=card)).answered()
    await (await olena.taps("Mark as paid")).answered()
    await town.settles()
    assert "Paid" in read(card).split("\n")[0]


async def test_the_whole_history_comes_as_a_file(town: Town) -> None:
    """Every version stands in it; who replies to it speaks about its order."""
    olena, taras, placed = await talked(town)
    card = await town.card(placed.number, Actor.SELLER, olena)
    await (await olena.taps("History", on=card)).answered()
    tap = await olena.taps("As a file", on=card)
    assert (await tap.answered()).text == "The file is on its way."
    await town.settles()
    sent = olena.last_message
    assert sent.file is not None
    assert (sent.file.name, sent.file.mime) == (f"order-{placed.number}.html", "text/html")
    document = sent.file.body.decode()
    assert "Could the handle be bigger?" in document
    assert "Could the handle be &lt;much&gt; bigger?" in document
    assert document.count("<li") == 4
    await olena.says("As we agreed there", reply_to=sent)
    await town.settles()
    assert "As we agreed there" in read(taras.last_message)
