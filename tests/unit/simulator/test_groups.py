"""Groups as the bot meets them: who is in, what it hears, what it may do."""

import pytest

from simulator.people import Person
from simulator.world import World
from tests.unit.simulator.bot_client import BotClient, Refused

RIGHTS = {"can_manage_topics", "can_delete_messages", "can_pin_messages"}


async def topic_in(bot: BotClient, chat_id: int, name: str = "Order 17") -> int:
    """The id of a topic that the bot makes."""
    made = await bot("createForumTopic", chat_id=chat_id, name=name)
    return int(made["message_thread_id"])


async def refusal(bot: BotClient, method: str, **params: object) -> str:
    """How a call is refused."""
    with pytest.raises(Refused) as refused:
        await bot(method, **params)
    return refused.value.description.removeprefix("Bad Request: ")


async def test_privacy_mode_hides_small_talk(world: World, bot: BotClient, olena: Person) -> None:
    """A plain member hears commands, mentions and replies; an administrator hears all."""
    group = world.group("Workshop", [olena])
    sent = await bot("sendMessage", chat_id=group.id, text="x")
    await bot.updates(offset=-1)
    await olena.says("small talk", chat=group.chat)
    await olena.says("/orders", chat=group.chat)
    await olena.says(f"hey @{world.telegram.username}", chat=group.chat)
    await olena.says("re", chat=group.chat, reply_to=group.chat.message(sent["message_id"]))
    group.adds_bot(rights=RIGHTS)
    await olena.says("now heard", chat=group.chat)
    texts = [u["message"].get("text") for u in await bot.updates() if "message" in u]
    assert texts[1:] == ["/orders", "hey @orderbell_bot", "re", "now heard"]
    group.kicks_bot()
    await olena.says("alone again", chat=group.chat)
    assert "my_chat_member" in (await bot.updates(offset=-1))[0]


async def test_group_that_threw_the_bot_out(world: World, bot: BotClient, olena: Person) -> None:
    """Kicked, or never in: 403 each."""
    group = world.group("Workshop", [olena])
    other = world.group("Other", [olena], basic=True, with_bot=False)
    group.kicks_bot()
    for chat_id, told in [
        (group.id, "Forbidden: bot was kicked from the supergroup chat"),
        (other.id, "Forbidden: bot is not a member of the group chat"),
    ]:
        assert await refusal(bot, "sendMessage", chat_id=chat_id, text="x") == told


async def test_upgraded_group_names_its_new_id(world: World, bot: BotClient, olena: Person) -> None:
    """The old id refuses with migrate_to_chat_id; both chats are told."""
    group = world.group("Workshop", [olena], basic=True, bot_rights=RIGHTS)
    old = group.id
    group.upgrades()
    with pytest.raises(Refused) as refused:
        await bot("sendMessage", chat_id=old, text="x")
    assert refused.value.description == (
        "Bad Request: group chat was upgraded to a supergroup chat"
    )
    assert refused.value.parameters == {"migrate_to_chat_id": group.id}
    sent = await bot("sendMessage", chat_id=group.id, text="x")
    assert sent["chat"]["type"] == "supergroup"
    moved = [u["message"] for u in (await bot.updates())[-2:]]
    assert [m.get("migrate_to_chat_id") for m in moved] == [group.id, None]
    assert [m.get("migrate_from_chat_id") for m in moved] == [None, old]


async def test_members_and_their_standing(world: World, bot: BotClient, olena: Person) -> None:
    """getChatMember; people come and go; those outside cannot write."""
    ivan, group = world.person("Ivan"), world.group("Workshop", [olena], bot_rights=RIGHTS)
    standing = []
    for deed in (None, group.adds, group.removes):
        if deed is not None:
            deed(ivan)
        member = await bot("getChatMember", chat_id=group.id, user_id=ivan.id)
        standing.append(member["status"])
    assert standing == ["left", "member", "kicked"]
    me = await bot("getChatMember", chat_id=group.id, user_id=world.telegram.bot.id)
    assert (me["status"], me["can_manage_topics"]) == ("administrator", True)
    owner = await bot("getChatMember", chat_id=group.id, user_id=olena.id)
    assert owner["status"] == "creator"
    assert await refusal(bot, "getChatMember", chat_id=group.id, user_id=5) == "user not found"
    with pytest.raises(ValueError, match="is not in"):
        await ivan.says("x", chat=group.chat)
    kinds = {name for u in await bot.updates() for name in u.get("message", {})}
    assert {"new_chat_members", "left_chat_member"} <= kinds
    with pytest.raises(ValueError, match="a group has at least"):
        world.group("Empty", [])


async def test_group_tells_its_permissions_and_takes_no_menu(
    world: World, bot: BotClient, olena: Person
) -> None:
    """getChat; menu buttons are for private chats."""
    group = world.group("Workshop", [olena], forum=True)
    chat = await bot("getChat", chat_id=group.id)
    assert (chat["is_forum"], chat["permissions"]["can_send_messages"]) == (True, True)
    assert await refusal(bot, "getChatMenuButton", chat_id=group.id) == "chat not found"
    assert [m.kind for m in group.messages] == ["new_chat_members"]


async def test_rights_decide_over_others_messages_and_pins(
    world: World, bot: BotClient, olena: Person
) -> None:
    """A plain member may not delete or pin."""
    group = world.group("Workshop", [olena])
    said = await olena.says("/x", chat=group.chat)
    message = {"chat_id": group.id, "message_id": said.id}
    assert await refusal(bot, "deleteMessage", **message) == (
        "message can't be deleted for everyone"
    )
    assert await refusal(bot, "pinChatMessage", **message) == (
        "not enough rights to manage pinned messages in the chat"
    )
    group.adds_bot(rights=RIGHTS)
    assert await bot("pinChatMessage", **message) is True
    assert await bot("deleteMessage", **message) is True


async def test_group_is_picked_by_a_button(world: World, bot: BotClient, olena: Person) -> None:
    """request_chat shares the group and takes the bot in with the rights it asked for."""
    group = world.group("Workshop", [olena], forum=True, with_bot=False)
    wanted = {
        "request_id": 7,
        "chat_is_channel": False,
        "chat_is_forum": True,
        "request_title": True,
        "bot_administrator_rights": {"can_manage_topics": True, "can_change_info": False},
    }
    keys = [[{"text": "Pick a group", "request_chat": wanted}, {"text": "No"}]]
    await bot("sendMessage", chat_id=olena.id, text="x", reply_markup={"keyboard": keys})
    olena.picks_chat("Pick a group", group)
    shared = [u["message"]["chat_shared"] for u in await bot.updates(offset=-1)]
    assert shared == [{"request_id": 7, "chat_id": group.id, "title": "Workshop"}]
    await topic_in(bot, group.id)
    with pytest.raises(AssertionError, match="does not ask for a chat"):
        olena.picks_chat("No", group)


async def test_bot_may_ask_only_to_be_a_member(world: World, bot: BotClient, olena: Person) -> None:
    """bot_is_member without rights: it comes in as anyone."""
    group = world.group("Workshop", [olena], with_bot=False)
    wanted = {"request_id": 1, "chat_is_channel": False, "bot_is_member": True}
    keys = [[{"text": "Pick", "request_chat": wanted}]]
    await bot("sendMessage", chat_id=olena.id, text="x", reply_markup={"keyboard": keys})
    await olena.picks_chat("Pick", group)
    me = await bot("getChatMember", chat_id=group.id, user_id=world.telegram.bot.id)
    assert me["status"] == "member"
    assert "title" not in olena.messages[-1].content["chat_shared"]  # type: ignore[operator]
