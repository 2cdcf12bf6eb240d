"""The library that the product uses understands everything the simulator says."""

from collections.abc import AsyncIterator

import pytest
import telegram
from telegram.request import HTTPXRequest

from simulator.people import Person
from simulator.world import World
from tests.unit.simulator.bot_client import BotClient

CARD = telegram.InlineKeyboardMarkup(
    [
        [
            telegram.InlineKeyboardButton("Approve", callback_data="a", style="success"),
            telegram.InlineKeyboardButton("+380", copy_text=telegram.CopyTextButton("+380")),
        ]
    ]
)


@pytest.fixture
async def ptb(world: World) -> AsyncIterator[telegram.Bot]:
    """The library's bot, with its own request class."""
    made = telegram.Bot(
        world.telegram.token,
        base_url=f"{world.telegram.api_url}/bot",
        base_file_url=f"{world.telegram.api_url}/file/bot",
        request=HTTPXRequest(),
        get_updates_request=HTTPXRequest(),
    )
    async with made:
        yield made
    assert world.telegram.violations == []


async def test_every_update_of_people_is_parsed(
    world: World, ptb: telegram.Bot, bot: BotClient, olena: Person
) -> None:
    """Whatever people do, `Update.de_json` gets the right field and loses nothing it knows."""
    world.telegram.has_topics_enabled = True
    group = world.group("Workshop", [olena], forum=True, bot_rights={"can_manage_topics"})
    topic = group.opens_topic("Order 17")
    await ptb.send_message(olena.id, "card", reply_markup=CARD)
    said = await olena.says("hello https://example.org #x")
    await olena.edits(said, "hello again")
    await olena.says("re", reply_to=olena.last_message)
    await olena.sends_photo(b"jpeg", "caption")
    await olena.sends_document(b"pdf", "x.pdf")
    await olena.sends_voice(b"ogg")
    for kind in ("video", "video_note", "sticker", "animation", "audio"):
        await olena.sends_file(kind, b"x")
    await olena.sends_album([b"1", b"2"])
    await olena.sends_location(50.45, 30.52)
    await olena.shares_contact()
    await olena.taps("Approve")
    await olena.says("in the topic", thread=topic.id, chat=group.chat)
    group.closes_topic(topic.id)
    group.upgrades()
    olena.blocks_bot()
    updates = [telegram.Update.de_json(raw, ptb) for raw in await bot.updates()]
    kinds = [
        next(k for k in telegram.Update.ALL_TYPES if getattr(update, k) is not None)
        for update in updates
    ]
    assert set(kinds) == {"message", "edited_message", "callback_query", "my_chat_member"}
    for update in updates:
        assert update.effective_user is not None
        assert update.effective_chat is not None
        assert not update.api_kwargs
        if update.effective_message is not None:
            assert not update.effective_message.api_kwargs


async def test_conversation_through_the_library(ptb: telegram.Bot, olena: Person) -> None:
    """Poll, answer, edit, delete: as the product's library does it."""
    assert ptb.username == "orderbell_bot"
    sent = await ptb.send_message(
        olena.id,
        "<b>Order 17</b>",
        parse_mode="HTML",
        reply_markup=CARD,
        link_preview_options=telegram.LinkPreviewOptions(is_disabled=True),
        disable_notification=True,
        reply_to_message_id=olena.messages[0].id,
        allow_sending_without_reply=True,
    )
    assert sent.reply_to_message is not None
    assert sent.text_html == "<b>Order 17</b>"
    tap = await olena.taps("Approve")
    start, update = await ptb.get_updates(timeout=1)
    assert start.effective_message is not None
    assert start.effective_message.text == "/start"
    assert update.callback_query is not None
    await update.callback_query.answer("Approved")
    await update.callback_query.edit_message_text("Order 17: confirmed")
    assert (await tap.answered()).text == "Approved"
    await olena.sees("confirmed")
    await sent.delete()
    await olena.sees_no_more("confirmed")


async def test_files_through_the_library(ptb: telegram.Bot, olena: Person) -> None:
    """Uploads, albums and downloads, byte for byte."""
    body = bytes(range(256)) * 40
    await ptb.send_document(olena.id, body, filename="звіт.pdf", caption="report")
    message = await olena.sees("report")
    assert message.file is not None
    assert (message.file.body, message.file.name) == (body, "звіт.pdf")
    album = [telegram.InputMediaPhoto(b"one", caption="both"), telegram.InputMediaPhoto(b"two")]
    one, two = await ptb.send_media_group(olena.id, album)
    assert one.media_group_id == two.media_group_id
    file = await ptb.get_file(two.photo[-1].file_id)
    assert bytes(await file.download_as_bytearray()) == b"two"
    await ptb.edit_message_media(
        telegram.InputMediaDocument(b"new", filename="n.txt"), olena.id, one.message_id
    )
    edited = olena.chat.history[one.message_id]
    assert edited.file is not None
    assert edited.file.body == b"new"


async def test_chats_topics_and_profile_through_the_library(
    world: World, ptb: telegram.Bot, olena: Person
) -> None:
    """What the product sets up at its start, and threads."""
    world.telegram.has_topics_enabled = True
    me = await ptb.get_me()
    assert me.has_topics_enabled
    topic = await ptb.create_forum_topic(olena.id, "Order 17")
    sent = await ptb.send_message(olena.id, "x", message_thread_id=topic.message_thread_id)
    assert sent.message_thread_id == topic.message_thread_id
    assert len(await ptb.get_forum_topic_icon_stickers()) == 3
    chat = await ptb.get_chat(olena.id)
    assert (chat.type, chat.first_name) == ("private", "Olena")
    member = await ptb.get_chat_member(olena.id, olena.id)
    assert member.status == "member"
    await ptb.set_my_commands(
        [telegram.BotCommand("orders", "Orders")],
        scope=telegram.BotCommandScopeChat(olena.id),
        language_code="uk",
    )
    assert olena.commands == ["orders"]
    await ptb.set_my_description("About", language_code="uk")
    assert (await ptb.get_my_description("uk")).description == "About"
    await ptb.set_chat_menu_button(menu_button=telegram.MenuButtonCommands())
    assert (await ptb.get_chat_menu_button()).type == "commands"
    await ptb.set_webhook("https://example.org/x", secret_token="abc", max_connections=3)
    assert (await ptb.get_webhook_info()).max_connections == 3
    await ptb.delete_webhook(drop_pending_updates=True)


async def test_errors_become_the_librarys_exceptions(
    world: World, ptb: telegram.Bot, olena: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each refusal arrives as the exception that the product translates."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    world.telegram.faults.too_many_requests(3, times=1)
    with pytest.raises(telegram.error.RetryAfter):
        await ptb.send_message(olena.id, "x")
    with pytest.raises(telegram.error.BadRequest, match="Chat not found"):
        await ptb.send_message(1, "x")
    olena.blocks_bot()
    with pytest.raises(telegram.error.Forbidden, match="bot was blocked by the user"):
        await ptb.send_message(olena.id, "x")
    group = world.group("Workshop", [olena], basic=True)
    old = group.id
    group.upgrades()
    with pytest.raises(telegram.error.ChatMigrated) as migrated:
        await ptb.send_message(old, "x")
    assert migrated.value.new_chat_id == group.id
    world.telegram.revoked = True
    with pytest.raises(telegram.error.InvalidToken):
        await ptb.send_message(olena.id, "x")
