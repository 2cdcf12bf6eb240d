"""Export under /orders: the shop's own orders and customers as files, harmless, to its owner alone."""

from datetime import timedelta

from orders.states import Actor
from simulator.people import Person
from simulator.telegram.chats import Message
from tests.journeys.shop import Placed
from tests.journeys.test_bad_input import forges
from tests.journeys.test_lists import labels
from tests.journeys.town import SECOND, Town, read
from tests.spreadsheets import csv_rows, sheets, texts

#: See `conftest`.
ONE_WAY = True

FORMULA = '=HYPERLINK("http://evil.example","<b>Prize</b>")'
EVIL = {"name": FORMULA, "phone": "+380671234567"}
MARKUP = {"name": '<b>Ірина</b> & "Co"', "phone": "+380671234568"}


async def choice(town: Town, person: Person) -> Message:
    """The page on which a seller chooses what to take along; a tap from /orders."""
    await person.says("/orders")
    await town.settles()
    page = person.last_message
    assert "⬇️ Export" in labels(page)
    await (await person.taps("Export", on=page)).answered()
    await town.settles()
    return page


async def takes(town: Town, person: Person, label: str) -> Message:
    """The file that comes of a button of the choice: two taps from /orders."""
    tap = await person.taps(label, on=await choice(town, person))
    assert (await tap.answered()).text
    await town.settles()
    return person.last_message


def body(message: Message) -> bytes:
    assert message.file is not None
    return message.file.body


async def two_shops(town: Town) -> tuple[Person, Person, list[Placed]]:
    """Two sellers; two orders of the first, one of the second."""
    olena, ira = await town.seller(), await town.seller("Ira", "wool", "Wool")
    placed = [
        await town.shop.places(customer=EVIL),
        await town.shop.places(customer=MARKUP),
        await town.shop.places("wool"),
    ]
    await town.settles()
    return olena, ira, placed


async def test_each_seller_gets_their_own_orders(town: Town) -> None:
    """As a document with a caption; in the seller's language; nothing of another shop."""
    olena, ira, placed = await two_shops(town)
    sent = await takes(town, olena, "Orders · CSV")
    assert sent.file is not None
    assert sent.file.name == "orders-2026-11-22.csv"
    assert read(sent) == "⬇️ 2 orders."
    heads, *rows = csv_rows(body(sent))
    assert heads[:4] == ["Order", "Shop", "Status", "Placed"]
    assert [row[0] for row in rows] == [f"{one.number}" for one in placed[:2]]
    assert {row[heads.index("Status")] for row in rows} == {"New"}
    sent = await takes(town, ira, "Orders · XLSX")
    assert sent.file is not None
    assert sent.file.name == "orders-2026-11-22.xlsx"
    [[_, row]] = sheets(body(sent))
    assert (row[0].value, row[1].value) == (float(placed[2].number), "wool")


async def test_a_customer_named_like_a_formula_is_harmless(town: Town) -> None:
    """A text in both formats; names with markup are as they were typed."""
    olena, _, _ = await two_shops(town)
    heads, *rows = csv_rows(body(await takes(town, olena, "Customers · CSV")))
    names = [row[heads.index("Name")] for row in rows]
    assert names == [f"'{FORMULA}", MARKUP["name"]]
    content = body(await takes(town, olena, "Customers · XLSX"))
    [[_, *found]] = sheets(content)
    assert not any(cell.formula for row in found for cell in row.values())
    shown, *cells = texts(content)
    assert [row[shown.index("Name")] for row in cells] == [FORMULA, MARKUP["name"]]
    assert [row[shown.index("Phone")] for row in cells] == [EVIL["phone"], MARKUP["phone"]]


async def test_complaints_are_taken_along(town: Town) -> None:
    """A seller's own with their order; another shop's about the same customer without its number."""
    olena, ira, _ = await two_shops(town)
    shared = {"ref": "c-9", "name": "Petro", "phone": "+380502223399"}
    numbers = {}
    for ref, person in (("clay", olena), ("wool", ira)):
        placed = await town.shop.places(ref, customer=shared)
        await town.settles()
        for label in ("Complain", "Go on", "does not answer", "Without words", "Add complaint"):
            card = await town.card(placed.number, Actor.SELLER, person)
            await (await person.taps(label, on=card)).answered()
            await town.settles()
        numbers[ref] = str(placed.number)
    heads, *rows = csv_rows(body(await takes(town, olena, "Complaints · CSV")))
    known = [dict(zip(heads, row, strict=True)) for row in rows]
    told = [(each["Shop"], each["Order"], each["About"]) for each in known]
    assert told == [
        ("Clay & Co", numbers["clay"], "does not answer"),
        ("Wool", "", "does not answer"),
    ]


async def test_a_file_speaks_the_sellers_language(town: Town) -> None:
    """Heads, statuses, and what is said under it; moments are days of the calendar, UTC."""
    olena = await town.seller(language="uk")
    await town.shop.places()
    await town.passes(SECOND)
    await olena.says("/orders")
    await town.settles()
    page = olena.last_message
    await (await olena.taps("Експорт", on=page)).answered()
    await town.settles()
    await (await olena.taps("Замовлення · XLSX", on=page)).answered()
    await town.settles()
    assert read(olena.last_message) == "⬇️ 1 замовлення."
    [[heads, row]] = sheets(body(olena.last_message))
    known = {heads[place].value: cell for place, cell in row.items()}
    assert known["Статус"].value == "Нове"
    assert abs(known["Оформлено (UTC)"].moment - town.clock.now()) < timedelta(minutes=1)


async def test_back_leads_to_the_page_it_came_from(town: Town) -> None:
    """The choice stands in the list's place and gives it back."""
    olena, _, _ = await two_shops(town)
    await olena.says("/orders")
    await town.settles()
    page = olena.last_message
    before = read(page)
    await (await olena.taps("Export", on=page)).answered()
    await town.settles()
    assert "Your shop’s orders, its customers or complaints" in read(page)
    await (await olena.taps("Back", on=page)).answered()
    await town.settles()
    assert read(page) == before


async def test_an_empty_shop_is_told_so(town: Town) -> None:
    """No button where there is nothing; one from another day says it in a sentence."""
    olena = await town.seller()
    await olena.says("/orders")
    await town.settles()
    assert "⬇️ Export" not in labels(olena.last_message)
    assert "no orders yet" in await forges(town, olena, "ex:customers:csv")
    assert olena.last_message.file is None


async def test_only_a_shops_owner_takes_its_customers_along(town: Town) -> None:
    """A customer, a stranger and whoever only works for the shop get no button and no file."""
    olena, _, placed = await two_shops(town)
    taras = await town.customer(placed[0])
    petro = town.world.person("Petro Bondar")
    await olena.says("/settings")
    await town.settles()
    await (await olena.taps("Invite an assistant")).answered()
    petro.follows(read(await olena.sees("Pass this link on to your assistant")).splitlines()[-1])
    await town.settles()
    await petro.says("/orders")
    await town.settles()
    assert "New" in read(petro.last_message)
    assert "⬇️ Export" not in labels(petro.last_message)
    for person in (taras, petro):
        for data in ("ex:ask:new:1", "ex:orders:csv", "ex:customers:xlsx"):
            assert await forges(town, person, data)
            assert person.last_message.file is None
