"""Forum topics, in private chats and in groups."""

import pytest

from simulator.people import Person
from simulator.telegram.topics import remove_topic
from simulator.world import World
from tests.unit.simulator.bot_client import BotClient, Refused

RIGHTS = {"can_manage_topics", "can_delete_messages", "can_pin_messages"}


@pytest.fixture
def personal(world: World) -> None:
    """The bot has topics in private chats."""
    world.telegram.has_topics_enabled = True


async def topic_in(bot: BotClient, chat_id: int, name: str = "Order 17") -> int:
    """The id of a topic that the bot makes."""
    made = await bot("createForumTopic", chat_id=chat_id, name=name)
    return int(made["message_thread_id"])


async def refusal(bot: BotClient, method: str, **params: object) -> str:
    """How a call is refused."""
    with pytest.raises(Refused) as refused:
        await bot(method, **params)
    return refused.value.description.removeprefix("Bad Request: ")


async def test_private_chat_has_topics_only_if_the_bot_has(
    world: World, bot: BotClient, olena: Person
) -> None:
    """GetMe says so, createForumTopic proves it."""
    assert (await bot("getMe"))["has_topics_enabled"] is False
    told = await refusal(bot, "createForumTopic", chat_id=olena.id, name="x")
    assert told == "the chat is not a forum"
    world.telegram.has_topics_enabled = True
    assert (await bot("getMe"))["has_topics_enabled"] is True
    made = await bot("createForumTopic", chat_id=olena.id, name="Order 17", icon_color=7322096)
    assert made == {
        "message_thread_id": made["message_thread_id"],
        "name": "Order 17",
        "icon_color": 7322096,
    }


@pytest.mark.usefixtures("personal")
async def test_message_lands_in_its_thread_and_the_answer_too(
    bot: BotClient, olena: Person
) -> None:
    """message_thread_id out, message_thread_id back."""
    thread = await topic_in(bot, olena.id)
    sent = await bot("sendMessage", chat_id=olena.id, text="x", message_thread_id=thread)
    assert (sent["message_thread_id"], sent["is_topic_message"]) == (thread, True)
    await olena.says("in the thread", thread=thread)
    reply = await olena.says("as a reply", reply_to=olena.chat.message(sent["message_id"]))
    assert reply.thread_id == thread
    plain, replied = [u["message"] for u in await bot.updates(offset=-2)]
    assert plain["message_thread_id"] == replied["message_thread_id"] == thread
    assert "reply_to_message" not in plain
    with pytest.raises(ValueError, match="there is no thread"):
        await olena.says("nowhere", thread=thread + 100)


@pytest.mark.usefixtures("personal")
async def test_wrong_thread_is_not_found(bot: BotClient, olena: Person) -> None:
    """Unknown, deleted, or a message that is no topic."""
    thread, plain = await topic_in(bot, olena.id), await olena.says("x")
    await bot("sendMessage", chat_id=olena.id, text="inside", message_thread_id=thread)
    await bot("deleteForumTopic", chat_id=olena.id, message_thread_id=thread)
    await olena.sees_no_more("inside")
    for wanted, told in [
        (999, "message thread not found"),
        (thread, "message thread not found"),
        (plain.id, "message thread is not a forum topic thread"),
    ]:
        send = {"chat_id": olena.id, "text": "x", "message_thread_id": wanted}
        assert await refusal(bot, "sendMessage", **send) == told
        action = {"chat_id": olena.id, "action": "typing", "message_thread_id": wanted}
        assert await refusal(bot, "sendChatAction", **action) == told


@pytest.mark.usefixtures("personal")
async def test_wrong_thread_may_be_ignored_silently(
    world: World, bot: BotClient, olena: Person
) -> None:
    """As once happened in production: the message lands in the main chat."""
    world.telegram.ignores_wrong_threads = True
    sent = await bot("sendMessage", chat_id=olena.id, text="x", message_thread_id=999)
    assert "message_thread_id" not in sent


@pytest.mark.usefixtures("personal")
async def test_a_reply_decides_the_thread(bot: BotClient, olena: Person) -> None:
    """Without allow_sending_without_reply it lands where the replied message is."""
    one, two = await topic_in(bot, olena.id, "one"), await topic_in(bot, olena.id, "two")
    said = await olena.says("x", thread=one)
    send = {"chat_id": olena.id, "text": "y", "message_thread_id": two}
    strict = await bot("sendMessage", reply_parameters={"message_id": said.id}, **send)
    assert strict["message_thread_id"] == one
    lenient = {"message_id": said.id, "allow_sending_without_reply": True}
    loose = await bot("sendMessage", reply_parameters=lenient, **send)
    assert loose["message_thread_id"] == two
    assert "reply_to_message" not in loose


@pytest.mark.usefixtures("personal")
async def test_topics_are_edited_and_deleted_but_not_closed_in_private_chats(
    bot: BotClient, olena: Person
) -> None:
    """Close and reopen are for supergroups."""
    thread = await topic_in(bot, olena.id)
    where = {"chat_id": olena.id, "message_thread_id": thread}
    await bot("editForumTopic", name="Order 17: paid", **where)
    assert olena.chat.topics[thread].name == "Order 17: paid"
    await bot("editForumTopic", icon_custom_emoji_id="5312536423851630001", **where)
    assert await refusal(bot, "editForumTopic", name="Order 17: paid", **where) == (
        "TOPIC_NOT_MODIFIED"
    )
    for method in ("closeForumTopic", "reopenForumTopic"):
        assert await refusal(bot, method, **where) == "the chat is not a forum"
    await bot("deleteForumTopic", **where)
    assert await refusal(bot, "editForumTopic", name="y", **where) == "TOPIC_DELETED"
    missing = {"chat_id": olena.id, "message_thread_id": 999}
    assert await refusal(bot, "deleteForumTopic", **missing) == "TOPIC_ID_INVALID"


@pytest.mark.usefixtures("personal")
@pytest.mark.parametrize(
    ("params", "told"),
    [
        ({"name": " "}, "TOPIC_TITLE_EMPTY"),
        ({"name": "x" * 129}, "topic name is too long"),
        ({"name": "x", "icon_color": 1}, "invalid icon color specified"),
    ],
)
async def test_topic_names_and_colours_have_limits(
    bot: BotClient, olena: Person, params: dict[str, object], told: str
) -> None:
    """1–128 characters, six colours."""
    assert await refusal(bot, "createForumTopic", chat_id=olena.id, **params) == told


async def test_icon_stickers_carry_custom_emoji_ids(bot: BotClient) -> None:
    """What createForumTopic takes as icon."""
    icons = await bot("getForumTopicIconStickers")
    assert all(icon["custom_emoji_id"].isdigit() for icon in icons)


async def test_topics_in_a_forum_group_need_the_right(
    world: World, bot: BotClient, olena: Person
) -> None:
    """Not a forum, no right, then the whole life of a topic."""
    plain = world.group("Plain", [olena], bot_rights=RIGHTS)
    weak = world.group("Weak", [olena], forum=True, bot_rights=())
    forum = world.group("Workshop", [olena], forum=True, bot_rights=RIGHTS)
    create = {"name": "Order 17"}
    assert await refusal(bot, "createForumTopic", chat_id=plain.id, **create) == (
        "the chat is not a forum"
    )
    assert await refusal(bot, "createForumTopic", chat_id=weak.id, **create) == (
        "not enough rights to create a topic"
    )
    thread = await topic_in(bot, forum.id)
    where = {"chat_id": forum.id, "message_thread_id": thread}
    await bot("closeForumTopic", **where)
    assert await refusal(bot, "closeForumTopic", **where) == "TOPIC_NOT_MODIFIED"
    await bot("reopenForumTopic", **where)
    await bot("deleteForumTopic", **where)
    send = {"chat_id": forum.id, "text": "x"}
    assert await refusal(bot, "sendMessage", message_thread_id=thread, **send) == "TOPIC_DELETED"
    assert await refusal(bot, "sendMessage", message_thread_id=1, **send) == (
        "message thread not found"
    )


async def test_closed_topic_refuses_bots_without_the_right(
    world: World, bot: BotClient, olena: Person
) -> None:
    """TOPIC_CLOSED, unless the bot manages topics."""
    group = world.group("Workshop", [olena], forum=True)
    topic = group.opens_topic("Order 17")
    group.closes_topic(topic.id)
    send = {"chat_id": group.id, "text": "x", "message_thread_id": topic.id}
    assert await refusal(bot, "sendMessage", **send) == "TOPIC_CLOSED"
    group.adds_bot(rights=RIGHTS)
    await bot("sendMessage", **send)
    group.reopens_topic(topic.id)
    group.deletes_topic(topic.id)
    assert await refusal(bot, "sendMessage", **send) == "TOPIC_DELETED"


async def test_messages_in_a_group_topic_name_its_first_message(
    world: World, bot: BotClient, olena: Person
) -> None:
    """Every message there looks like a reply to the topic's beginning."""
    group = world.group("Workshop", [olena], forum=True, bot_rights=RIGHTS)
    thread = await topic_in(bot, group.id)
    await olena.says("hello", thread=thread, chat=group.chat)
    message = (await bot.updates(offset=-1))[0]["message"]
    assert message["reply_to_message"]["forum_topic_created"]["name"] == "Order 17"


@pytest.mark.usefixtures("personal")
async def test_icon_of_a_topic_is_told_back(bot: BotClient, olena: Person) -> None:
    """From its making, in the result and in the service message."""
    icon = "5312536423851630001"
    made = await bot("createForumTopic", chat_id=olena.id, name="x", icon_custom_emoji_id=icon)
    assert made["icon_custom_emoji_id"] == icon
    root = olena.chat.history[made["message_thread_id"]]
    assert root.content == {
        "forum_topic_created": {
            "name": "x",
            "icon_color": made["icon_color"],
            "icon_custom_emoji_id": icon,
        }
    }


@pytest.mark.usefixtures("personal")
async def test_person_deletes_a_topic_without_a_word(
    world: World, bot: BotClient, olena: Person
) -> None:
    """The bot learns of it only when it writes there."""
    thread = await topic_in(bot, olena.id)
    await bot.updates(offset=-1)
    remove_topic(world.telegram, olena.chat, olena.chat.topics[thread])
    assert len(await bot.updates()) == 1
    send = {"chat_id": olena.id, "text": "x", "message_thread_id": thread}
    assert await refusal(bot, "sendMessage", **send) == "message thread not found"
