"""What any bot may show on a phone, though ours does not yet: a page on a world with a bare bot."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Locator, Page, expect

from simulator.page import Page as Server
from simulator.people import Person
from simulator.world import World
from tests.browser.conftest import shown, watched
from tests.unit.simulator.bot_client import BotClient
from tests.unit.simulator.page.browser import Desk as Host
from tests.unit.simulator.page.shots import png

MUG = {
    "type": "article",
    "id": "mug",
    "title": "Blue mug",
    "description": "450.00 UAH",
    "input_message_content": {"message_text": "Blue mug, 450.00 UAH"},
}


@dataclass(frozen=True, slots=True)
class Street:
    """A world with one person, a bot that does as the test says, and the page."""

    world: World
    olena: Person
    bot: BotClient
    page: Page

    @property
    def phone(self) -> Locator:
        """Olena's phone."""
        return self.page.locator("[data-phone=seller]")

    def says(self, text: str) -> Locator:
        """The newest message with `text`."""
        return self.phone.locator("[data-message]").filter(has_text=text).last

    async def update(self, kind: str) -> Any:
        """The next update of this kind that reaches the bot."""
        async with asyncio.timeout(10):
            while True:
                for update in await self.bot.updates(timeout=5):
                    await self.bot.updates(offset=update["update_id"] + 1)
                    if kind in update:
                        return update[kind]


@pytest_asyncio.fixture(loop_scope="session")
async def street(browser: Browser) -> AsyncIterator[Street]:
    """Olena has begun her chat with the bot, and looks at her phone."""
    async with AsyncExitStack() as stack:
        world = await stack.enter_async_context(World.start())
        olena = world.person("Olena Koval", role="seller")
        await olena.starts()
        world.telegram.updates.drop()
        host = Host()
        host.stage |= {"locale": "en", "orders": [], "faults": []}
        server = Server(host)
        port = await server.start(0)
        stack.push_async_callback(server.close)
        server.shows(world)
        http = await stack.enter_async_context(aiohttp.ClientSession())
        context = await browser.new_context(reduced_motion="reduce", locale="en")
        stack.push_async_callback(context.close)
        page, watch = await watched(context)
        await shown(page, f"http://127.0.0.1:{port}/?lang=en")
        yield Street(world, olena, BotClient(world, http), page)
        assert watch.wrongs == []


async def test_a_phone_number_is_shared_after_a_question(street: Street) -> None:
    """A contact key asks first, says what the bot will see, and then shares."""
    keys = [[{"text": "Share my phone", "request_contact": True}], [{"text": "Type it"}]]
    await street.bot(
        "sendMessage", chat_id=street.olena.id, text="How do we reach you?",
        reply_markup={"keyboard": keys, "input_field_placeholder": "Phone"},
    )  # fmt: skip
    await street.phone.locator('[data-key="Share my phone"]').click()
    asked = street.phone.get_by_role("alertdialog")
    await expect(asked).to_contain_text(street.olena.phone)
    await asked.get_by_role("button", name="Share").click()
    shared = (await street.update("message"))["contact"]
    assert shared["phone_number"] == street.olena.phone
    await expect(street.says(street.olena.phone)).to_be_visible()


async def test_an_alert_waits_for_its_reader(street: Street) -> None:
    """A tap spins until it is answered; an alert stays until OK, and the focus comes back."""
    row = [{"text": "Why?", "callback_data": "why"}, {"text": "Copy", "copy_text": {"text": "1"}}]
    await street.bot(
        "sendMessage", chat_id=street.olena.id, text="Not now.",
        reply_markup={"inline_keyboard": [row]},
    )  # fmt: skip
    key = street.phone.locator('[data-label="Why?"]')
    await key.click()
    await expect(key).to_have_attribute("aria-busy", "true")
    query = await street.update("callback_query")
    await street.bot(
        "answerCallbackQuery", callback_query_id=query["id"], text="It is late.", show_alert=True
    )
    alert = street.phone.get_by_role("alertdialog")
    await expect(alert).to_contain_text("It is late.")
    await alert.get_by_role("button", name="OK").click()
    await expect(alert).to_have_count(0)
    await expect(key).to_have_attribute("aria-busy", "false")


async def test_other_addresses_are_named_before_they_open(street: Street) -> None:
    """A button that leads away shows where to; staying is one key."""
    await street.bot(
        "sendMessage", chat_id=street.olena.id, text="Parcel",
        reply_markup={"inline_keyboard": [[{"text": "Track", "url": "https://post.example/1"}]]},
    )  # fmt: skip
    await street.phone.locator('[data-label="Track"]').click()
    asked = street.phone.get_by_role("alertdialog")
    await expect(asked).to_contain_text("https://post.example/1")
    await street.page.keyboard.press("Escape")
    await expect(asked).to_have_count(0)


async def test_inline_results_stand_above_the_input(street: Street) -> None:
    """`@bot query` shows what the bot offers; Enter sends the chosen one."""
    field = street.phone.get_by_role("textbox")
    await field.fill("@orderbell_bot mug")
    query = await street.update("inline_query")
    assert query["query"] == "mug"
    await street.bot("answerInlineQuery", inline_query_id=query["id"], results=[MUG])
    offer = street.phone.locator('[data-offer="mug"]')
    await expect(offer).to_contain_text("Blue mug")
    await field.press("Enter")
    await expect(street.says("Blue mug, 450.00 UAH")).to_be_visible()
    await expect(field).to_have_value("")


async def test_topics_are_a_list_with_names_and_icons(street: Street) -> None:
    """A forum group's topics: what waits in each, which are closed; each holds its own messages."""
    rights = {"can_manage_topics"}
    group = street.world.group("Clay & Co", [street.olena], forum=True, bot_rights=rights)
    made = await street.bot("createForumTopic", chat_id=group.id, name="#1043 · Paid · Taras")
    thread = made["message_thread_id"]
    await street.bot(
        "sendMessage", chat_id=group.id, message_thread_id=thread, text="When is it ready?"
    )
    phone = street.phone
    back = phone.get_by_role("button", name="Back")
    await back.click()  # it is there once the phone knows of a second chat
    await phone.locator(f'[data-chat="{group.id}"]').click()
    topic = phone.locator(f'[data-topic="{thread}"]')
    await expect(topic).to_contain_text("When is it ready?")
    await topic.click()
    await expect(street.says("When is it ready?")).to_be_visible()
    await phone.get_by_role("textbox").fill("On Friday.")
    await phone.get_by_role("textbox").press("Enter")
    answer = await street.update("message")
    while answer.get("text") != "On Friday.":
        answer = await street.update("message")
    assert answer["message_thread_id"] == thread
    await street.bot("closeForumTopic", chat_id=group.id, message_thread_id=thread)
    await back.click()
    await expect(topic).to_contain_text("closed")


async def test_everything_people_send_has_its_shape(street: Street) -> None:
    """Album, voice, document, place, contact, quote, reaction, edit, pin; and axe finds nothing."""
    olena, bot = street.olena, street.bot
    await olena.sends_album([png(1, 1)] * 3, "Three of them")
    await olena.sends_voice(b"OggS" + bytes(60))
    await olena.sends_document(b"x" * 2048, "terms.pdf")
    await olena.sends_location(49.84, 24.03)
    said = await olena.says("Is it blue?")
    answer = await bot(
        "sendMessage", chat_id=olena.id, text="Yes, <tg-spoiler>cobalt</tg-spoiler>.",
        parse_mode="HTML", reply_parameters={"message_id": said.id},
    )  # fmt: skip
    about = {"chat_id": olena.id, "message_id": answer["message_id"]}
    await bot("editMessageText", **about, text="Yes, <b>cobalt</b>.", parse_mode="HTML")
    await bot("pinChatMessage", **about)
    thumb = [{"type": "emoji", "emoji": "👍"}]
    await bot("setMessageReaction", chat_id=olena.id, message_id=said.id, reaction=thumb)
    await bot("sendChatAction", chat_id=olena.id, action="typing")
    phone = street.phone
    await expect(phone.locator(".m-album .m-tile")).to_have_count(3)
    await expect(phone.get_by_role("img", name="Photo")).to_have_count(2)
    await expect(phone.locator("audio")).to_have_count(1)
    await expect(phone.locator(".m-file")).to_contain_text("2 KB")
    await expect(phone.get_by_text("49.84")).to_be_visible()
    await expect(phone.locator(".m-reaction")).to_have_text("👍")
    mended = street.says("Yes, cobalt.")
    await expect(mended).to_contain_text("edited")
    await expect(mended.locator(".m-quote")).to_contain_text("Is it blue?")
    await expect(phone.locator(".m-pinned")).to_contain_text("cobalt")
    await expect(phone.locator(".m-typing")).to_be_visible()
    found = await Axe().run(street.page)
    assert [violation["id"] for violation in found.response["violations"]] == []
