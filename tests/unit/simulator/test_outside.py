"""Chats that the bot cannot see, and inline results that people send into them."""

import asyncio
from typing import Any

import pytest

from simulator.inline import choose
from simulator.people import Person
from simulator.world import World
from tests.unit.simulator.bot_client import BotClient, Refused

RESULT: dict[str, Any] = {
    "type": "article",
    "id": "m1",
    "title": "Blue mug",
    "input_message_content": {"message_text": "Blue mug"},
    "reply_markup": {"inline_keyboard": [[{"text": "Buy", "callback_data": "b"}]]},
}


async def offered(world: World, bot: BotClient, person: Person, result: dict[str, Any]) -> None:
    """The person asks inline, the bot answers with one result."""
    asking = asyncio.create_task(person.asks_inline("mug"))
    await bot.eventually(lambda: any(v is None for v in world.telegram.inline_queries.values()))
    query_id = next(k for k, v in world.telegram.inline_queries.items() if v is None)
    await bot("answerInlineQuery", inline_query_id=query_id, results=[result])
    await asking


async def test_bot_neither_finds_nor_hears_it(world: World, bot: BotClient, olena: Person) -> None:
    """Writing there is chat not found; nothing said there is an update."""
    outside = world.outside(olena, "Marketplace")
    await bot.updates(offset=-1)
    outside.says("Your order is placed")
    await olena.says("thanks", chat=outside.chat)
    assert [message.text for message in outside.messages] == ["Your order is placed", "thanks"]
    assert len(await bot.updates()) == 1
    for method, extra in (("sendMessage", {"text": "x"}), ("getChat", {})):
        with pytest.raises(Refused, match="chat not found"):
            await bot(method, chat_id=outside.id, **extra)


async def test_each_person_has_their_own(world: World, olena: Person) -> None:
    """One chat per person and name; others are not in it."""
    max = world.person("Max")
    chats = [world.outside(olena, "Marketplace"), world.outside(max, "Marketplace")]
    chats += [world.outside(olena, "A friend")]
    assert len({one.id for one in chats}) == 3
    assert world.outside(olena, "A friend") is chats[2]
    assert [world.chat(one.id) for one in chats] == [one.chat for one in chats]
    assert world.chats_of(olena) == [olena.chat, chats[0].chat, chats[2].chat]
    assert world.chat(1) is None
    with pytest.raises(ValueError, match="is not in 'Marketplace'"):
        await max.says("x", chat=chats[0].chat)


async def test_tap_on_an_inline_message_names_no_chat(
    world: World, bot: BotClient, olena: Person
) -> None:
    """The bot learns an inline_message_id, not where its message was sent."""
    await offered(world, bot, olena, RESULT)
    outside = world.outside(olena, "A friend")
    message = choose(olena, "m1", outside.chat)
    assert (message.text, message.sender) == ("Blue mug", olena.user)
    await olena.taps("Buy", on=message)
    query = (await bot.updates(offset=-1))[0]["callback_query"]
    assert "message" not in query
    assert query["inline_message_id"]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (
            {"input_message_content": {"message_text": "x", "parse_mode": "MarkdownV2"}},
            "reads HTML",
        ),
        ({"reply_markup": {"keyboard": []}}, "inline keyboard expected"),
    ],
)
async def test_unsound_result_cannot_be_sent(
    world: World, bot: BotClient, olena: Person, change: dict[str, object], problem: str
) -> None:
    """In Telegram's words; nothing is written."""
    await offered(world, bot, olena, RESULT | change)
    with pytest.raises(ValueError, match=problem):
        choose(olena, "m1", olena.chat)
    with pytest.raises(ValueError, match="was not offered"):
        choose(olena, "m2", olena.chat)
    assert [message.text for message in olena.messages] == ["/start"]


async def test_result_with_a_caption_is_sent_with_it(
    world: World, bot: BotClient, olena: Person
) -> None:
    """Results that are media have no text content."""
    await offered(world, bot, olena, {"type": "photo", "id": "p", "caption": "Blue mug"})
    assert choose(olena, "p", olena.chat).text == "Blue mug"


async def test_world_tells_who_listens(world: World, bot: BotClient, olena: Person) -> None:
    """Changes, calls with their duration, and updates, each as it happens."""
    changes: list[str] = []
    kinds: list[str] = []
    world.telegram.changes.listeners.append(lambda: changes.append("changed"))
    world.telegram.updates.listeners.append(lambda update: kinds.append(update.kind))
    await olena.says("hello")
    olena.blocks_bot()
    assert (kinds, len(changes) >= 2) == (["message", "my_chat_member"], True)
    await bot("getMe")
    took_ms = world.telegram.calls("getMe")[0].took_ms
    assert took_ms is not None
    assert 0 <= took_ms < 1000
