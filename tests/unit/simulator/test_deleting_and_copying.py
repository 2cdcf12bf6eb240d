"""What becomes of messages: deleting, copying, forwarding, pins, reactions."""

import pytest

from simulator.people import Person
from simulator.world import World
from tests.unit.simulator.bot_client import BotClient, Refused
from tests.unit.simulator.conftest import HandClock

CARD = {"inline_keyboard": [[{"text": "Approve", "callback_data": "a"}]]}


async def send(bot: BotClient, to: Person, text: str = "x", **extra: object) -> int:
    """The id of a message just sent."""
    sent = await bot("sendMessage", chat_id=to.id, text=text, **extra)
    return int(sent["message_id"])


async def test_deletion_within_48_hours(bot: BotClient, olena: Person, clock: HandClock) -> None:
    """Later, and what is gone already, is refused; in bulk it is skipped."""
    number, old = await send(bot, olena, "young"), await send(bot, olena, "old")
    await bot("deleteMessage", chat_id=olena.id, message_id=number)
    await olena.sees_no_more("young")
    with pytest.raises(Refused, match="message to delete not found"):
        await bot("deleteMessage", chat_id=olena.id, message_id=number)
    clock.moves(hours=48)
    with pytest.raises(Refused, match="message can't be deleted for everyone"):
        await bot("deleteMessage", chat_id=olena.id, message_id=old)
    new = await send(bot, olena, "new")
    await bot("deleteMessages", chat_id=olena.id, message_ids=[number, old, new])
    assert [message.text for message in olena.messages] == ["/start", "old"]


@pytest.mark.parametrize(
    ("ids", "told"),
    [
        ([], "message identifiers are not specified"),
        (list(range(1, 102)), "too many message identifiers specified"),
        ([0], "invalid message identifier specified"),
        (["x"], "invalid message identifier specified"),
    ],
)
async def test_bulk_ids_are_checked(
    bot: BotClient, olena: Person, ids: list[object], told: str
) -> None:
    """One to a hundred positive numbers."""
    with pytest.raises(Refused, match=told):
        await bot("deleteMessages", chat_id=olena.id, message_ids=ids)


async def test_copies_have_no_origin_and_forwards_do(
    world: World, bot: BotClient, olena: Person
) -> None:
    """CopyMessage returns an id only; forwardMessage names the sender."""
    ivan = world.person("Ivan")
    await ivan.starts()
    said = await olena.says("see https://example.org")
    source = {"from_chat_id": olena.id, "message_id": said.id}
    copied = await bot("copyMessage", chat_id=ivan.id, **source)
    assert list(copied) == ["message_id"]
    assert (await ivan.sees("example.org")).forward_origin is None
    forwarded = await bot("forwardMessage", chat_id=ivan.id, **source)
    assert forwarded["forward_origin"]["sender_user"]["first_name"] == "Olena"
    again = await bot(
        "forwardMessage",
        chat_id=olena.id,
        from_chat_id=ivan.id,
        message_id=forwarded["message_id"],
    )
    assert again["forward_origin"] == forwarded["forward_origin"]
    edit = {"message_id": forwarded["message_id"], "text": "y"}
    with pytest.raises(Refused, match="message can't be edited"):
        await bot("editMessageText", chat_id=ivan.id, **edit)


async def test_what_cannot_be_copied_or_forwarded(
    world: World, bot: BotClient, olena: Person
) -> None:
    """Missing messages, service messages, protected content."""
    world.telegram.has_topics_enabled = True
    topic = await bot("createForumTopic", chat_id=olena.id, name="Order 17")
    protected = await send(bot, olena, protect_content=True)
    for method, message_id, told in [
        ("copyMessage", 999, "message to copy not found"),
        ("forwardMessage", 999, "message to forward not found"),
        ("copyMessage", topic["message_thread_id"], "message can't be copied"),
        ("forwardMessage", protected, "message has protected content and can't be forwarded"),
    ]:
        with pytest.raises(Refused) as refused:
            await bot(method, chat_id=olena.id, from_chat_id=olena.id, message_id=message_id)
        assert refused.value.description == f"Bad Request: {told}"
    for method in ("copyMessages", "forwardMessages"):
        with pytest.raises(Refused, match="there are no messages to"):
            await bot(method, chat_id=olena.id, from_chat_id=olena.id, message_ids=[998, 999])


async def test_pins_newest_first(bot: BotClient, olena: Person) -> None:
    """Pinning, unpinning the newest, and what is not there."""
    one, two = await send(bot, olena, "one"), await send(bot, olena, "two")
    for number in (two, one, two):
        await bot("pinChatMessage", chat_id=olena.id, message_id=number)
    assert (await bot("getChat", chat_id=olena.id))["pinned_message"]["text"] == "two"
    await bot("unpinChatMessage", chat_id=olena.id)
    assert olena.chat.pinned == [one]
    with pytest.raises(Refused, match="message to unpin not found"):
        await bot("unpinChatMessage", chat_id=olena.id, message_id=two)
    with pytest.raises(Refused, match="message to pin not found"):
        await bot("pinChatMessage", chat_id=olena.id, message_id=999)
    await bot("deleteMessage", chat_id=olena.id, message_id=one)
    assert olena.chat.pinned == []


async def test_reaction_is_a_delivery_tick(bot: BotClient, olena: Person) -> None:
    """One known emoji; an empty list takes it away; no update comes back."""
    said = await olena.says("x")
    await bot.updates(offset=-1)
    react = {"chat_id": olena.id, "message_id": said.id}
    await bot("setMessageReaction", reaction=[{"type": "emoji", "emoji": "👍"}], **react)
    assert list(said.reactions) == ["👍"]
    await bot("setMessageReaction", reaction=[], **react)
    assert list(said.reactions) == []
    for reaction, told in [
        ([{"type": "emoji", "emoji": "🚚"}], "REACTION_INVALID"),
        (
            [{"type": "emoji", "emoji": "👍"}, {"type": "emoji", "emoji": "🔥"}],
            "REACTIONS_TOO_MANY",
        ),
        ([{"type": "paid"}], "can't parse ReactionType: invalid reaction type specified"),
        (["👍"], "can't parse ReactionType: expected an Object"),
    ]:
        with pytest.raises(Refused) as refused:
            await bot("setMessageReaction", reaction=reaction, **react)
        assert refused.value.description == f"Bad Request: {told}"
    with pytest.raises(Refused, match="message to react not found"):
        await bot("setMessageReaction", chat_id=olena.id, message_id=999)
    assert len(await bot.updates()) == 1
