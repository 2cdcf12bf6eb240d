"""/products: a seller keeps what they offer, and shares it into any chat as a card with a Buy button."""

import io

import matplotlib.image
import pytest
import segno

from channels.codes import QUIET_ZONE, SCALE
from orders.states import Actor
from simulator.inline import choose
from simulator.people import Person
from simulator.telegram.chats import Message
from storage.tables import products
from tests.journeys.scenes import heard, labels, taps
from tests.journeys.test_amounts import says
from tests.journeys.test_bad_input import forges
from tests.journeys.town import Town, read

#: See `conftest`.
ONE_WAY = True

PHOTO = b"\xff\xd8\xff\xe0 a mug \xff\xd9"
GONE = "That product is not among yours any more."


async def opens(town: Town, person: Person, *path: str) -> Message:
    """/products, and on by these buttons."""
    await person.says("/products")
    await town.settles()
    page = person.last_message
    for label in path:
        await (await person.taps(label, on=page)).answered()
        await town.settles()
    return page


async def adds(town: Town, olena: Person, title: str = "Clay mug", price: str = "450") -> Message:
    """A product in stock, without a photo; its page."""
    await opens(town, olena, "Add a product")
    await says(town, olena, title)
    await says(town, olena, price)
    await taps(town, olena, "It is in stock", "Without a photo", "Add the product")
    return olena.last_message


async def test_a_product_is_added_shared_and_bought(town: Town) -> None:
    """From nothing to an order: asked, summed up, sent by the bot's name into a chat, bought there."""
    olena = await town.seller()
    taras = town.world.person("Taras Shevchuk")
    page = await opens(town, olena)
    assert "You have no products here yet." in read(page)
    await (await olena.taps("Add a product", on=page)).answered()
    await town.settles()
    assert "What is it called?" in read(page)
    await says(town, olena, "Mug <b>blue</b> & grey")
    assert "What does one cost, in UAH?" in read(olena.last_message)
    await says(town, olena, "₴ 1 450,50")
    assert "How many days" in read(await says(town, olena, "many"))  # and asked again
    await says(town, olena, "14")
    await olena.sends_photo(PHOTO)
    await town.settles()
    summary = read(olena.last_message)
    assert "Mug <b>blue</b> & grey\n1,450.50 UAH" in summary
    assert "With a photo" in summary
    await taps(town, olena, "Add the product")
    assert "With a photo" in read(olena.last_message)
    assert "https://t.me/orderbell_bot?start=buy_" in read(olena.last_message)
    [card] = await olena.asks_inline("BLUE mug")
    assert (card["type"], card["title"]) == ("photo", "Mug <b>blue</b> & grey")
    sent = choose(olena, str(card["id"]), olena.chat)
    assert sent.kind == "photo"
    assert read(sent).startswith("Mug <b>blue</b> & grey\nClay & Co\n")
    [[buy]] = sent.buttons
    assert buy.plain == "Buy"
    taras.follows(buy.url)
    await town.settles()
    assert "Mug <b>blue</b> & grey" in read(taras.last_message)
    await taps(town, taras, "1")
    for said in ("Taras", "+380671234567", "Lviv, Rynok 1"):
        await says(town, taras, said)
    await taps(town, taras, "Skip", "Submit")
    assert len(heard(olena, "New order #1001")) == 1
    assert "1,450.50 UAH" in read(await town.card(1001, Actor.SELLER, olena))


async def test_a_half_made_product_is_kept(town: Town) -> None:
    """Over /cancel and a restart; offered again, with a way back at each question."""
    olena = await town.seller()
    await opens(town, olena, "Add a product")
    await says(town, olena, "Vase")
    await says(town, olena, "/cancel")
    await town.restarts()
    page = await opens(town, olena, "Add a product")
    assert "You have begun “Vase”. Go on with it?" in read(page)
    await taps(town, olena, "Go on")
    assert "What does one cost" in read(page)
    await taps(town, olena, "‹ Back")
    assert "What is it called?" in read(page)
    await says(town, olena, "Tall vase")
    await says(town, olena, "900")
    await taps(
        town,
        olena,
        "It is in stock",
        "Without a photo",
        "Add the product",
    )
    assert [row.title for row in town.rows(products.select())] == ["Tall vase"]
    over = await forges(town, olena, "pr:submit")
    assert over == ""
    assert len(town.rows(products.select())) == 1


@pytest.mark.parametrize(
    ("label", "typed", "refused", "shown"),
    [
        ("Price", "500", ("abc", "-5", "500 or so"), "500.00 UAH"),
        ("Title", "Cup", ("",), "Cup"),
        ("Days to make", "7", ("0", "1000"), "7 days"),
        ("Description", "Blue & <i>grey</i>\nglazed", (), "Blue & <i>grey</i>\nglazed"),
    ],
)
async def test_one_thing_is_changed(
    town: Town, label: str, typed: str, refused: tuple[str, ...], shown: str
) -> None:
    """What will not do is asked for again, and the product is what it was until then."""
    olena = await town.seller()
    page = await adds(town, olena)
    await (await olena.taps(label, on=page)).answered()
    before = town.rows(products.select())
    for bad in filter(None, refused):
        await says(town, olena, bad)
        assert town.rows(products.select()) == before
    assert shown in read(await says(town, olena, typed))
    assert town.rows(products.select()) != before


async def test_a_title_of_ten_thousand_characters_is_refused(town: Town) -> None:
    """Telegram sends it in pieces; each gets the same calm answer."""
    olena = await town.seller()
    await opens(town, olena, "Add a product")
    assert "at most 200" in read(await says(town, olena, "x" * 4000))
    assert "What does one cost" in read(await says(town, olena, "Mug"))


async def test_a_paused_product_is_not_offered(town: Town) -> None:
    """Neither by its link nor by the bot's name, until it is offered again."""
    olena = await town.seller()
    taras = town.world.person("Taras Shevchuk")
    page = await adds(town, olena)
    [[copy]] = [
        [b for b in row if b.plain == "Copy the link"]
        for row in page.buttons
        if any(b.plain == "Copy the link" for b in row)
    ]
    await taps(town, olena, "Pause")
    assert "nobody can buy it now" in read(page)
    assert await olena.asks_inline("mug") == []
    taras.follows(copy.copy_text)
    await town.settles()
    assert "no longer" in read(taras.last_message) or "not offered" in read(taras.last_message)
    await taps(town, olena, "Offer again")
    assert [one["title"] for one in await olena.asks_inline("mug")] == ["Clay mug"]
    taras.follows(copy.copy_text)
    await town.settles()
    assert "Clay mug" in read(taras.last_message)


async def test_the_code_is_the_link(town: Town) -> None:
    """A picture, module by module what the standard's library draws of the link below it."""
    olena = await town.seller()
    await adds(town, olena)
    await taps(town, olena, "QR code")
    sent = olena.last_message
    assert sent.kind == "photo"
    assert sent.file is not None
    link = read(sent).split("\n")[-1]
    pixels = matplotlib.image.imread(io.BytesIO(sent.file.body))
    half = SCALE // 2
    lit = pixels[half::SCALE, half::SCALE]
    matrix = [row[:] for row in segno.make(link, error="m", micro=False).matrix]
    inner = lit[QUIET_ZONE:-QUIET_ZONE, QUIET_ZONE:-QUIET_ZONE]
    dark = [
        [value < 0.5 for value in row]
        for row in inner.reshape(len(matrix), len(matrix), -1)[..., 0]
    ]
    assert dark == [[bool(value) for value in row] for row in matrix]


async def test_nobody_else_touches_a_product(town: Town) -> None:
    """Another shop's answers like none; an assistant looks and shares, and changes nothing."""
    olena = await town.seller()
    await adds(town, olena)
    [row] = town.rows(products.select())
    ira = await town.seller("Ira", "wool", "Wool")
    for step in ("open", "title", "price", "pause", "code", "photo"):
        assert await forges(town, ira, f"pr:{step}:{row.id}") == GONE
        assert await forges(town, ira, f"pr:{step}:999999") == GONE
    assert town.rows(products.select()) == [row]


async def test_a_shop_of_many_products_answers_page_by_page(town: Town) -> None:
    """Fifty at once to the bot's name, and where to go on; eight on a page of the list."""
    olena = await town.seller()
    for number in range(60):
        await town.shop.adds_product(f"mug-{number}", title=f"Mug {number}")
    first = await olena.asks_inline("mug")
    assert len(first) == 50
    rest = await olena.asks_inline("mug", offset="50")
    assert len({one["id"] for one in (*first, *rest)}) == 60
    page = await opens(town, olena)
    assert "Your 60 products" in read(page)
    assert "1/8" in labels(page)
    assert await olena.asks_inline("%") == []


@pytest.mark.parametrize("title", ["A tall mug of red clay with a handle and a lid", "ספל חרס"])
async def test_share_finds_its_own_product(town: Town, title: str) -> None:
    """What Share types after the bot's name is all of the title, as it is kept."""
    olena = await town.seller()
    page = await adds(town, olena, title)
    [query] = [
        str(button.wire["switch_inline_query"])
        for row in page.buttons
        for button in row
        if "switch_inline_query" in button.wire
    ]
    assert [one["id"] for one in await olena.asks_inline(query)] == ["p:1"]


@pytest.mark.parametrize("label", ["Description", "Price"])
async def test_old_buttons_of_a_new_product_change_nothing(town: Town, label: str) -> None:
    """Back, Go on and Add of an earlier message, while one thing of a product is asked for: the list."""
    olena = await town.seller()
    for step in ("back", "resume", "submit"):
        page = await adds(town, olena)
        await (await olena.taps(label, on=page)).answered()
        before = town.rows(products.select())
        assert await forges(town, olena, f"pr:{step}") == ""
        await says(town, olena, "500")
        assert town.rows(products.select()) == before
