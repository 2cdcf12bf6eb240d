"""The log under the phones."""

from typing import Any

import aiohttp
import pytest

from simulator.page.record import KEPT
from simulator.people import Person
from simulator.world import World
from tests.unit.simulator.bot_client import BotClient, Refused
from tests.unit.simulator.page.browser import Browser


async def lines(browser: Browser) -> list[dict[str, Any]]:
    """The log as a page gets it."""
    async with browser.stream() as stream:
        found: list[dict[str, Any]] = stream.world["calls"]
    return found


async def test_call_is_one_line_with_all_of_it(
    bot: BotClient, browser: Browser, olena: Person
) -> None:
    """Who, what, how it ended and how long it took."""
    await bot("sendMessage", chat_id=olena.id, text="Order 17\nis new")
    line = (await lines(browser))[-1]
    assert line.pop("ms") >= 0
    assert line.pop("at").startswith("2026-11-22T12:00:00")
    assert line.pop("answer")["result"]["text"] == "Order 17\nis new"
    assert line == {
        "n": line["n"],
        "way": "call",
        "name": "sendMessage",
        "person": olena.id,
        "chat": str(olena.id),
        "status": 200,
        "summary": "Order 17 is new",
        "params": {"chat_id": olena.id, "text": "Order 17\nis new"},
    }


async def test_refused_call_says_why(bot: BotClient, browser: Browser, olena: Person) -> None:
    """Status and description; calls that the server cannot read are there too."""
    with pytest.raises(Refused):
        await bot("sendMessage", chat_id=77, text="x")
    line = (await lines(browser))[-1]
    assert (line["status"], line["summary"]) == (400, "Bad Request: chat not found")
    assert (line["person"], line["chat"]) == (None, "77")
    assert line["answer"] == {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: chat not found",
    }


async def test_empty_polls_are_no_news(bot: BotClient, browser: Browser, olena: Person) -> None:
    """A long poll shows when it brings something, with how many."""
    await bot.updates()
    await bot.updates(offset=700_000_500)
    await bot.updates(offset=700_000_002)
    polls = [line for line in await lines(browser) if line["name"] == "getUpdates"]
    assert [line["summary"] for line in polls] == ["× 1", "× 1"]


async def test_update_is_a_line_when_it_is_queued(
    world: World, bot: BotClient, browser: Browser, olena: Person
) -> None:
    """Also before the bot fetches it, and once more when it is repeated."""
    group = world.group("Workshop", [olena], bot_rights={"can_manage_topics"})
    await olena.says("hello", chat=group.chat)
    await browser("updates/repeat", person=olena.id)
    *_, first, again = await lines(browser)
    assert first["params"] == again["params"]
    assert (first["way"], first["name"], first["summary"]) == ("update", "message", "hello")
    assert (first["person"], first["chat"]) == (olena.id, str(group.id))
    olena.blocks_bot()
    line = (await lines(browser))[-1]
    assert (line["name"], line["summary"], line["person"]) == (
        "my_chat_member",
        "kicked",
        olena.id,
    )


async def test_answer_to_a_tap_belongs_to_who_tapped(
    world: World, bot: BotClient, browser: Browser, olena: Person
) -> None:
    """The call names only the query."""
    keyboard = {"inline_keyboard": [[{"text": "Approve", "callback_data": "v1:approve"}]]}
    await bot("sendMessage", chat_id=olena.id, text="x", reply_markup=keyboard)
    await olena.taps("Approve")
    (query_id,) = world.telegram.taps
    await bot("answerCallbackQuery", callback_query_id=query_id, text="Done")
    *_, tap, answer = await lines(browser)
    assert (tap["name"], tap["summary"], tap["person"]) == (
        "callback_query",
        "v1:approve",
        olena.id,
    )
    assert (answer["summary"], answer["person"]) == ("Done", olena.id)


def invoice(chat_id: int) -> aiohttp.FormData:
    """A document for a chat."""
    form = aiohttp.FormData({"chat_id": str(chat_id), "caption": "Invoice"})
    form.add_field("document", b"x" * 100_000, filename="invoice.pdf")
    return form


async def test_files_are_named_and_long_answers_measured(
    bot: BotClient, browser: Browser, olena: Person
) -> None:
    """The log holds no bodies, of refused calls neither."""
    await bot.upload("sendDocument", invoice(olena.id))
    with pytest.raises(Refused):
        await bot.upload("sendDocument", invoice(5))
    *_, sent, refusal = await lines(browser)
    assert (sent["params"]["document"], sent["summary"]) == ("invoice.pdf", "Invoice")
    assert refusal["params"]["document"] == "invoice.pdf"
    for number in range(200):
        await olena.says(f"{number} {'x' * 200}")
    await bot.updates()
    assert (await lines(browser))[-1]["answer"]["result"].endswith(" bytes")


@pytest.mark.parametrize(
    ("method", "params", "summary"),
    [
        ("setMyCommands", {"commands": [{"command": "a", "description": "b"}]}, "commands × 1"),
        ("setMyName", {"name": "Orderbell"}, "Orderbell"),
        ("getMe", {}, ""),
        ("deleteMessage", {"message_id": 1}, "#1"),
        ("sendMessage", {"text": "x" * 200}, "x" * 79 + "…"),
        ("setMessageReaction", {"message_id": 1, "reaction": []}, "reaction × 0"),
    ],
)
async def test_summary_is_short_and_in_the_calls_own_words(
    bot: BotClient, browser: Browser, olena: Person, method: str, params: Any, summary: str
) -> None:
    """One line, whatever the method."""
    needs_chat = method in {"deleteMessage", "sendMessage", "setMessageReaction"}
    await bot(method, **({"chat_id": olena.id} if needs_chat else {}), **params)
    assert (await lines(browser))[-1]["summary"] == summary


@pytest.mark.parametrize("update", [{}, {"message": 5}, {"message": {"from": 5, "chat": None}}])
async def test_forged_updates_do_not_confuse_it(
    world: World, browser: Browser, update: dict[str, object]
) -> None:
    """They come as they are."""
    world.telegram.updates.inject_raw(update)
    line = (await lines(browser))[-1]
    assert (line["way"], line["person"], line["chat"]) == ("update", None, None)


async def test_only_the_newest_lines_are_kept(browser: Browser, olena: Person) -> None:
    """Numbers go on, so that a page knows what it has."""
    for number in range(KEPT + 20):
        await olena.says(str(number))
    found = await lines(browser)
    assert [line["n"] for line in found] == list(range(found[0]["n"], found[0]["n"] + KEPT))
    assert found[-1]["summary"] == str(KEPT + 19)
