"""What open pages are told, and when."""

import asyncio

import pytest

from simulator.page import Page
from simulator.people import Person
from simulator.world import World
from tests.unit.simulator.bot_client import BotClient
from tests.unit.simulator.conftest import HandClock
from tests.unit.simulator.page.browser import PATIENCE_S, Browser, Desk, texts


async def test_first_event_is_the_whole_world(
    world: World, bot: BotClient, browser: Browser, olena: Person
) -> None:
    """Whoever opens the page, or comes back, needs nothing else."""
    olena.role = "seller"
    commands = [{"command": "orders", "description": "Замовлення"}]
    await bot("setMyCommands", commands=commands, language_code="uk")
    async with browser.stream() as stream:
        found = stream.world
    assert set(found) == {"now", "locale", "bot", "people", "chats", "calls", "stage", "lines"}
    assert found["now"] == "2026-11-22T12:00:00+00:00"
    assert (found["locale"], found["stage"]["bot"]) == ("uk", "running")
    assert found["bot"] == {
        "id": world.telegram.bot.id,
        "name": "Orderbell",
        "username": "orderbell_bot",
    }
    assert found["people"] == [
        {
            "id": olena.id,
            "name": "Olena Koval",
            "role": "seller",
            "language": "uk",
            "phone": olena.phone,
            "email": "",
            "telegram": True,
            "blocked": False,
            "chats": [str(olena.id)],
            "commands": commands,
        }
    ]
    chat = found["chats"][str(olena.id)]
    assert (chat["kind"], chat["title"], chat["started"]) == ("bot", "Orderbell", True)
    assert texts(found, olena.id) == ["/start"]
    assert [call["name"] for call in found["calls"]][-1] == "setMyCommands"


async def test_change_says_only_what_changed(
    bot: BotClient, browser: Browser, olena: Person
) -> None:
    """One new message: that message, the ring, the call."""
    said = await olena.says("hello")
    async with browser.stream() as stream:
        await bot("sendMessage", chat_id=olena.id, text="Order 17")
        name, change = await stream.event()
        assert name == "change"
        assert set(change) == {"now", "chats", "calls"}
        assert [line["name"] for line in change["calls"]] == ["sendMessage"]
        await olena.edits(said, "hello again")
        await stream.until(lambda world: "hello again" in texts(world, olena.id))
        assert texts(stream.world, olena.id) == ["/start", "hello again", "Order 17"]
        await olena.deletes(said)
        await stream.until(lambda world: len(texts(world, olena.id)) == 2)
    assert stream.world["chats"][str(olena.id)]["rings"] == 1


async def test_two_pages_see_the_same(browser: Browser, olena: Person) -> None:
    """Tabs do not take events from each other."""
    async with browser.stream() as one, browser.stream() as other:
        await browser("say", person=olena.id, text="hello")
        for stream in (one, other):
            await stream.until(lambda world: "hello" in texts(world, olena.id))
    assert one.world["chats"] == other.world["chats"]


async def test_page_that_comes_late_hides_nothing_from_the_first(
    browser: Browser, olena: Person
) -> None:
    """What a newcomer's look finds is told to those who are there."""
    async with browser.stream() as one:
        await olena.says("hello")
        async with browser.stream() as other:
            assert "hello" in texts(other.world, olena.id)
            await one.until(lambda world: "hello" in texts(world, olena.id))


async def test_burst_is_told_in_few_events(browser: Browser, olena: Person) -> None:
    """A frame of the screen holds many changes."""
    async with browser.stream() as stream:
        for number in range(300):
            await olena.says(str(number))
        await stream.until(lambda world: "299" in texts(world, olena.id))
    assert len(stream.names) <= 3


async def test_thousand_messages_are_a_change_of_one_when_one_changes(
    browser: Browser, olena: Person
) -> None:
    """The size of an event follows what changed, not what there is."""
    said = [await olena.says(f"message {number}") for number in range(1000)]
    async with browser.stream() as stream:
        assert len(texts(stream.world, olena.id)) == 1001
        await olena.edits(said[500], "changed")
        _, change = await stream.event()
    (chat,) = change["chats"].values()
    assert [message["text"] for message in chat["messages"]] == ["changed"]
    assert chat["messages"][0]["edited"] is True


async def test_page_that_reads_nothing_is_let_go(
    page: Page, desk: Desk, browser: Browser, olena: Person
) -> None:
    """It blocks nobody and costs a bounded amount of memory."""
    reader, writer = await asyncio.open_connection("127.0.0.1", page.port)
    writer.write(f"GET /events HTTP/1.1\r\nHost: 127.0.0.1:{page.port}\r\n\r\n".encode())
    assert b"200 OK" in await reader.readline()
    async with browser.stream() as stream:
        for number in range(12):
            desk.stage["size"] = str(number) + "x" * 2_500_000
            page.changed()
            await stream.until(lambda world: world["stage"] == desk.stage)
        await browser("say", person=olena.id, text="still here")
        await stream.until(lambda world: "still here" in texts(world, olena.id))
        taken = await asyncio.wait_for(_rest(reader), PATIENCE_S)
    assert taken < 12 * 2_500_000
    writer.close()


async def _rest(reader: asyncio.StreamReader) -> int:
    """Bytes until the line is cut."""
    taken = 0
    try:
        while chunk := await reader.read(1 << 20):
            taken += len(chunk)
    except ConnectionError:
        pass
    return taken


async def test_typing_shows_until_the_message_or_five_seconds(
    bot: BotClient, browser: Browser, olena: Person, clock: HandClock
) -> None:
    """As clients do; the end comes by itself."""
    chat = str(olena.id)
    async with browser.stream() as stream:
        for ends in ("message", "time"):
            await bot("sendChatAction", chat_id=olena.id, action="typing")
            await stream.until(lambda world: world["chats"][chat]["typing"])
            if ends == "message":
                await bot("sendMessage", chat_id=olena.id, text="x")
            else:
                clock.moves(seconds=6)
            await stream.until(lambda world: not world["chats"][chat]["typing"])


async def test_host_tells_its_part_and_the_clock(
    page: Page, desk: Desk, browser: Browser, clock: HandClock
) -> None:
    """`changed` is told even when nothing but the time did."""
    async with browser.stream() as stream:
        clock.moves(hours=1)
        page.changed()
        _, change = await stream.event()
        assert change == {"now": "2026-11-22T13:00:00+00:00"}
        desk.stage["bot"] = "down"
        page.changed()
        page.changed()
        _, change = await stream.event()
        assert change["stage"] == {"locale": "uk", "bot": "down"}


async def test_other_world_is_shown_whole(
    world: World, page: Page, browser: Browser, olena: Person
) -> None:
    """Starting over keeps the page open; what the old world does is no news."""
    async with World.start() as other, browser.stream() as stream:
        max = other.person("Max")
        page.shows(other)
        assert (await stream.event())[0] == "world"
        assert [person["name"] for person in stream.world["people"]] == ["Max"]
        await olena.says("nobody looks")
        await browser("say", person=max.id, text="here")
        await stream.until(lambda world: "here" in texts(world, max.id))
        assert stream.names == ["world", "world", "change"]


async def test_blocking_and_new_people_show(world: World, browser: Browser, olena: Person) -> None:
    """Also what is no message."""
    async with browser.stream() as stream:
        await browser("block", person=olena.id)
        await stream.until(lambda world: world["people"][0]["blocked"])
        world.person("Max", role="customer")
        await stream.until(lambda world: len(world["people"]) == 2)
        assert stream.world["people"][1]["role"] == "customer"


async def test_nothing_to_show_yet(desk: Desk, bot: BotClient) -> None:
    """Before the first world the page's files are there, and the rest says to wait."""
    page = Page(desk)
    browser = Browser(await page.start(0), bot.http)
    status, headers, _ = await browser.get("/events")
    assert (status, headers["Retry-After"]) == (503, "1")
    assert (await browser("say", person=1, text="x"))[1]["code"] == "no_world"
    page.changed()
    await page.close()


async def test_taken_port_is_an_error_of_the_system(desk: Desk, page: Page) -> None:
    """The caller tries another."""
    other = Page(desk)
    with pytest.raises(OSError, match=str(page.port)):
        await other.start(page.port)


async def test_closing_ends_the_lines_at_once(page: Page, browser: Browser) -> None:
    """No open page keeps the process alive."""
    async with browser.stream() as stream:
        begun = asyncio.get_running_loop().time()
        await page.close()
        with pytest.raises(EOFError, match="has ended"):
            await stream.event()
    assert asyncio.get_running_loop().time() - begun < 1
