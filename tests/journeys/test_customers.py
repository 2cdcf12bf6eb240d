"""/customers: the seller's own, by last order, page by page; one of them; their orders; search."""

from simulator.people import Person
from simulator.telegram.chats import Message
from storage.tables import hushes
from tests.journeys.test_lists import says
from tests.journeys.town import Town, read

#: See `conftest`.
ONE_WAY = True

UNKNOWN = "I can’t find this customer among yours."


async def orders(town: Town, *names: str, seller: str = "clay") -> list[int]:
    """An order of each of these people, one after the other; the numbers."""
    made = []
    for name in names:
        phone = f"+38067{sum(map(ord, name)) % 10_000_000:07d}"
        who = {"ref": f"c-{name}", "name": name, "phone": phone}
        made.append((await town.shop.places(seller, customer=who)).number)
    await town.settles()
    return made


async def presses(town: Town, person: Person, label: str, page: Message) -> None:
    """Press a button of a page and wait for what it does."""
    await (await person.taps(label, on=page)).answered()
    await town.settles()


def people(page: Message) -> list[str]:
    """Who can be opened from a list."""
    return [
        row[0].label for row in page.buttons if len(row) == 1 and row[0].data.startswith("cu:open")
    ]


async def test_customers_stand_by_their_last_order(town: Town) -> None:
    """Six on a page; who orders again comes first; other shops' are not among them."""
    olena = await town.seller()
    await town.seller("Ivan Franko", "wood", "Wood & Son")
    names = [f"Person {n}" for n in range(8)]
    await orders(town, *names, names[0])
    await orders(town, "Stranger", seller="wood")
    page = await says(town, olena, "/customers")
    assert "Your customers: 8" in read(page)
    assert people(page) == [names[0], *names[:1:-1]][:6]
    assert "2 orders · last #1009" in read(page)
    await presses(town, olena, "›", page)
    assert people(page) == names[2:0:-1]
    await presses(town, olena, "Person 1", page)
    assert "With you: 1 order" in read(page)
    await presses(town, olena, "Back", page)
    assert people(page) == names[2:0:-1], "back to the page that it was"


async def test_from_a_customer_to_their_orders_and_a_message(town: Town) -> None:
    """Their orders with this shop alone, and words about the newest."""
    olena = await town.seller()
    await town.seller("Ivan Franko", "wood", "Wood & Son")
    mine = await orders(town, *["<i>Taras</i> & Co"] * 2)
    [other] = await orders(town, "<i>Taras</i> & Co", seller="wood")
    page = await says(town, olena, "/customers")
    await presses(town, olena, "<i>Taras</i> & Co", page)
    assert "👤 <i>Taras</i> & Co" in read(page)
    await presses(town, olena, "Orders with you: 2", page)
    assert f"#{mine[1]}" in read(page)
    assert f"#{other}" not in read(page)
    await presses(town, olena, "Back", page)
    await presses(town, olena, "Mute", page)
    assert "come without a sound" in read(page)
    assert [row.quiet for row in town.rows(hushes.select())] == ["muted"]
    assert page.button(f"Message about #{mine[1]}") is not None
    await presses(town, olena, f"Message about #{mine[1]}", page)


SOUGHT: tuple[tuple[str, list[str]], ...] = (
    ("мельник", ["Ірина Мельник"]),
    ("МЕЛЬН", ["Ірина Мельник"]),
    ("100%", ["O'Brien_100%"]),
    ("o'b", ["O'Brien_100%"]),
    ("_", ["O'Brien_100%"]),
    ("%%", []),
    ("\\", []),
    ("' OR 1=1 --", []),
)


async def test_customers_are_searched(town: Town) -> None:
    """Without regard to case in any script; every sign stands for itself."""
    olena = await town.seller()
    await orders(town, "Ірина Мельник", "O'Brien_100%")
    for text, wanted in SOUGHT:
        assert people(await says(town, olena, f"/customers {text}")) == wanted, text
    who = {"ref": "p", "name": "Phoned", "phone": "+380509998877"}
    await town.shop.places(customer=who)
    for text in ("050 999-88-77", "+38 (050) 999 88 77", "9998877"):
        assert people(await says(town, olena, f"/customers {text}")) == ["Phoned"], text
    page = await says(town, olena, "/customers")
    await presses(town, olena, "Search", page)
    assert "Whom are you looking for?" in read(page)
    found = await says(town, olena, "ірина")
    assert people(found) == ["Ірина Мельник"]
    await presses(town, olena, "All", found)
    assert len(people(found)) == 3
    lost = await says(town, olena, "/customers <b>nobody</b>")
    assert "No customer of yours is called that" in read(lost)


async def test_another_shops_customer_is_as_if_there_was_none(town: Town) -> None:
    """A forged tap answers like one on nobody, and changes nothing; so does a customer's."""
    olena = await town.seller()
    ivan = await town.seller("Ivan Franko", "wood", "Wood & Son")
    placed = await town.shop.places()
    taras = await town.customer(placed)
    await says(town, ivan, "/customers")
    for who in (ivan, taras):
        before = [read(m) for m in who.messages]
        for step in ("open:{}:1", "orders:{}:1", "muted:{}", "unheard:{}"):
            for customer in (1, 999):
                tap = await who.taps_data("cu:" + step.format(customer))
                assert (await tap.answered()).text == UNKNOWN
        await town.settles()
        assert [read(m) for m in who.messages] == before
    assert town.rows(hushes.select()) == []
    assert "Your customers: 1" in read(await says(town, olena, "/customers"))


async def test_who_only_asked_is_known_by_name(town: Town) -> None:
    """A question makes the page open; what was given to another shop stays there."""
    await town.seller()
    ivan = await town.seller("Ivan Franko", "wood", "Wood & Son")
    placed = await town.shop.places()
    taras = await town.customer(placed)
    link = await town.shop.adds_product("bowl", "wood", title="Bowl")
    taras.follows(link)
    await town.settles()
    await presses(town, taras, "Ask the seller", taras.last_message)
    await taras.says("Is it oak?")
    await town.settles()
    tap = await ivan.taps_data("cu:open:1:1")
    assert (await tap.answered()).text != UNKNOWN
    await town.settles()
    page = ivan.last_message
    assert "With you: 0 orders" in read(page)
    assert "+380" not in read(page)


async def test_a_name_that_cannot_be_seen_still_has_a_button(town: Town) -> None:
    """Telegram refuses buttons without a label: the order's number stands there."""
    olena = await town.seller()
    [number] = await orders(town, "\u202e\u200b")
    assert people(await says(town, olena, "/customers")) == [f"#{number}"]
