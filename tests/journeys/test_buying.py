"""The Buy link: from the product to the seller's alert, with every wrong turn on the way."""

from dataclasses import replace

from orders.states import Actor
from simulator.people import Person
from simulator.telegram.chats import Message
from tests.journeys.town import DAY, Town, read

#: See `conftest`.
ONE_WAY = True

MAX_COMMENT = 1000


async def opens(
    town: Town, language: str = "en", title: str = "Clay mug", description: str = "By hand."
) -> tuple[Person, str]:
    """A person who opened a product's Buy link, and the link."""
    link = await town.shop.adds_product(title=title, description=description)
    anna = town.world.person("Anna Bondar", language=language, phone="+380671112233")
    anna.follows(link)
    await town.settles()
    return anna, link


async def taps(town: Town, person: Person, *labels: str) -> Message:
    """Press one button after the other; what the person sees then."""
    for label in labels:
        await (await person.taps(label)).answered()
        await town.settles()
    return person.last_message


async def says(town: Town, person: Person, *texts: str) -> Message:
    """Write one message after the other; the last answer."""
    for text in texts:
        await person.says(text)
        await town.settles()
    return person.last_message


async def to_summary(town: Town, person: Person, comment: str = "In blue, please") -> Message:
    """Answer every question."""
    await taps(town, person, "2", "Anna Bondar")
    person.presses("Share my number")
    await town.settles()
    return await says(town, person, "Lviv, Rynok 1", comment)


async def test_buying_from_the_link_to_the_sellers_alert(town: Town) -> None:
    """Quantity, name, phone, address, comment, summary, Submit: the seller's phone rings."""
    olena = await town.seller()
    rings = olena.rings
    anna, _ = await opens(town)
    card = read(anna.last_message)
    assert "Clay mug\nfrom Clay & Co" in card
    assert "Price: 450.00 UAH" in card
    assert "Takes 5 days to make" in card
    assert "How many would you like?" in card
    assert "What is your name?" in (await taps(town, anna, "2")).text
    assert "What is your phone number?" in (await taps(town, anna, "Anna Bondar")).text
    anna.presses("Share my number")
    await town.settles()
    assert anna.chat.keyboard == [], "the contact button goes away"
    assert "Where should it go?" in anna.last_message.text
    assert "Anything the seller should know?" in (await says(town, anna, "Lviv, Rynok 1")).text
    summary = read(await says(town, anna, "In blue, please"))
    wanted = ("2 × Clay mug", "Total: 900.00 UAH", "Anna Bondar", "+380 67 111 2233",
              "Lviv, Rynok 1", "In blue, please")  # fmt: skip
    assert [line for line in wanted if line not in summary] == []
    await taps(town, anna, "Submit")
    assert any("Your request is order #1001" in message.text for message in anna.messages)
    mine = await town.card(1001, Actor.CUSTOMER, anna)
    assert "The seller has your request" in mine.text
    alert = read(await olena.sees("New order #1001"))
    assert [line for line in wanted if line not in alert] == []
    assert "Not in Telegram" not in alert
    assert olena.rings == rings + 1
    assert town.events(1001) == ["placed"]


async def test_buying_in_ukrainian(town: Town) -> None:
    """Every question in the buyer's language."""
    await town.seller()
    anna, _ = await opens(town, "uk")
    assert "Скільки вам потрібно?" in anna.last_message.text
    await taps(town, anna, "1")
    await says(town, anna, "Ганна")
    await says(town, anna, "067 111 22 33", "Львів, Ринок 1")
    summary = await taps(town, anna, "Пропустити")
    assert "Перевірте, будь ласка, свій запит" in summary.text
    assert "Разом: 450,00 ₴" in read(summary)
    await taps(town, anna, "Надіслати")
    await anna.sees("Надіслано! Ваш запит — замовлення №1001")


async def test_a_typed_phone_is_understood_as_people_write_it(town: Town) -> None:
    """Without the country code, with brackets; the contact button goes away as well."""
    await town.seller()
    anna, _ = await opens(town)
    await taps(town, anna, "1", "Anna Bondar")
    await says(town, anna, "(067) 111-22-33", "Lviv")
    assert anna.chat.keyboard == []
    assert "+380 67 111 2233" in read(await taps(town, anna, "Skip"))


BAD: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (("0", "-1", "1000", "two", "1.5", "9" * 4000), "a number from 1 to 999", "3"),
    (("x" * 121,), "at most 120 characters", "Anna <b>B</b>"),
    (("call me", "+380 12", "+10000000000"), "not look like a phone number", "+380671112233"),
    (("Л" * 501,), "at most 500 characters", "Lviv"),
    (("c" * (MAX_COMMENT + 1),), "at most 1000 characters", "In blue"),
)


async def test_a_bad_answer_is_explained_and_asked_again(town: Town) -> None:
    """One calm sentence; the question stays, and a good answer goes on."""
    await town.seller()
    anna, _ = await opens(town)
    for bad, explained, good in BAD:
        for answer in bad:
            said = read(await says(town, anna, answer)).replace("1,000", "1000")
            assert explained in said, answer
        await says(town, anna, good)
    summary = read(anna.last_message)
    assert "3 × Clay mug" in summary
    assert "Anna <b>B</b>" in summary


async def test_pictures_and_contacts_are_no_address(town: Town) -> None:
    """Only words can be taken; the question stays."""
    await town.seller()
    anna, _ = await opens(town)
    await says(town, anna, "1", "Anna", "+380671112233")
    await anna.sends_photo(b"\x89PNG", "my house")
    await anna.sees("I can only take words here")
    await anna.shares_contact()
    await anna.sends_location(50.45, 30.52)
    await town.settles()
    assert "Anything the seller should know?" in (await says(town, anna, "Lviv")).text


async def test_each_answer_can_be_changed(town: Town) -> None:
    """From the summary back to one question; the other answers stay."""
    await town.seller()
    anna, _ = await opens(town)
    await to_summary(town, anna)
    for what, said, seen in (
        ("Quantity", "7", "7 × Clay mug"),
        ("Name", "Ганна", "Ганна"),
        ("Phone", "+380501112233", "+380 50 111 2233"),
        ("Address", "Odesa", "Odesa"),
        ("Comment", "In green", "In green"),
    ):
        await taps(town, anna, "Change", what)
        summary = await says(town, anna, said)
        assert "Please check your request" in summary.text
        assert seen in read(summary)
    assert "Total: 3,150.00 UAH" in read(anna.last_message)
    await taps(town, anna, "Change", "Back", "Submit")
    assert town.events(1001) == ["placed"]


async def test_a_draft_survives_orders_and_a_restart(town: Town) -> None:
    """A command gets out of it, a restart of the service forgets nothing, the link offers it again."""
    await town.seller()
    anna, link = await opens(town)
    await says(town, anna, "3", "Anna")
    await says(town, anna, "/orders")
    assert "I didn’t get that" in (await says(town, anna, "+380671112233")).text
    await town.restarts()
    anna.follows(link)
    await town.settles()
    assert "You have begun a request for “Clay mug”" in read(anna.last_message)
    assert "What is your phone number?" in (await taps(town, anna, "Go on")).text
    await says(town, anna, "+380671112233", "Lviv", "blue")
    assert "3 × Clay mug" in read(anna.last_message)
    await taps(town, anna, "Submit")
    assert town.events(1001) == ["placed"]


async def test_a_draft_can_be_begun_afresh(town: Town) -> None:
    """Even for another product than the one that was opened now."""
    await town.seller()
    anna, _ = await opens(town)
    await says(town, anna, "3", "Anna")
    anna.follows(await town.shop.adds_product("bowl", title="Tea bowl"))
    await town.settles()
    assert "a request for “Clay mug”" in read(anna.last_message)
    assert "Tea bowl" in (await taps(town, anna, "Start afresh")).text
    assert "What is your name?" in (await taps(town, anna, "1")).text


async def test_a_draft_is_forgotten_after_a_week(town: Town) -> None:
    """The link then begins anew; an old button says that the request is over."""
    await town.seller()
    anna, link = await opens(town)
    await says(town, anna, "3")
    asked = anna.last_message
    await town.passes(7 * DAY)
    await taps(town, anna, "Anna Bondar")
    assert "no longer open" in asked.text
    anna.follows(link)
    await town.settles()
    assert "How many would you like?" in anna.last_message.text


async def test_buying_can_be_left(town: Town) -> None:
    """By the button or by /cancel: nothing was sent; the next message is no answer."""
    await town.seller()
    anna, link = await opens(town)
    await says(town, anna, "3")
    assert "nothing was sent" in (await taps(town, anna, "Stop")).text
    assert "I didn’t get that" in (await says(town, anna, "Anna")).text
    anna.follows(link)
    await town.settles()
    await says(town, anna, "3")
    assert "Nothing was sent" in (await says(town, anna, "/cancel")).text
    assert "I didn’t get that" in (await says(town, anna, "Anna")).text


async def test_leaving_at_the_phone_takes_the_contact_button_away(town: Town) -> None:
    """A button that shares a phone number does not stay on the screen for nothing."""
    await town.seller()
    anna, link = await opens(town)
    await says(town, anna, "1", "Anna")
    for way_out in ("/cancel", "/orders"):
        assert anna.chat.keyboard != []
        await says(town, anna, way_out)
        assert anna.chat.keyboard == []
        anna.follows(link)
        await town.settles()
        await taps(town, anna, "Go on")


async def test_a_price_changed_before_submit_is_shown_first(town: Town) -> None:
    """Nobody orders at a price they have not seen."""
    await town.seller()
    anna, _ = await opens(town)
    await to_summary(town, anna)
    await town.shop.adds_product(price={"amount": "500.00", "currency": "UAH"})
    again = await taps(town, anna, "Submit")
    assert "The price has changed meanwhile" in again.text
    assert "Total: 1,000.00 UAH" in read(again)
    await taps(town, anna, "Submit")
    assert town.events(1001) == ["placed"]


async def test_a_product_that_is_gone(town: Town) -> None:
    """An unknown code reads as a product that is no longer offered."""
    await town.seller()
    anna = town.world.person("Anna")
    await anna.starts("buy_nosuchcode12")
    await anna.sees("This product is no longer offered")


async def test_a_shop_that_was_closed_sells_nothing(town: Town) -> None:
    """Disabled between the summary and Submit: refused, and no order."""
    await town.seller()
    anna, link = await opens(town)
    await to_summary(town, anna)
    async with town.service.office.store.write() as uow:
        seller = await uow.people.seller_by_ref("clay")
        await uow.people.put_seller(replace(seller, disabled_at=town.clock.now()))
    assert "no longer offered" in (await taps(town, anna, "Submit")).text
    anna.follows(link)
    await town.settles()
    assert "no longer offered" in anna.last_message.text


async def test_sellers_do_not_buy_from_themselves(town: Town) -> None:
    """Their own link is for sharing."""
    olena = await town.seller()
    olena.follows(await town.shop.adds_product())
    await olena.sees("your own product’s link")


async def test_two_taps_on_submit_are_one_order(town: Town) -> None:
    """The second finds the first."""
    olena = await town.seller()
    anna, _ = await opens(town)
    summary = await to_summary(town, anna)
    first, second = await anna.taps("Submit", on=summary), await anna.taps("Submit", on=summary)
    await first.answered()
    await second.answered()
    await town.settles()
    assert "Your request is order #1001" in summary.text
    assert sum("New order" in message.text for message in olena.messages) == 1


async def test_a_known_customer_need_not_type_again(town: Town) -> None:
    """Name and phone of the earlier order are one tap each."""
    await town.seller()
    anna, link = await opens(town)
    await to_summary(town, anna)
    await taps(town, anna, "Submit")
    anna.follows(link)
    await town.settles()
    await taps(town, anna, "1", "Anna Bondar", "+380 67 111 2233")
    await says(town, anna, "Lviv")
    await taps(town, anna, "Skip", "Submit")
    assert town.events(1002) == ["placed"]
    assert await town.card(1002, Actor.CUSTOMER, anna) is anna.last_message


async def test_buttons_of_earlier_questions_change_nothing(town: Town) -> None:
    """Scrolled up and tapped: the present question stays the present question."""
    await town.seller()
    anna, _ = await opens(town)
    first = anna.last_message
    five = first.button("5")
    assert five is not None
    await says(town, anna, "2", "Anna")
    await (await anna.taps_data(five.data, on=first)).answered()
    await says(town, anna, "+380671112233", "Lviv", "blue")
    assert "2 × Clay mug" in read(anna.last_message)


async def test_a_draft_of_a_product_that_is_gone_is_not_offered(town: Town) -> None:
    """Its shop was closed meanwhile: another link begins at once."""
    await town.seller()
    anna, _ = await opens(town)
    await says(town, anna, "3", "Anna")
    async with town.service.office.store.write() as uow:
        seller = await uow.people.seller_by_ref("clay")
        await uow.people.put_seller(replace(seller, disabled_at=town.clock.now()))
    await town.shop.adds_seller("wool", "Wool")
    anna.follows(await town.shop.adds_product("scarf", "wool", title="Scarf"))
    await town.settles()
    assert "Scarf" in anna.last_message.text
    assert "How many would you like?" in anna.last_message.text


HARD = (
    "<b>bold</b> & <i>",
    "👩🏽‍🎨🧶 кухоль «Щастя»",
    "שלום עולם",
    "\u202etxet desrever",
    "'; DROP TABLE orders; --",
)


async def test_any_text_arrives_as_it_was_written(town: Town) -> None:
    """HTML, emoji, right to left: in the title, the name, the address and the comment."""
    olena = await town.seller()
    for number, text in enumerate(HARD, 1001):
        anna = town.world.person(text)
        anna.follows(await town.shop.adds_product(title=f"Mug {text}", description=text))
        await town.settles()
        await says(town, anna, "1", text, "+380671112233", text, text)
        await taps(town, anna, "Submit")
        alert = await olena.sees(f"New order #{number}")
        # What turns the direction of the rest of the line is left out.
        assert alert.text.count(text.removeprefix("\u202e")) == 4
