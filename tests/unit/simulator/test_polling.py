"""getUpdates: what waits, what is forgotten, who may ask."""

import asyncio

import pytest

from simulator.people import Person
from simulator.world import World
from tests.unit.simulator.bot_client import BotClient, Refused
from tests.unit.simulator.conftest import HandClock

CARD = {"inline_keyboard": [[{"text": "Approve", "callback_data": "a"}]]}


async def texts(bot: BotClient, **params: object) -> list[str]:
    """The texts of the messages that getUpdates gives."""
    return [update["message"]["text"] for update in await bot.updates(**params)]


async def test_updates_come_again_until_an_offset_confirms_them(
    bot: BotClient, olena: Person
) -> None:
    """Reading deletes nothing; a higher offset deletes everything older."""
    await olena.says("one")
    await olena.says("two")
    first = await bot.updates()
    assert await bot.updates() == first
    assert [u["update_id"] for u in first] == [first[0]["update_id"] + n for n in range(3)]
    assert await texts(bot, offset=first[1]["update_id"]) == ["one", "two"]
    assert await texts(bot, offset=first[2]["update_id"] + 1) == []
    assert await bot.updates() == []


async def test_negative_offset_keeps_only_the_newest(bot: BotClient, olena: Person) -> None:
    """All previous updates are forgotten."""
    await olena.says("one")
    await olena.says("two")
    assert await texts(bot, offset=-1) == ["two"]
    assert await texts(bot) == ["two"]


async def test_limit_cuts_and_is_clamped(bot: BotClient, olena: Person) -> None:
    """1 to 100 at once."""
    for number in range(120):
        await olena.says(str(number))
    assert await texts(bot, limit=2) == ["/start", "0"]
    assert len(await texts(bot, limit=1000)) == 100
    assert len(await texts(bot, limit=0)) == 1


async def test_long_poll_waits_for_what_comes(bot: BotClient, olena: Person) -> None:
    """An empty queue holds the request until somebody writes."""
    (start,) = await bot.updates()
    poll = asyncio.create_task(texts(bot, offset=start["update_id"] + 1, timeout=30))
    await bot.eventually(lambda: bot.world.telegram.updates.is_polled)
    await olena.says("hello")
    assert await asyncio.wait_for(poll, 5) == ["hello"]


async def test_second_poller_ends_the_first(bot: BotClient, world: World) -> None:
    """The one that waited gets 409, in the words that bots look for."""
    first = asyncio.create_task(bot.updates(timeout=30))
    await bot.eventually(lambda: bot.world.telegram.updates.is_polled)
    assert await bot.updates() == []
    with pytest.raises(Refused) as refused:
        await asyncio.wait_for(first, 5)
    assert refused.value.code == 409
    assert refused.value.description == (
        "Conflict: terminated by other getUpdates request; "
        "make sure that only one bot instance is running"
    )


async def test_polling_beside_a_webhook_is_a_conflict(bot: BotClient) -> None:
    """Either one or the other; setting a webhook ends a poll."""
    poll = asyncio.create_task(bot.updates(timeout=30))
    await bot.eventually(lambda: bot.world.telegram.updates.is_polled)
    await bot("setWebhook", url="http://127.0.0.1:1/x")
    with pytest.raises(Refused, match="409 Conflict: terminated by setWebhook request"):
        await asyncio.wait_for(poll, 5)
    with pytest.raises(Refused, match="409 Conflict: can't use getUpdates method while webhook"):
        await bot.updates()
    await bot("deleteWebhook")
    assert await bot.updates() == []


async def test_messages_wait_a_day_and_taps_150_seconds(
    bot: BotClient, olena: Person, clock: HandClock
) -> None:
    """A bot that was down finds the messages, not the taps."""
    await bot("sendMessage", chat_id=olena.id, text="x", reply_markup=CARD)
    await olena.taps("Approve")
    clock.moves(seconds=150)
    assert [_kind(u) for u in await bot.updates()] == ["message", "callback_query"]
    clock.moves(seconds=1)
    assert [_kind(u) for u in await bot.updates()] == ["message"]
    clock.moves(hours=24)
    assert await bot.updates() == []


def _kind(update: dict[str, object]) -> str:
    return next(name for name in update if name != "update_id")


async def test_allowed_updates_are_remembered_and_filter_what_comes_later(
    bot: BotClient, olena: Person
) -> None:
    """What came before stays; an empty list brings the default back."""
    assert await texts(bot, allowed_updates=["callback_query"]) == ["/start"]
    await olena.says("unheard")
    assert await texts(bot) == ["/start"]
    await bot.updates(allowed_updates=[])
    await olena.says("heard")
    assert await texts(bot) == ["/start", "heard"]


async def test_allowed_updates_must_be_names(world: World, bot: BotClient) -> None:
    """Anything else is a slip of the bot."""
    with pytest.raises(Refused, match="allowed_updates must be an Array of String"):
        await bot.updates(allowed_updates=[1])
    assert world.telegram.violations


async def test_the_last_update_can_come_twice(world: World, bot: BotClient, olena: Person) -> None:
    """Duplicated with its own update_id, as after a crash."""
    world.telegram.updates.repeat_last()
    first, second = await bot.updates()
    assert first == second


async def test_forged_updates_pass_as_they_are(world: World, bot: BotClient) -> None:
    """Whatever a test makes up, even what no library can parse."""
    number = world.telegram.updates.inject_raw({"message": {"text": 5}})
    world.telegram.updates.inject_raw({"update_id": 3, "message": None})
    forged, odd = await bot.updates()
    assert forged == {"update_id": number, "message": {"text": 5}}
    assert odd == {"update_id": 3, "message": None}


async def test_restarted_numbering_loses_nothing(
    world: World, bot: BotClient, olena: Person
) -> None:
    """After a week ids start anew, maybe lower: an offset from before is not believed."""
    (start,) = await bot.updates()
    before = start["update_id"] + 1
    assert await bot.updates(offset=before) == []
    world.telegram.updates.restart_numbering(1000)
    await olena.says("after the week")
    assert await texts(bot, offset=before) == ["after the week"]
    assert await texts(bot, offset=1001) == []


async def test_answer_is_cut_at_four_mebibytes(world: World, bot: BotClient) -> None:
    """Big updates come in several answers."""
    for _ in range(5):
        world.telegram.updates.inject_raw({"message": {"text": "x" * 1_000_000}})
    assert len(await bot.updates()) == 4
