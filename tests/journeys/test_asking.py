"""A customer asks about a product before there is an order; the order takes the conversation over."""

from orders.asking import ask
from simulator.people import Person
from simulator.telegram.faults import Fault
from tests.journeys.scenes import heard
from tests.journeys.test_buying import opens, says, taps
from tests.journeys.town import DAY, SECOND, Town, read
from tests.unit.simulator.page.shots import png

#: See `conftest`.
ONE_WAY = True

ASK = "Ask the seller"
WHICH = "Which order is it about?"


async def asks(town: Town) -> tuple[Person, Person, str]:
    """A seller, and somebody who opened a product and pressed the button under it; the Buy link."""
    olena = await town.seller()
    anna, link = await opens(town)
    await taps(town, anna, ASK)
    return olena, anna, link


async def orders_it(town: Town, anna: Person) -> None:
    """From the button under the question to Submit."""
    await taps(town, anna, "Order it", "2", "Anna Bondar")
    anna.presses("Share my number")
    await town.settles()
    await says(town, anna, "Lviv, Rynok 1")
    await taps(town, anna, "Skip", "Submit")


async def test_a_question_becomes_the_orders_conversation(town: Town) -> None:
    """Asked and answered before the order, both ways and with a photo; the order's history begins with it."""
    olena, anna, _ = await asks(town)
    assert "What would you like to know about Clay mug?" in read(anna.last_message)
    rings, before = olena.rings, len(olena.messages)
    await anna.says("Does it go in the dishwasher?")
    await town.settles()
    got = olena.last_message
    assert read(got) == "❓ Anna Bondar · Clay mug\nDoes it go in the dishwasher?"
    assert (olena.rings, len(olena.messages)) == (rings + 1, before + 1)
    await olena.sends_file("photo", png(2, 2), reply_to=got, caption="This one does!")
    await town.settles()
    answer = anna.last_message
    assert (answer.kind, read(answer)) == ("photo", "❓ Clay & Co · Clay mug\nThis one does!")
    assert answer.reply_to is not None
    await orders_it(town, anna)
    await anna.says("In green, please")
    await town.settles()
    number = 1001
    assert read(olena.last_message) == f"💬 Anna Bondar · #{number}\nIn green, please"
    await olena.says("Also in green", reply_to=got)
    await town.settles()
    assert read(anna.last_message) == f"💬 Clay & Co · #{number}\nAlso in green"
    async with town.service.office.store.read() as uow:
        account = await uow.people.account(anna.id)
    assert account is not None
    assert account.customer is not None
    assert account.customer.phone == "+380671112233", "the next order need not ask for it"
    reply = await town.shop.caller.sends("GET", f"/orders/{number}/messages")
    said = [one["text"] for one in reply.document["messages"]]
    assert said == [
        "Does it go in the dishwasher?", "This one does!", "In green, please", "Also in green"
    ]  # fmt: skip


async def test_an_order_placed_on_the_marketplace_takes_the_question_over(town: Town) -> None:
    """Also when the marketplace does not know whose chat it is, until the order's link is opened."""
    olena, anna, _ = await asks(town)
    await anna.says("Is it heavy?")
    await town.settles()
    asked = olena.last_message
    item = {
        "product_ref": "mug",
        "title": "Clay mug",
        "quantity": 1,
        "price": {"amount": "450.00", "currency": "UAH"},
    }
    placed = await town.shop.places(customer={"ref": "c-1", "name": "Anna"}, items=[item])
    await olena.says("300 g", reply_to=asked)
    await town.settles()
    assert read(anna.last_message) == "❓ Clay & Co · Clay mug\n300 g"
    anna.follows(placed.link)
    await anna.sees(str(placed.number))
    await town.settles()
    await anna.says("Thank you")
    await town.settles()
    assert read(olena.last_message).startswith("💬 Anna")
    reply = await town.shop.caller.sends("GET", f"/orders/{placed.number}/messages")
    said = [one["text"] for one in reply.document["messages"]]
    assert said == ["Is it heavy?", "300 g", "Thank you"]


async def test_the_orders_topic_begins_with_what_was_said_before(town: Town) -> None:
    """A question has no topic of its own; its last lines stand at the head of the order's."""
    town.world.telegram.has_topics_enabled = True
    await town.restarts()
    olena, anna, _ = await asks(town)
    await anna.says("Does it go in the dishwasher?")
    await town.settles()
    assert olena.chat.topics == {}
    await olena.says("It does", reply_to=olena.last_message)
    await town.settles()
    await orders_it(town, anna)
    [topic] = olena.chat.topics.values()
    inside = [
        read(m)
        for m in olena.messages
        if m.thread_id == topic.id and not m.kind.startswith("forum")
    ]
    assert inside[0].startswith("🧵 This was said before order #1001 came here:")
    assert "Does it go in the dishwasher?" in inside[0]
    assert "It does" in inside[0]
    assert "New order #1001" in inside[1]


async def test_two_questions_are_kept_apart(town: Town) -> None:
    """The seller who just types is asked whom it is for; each answer goes to who asked."""
    olena, anna, link = await asks(town)
    petro = town.world.person("Petro Bondar")
    petro.follows(link.replace("buy_", "ask_"))
    await petro.sees("What would you like to know about Clay mug?")
    await town.settles()
    await anna.says("Is it blue?")
    await petro.says("Is it red?")
    await town.settles()
    await olena.says("It is red")
    await town.settles()
    assert WHICH in read(olena.last_message)
    await olena.taps("Petro Bondar: Clay mug")
    await town.settles()
    assert [read(m) for m in heard(petro, "It is red")] == ["❓ Clay & Co · Clay mug\nIt is red"]
    assert heard(anna, "It is red") == []
    assert "Passed on to Petro Bondar: it is about Clay mug." in read(olena.last_message)


async def test_a_customer_with_an_order_and_a_question_is_asked_which(town: Town) -> None:
    """Asked once the talk has rested; a question in which nothing was said is no choice."""
    olena, anna, _ = await asks(town)
    await anna.says("Is it blue?")
    await town.settles()
    await orders_it(town, anna)
    anna.follows(await town.shop.adds_product("jug", title="Jug"))
    await town.settles()
    await taps(town, anna, ASK)
    await town.passes(DAY)
    await anna.says("Hello")
    await town.settles()
    assert heard(anna, WHICH) == []
    assert read(olena.last_message) == "💬 Anna Bondar · #1001\nHello"
    await taps(town, anna, ASK)
    await anna.says("And the jug?")
    await town.settles()
    assert read(olena.last_message) == "❓ Anna Bondar · Jug\nAnd the jug?"
    await town.passes(DAY)
    await anna.says("Hello again")
    await town.settles()
    assert len(heard(anna, WHICH)) == 1
    await taps(town, anna, "Jug")
    assert read(olena.last_message) == "❓ Anna Bondar · Jug\nHello again"


async def test_half_an_order_waits_while_one_asks(town: Town) -> None:
    """The words are the seller's, not an answer to "how many"; then the order goes on."""
    olena, anna, _ = await asks(town)
    await anna.says("2")
    await town.settles()
    assert read(olena.last_message) == "❓ Anna Bondar · Clay mug\n2"
    await taps(town, anna, "2")
    assert len(heard(anna, "What is your name?")) == 1


async def test_an_unanswerable_question_says_so(town: Town) -> None:
    """A seller who is not in Telegram, their own product, a product that is gone."""
    await town.shop.adds_seller("wood", "Wood & Son")
    link = await town.shop.adds_product("spoon", "wood", title="Spoon")
    anna = town.world.person("Anna Bondar")
    anna.follows(link.replace("buy_", "ask_"))
    await anna.sees("about Spoon?")
    await anna.says("Of oak?")
    await town.settles()
    await town.passes(3 * SECOND)
    assert "Not delivered yet: Wood & Son can’t be reached here" in read(anna.last_message)
    olena = await town.seller()
    mug = await town.shop.adds_product()
    olena.follows(mug.replace("buy_", "ask_"))
    await olena.sees("This is your own product’s link.")
    anna.follows("https://t.me/orderbell_bot?start=ask_nothing1")
    await anna.sees("This product is no longer offered.")
    await town.settles()
    ivan = await town.seller("Ivan Franko", "wood", "Wood & Son")
    await town.settles()
    assert heard(ivan, "Of oak?") != []


async def test_a_forged_choice_of_anothers_question_is_refused(town: Town) -> None:
    """Nobody reads or answers what others asked, nor learns whether there is such a question."""
    _, anna, _ = await asks(town)
    await anna.says("Is it blue?")
    await town.settles()
    eve = town.world.person("Eve")
    await eve.starts()
    await town.settles()
    for number in (900_000_000_001, 900_000_000_777):
        for kind in ("w", "m", "o", "h", "k"):
            data = f"{kind}:{number}" + (":1" if kind == "h" else "")
            answer = await (await eve.taps_data(data)).answered()
            assert answer.text.startswith("I can’t find this order among yours."), data
    await town.settles()
    assert heard(eve, "Is it blue?") == []


async def test_the_talk_survives_an_order_placed_while_a_question_is_on_its_way(town: Town) -> None:
    """The call to the seller fails, the order is placed, the service restarts: once, and in order."""
    olena, anna, _ = await asks(town)
    town.world.telegram.faults.add(Fault("server_error", "sendMessage", olena.id, 2, value=500))
    await anna.says("Is it blue?")
    await anna.says("Or green?")
    await town.may_wait(SECOND)
    await orders_it(town, anna)
    await town.restarts()
    await town.passes(60 * SECOND)
    said = [read(m).split("\n")[1] for m in olena.messages if read(m).startswith(("❓", "💬"))]
    assert said == ["Is it blue?", "Or green?"]


async def test_two_taps_open_one_conversation(town: Town) -> None:
    """However often it is pressed."""
    _, anna, _ = await asks(town)
    await taps(town, anna, ASK)
    office = town.service.office
    async with office.store.read() as uow:
        account = await uow.people.account(anna.id)
        product = await uow.products.by_ref("mug")
    assert account is not None
    assert product is not None
    assert (await ask(office, account, product)).number == 900_000_000_001
