"""/orders and /find: tabs with counts, pages of six in place, and cards opened from them."""

import asyncio

from orders.states import Actor
from simulator.people import Person
from simulator.telegram.chats import Message
from tests.journeys.town import Town, read

#: See `conftest`.
ONE_WAY = True


async def places(town: Town, count: int) -> list[int]:
    """Numbers of new orders."""
    return [(await town.shop.places()).number for _ in range(count)]


async def moves(town: Town, number: int, *actions: str) -> None:
    """Let the marketplace act for the seller."""
    for action in actions:
        reason = {"reason": "not_paid"} if action == "cancel" else {}
        reply = await town.shop.caller.acts(number, action, "clay", **reason)
        assert reply.status == 200


async def says(town: Town, person: Person, text: str) -> Message:
    """What is answered to a message."""
    await town.settles()
    await person.says(text)
    await town.settles()
    return person.last_message


async def turns(town: Town, person: Person, label: str, page: Message) -> None:
    """Press a button of a list and wait for what it does."""
    await (await person.taps(label, on=page)).answered()
    await town.settles()


def labels(message: Message) -> list[str]:
    """The buttons under a message."""
    return [button.label for row in message.buttons for button in row]


def numbers(message: Message) -> list[int]:
    """The orders that can be opened from a list, in its order."""
    return [int(label.lstrip("#№")) for label in labels(message) if label[0] in "#№"]


async def test_orders_has_tabs_with_counts(town: Town) -> None:
    """Every status is a tab; those with orders say how many; the selected one is marked."""
    olena = await town.seller()
    made = await places(town, 4)
    await moves(town, made[0], "approve")
    await moves(town, made[1], "approve", "mark_paid", "close")
    await moves(town, made[2], "cancel")
    page = await says(town, olena, "/orders")
    tabs = ["• New 1", "Confirmed 1", "Paid", "Sent", "Closed 1", "Cancelled 1"]
    assert labels(page)[:6] == tabs
    assert numbers(page) == [made[3]]
    assert "Olena Koval · 900.00 UAH" in read(page)


async def test_tabs_turn_in_place(town: Town) -> None:
    """No new message for another tab; an empty one says so kindly."""
    olena = await town.seller()
    made = await places(town, 2)
    await moves(town, made[0], "approve")
    page = await says(town, olena, "/orders")
    before = len(olena.messages)
    await turns(town, olena, "Confirmed", page)
    assert numbers(page) == [made[0]]
    assert "Orders · Confirmed" in page.text
    await turns(town, olena, "Sent", page)
    assert "Nothing is on its way right now." in page.text
    assert len(olena.messages) == before


async def test_pages_have_six_orders(town: Town) -> None:
    """Newest first; the pager stands still at both ends."""
    olena = await town.seller()
    made = await places(town, 14)
    page = await says(town, olena, "/orders")
    assert numbers(page) == made[:-7:-1]
    assert labels(page)[-7:-1] == ["‹", "1/3", "›", "↓ Newest", "☑️ Select", "⬇️ Export"]
    for number, start in ((2, 6), (3, 12), (3, 12)):
        await turns(town, olena, "›", page)
        assert labels(page)[-6] == f"{number}/3"
        assert numbers(page) == made[::-1][start : start + 6]
    await turns(town, olena, "‹", page)
    assert labels(page)[-6] == "2/3"


async def test_a_page_that_is_gone_becomes_the_last_one(town: Town) -> None:
    """While the list was open, orders left the tab."""
    olena = await town.seller()
    made = await places(town, 7)
    page = await says(town, olena, "/orders")
    await moves(town, made[0], "approve")
    await turns(town, olena, "›", page)
    assert numbers(page) == made[:0:-1]


async def test_a_card_opened_from_a_list_comes_to_the_bottom(town: Town) -> None:
    """The old card goes, so that there is one; the new one is live."""
    olena = await town.seller()
    made = await places(town, 3)
    await town.settles()
    old = await town.card(made[0], Actor.SELLER, olena)
    page = await says(town, olena, "/orders")
    await turns(town, olena, f"#{made[0]}", page)
    card = await town.card(made[0], Actor.SELLER, olena)
    assert old.deleted
    assert card is olena.last_message
    assert not card.notify, "what was asked for does not ring"
    await moves(town, made[0], "approve")
    await town.settles()
    assert "Confirmed" in card.text


async def test_a_list_opens_where_something_waits(town: Town) -> None:
    """With nothing new, /orders shows the first status that has orders."""
    olena = await town.seller()
    made = await places(town, 1)
    await moves(town, made[0], "approve", "mark_paid")
    assert numbers(await says(town, olena, "/orders")) == made


async def test_no_orders_at_all(town: Town) -> None:
    """An empty list is no error."""
    olena = await town.seller()
    assert "No new orders right now" in (await says(town, olena, "/orders")).text


CUSTOMERS = (
    {"name": "Ірина Мельник", "phone": "+380671112233"},
    {"name": "O'Brien_100%", "phone": "+380509998877"},
)


FOUND: tuple[tuple[str, list[int]], ...] = (
    ("1001", [0]),
    ("мельник", [0]),
    ("МЕЛЬН", [0]),
    ("+380 50 999", [1]),
    ("(050) 999-88-77", [1]),
    ("0509998877", [1]),
    ("bowl", [1]),
    ("%", [1]),
    ("_", [1]),
    ("O'Br", [1]),
    ("c", [0, 1]),
    ("100%", [1]),
    ("'; DROP TABLE orders; --", []),
    ("\\", []),
    ("nobody", []),
)


async def test_find_takes_the_text_as_it_is(town: Town) -> None:
    """By number, name, phone and title; signs that databases know mean themselves."""
    olena = await town.seller()
    price = {"amount": "10.00", "currency": "UAH"}
    made = [
        await town.shop.places(
            customer=who, items=[{"title": title, "quantity": 1, "price": price}]
        )
        for who, title in zip(CUSTOMERS, ("Clay mug", "Tea bowl, clay"), strict=True)
    ]
    for text, wanted in FOUND:
        page = await says(town, olena, f"/find {text}")
        assert sorted(numbers(page)) == [made[i].number for i in wanted], text
        assert wanted or "Nothing found" in page.text


async def test_find_looks_into_notes(town: Town) -> None:
    """What the seller noted on the card; nobody else finds it."""
    olena = await town.seller()
    ira = await town.seller("Ira", "wool", "Wool")
    [number, _] = await places(town, 2)
    await (await olena.taps("Add note", on=await town.card(number, Actor.SELLER, olena))).answered()
    await olena.says("Leave it with the <neighbour>, 5% off")
    await town.settles()
    for text in ("NEIGHBOUR", "<neighbour>", "5%"):
        assert numbers(await says(town, olena, f"/find {text}")) == [number]
    assert "Nothing found" in (await says(town, ira, "/find neighbour")).text


async def test_find_alone_asks_what_for(town: Town) -> None:
    """The next message is the text; a photo is not."""
    olena = await town.seller()
    made = await places(town, 1)
    assert "What are you looking for?" in (await says(town, olena, "/find")).text
    await olena.sends_photo(b"\x89PNG")
    await olena.sees("I can only take words here")
    page = await says(town, olena, "mug")
    assert numbers(page) == made
    assert "mug: 1 order found" in read(page)


async def test_find_has_pages_in_place(town: Town) -> None:
    """What was looked for is remembered for the other pages."""
    olena = await town.seller()
    made = await places(town, 8)
    page = await says(town, olena, "/find mug")
    assert numbers(page) == made[:-7:-1]
    await turns(town, olena, "›", page)
    assert numbers(page) == made[1::-1]


async def test_a_page_of_a_search_long_left_says_so(town: Town) -> None:
    """The text is forgotten by then: the button says what to do instead."""
    olena = await town.seller()
    await places(town, 8)
    page = await says(town, olena, "/find mug")
    await says(town, olena, "/orders")
    answer = await (await olena.taps("›", on=page)).answered()
    assert "out of date" in answer.text


async def test_find_shows_the_sellers_own_orders_only(town: Town) -> None:
    """Nobody finds another shop's orders."""
    await town.seller()
    ira = await town.seller("Ira", "wool", "Wool")
    await places(town, 1)
    assert "Nothing found" in (await says(town, ira, "/find 1001")).text


async def test_a_customer_finds_their_orders_under_orders(town: Town) -> None:
    """No tabs; the status stands in each line."""
    await town.seller()
    placed = await town.shop.places()
    taras = await town.customer(placed)
    page = await says(town, taras, "/orders")
    assert page.text.startswith("My orders")
    assert "New · 900.00 UAH" in read(page)
    assert "Clay & Co" in page.text
    assert labels(page) == [f"#{placed.number}"]
    await turns(town, taras, f"#{placed.number}", page)
    assert await town.card(placed.number, Actor.CUSTOMER, taras) is taras.last_message


async def test_find_is_not_for_customers(town: Town) -> None:
    """It says so kindly, and shows nothing."""
    await town.seller()
    taras = await town.customer(await town.shop.places())
    page = await says(town, taras, "/find 1001")
    assert numbers(page) == []
    assert "/orders" in page.text or "link" in page.text


async def test_somebody_who_sells_and_buys_gets_both_lists(town: Town) -> None:
    """One account, two roles."""
    olena = await town.seller()
    await town.seller("Ira", "wool", "Wool")
    bought = await town.shop.places("wool")
    sold = await town.shop.places("clay", customer={"ref": "x", "name": "Somebody"})
    olena.follows(bought.link)
    await town.settles()
    await says(town, olena, "/orders")
    selling, buying = olena.messages[-2:]
    assert numbers(selling) == [sold.number]
    assert numbers(buying) == [bought.number]


async def test_lists_are_not_for_groups(town: Town) -> None:
    """Names and phones stay in private."""
    olena = await town.seller()
    await places(town, 1)
    group = town.world.group("Potters", [olena])
    await olena.says("/orders", chat=group.chat)
    said = await olena.sees("private", chat=group.chat)
    assert labels(said) == []


async def test_many_people_turn_pages_at_once(town: Town) -> None:
    """Ten sellers, each with their own list."""
    sellers = [await town.seller(f"Seller {n}", f"s{n}", f"Shop {n}") for n in range(10)]
    made = [await town.shop.places(f"s{n}") for n in range(10)]
    await town.settles()
    for person in sellers:
        await person.says("/orders")
    pages = await asyncio.gather(*(person.sees("Orders · New") for person in sellers))
    assert [numbers(page) for page in pages] == [[placed.number] for placed in made]
