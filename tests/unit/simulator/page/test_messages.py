"""How messages and chats look to the page."""

from typing import Any

import pytest

from simulator.people import Person
from simulator.world import World
from tests.unit.simulator.bot_client import BotClient
from tests.unit.simulator.page.browser import Browser

LINK = "https://t.me/orderbell_bot?start=abc"


async def chat_of(browser: Browser, chat: object) -> dict[str, Any]:
    """The chat as a page gets it."""
    async with browser.stream() as stream:
        found: dict[str, Any] = stream.world["chats"][str(chat)]
    return found


async def newest(browser: Browser, chat: object) -> dict[str, Any]:
    """Its newest message."""
    found: dict[str, Any] = (await chat_of(browser, chat))["messages"][-1]
    return found


async def test_message_of_the_bot_has_everything_to_draw(
    bot: BotClient, browser: Browser, olena: Person
) -> None:
    """Fields of the wire, no more and no less."""
    keyboard = {
        "inline_keyboard": [
            [
                {
                    "text": "Approve",
                    "callback_data": "a",
                    "style": "success",
                    "icon_custom_emoji_id": "5309984423003823246",
                },
                {"text": "Share", "switch_inline_query": "mug"},
                {"text": "Find", "switch_inline_query_current_chat": ""},
            ]
        ]
    }
    await bot(
        "sendMessage",
        chat_id=olena.id,
        text="<b>Order 17</b>",
        parse_mode="HTML",
        reply_markup=keyboard,
        disable_notification=True,
    )
    message = await newest(browser, olena.id)
    plain: dict[str, object] = {"data": "", "url": "", "copy": "", "style": "", "icon": ""}
    assert message.pop("buttons") == [
        [
            plain
            | {"label": "Approve", "data": "a", "style": "success", "icon": "📦", "switch": None},
            plain | {"label": "Share", "switch": "mug"},
            plain | {"label": "Find", "switch": ""},
        ]
    ]
    assert message == {
        "id": message["id"],
        "from": "bot",
        "name": "Orderbell",
        "at": "2026-11-22T12:00:00+00:00",
        "text": "Order 17",
        "entities": [{"type": "bold", "offset": 0, "length": 8}],
        "kind": "text",
        "media": None,
        "contact": None,
        "location": None,
        "thread": None,
        "reply_to": None,
        "edited": False,
        "notify": False,
        "album": "",
        "forwarded": "",
        "via": "",
        "reactions": [],
        "preview": None,
    }


async def test_keyboard_placeholder_and_pins_show(
    bot: BotClient, browser: Browser, olena: Person
) -> None:
    """What stands around the messages."""
    keys = [[{"text": "Phone", "request_contact": True, "style": "primary"}, "No"]]
    markup = {"keyboard": keys, "input_field_placeholder": "Your phone"}
    sent = await bot("sendMessage", chat_id=olena.id, text="x", reply_markup=markup)
    await bot("pinChatMessage", chat_id=olena.id, message_id=sent["message_id"])
    chat = await chat_of(browser, olena.id)
    assert chat["keyboard"] == [
        [
            {"text": "Phone", "style": "primary", "contact": True, "location": False},
            {"text": "No", "style": "", "contact": False, "location": False},
        ]
    ]
    assert (chat["placeholder"], chat["pinned"]) == ("Your phone", [sent["message_id"]])
    asking = {"force_reply": True, "input_field_placeholder": "Your note"}
    await bot("sendMessage", chat_id=olena.id, text="x", reply_markup=asking)
    chat = await chat_of(browser, olena.id)
    assert (chat["placeholder"], len(chat["keyboard"])) == ("Your note", 1)
    await bot("sendMessage", chat_id=olena.id, text="x", reply_markup={"remove_keyboard": True})
    chat = await chat_of(browser, olena.id)
    assert (chat["placeholder"], chat["keyboard"]) == ("", [])


async def test_topics_have_names_icons_and_colours(
    world: World, bot: BotClient, browser: Browser, olena: Person
) -> None:
    """A removed one is gone with its messages."""
    world.telegram.has_topics_enabled = True
    made = [
        await bot("createForumTopic", chat_id=olena.id, name=name, icon_color=16478047, **icon)
        for name, icon in (
            ("Order 17", {"icon_custom_emoji_id": "5350452584119279096"}),
            ("Order 18", {}),
        )
    ]
    chat = await chat_of(browser, olena.id)
    assert chat["forum"] is True
    assert chat["topics"] == [
        {
            "id": made[0]["message_thread_id"],
            "name": "Order 17",
            "colour": "#fb6f5f",
            "icon": "💰",
            "closed": False,
        },
        chat["topics"][1] | {"name": "Order 18", "icon": ""},
    ]
    root = chat["messages"][-1]
    assert (root["kind"], root["text"]) == ("forum_topic_created", "Order 18")
    await bot("deleteForumTopic", chat_id=olena.id, message_thread_id=root["thread"])
    chat = await chat_of(browser, olena.id)
    assert [topic["name"] for topic in chat["topics"]] == ["Order 17"]
    assert [message["text"] for message in chat["messages"]] == ["/start", "Order 17"]


async def test_replies_forwards_reactions_and_contacts_show(
    world: World, bot: BotClient, browser: Browser, olena: Person
) -> None:
    """The rest of a messenger."""
    said = await olena.says("q" * 500)
    await olena.shares_contact()
    assert (await newest(browser, olena.id))["contact"]["first_name"] == "Olena"
    here = {"chat_id": olena.id, "message_id": said.id}
    await bot("setMessageReaction", reaction=[{"type": "emoji", "emoji": "👍"}], **here)
    await bot("forwardMessage", from_chat_id=olena.id, **here)
    forwarded = await newest(browser, olena.id)
    assert (forwarded["forwarded"], forwarded["from"]) == ("Olena Koval", "bot")
    reply = {"message_id": said.id}
    await bot("sendMessage", chat_id=olena.id, text="a", reply_parameters=reply)
    chat = await chat_of(browser, olena.id)
    assert chat["messages"][-1]["reply_to"] == {
        "id": said.id,
        "name": "Olena Koval",
        "text": "q" * 120,
    }
    assert [m["reactions"] for m in chat["messages"] if m["id"] == said.id] == [["👍"]]
    await olena.deletes(said)
    assert (await newest(browser, olena.id))["reply_to"] is None


async def test_group_shows_to_its_members(world: World, browser: Browser, olena: Person) -> None:
    """With who came, in words that the page can place."""
    max = world.person("Max")
    group = world.group("Workshop", [olena])
    group.adds(max)
    chat = await chat_of(browser, group.id)
    assert (chat["kind"], chat["title"]) == ("group", "Workshop")
    last = chat["messages"][-1]
    assert (last["kind"], last["text"], last["from"]) == ("new_chat_members", "Max", olena.id)
    async with browser.stream() as stream:
        of = {person["name"]: person["chats"] for person in stream.world["people"]}
    assert of == {
        "Olena Koval": [str(olena.id), str(group.id)],
        "Max": [str(max.id), str(group.id)],
    }


@pytest.mark.parametrize(
    ("text", "options", "link"),
    [
        (f"go {LINK}!", {}, LINK),
        ("🔔🔔 t.me/orderbell_bot?start=abc", {}, "t.me/orderbell_bot?start=abc"),
        (f'<a href="{LINK}">go</a>', {}, LINK),
        (f"https://example.org {LINK}", {}, LINK),
        (LINK, {"is_disabled": True}, None),
        ("https://t.me/other_bot?start=abc", {}, None),
        ("https://example.org/t.me/orderbell_bot", {}, None),
        ('<a href="http://[">go</a>', {}, None),
    ],
)
async def test_link_to_the_bot_has_a_card(
    bot: BotClient,
    browser: Browser,
    olena: Person,
    text: str,
    options: dict[str, object],
    link: str | None,
) -> None:
    """The first one, however it is written; no other link is followed."""
    await bot(
        "sendMessage",
        chat_id=olena.id,
        text=text,
        parse_mode="HTML",
        link_preview_options=options,
    )
    preview = (await newest(browser, olena.id))["preview"]
    assert preview == (link and {"title": "Orderbell", "text": "Start", "link": link})
