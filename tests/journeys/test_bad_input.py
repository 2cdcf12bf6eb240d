"""Bad input gets a clear answer and loses nothing: forged taps, repeated and broken updates, wild texts."""

import asyncio
from typing import Any

import aiohttp
import pytest

from orders.states import Actor
from simulator.people import Person
from tests.journeys.shop import Placed
from tests.journeys.town import DAY, SECOND, Town, read

SECRET = "X-Telegram-Bot-Api-Secret-Token"
NOT_YOURS = "I can’t find this order among yours. Your orders: /orders"
OLD = "This button is out of date. Press /orders to go on."


async def stage(town: Town) -> tuple[Person, Person, Placed]:
    """A seller with a new order, and a stranger who has written to the bot."""
    olena = await town.seller()
    placed = await town.shop.places()
    await olena.sees("New order")
    mallory = town.world.person("Mallory")
    await mallory.starts()
    await mallory.sees("I look after orders")
    await town.settles()
    return olena, mallory, placed


async def forges(town: Town, person: Person, data: str | bytes) -> str:
    """What the bot answers to a forged button."""
    tap = await person.taps_data(data)
    text = (await tap.answered()).text
    await town.settles()
    return text


FOREIGN = (
    "a:approve:1001:1",
    "a:cancel:1001:1",
    "a:cancel:1001:1:fraud",
    "a:cancel:1001:1:other",
    "a:undo:1001:1",
    "r:1001:1",
    "c:1001:1",
    "b:1001",
    "o:1001",
    "a:approve:999999:1",
    "o:999999",
    "h:1001:1",
    "d:1001",
)


async def test_a_stranger_cannot_touch_an_order(town: Town) -> None:
    """The same words whether the order exists or not; nothing is shown, nothing happens."""
    _, mallory, placed = await stage(town)
    before = len(mallory.messages)
    assert {await forges(town, mallory, data) for data in FOREIGN} == {NOT_YOURS}
    assert town.events(placed.number) == ["placed"]
    assert len(mallory.messages) == before
    assert not any("Clay" in message.text for message in mallory.messages)


async def test_another_seller_cannot_touch_an_order(town: Town) -> None:
    """Being a seller is not being this order's seller."""
    _, _, placed = await stage(town)
    ira = await town.seller("Ira", "wool", "Wool")
    for data in (f"a:approve:{placed.number}:1", f"r:{placed.number}:1", f"o:{placed.number}"):
        assert await forges(town, ira, data) == NOT_YOURS
    assert town.events(placed.number) == ["placed"]


async def test_a_customer_cannot_do_the_sellers_steps(town: Town) -> None:
    """Their own order, but not their button."""
    _, _, placed = await stage(town)
    taras = await town.customer(placed)
    for data in (
        f"a:approve:{placed.number}:1",
        f"a:mark_paid:{placed.number}:1",
        f"a:undo:{placed.number}:1",
        f"a:cancel:{placed.number}:1:not_paid",
        f"r:{placed.number}:1",
    ):
        assert await forges(town, taras, data) == NOT_YOURS
    assert town.events(placed.number) == ["placed"]


async def test_a_seller_cannot_forge_what_has_no_button(town: Town) -> None:
    """The clock's and the administration's steps are not the seller's; nor is one out of turn."""
    olena, _, placed = await stage(town)
    for action in ("expire", "void", "restore", "close", "mark_sent"):
        said = await forges(town, olena, f"a:{action}:{placed.number}:1")
        assert said == "Not possible now. The order is: New.", action
    assert town.events(placed.number) == ["placed"]


NONSENSE: tuple[str | bytes, ...] = (
    "x" * 65,
    "a:approve:1001:1" + " " * 60,
    b"\xff\xfe\x00\x01",
    b"a:approve:1001:\xc3\x28",
    "",
    ":",
    "a",
    "a:fly:1001:1",
    "a:approve:1001",
    "a:approve:-1001:1",
    "a:approve:1001:1:",
    "a:approve:01001:1",
    "a:approve:٣:1",
    "a:approve:9999999999999:1",
    "y:submit:x",
    "l:nowhere:1",
    "l:new:0",
    "f:99999",
    "v:x",
    "nonsense",
)


async def test_a_button_that_is_none_of_ours(town: Town) -> None:
    """Unknown, too long, not UTF-8, empty: one calm sentence, and nothing happens."""
    olena, mallory, placed = await stage(town)
    for data in NONSENSE:
        assert await forges(town, olena, data) == OLD, data
        assert await forges(town, mallory, data) == OLD, data
    assert town.events(placed.number) == ["placed"]


async def test_an_old_version_is_refused_and_the_card_shown_anew(town: Town) -> None:
    """What the person saw is not what is: they see what is, and decide again."""
    olena, _, placed = await stage(town)
    for step in ("approve", "mark_paid"):
        await town.shop.caller.acts(placed.number, step, "clay")
    await town.settles()
    said = await forges(town, olena, f"a:close:{placed.number}:2")
    assert said == "The order has changed meanwhile. Here it is as it is now."
    assert town.events(placed.number) == ["placed", "approved", "marked_paid"]
    card = await town.card(placed.number, Actor.SELLER, olena)
    assert "Paid" in card.text


async def test_a_version_from_the_future_is_refused(town: Town) -> None:
    """Nobody can have seen it."""
    olena, _, placed = await stage(town)
    assert "changed meanwhile" in await forges(town, olena, f"a:approve:{placed.number}:99")
    assert town.events(placed.number) == ["placed"]


async def test_the_same_update_three_times_counts_once(town: Town) -> None:
    """Telegram delivers at least once; a step happens once."""
    olena, _, placed = await stage(town)
    tap = await olena.taps("Approve")
    town.world.telegram.updates.repeat_last()
    town.world.telegram.updates.repeat_last()
    await tap.answered()
    await town.settles()
    town.world.telegram.updates.repeat_last()
    await town.settles()
    assert town.events(placed.number) == ["placed", "approved"]


async def test_updates_out_of_order_do_no_harm(town: Town) -> None:
    """A later tap that comes first is refused; the earlier one then counts."""
    olena, _, placed = await stage(town)
    said = await forges(town, olena, f"a:mark_paid:{placed.number}:2")
    assert said == "Not possible now. The order is: New."
    await (await olena.taps("Approve")).answered()
    await town.settles()
    assert town.events(placed.number) == ["placed", "approved"]


BROKEN: tuple[dict[str, Any], ...] = (
    {"message": {"message_id": 7}},
    {"message": {"message_id": "seven", "date": "yesterday", "chat": {"id": 1}}},
    {"message": []},
    {"message": None},
    {"callback_query": {"id": 5}},
    {"callback_query": "tap"},
    {"my_chat_member": {"chat": {"id": 5}}},
    {"edited_message": {"chat": 5}},
    {"nobody_knows_this": {"a": 1}},
    {},
)


async def test_updates_that_cannot_be_parsed_do_not_stop_the_rest(town: Town) -> None:
    """Parked, not thrown away, where they cannot be read at all; the rest is worked at once."""
    town.errors_expected = True
    olena, _, placed = await stage(town)
    numbers = [town.world.telegram.updates.inject_raw(update) for update in BROKEN]
    await (await olena.taps("Approve")).answered()
    await town.settles()
    assert town.events(placed.number) == ["placed", "approved"]
    assert numbers[0] in town.parked()
    assert set(town.parked()) <= set(numbers)


async def test_a_tap_on_a_message_too_old_to_be_seen(town: Town) -> None:
    """Telegram sends only the chat and the id of such a message; the button works all the same."""
    olena, _, placed = await stage(town)
    card = olena.last_message
    town.world.telegram.updates.inject_raw(
        {
            "callback_query": {
                "id": "1",
                "from": olena.user.wire(),
                "message": {"chat": olena.chat.wire(), "message_id": card.id, "date": 0},
                "chat_instance": "1",
                "data": f"a:approve:{placed.number}:1",
            }
        }
    )
    await olena.sees("Confirmed")
    await town.settles()
    assert town.events(placed.number) == ["placed", "approved"]


async def test_a_tap_without_a_message_or_data(town: Town) -> None:
    """As inline messages and games have them: let go."""
    olena, _, placed = await stage(town)
    query = {"id": "1", "from": olena.user.wire(), "chat_instance": "1"}
    town.world.telegram.updates.inject_raw(
        {"callback_query": {**query, "data": "a:approve:1001:1"}}
    )
    town.world.telegram.updates.inject_raw({"callback_query": {**query, "game_short_name": "x"}})
    await town.settles()
    assert town.events(placed.number) == ["placed"]


async def test_a_tap_whose_answer_is_no_longer_wanted_is_no_failure(town: Town) -> None:
    """An id that Telegram does not know: "query is too old", and the step counts."""
    olena, _, placed = await stage(town)
    card = olena.last_message
    town.world.telegram.updates.inject_raw(
        {
            "callback_query": {
                "id": "12345",
                "from": olena.user.wire(),
                "message": card.wire(),
                "chat_instance": "1",
                "data": f"a:approve:{placed.number}:1",
            }
        }
    )
    await town.settles()
    assert town.events(placed.number) == ["placed", "approved"]


WILD = (
    "<b>bold</b><script>&amp;</script>",
    "👩🏽‍🎨🧶🇺🇦" * 8,
    "שלום עולם, مرحبا",
    "'; DROP TABLE orders; --",
    "%s {number} {0} $1 \\n",
)


async def test_any_text_over_http_is_shown_as_it_was_sent(town: Town) -> None:
    """In every field of the card, and in the list; no markup of theirs is ours."""
    olena = await town.seller(shop=WILD[0])
    for text in WILD:
        placed = await town.shop.places(
            customer={"ref": text[:60], "name": text},
            items=[{"title": text, "quantity": 1, "price": {"amount": "1.00", "currency": "UAH"}}],
            shipping_address=text,
            comment=text,
        )
        alert = await olena.sees(f"New order #{placed.number}")
        assert read(alert).count(text) == 4
    await olena.says("/orders")
    page = await olena.sees("Orders · New")
    for text in (text for text in WILD if len(text) < 50):
        assert read(page).count(text) == 2, page.text


async def test_the_longest_texts_fit_into_a_card(town: Town) -> None:
    """Every field at its limit, full of signs that count double: still one message."""
    olena = await town.seller(shop="🏺" * 120)
    placed = await town.shop.places(
        customer={"ref": "c", "name": "👩" * 120, "phone": "+380671112233"},
        items=[
            {"title": "🫖" * 140, "quantity": 999,
             "price": {"amount": "1.00", "currency": "UAH"}}
            for _ in range(50)
        ],
        shipping_address="🏠" * 500,
        comment="💬" * 1000,
        production_days=730,
    )  # fmt: skip
    alert = await olena.sees(f"New order #{placed.number}")
    assert "and 42 more items" in alert.text
    taras = await town.customer(placed)
    await (await olena.taps("Cancel order")).answered()
    await (await olena.taps("Other")).answered()
    await olena.says("😀" * 500)
    await olena.sees("Cancelled by you.")
    await taras.sees("Cancelled")
    await town.passes(10 * SECOND)


async def test_ten_thousand_characters_are_refused_over_http(town: Town) -> None:
    """The answer names the field; no order is taken."""
    await town.seller()
    long = "ї" * 10_000
    price = {"amount": "1.00", "currency": "UAH"}
    for change, pointer in (
        ({"shipping_address": long}, "#/shipping_address"),
        ({"comment": long}, "#/comment"),
        ({"customer": {"name": long}}, "#/customer/name"),
        ({"items": [{"title": long, "quantity": 1, "price": price}]}, "#/items/0/title"),
    ):
        reply = await town.shop.caller.places({**town.shop.body("clay"), **change})
        assert reply.status == 422
        assert reply.pointers == [pointer]


async def test_ten_thousand_characters_said_to_the_bot(town: Town) -> None:
    """Telegram cuts them in pieces; each is answered calmly, also in the middle of a dialogue."""
    olena, mallory, placed = await stage(town)
    for text in ("ї" * 10_000, "😀" * 10_000, "/start " + "x" * 9_000, "\u202e" * 5_000):
        await mallory.says(text)
        await olena.says(f"/find {text[:500]}")
        await olena.sees("Nothing found")
    await (await olena.taps("Cancel order")).answered()
    await (await olena.taps("Other")).answered()
    await olena.says("ї" * 10_000)
    await olena.sees("at most 500 characters")
    await town.settles()
    assert town.events(placed.number) == ["placed"]


async def test_names_of_accounts_may_be_anything(town: Town) -> None:
    """Telegram's names are other people's input, too."""
    olena = town.world.person("<b>O</b> &amp; \u202eKoval", language="uk-UA")
    olena.follows(await town.shop.adds_seller())
    await olena.sees("Clay & Co")
    anna = town.world.person("👩🏽‍🎨" * 30, language="x-klingon")
    anna.follows(await town.shop.adds_product())
    await anna.sees("How many would you like?")
    await (await anna.taps("1")).answered()
    await anna.sees("What is your name?")


async def test_whatever_is_said_is_answered_or_let_be(town: Town) -> None:
    """Nothing that a person can type stops the bot."""
    olena, _, placed = await stage(town)
    for said in ("/", "//", "/unknown", "/orders@someone_else", "/START", "/orders now", "🏺", "1"):
        await olena.says(said)
    await olena.says("/help")
    await olena.sees("Your orders ring here")
    assert town.events(placed.number) == ["placed"]


async def test_no_kind_of_message_is_a_step(town: Town) -> None:
    """Photos, voices, files, albums, places, contacts, edits: kept until it is clear whom they are for."""
    olena, _, placed = await stage(town)
    await olena.sends_photo(b"\x89PNG", "look")
    await olena.sends_voice(b"ogg")
    await olena.sends_document(b"%PDF", "bill.pdf")
    await olena.sends_album([b"\x89PNG", b"\x89PNG"], "both")
    await olena.sends_location(50.45, 30.52)
    await olena.shares_contact()
    said = await olena.says("mistake")
    await olena.edits(said, "mended")
    await town.settles()
    assert town.events(placed.number) == ["placed"]
    assert "Which order is it about?" in olena.last_message.text


@pytest.mark.parametrize("way", ["webhook"], indirect=True)
async def test_a_webhook_without_our_secret_is_refused(town: Town) -> None:
    """Whoever finds the address cannot speak for Telegram."""
    olena, _, placed = await stage(town)
    update = {
        "update_id": 1,
        "callback_query": {
            "id": "1",
            "from": olena.user.wire(),
            "message": olena.last_message.wire(),
            "chat_instance": "1",
            "data": f"a:approve:{placed.number}:1",
        },
    }
    headers: list[dict[str, str]] = [{}]
    headers += [{SECRET: wrong} for wrong in ("", "wrong", "кирилиця", "x" * 300)]
    async with aiohttp.ClientSession() as http:
        for tried in headers:
            async with http.post(f"{town.root}/telegram", json=update, headers=tried) as answer:
                assert answer.status == 403
    await town.settles()
    assert town.events(placed.number) == ["placed"]


@pytest.mark.parametrize("way", ["webhook"], indirect=True)
async def test_a_webhook_that_brings_no_update_is_acknowledged(town: Town) -> None:
    """What will never be one must not come again for ever."""
    await stage(town)
    target = town.world.telegram.webhook.target
    assert target is not None
    async with aiohttp.ClientSession() as http:
        for body in (b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"update_id": "x"}'):
            headers = {SECRET: target.secret}
            async with http.post(target.url, data=body, headers=headers) as answer:
                assert answer.status == 200


@pytest.mark.parametrize("way", ["polling"], indirect=True)
async def test_there_is_no_webhook_while_polling(town: Town) -> None:
    """Nothing listens where nothing is expected."""
    async with (
        aiohttp.ClientSession() as http,
        http.post(f"{town.root}/telegram", json={}) as answer,
    ):
        assert answer.status == 404


async def test_thirty_taps_at_once_are_one_step(town: Town) -> None:
    """A hammering finger, or a bot that plays person."""
    olena, _, placed = await stage(town)
    card = olena.last_message
    taps = [await olena.taps("Approve", on=card) for _ in range(30)]
    answers = await asyncio.gather(*(tap.answered(10) for tap in taps))
    assert sum(answer.text.startswith("Approved.") for answer in answers) == 1
    await town.settles()
    assert town.events(placed.number) == ["placed", "approved"]


async def test_an_ancient_card_still_works_or_says_why(town: Town) -> None:
    """Months later the buttons are there; the order has ended by itself."""
    olena, _, _ = await stage(town)
    approve = olena.last_message.button("Approve")
    assert approve is not None
    await town.passes(100 * DAY)
    assert await forges(town, olena, approve.data) == "This order is closed. Nothing to do."
