"""Things that go wrong on purpose, and the record of what happened."""

import asyncio

import aiohttp
import pytest

from simulator.people import Person
from simulator.telegram.calls import Call
from simulator.world import World
from tests.unit.simulator.bot_client import BotClient, Refused


async def send(bot: BotClient, to: Person, text: str) -> None:
    """One message."""
    await bot("sendMessage", chat_id=to.id, text=text)


async def test_lost_reply_is_done_but_not_answered(
    world: World, bot: BotClient, olena: Person
) -> None:
    """The message arrives; the bot sees a broken connection, once."""
    fault = world.telegram.faults.lost_reply(method="sendMessage", times=1)
    with pytest.raises(aiohttp.ClientError):
        await send(bot, olena, "sent all the same")
    assert olena.last_message.text == "sent all the same"
    assert fault.hits == 1
    await send(bot, olena, "again")


async def test_cut_connection_does_nothing(world: World, bot: BotClient, olena: Person) -> None:
    """Neither done nor answered."""
    world.telegram.faults.cut(times=1)
    with pytest.raises(aiohttp.ClientError):
        await send(bot, olena, "never sent")
    assert [message.text for message in olena.messages] == ["/start"]


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (500, "500 Internal Server Error: restart"),
        (502, "502 Bad Gateway"),
        (503, "503 Service Unavailable"),
    ],
)
async def test_server_error_does_nothing(
    world: World, bot: BotClient, olena: Person, status: int, told: str
) -> None:
    """5xx in the server's words."""
    world.telegram.faults.server_error(status=status)
    with pytest.raises(Refused) as refused:
        await send(bot, olena, "x")
    assert str(refused.value) == told
    assert len(olena.messages) == 1


async def test_slow_answer_comes_late(world: World, bot: BotClient, olena: Person) -> None:
    """Long enough for a client's timeout; the deed is done afterwards."""
    world.telegram.faults.slow(0.05)
    began = asyncio.get_running_loop().time()
    await send(bot, olena, "x")
    assert asyncio.get_running_loop().time() - began >= 0.05


async def test_429_names_its_seconds(world: World, bot: BotClient, olena: Person) -> None:
    """A flood limit at will."""
    world.telegram.faults.too_many_requests(17)
    with pytest.raises(Refused) as refused:
        await send(bot, olena, "x")
    assert refused.value.parameters == {"retry_after": 17}
    assert refused.value.description == "Too Many Requests: retry after 17"


async def test_fault_hits_only_what_it_names(world: World, bot: BotClient, olena: Person) -> None:
    """One method, one chat, so many times; the rest goes through."""
    ivan = world.person("Ivan")
    await ivan.starts()
    faults = world.telegram.faults
    faults.server_error(method="sendmessage", chat=ivan.id, times=2)
    await send(bot, olena, "x")
    await bot("getChat", chat_id=ivan.id)
    for _ in range(2):
        with pytest.raises(Refused, match="500"):
            await send(bot, ivan, "x")
    await send(bot, ivan, "x")


async def test_endless_fault_lasts_until_it_is_removed(
    world: World, bot: BotClient, olena: Person
) -> None:
    """`times=None`; removing and clearing switch off."""
    faults = world.telegram.faults
    endless = faults.server_error(times=None)
    for _ in range(3):
        with pytest.raises(Refused):
            await send(bot, olena, "x")
    faults.remove(endless)
    faults.remove(endless)
    await send(bot, olena, "x")
    faults.cut(times=None)
    faults.clear()
    await send(bot, olena, "x")


async def test_every_call_is_recorded_and_heard(
    world: World, bot: BotClient, olena: Person
) -> None:
    """When, method, parameters, answer, chat; refusals too; listeners get each at once."""
    heard: list[Call] = []
    world.telegram.listen(heard.append)
    await send(bot, olena, "x")
    with pytest.raises(Refused):
        await bot("sendMessage", chat_id=1, text="y")
    done, refused = world.telegram.calls("sendMessage")
    assert heard == [done, refused]
    assert (done.ok, done.chat, done.params["text"]) == (True, olena.id, "x")
    assert done.at == world.telegram.now()
    assert isinstance(done.answer, dict)
    assert done.answer["text"] == "x"
    assert (refused.status, refused.description) == (400, "Bad Request: chat not found")
    assert world.telegram.calls(chat=olena.id) == [done]
    assert world.telegram.calls("getMe") == []
