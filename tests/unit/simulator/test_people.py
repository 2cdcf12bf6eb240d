"""People as actors: what they see, what they can do, what is refused to them."""

import asyncio
import re

import pytest

from simulator.people import Person
from simulator.sight import NotSeen
from simulator.world import World
from tests.unit.simulator.bot_client import BotClient, Refused


async def test_seeing_waits_for_the_message(bot: BotClient, olena: Person) -> None:
    """No polling: the message itself wakes who waits."""
    looking = asyncio.create_task(olena.sees("Paid", within_s=5))
    await bot("sendMessage", chat_id=olena.id, text="Order 17: Paid")
    assert (await looking).text == "Order 17: Paid"


async def test_seeing_waits_for_an_edit(bot: BotClient, olena: Person) -> None:
    """An old message that changes counts as well."""
    sent = await bot("sendMessage", chat_id=olena.id, text="new")
    looking = asyncio.create_task(olena.sees(re.compile(r"p\w+d"), within_s=5))
    edit = {"chat_id": olena.id, "message_id": sent["message_id"]}
    await bot("editMessageText", text="paid", **edit)
    assert (await looking).id == sent["message_id"]


async def test_own_words_are_not_seen(olena: Person) -> None:
    """Looking is for what others wrote."""
    await olena.says("Paid?")
    with pytest.raises(NotSeen, match="did not see 'Paid'"):
        await olena.sees("Paid", within_s=0.01)
    with pytest.raises(NotSeen, match="has no message yet"):
        _ = olena.last_message


async def test_newest_fitting_message_is_seen(bot: BotClient, olena: Person) -> None:
    """By text, by pattern, by question."""
    for text in ("Order 1", "Order 2", "Other"):
        await bot("sendMessage", chat_id=olena.id, text=text)
    assert (await olena.sees("Order")).text == "Order 2"
    assert (await olena.sees(re.compile(r"\d"))).text == "Order 2"
    assert (await olena.sees(lambda message: message.text.endswith("1"))).text == "Order 1"


async def test_seeing_no_more_fails_while_it_stays(bot: BotClient, olena: Person) -> None:
    """The opposite of seeing."""
    await bot("sendMessage", chat_id=olena.id, text="stays")
    with pytest.raises(NotSeen, match="still sees 'stays'"):
        await olena.sees_no_more("stays", within_s=0.01)


async def test_tap_waits_for_its_button(bot: BotClient, olena: Person) -> None:
    """The card may come later than the wish to press it."""
    tapping = asyncio.create_task(olena.taps("Approve", within_s=5))
    keyboard = {"inline_keyboard": [[{"text": "Approve", "callback_data": "a"}]]}
    await bot("sendMessage", chat_id=olena.id, text="x", reply_markup=keyboard)
    assert (await tapping).button.label == "Approve"


async def test_start_payload_is_what_telegram_lets_through(
    world: World, bot: BotClient, olena: Person
) -> None:
    """64 characters of A-Za-z0-9_-."""
    await olena.starts("x" * 64)
    for payload in ("x" * 65, "a b", "ї"):
        with pytest.raises(ValueError, match="does not pass this payload on"):
            await olena.starts(payload)
    olena.follows(f"https://t.me/{world.telegram.username}?start=abc_-9")
    assert olena.messages[-1].text == "/start abc_-9"
    await olena.follows("https://example.org")
    assert olena.opened == ["https://example.org"]


async def test_long_text_is_cut_by_the_client(bot: BotClient, olena: Person) -> None:
    """10,000 characters come as several messages."""
    await olena.says("x" * 10_000)
    texts = [u["message"]["text"] for u in (await bot.updates())[1:]]
    assert "".join(texts) == "x" * 10_000
    assert max(len(text) for text in texts) <= 4096


async def test_edits_are_told_and_deletions_are_not(bot: BotClient, olena: Person) -> None:
    """Every version is kept."""
    said = await olena.says("one")
    await olena.edits(said, "two")
    await olena.deletes(said)
    edited = (await bot.updates(offset=-1))[0]["edited_message"]
    assert (edited["text"], edited["message_id"], said.versions) == ("two", said.id, ["one"])
    assert said not in olena.messages
    sent = await bot("sendMessage", chat_id=olena.id, text="x")
    with pytest.raises(ValueError, match="did not write"):
        await olena.edits(olena.chat.history[sent["message_id"]], "y")


async def test_contacts_can_be_foreign(world: World, bot: BotClient, olena: Person) -> None:
    """The user_id tells whose it is."""
    ivan = world.person("Ivan", phone="+380671112233")
    await olena.shares_contact(of=ivan)
    contact = (await bot.updates(offset=-1))[0]["message"]["contact"]
    assert (contact["phone_number"], contact["user_id"]) == ("+380671112233", ivan.id)
    await olena.shares_contact("no phone")
    assert olena.messages[-1].contact is not None
    assert olena.messages[-1].contact["phone_number"] == "no phone"


async def test_an_entry_of_the_phone_book_may_lack_anything_but_the_name(
    bot: BotClient, olena: Person
) -> None:
    """What is not known is left out; the phone number is always there."""
    await olena.shares_entry("Taras <b>", "")
    contact = (await bot.updates(offset=-1))[0]["message"]["contact"]
    assert contact == {"phone_number": "", "first_name": "Taras <b>"}
    await olena.shares_entry("Ivan", "+380671112233", last_name="Franko", user_id=7)
    contact = (await bot.updates(offset=-1))[0]["message"]["contact"]
    assert (contact["last_name"], contact["user_id"]) == ("Franko", 7)


async def test_people_differ(world: World) -> None:
    """Ids, phones and languages of their own."""
    one, two = world.person("One", language="uk"), world.person("Two")
    assert one.id != two.id
    assert one.phone != two.phone
    assert (one.user.language_code, two.user.language_code) == ("uk", "en")
    assert one.chat.wire() == {"id": one.id, "type": "private", "first_name": "One"}


async def test_writing_opens_the_chat(world: World, bot: BotClient) -> None:
    """Whoever wrote first can be answered."""
    ivan = world.person("Ivan")
    with pytest.raises(Refused, match="bot can't initiate conversation"):
        await bot("sendMessage", chat_id=ivan.id, text="x")
    await ivan.says("hello")
    await bot("sendMessage", chat_id=ivan.id, text="x")


async def test_two_worlds_can_stand_side_by_side(world: World) -> None:
    """Each on its own port; a taken port is refused."""
    async with World.start() as other:
        assert other.telegram.api_url != world.telegram.api_url
        assert other.telegram.now().tzinfo is not None
        port = int(other.telegram.api_url.rpartition(":")[2])
        with pytest.raises(OSError, match="address already in use"):
            await World.start(port=port).__aenter__()
