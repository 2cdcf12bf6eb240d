"""What a seller owes for an order that succeeded: told before, exact, taken back with the close."""

from orders.states import Actor
from orders.tariffs import Tariff
from simulator.people import Person
from tests.journeys.scenes import heard, taps
from tests.journeys.shop import Placed
from tests.journeys.town import DAY, Town, read

#: See `conftest`.
ONE_WAY = True

MUG = {"title": "Clay mug", "quantity": 1, "price": {"amount": "450.00", "currency": "UAH"}}


async def plan(town: Town, percent: int = 1_000, **bounds: int) -> None:
    """The plan that the town's seller has."""
    async with town.service.office.store.write() as uow:
        await uow.tariffs.put(Tariff("standard", "UAH", percent, **bounds))
    await town.shop.adds_seller(tariff="standard")


async def scene(town: Town) -> tuple[Person, Placed]:
    """A seller with a plan and an order of 450.00."""
    olena = await town.seller()
    await plan(town, minimum=500)
    return olena, await town.shop.places(items=[MUG])


async def test_a_closed_order_owes_its_fee_until_the_close_is_taken_back(town: Town) -> None:
    """Told on the card beforehand; on the closed card and in /statement with the way to the sum."""
    olena, placed = await scene(town)
    card = await town.card(placed.number, Actor.SELLER, olena)
    assert "Fee at any close: 45.00 UAH." in read(card)
    await taps(town, olena, "Approve", "Mark as paid", "Close order")
    assert "🧾 Fee: 45.00 UAH (10 % of 450.00 UAH)" in read(card)
    await olena.says("/statement")
    page = await olena.sees("Fees · November 2026")
    assert "45.00 UAH for 1 closed order." in read(page)
    assert f"#{placed.number} · Clay mug · 22 Nov\n45.00 UAH: 10 % of 450.00 UAH" in read(page)
    assert "Payable by 11 Dec." in read(page)
    await (await olena.taps("Undo", on=card)).answered()
    await town.settles()
    assert "🧾" not in read(card)
    await taps(town, olena, "‹ October 2026")
    assert "No fees in this month." in read(page)
    await taps(town, olena, "November 2026 ›")
    assert "No fees so far." in read(page)


async def test_an_order_keeps_the_plan_of_its_day(town: Town) -> None:
    """A plan that changes is for orders to come; a seller without one owes nothing."""
    olena, before = await scene(town)
    await plan(town, 2_000, fixed=300, maximum=6_000)
    after = await town.shop.places(items=[MUG])
    ira = await town.seller("Ira", "wool", "Wool")
    free = await town.shop.places("wool", items=[MUG])
    await town.settles()
    for person, placed in ((olena, before), (olena, after), (ira, free)):
        card = await town.card(placed.number, Actor.SELLER, person)
        for step in ("Approve", "Mark as paid", "Close order"):
            await (await person.taps(step, on=card)).answered()
            await town.settles()
    await olena.says("/statement")
    page = read(await olena.sees("Fees · November 2026"))
    assert "105.00 UAH for 2 closed orders." in page
    assert "45.00 UAH: 10 % of 450.00 UAH" in page
    assert "60.00 UAH: 20 % of 450.00 UAH + 3.00 UAH, at most 60.00 UAH" in page
    await ira.says("/statement")
    assert "no fee for 1 closed order." in read(await ira.sees("Fees · November 2026"))


async def test_what_the_clock_closes_owes_the_same(town: Town) -> None:
    """And what is cancelled owes nothing. The marketplace sees both."""
    olena, placed = await scene(town)
    other = await town.shop.places(items=[MUG])
    card = await town.card(other.number, Actor.SELLER, olena)
    await (await olena.taps("Cancel order", on=card)).answered()
    await town.settles()
    await taps(town, olena, "Out of stock")
    await town.passes(25 * DAY)
    fees = []
    for number in (placed.number, other.number):
        reply = await town.shop.caller.sends("GET", f"/orders/{number}")
        fees.append((reply.document["status"], reply.document["fee"]))
    assert fees == [("closed", {"amount": "45.00", "currency": "UAH"}), ("cancelled", None)]
    await olena.says("/statement")
    assert "Fees · December 2026" in read(await olena.sees("Fees ·"))


async def test_only_the_owner_reads_what_a_shop_owes(town: Town) -> None:
    """Not an assistant, not a customer, and not by a forged button."""
    olena, placed = await scene(town)
    taras = await town.customer(placed)
    petro = town.world.person("Petro Bondar")
    await olena.says("/settings")
    await town.settles()
    await taps(town, olena, "Invite an assistant")
    petro.follows(read(await olena.sees("Pass this link on")).splitlines()[-1])
    await petro.sees("You now answer and tap for Clay & Co")
    for person in (petro, taras):
        await person.says("/statement")
        await town.settles()
        answer = await (await person.taps_data("t:24322:1")).answered()
        assert answer.text
        assert heard(person, "Fees ·") == []
    assert len(heard(petro, "Only the owner of a shop sees its fees.")) == 1
    for data in ("t:999999:1", "t:1:999999"):
        await (await olena.taps_data(data)).answered()
        await town.settles()
        assert "Fees ·" in read(olena.last_message)


async def test_the_past_weeks_come_as_a_picture(town: Town) -> None:
    """Below the fees, silently, with the same in words; nothing where nothing has happened yet."""
    olena = await town.seller()
    await plan(town, minimum=500)
    await olena.says("/statement")
    await town.settles()
    assert [m for m in olena.messages if m.kind == "photo"] == []
    await town.shop.places(items=[MUG])
    placed = await town.shop.places(items=[MUG])
    await town.settles()
    for label in ("Approve", "Mark as paid", "Close order"):
        card = await town.card(placed.number, Actor.SELLER, olena)
        await (await olena.taps(label, on=card)).answered()
        await town.settles()
    rings = olena.rings
    await olena.says("/statement")
    await town.settles()
    [picture] = [m for m in olena.messages if m.kind == "photo"]
    assert read(picture).split("\n") == [
        "📈 The past 8 weeks",
        "2 orders came",
        "1 closed",
        "💰 Closed for 450.00 UAH",
        "1 has had no answer",
    ]
    assert "Fees · November 2026" in read(olena.messages[-2])
    assert olena.rings == rings
