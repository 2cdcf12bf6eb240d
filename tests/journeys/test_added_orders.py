"""A sale made in correspondence: the seller adds the order, the customer follows it, or did not order it."""

from orders.states import Actor
from simulator.people import Person
from simulator.telegram.chats import Message
from tests.journeys.scenes import both, heard, labels, taps
from tests.journeys.test_amounts import says
from tests.journeys.test_asking import asks
from tests.journeys.test_bad_input import NOT_YOURS, forges
from tests.journeys.town import Town, read

#: See `conftest`.
ONE_WAY = True

MARIA = ("Maria <b>Bondar</b>", "+380671112233")


async def begins(town: Town, olena: Person) -> Message:
    """/neworder; its first question."""
    await olena.says("/neworder")
    await town.settles()
    return olena.last_message


async def adds_for_maria(town: Town, olena: Person) -> None:
    """Everything typed, up to the summary."""
    await begins(town, olena)
    for said in (*MARIA, "Clay <i>vase</i>", "2", "₴ 450,50", "Lviv, Rynok 1"):
        await says(town, olena, said)
    await taps(town, olena, "It is in stock", "Nothing")


async def test_a_known_customer_and_a_listed_product_take_three_taps(town: Town) -> None:
    """From the command: who, what, add. The order stands under New, and the customer is told at once."""
    olena, taras, _ = await both(town)
    await town.shop.adds_product("mug", title="Mug & saucer")
    page = await begins(town, olena)
    assert "Who is it for?" in read(page)
    rings = taras.rings
    await taps(town, olena, "Olena Koval · +380 50 123 4567", "Mug & saucer · 450.00\xa0UAH")
    summary = read(olena.last_message)
    assert "Add this order?" in summary
    assert "Kyiv" in summary
    await taps(town, olena, "Add the order")
    done = next(m for m in olena.messages if "is added under New" in read(m))
    assert "Order #1002 is added under New.\nOlena Koval is told" in read(done)
    assert "✍️ You added this order" in read(await town.card(1002, Actor.SELLER, olena))
    [told] = heard(taras, "Clay & Co has added order #1002 “Mug & saucer” for you.")
    assert labels(told) == ["Open the order", "I did not order this"]
    assert taras.rings > rings
    assert town.events(1002) == ["placed"]
    await olena.says("/orders")
    await town.settles()
    assert "#1002" in read(olena.last_message)


async def test_a_new_customer_and_a_free_text_take_four_taps_and_typing(town: Town) -> None:
    """/orders, Add an order, two left out, Add: names with markup are as they were typed; the link is for passing on."""
    olena = await town.seller()
    await olena.says("/orders")
    await town.settles()
    await taps(town, olena, "Add an order")
    for said in (*MARIA, "Clay <i>vase</i>"):
        await says(town, olena, said)
    assert "How many?" in read(olena.last_message)
    await taps(town, olena, "2")
    for said in ("₴ 450,50", "Lviv, Rynok 1"):
        await says(town, olena, said)
    await taps(town, olena, "It is in stock", "Nothing")
    summary = read(olena.last_message)
    assert "Maria <b>Bondar</b>" in summary
    assert "2 × Clay <i>vase</i>\nTotal: 901.00 UAH" in summary
    await taps(town, olena, "Add the order")
    done = next(m for m in olena.messages if "is added under New" in read(m))
    assert "I can’t reach Maria <b>Bondar</b>. Pass this link on" in read(done)
    await taps(town, olena, "Copy the link")
    maria = town.world.person("Maria Bondar")
    maria.follows(olena.clipboard[-1])
    await maria.sees("#1001")
    await town.settles()
    card = await town.card(1001, Actor.CUSTOMER, maria)
    assert "I did not order this" in labels(card)


async def test_the_draft_survives_a_restart_and_cancel(town: Town) -> None:
    """Offered again where it was; Back leads to each question; what was said stays."""
    olena = await town.seller()
    await begins(town, olena)
    for said in MARIA:
        await says(town, olena, said)
    await says(town, olena, "/cancel")
    await town.restarts()
    page = await begins(town, olena)
    assert "You have begun an order for Maria <b>Bondar</b>. Go on with it?" in read(page)
    await taps(town, olena, "Go on")
    assert "What did you sell?" in read(page)
    await taps(town, olena, "‹ Back")
    assert "phone number" in read(page)
    await says(town, olena, "nonsense")
    await says(town, olena, "067 999 88 77")
    for said in ("Vase", "1", "abc", "-5", "300", "Kyiv"):
        await says(town, olena, said)
    await taps(town, olena, "It is in stock", "Nothing")
    summary = read(olena.last_message)
    assert "+380 67 999 8877" in summary
    assert "Total: 300.00 UAH" in summary
    await taps(town, olena, "Change", "Quantity", "3", "Add the order")
    assert "Total: 900.00 UAH" in read(await town.card(1001, Actor.SELLER, olena))
    assert len(heard(olena, "is added under New")) == 1


async def test_a_contact_of_the_phone_book_is_taken(town: Town) -> None:
    """With a phone both are known; without one the name is, and the phone is asked for."""
    olena = await town.seller()
    await begins(town, olena)
    await olena.shares_entry("Maria", "380671112233", last_name="Bondar")
    await town.settles()
    assert "What did you sell?" in read(olena.last_message)
    await taps(town, olena, "Stop")
    await begins(town, olena)
    await olena.shares_entry("Ira", "")
    await town.settles()
    assert "That contact has no phone number. The name is Ira." in read(olena.last_message)
    await says(town, olena, "+380671112244")
    assert "What did you sell?" in read(olena.last_message)


async def test_added_once_however_often_it_is_tapped(town: Town) -> None:
    """The same button again finds the order; one of an old message finds nothing to add."""
    olena = await town.seller()
    await adds_for_maria(town, olena)
    summary = olena.last_message
    first, second = (
        await olena.taps("Add the order", on=summary),
        await olena.taps("Add the order", on=summary),
    )
    await first.answered()
    await second.answered()
    await town.settles()
    assert town.events(1001) == ["placed"]
    assert town.events(1002) == []
    assert await forges(town, olena, "no:submit") == ""
    assert town.events(1002) == []


async def test_the_customer_did_not_order_it(town: Town) -> None:
    """The seller is told with a sound, the card warns, and nothing else moves; said once, and only of added orders."""
    olena, taras, placed = await both(town)
    await town.shop.adds_product("mug", title="Mug")
    await begins(town, olena)
    await taps(
        town, olena, "Olena Koval · +380 50 123 4567", "Mug · 450.00\xa0UAH", "Add the order"
    )
    rings = olena.rings
    said = await taps(town, taras, "I did not order this")
    assert said == "The seller is told at once."
    assert olena.rings == rings + 1
    assert len(heard(olena, "Olena Koval says they did not order #1002 “Mug”.")) == 1
    card = read(await town.card(1002, Actor.SELLER, olena))
    assert "Olena Koval says they did not order this" in card
    assert town.events(1002) == ["placed", "disowned"]
    assert (await forges(town, taras, "ad:1002")).startswith("That can’t be said")
    assert (await forges(town, taras, f"ad:{placed.number}")).startswith("That can’t be said")
    for forger in (olena, await town.seller("Ira", "wool", "Wool")):
        assert await forges(town, forger, "ad:1002") == NOT_YOURS
        assert await forges(town, forger, "ad:999999") == NOT_YOURS


async def test_an_order_is_repeated(town: Town) -> None:
    """Straight to the summary: two taps from the card."""
    olena, _, placed = await both(town)
    card = await town.card(placed.number, Actor.SELLER, olena)
    await (await olena.taps("Repeat order", on=card)).answered()
    await town.settles()
    assert "Add this order?" in read(olena.last_message)
    await taps(town, olena, "Add the order")
    again = read(await town.card(1002, Actor.SELLER, olena))
    assert "2 × Clay mug" in again
    assert town.events(1002) == ["placed"]


async def test_several_things_in_one_order(town: Town) -> None:
    """One more from the list and one in words; one goes again; tapped twice, it is the same one."""
    olena, taras, _ = await both(town)
    await town.shop.adds_product("mug", title="Mug")
    await town.shop.adds_product("tea", title="Tea", price={"amount": "9.00", "currency": "EUR"})
    await begins(town, olena)
    mug = "Mug · 450.00\xa0UAH"
    await taps(town, olena, "Olena Koval · +380 50 123 4567", mug, "One more thing", "‹ Back")
    assert "1 × Mug\nTotal: 450.00 UAH" in read(olena.last_message)
    await taps(town, olena, "One more thing")
    assert "another currency" in await taps(town, olena, "Tea · 9.00\xa0€")
    await taps(town, olena, mug, "One more thing")
    for said in ("Vase <b>", "3", "100,50"):
        await says(town, olena, said)
    summary = read(olena.last_message)
    assert "1 × Mug — 450.00 UAH\n1 × Mug — 450.00 UAH\n3 × Vase <b> — 301.50 UAH" in summary
    assert "Total: 1,201.50 UAH" in summary
    await taps(town, olena, "Change")
    first = next(b for row in olena.last_message.buttons for b in row if b.plain == "1 × Mug")
    await taps(town, olena, first.plain)
    assert await forges(town, olena, str(first.data)) == ""
    await taps(town, olena, "Add the order")
    card = read(await town.card(1002, Actor.SELLER, olena))
    assert "1 × Mug — 450.00 UAH\n3 × Vase <b> — 301.50 UAH\nTotal: 751.50 UAH" in card
    assert heard(taras, "has added order #1002")
    live = await town.card(1002, Actor.SELLER, olena)
    await (await olena.taps("Repeat order", on=live)).answered()
    await town.settles()
    await taps(town, olena, "Add the order")
    assert "Total: 751.50 UAH" in read(await town.card(1003, Actor.SELLER, olena))


async def test_a_half_made_order_is_offered_before_another_is_repeated(town: Town) -> None:
    """What was typed is lost by no tap: go on with it, or take the other one."""
    olena, _, placed = await both(town)
    await begins(town, olena)
    for said in MARIA:
        await says(town, olena, said)
    card = await town.card(placed.number, Actor.SELLER, olena)
    for _ in range(2):
        await (await olena.taps("Repeat order", on=card)).answered()
        await town.settles()
        assert "You have begun an order for Maria <b>Bondar</b>." in read(olena.last_message)
    await taps(town, olena, "Go on")
    assert "What did you sell?" in read(olena.last_message)
    await (await olena.taps("Repeat order", on=card)).answered()
    await town.settles()
    await taps(town, olena, "No, this one")
    assert "2 × Clay mug" in read(olena.last_message)
    await taps(town, olena, "Add the order")
    assert town.events(1002) == ["placed"]


async def test_nobody_elses_customers_products_and_orders(town: Town) -> None:
    """Of another shop they are answered as if they were not there."""
    _, _, placed = await both(town)
    await town.shop.adds_product("mug", title="Mug")
    ira = await town.seller("Ira", "wool", "Wool")
    await begins(town, ira)
    for kind, typed in (("customer", ""), ("product", MARIA)):
        for said in typed:
            await says(town, ira, said)
        answers = {await forges(town, ira, f"no:{kind}:{number}") for number in (1, 999_999)}
        assert len(answers) == 1
        assert "among yours" in answers.pop()
    assert await forges(town, ira, f"rp:{placed.number}") == NOT_YOURS
    assert await forges(town, ira, "rp:999999") == NOT_YOURS
    assert await forges(town, ira, f"no:repeat:{placed.number}") == NOT_YOURS
    assert await forges(town, ira, "no:repeat:999999") == NOT_YOURS


async def test_an_order_is_made_of_a_question(town: Town) -> None:
    """The button under it: customer and product are known, the rest is asked; the order takes the talk over."""
    olena, anna, _ = await asks(town)
    await says(town, anna, "One in green, please")
    await taps(town, olena, "Make an order of it")
    assert "phone number" in read(olena.last_message)
    await says(town, olena, "+380671112233")
    await says(town, olena, "Lviv, Rynok 1")
    assert "1 × Clay mug" in read(olena.last_message)
    await taps(town, olena, "Add the order")
    assert town.events(1001) == ["placed"]
    assert len(heard(anna, "has added order #1001")) == 1
    await says(town, anna, "Thank you!")
    assert read(olena.last_message) == "💬 Anna Bondar · #1001\nThank you!"


async def test_an_old_button_touches_nothing_else(town: Town) -> None:
    """Neither another dialogue nor another question: tapped twice, it is about the same one."""
    olena, _, placed = await both(town)
    await adds_for_maria(town, olena)
    await taps(town, olena, "Stop")
    card = await town.card(placed.number, Actor.SELLER, olena)
    await (await olena.taps("Add note", on=card)).answered()
    await town.settles()
    for data in ("no:back:3", "no:skip:7", "no:customer:1", "no:stop"):
        assert await forges(town, olena, data) == ""
    await says(town, olena, "Kept all the same")
    assert "Kept all the same" in read(await town.card(placed.number, Actor.SELLER, olena))
    await begins(town, olena)
    for said in (*MARIA, "Vase", "2", "450", "Lviv, Rynok 1"):
        await says(town, olena, said)
    for _ in range(2):
        await forges(town, olena, "no:skip:7")
    assert "besides?" in read(olena.last_message)


async def test_said_of_a_confirmed_order_too(town: Town) -> None:
    """Once it is paid, it is a matter for the talk."""
    olena, taras, _ = await both(town)
    await town.shop.adds_product("mug", title="Mug")
    await begins(town, olena)
    chosen = ("Olena Koval · +380 50 123 4567", "Mug · 450.00\xa0UAH", "Add the order")
    await taps(town, olena, *chosen)
    assert (await town.shop.caller.acts(1002, "approve", "clay")).status == 200
    await town.settles()
    assert await taps(town, taras, "I did not order this") == "The seller is told at once."
    assert town.events(1002) == ["placed", "approved", "disowned"]
    assert (await town.shop.caller.acts(1002, "mark_paid", "clay")).status == 200
    assert (await forges(town, taras, "ad:1002")).startswith("That can’t be said")
