"""Sending and editing: where bots get hurt."""

import pytest

from simulator.people import Person
from simulator.world import World
from tests.unit.simulator.bot_client import BotClient, Refused

CARD = {"inline_keyboard": [[{"text": "Approve", "callback_data": "a"}]]}
SAME = (
    "Bad Request: message is not modified: specified new message content and reply markup are "
    "exactly the same as a current content and reply markup of the message"
)


async def send(bot: BotClient, to: Person, text: str = "x", **extra: object) -> int:
    """The id of a message just sent."""
    sent = await bot("sendMessage", chat_id=to.id, text=text, **extra)
    return int(sent["message_id"])


async def test_unreachable_people_are_told_apart(world: World, bot: BotClient) -> None:
    """Unknown, never started, blocked, deactivated: each in its own words."""
    stranger, gone, angry = world.person("Stranger"), world.person("Gone"), world.person("Angry")
    await gone.starts()
    await angry.starts()
    gone.deletes_account()
    angry.blocks_bot()
    expected = {
        12345: "Bad Request: chat not found",
        world.telegram.bot.id: "Forbidden: bot can't send messages to bots",
        stranger.id: "Forbidden: bot can't initiate conversation with a user",
        gone.id: "Forbidden: user is deactivated",
        angry.id: "Forbidden: bot was blocked by the user",
    }
    told = {}
    for chat_id in expected:
        with pytest.raises(Refused) as refused:
            await bot("sendMessage", chat_id=chat_id, text="x")
        told[chat_id] = refused.value.description
    assert told == expected
    await angry.starts()
    await send(bot, angry)


async def test_blocking_and_unblocking_is_told_to_the_bot(bot: BotClient, olena: Person) -> None:
    """my_chat_member, and no message gets through meanwhile."""
    olena.blocks_bot()
    olena.blocks_bot()
    with pytest.raises(ValueError, match="blocked the bot"):
        await olena.says("x")
    olena.unblocks_bot()
    changes = [u["my_chat_member"] for u in await bot.updates() if "my_chat_member" in u]
    statuses = [
        (change["old_chat_member"]["status"], change["new_chat_member"]["status"])
        for change in changes
    ]
    assert statuses == [("member", "kicked"), ("kicked", "member")]


async def test_edit_changes_the_message_and_never_rings(bot: BotClient, olena: Person) -> None:
    """The person sees the new text, the old one is kept, no sound."""
    number = await send(bot, olena, "Order 17: new", reply_markup=CARD)
    edited = await bot(
        "editMessageText", chat_id=olena.id, message_id=number, text="Order 17: paid"
    )
    assert edited["edit_date"] == edited["date"]
    assert "reply_markup" not in edited
    message = await olena.sees("paid")
    assert (message.id, message.versions, message.buttons) == (number, ["Order 17: new"], ())
    assert olena.rings == 1


async def test_the_same_again_is_not_modified(bot: BotClient, olena: Person) -> None:
    """Text, entities and buttons all as they are: refused in the long sentence."""
    number = await send(bot, olena, "<b>x</b>", parse_mode="HTML", reply_markup=CARD)
    edit = {"chat_id": olena.id, "message_id": number, "reply_markup": CARD}
    with pytest.raises(Refused) as refused:
        await bot("editMessageText", text="<b>x</b> ", parse_mode="HTML", **edit)
    assert refused.value.description == SAME
    with pytest.raises(Refused) as refused:
        await bot("editMessageReplyMarkup", **edit)
    assert refused.value.description == SAME
    await bot("editMessageText", text="x", **edit)
    await bot("editMessageText", chat_id=olena.id, message_id=number, text="x")


async def test_what_cannot_be_edited(bot: BotClient, olena: Person) -> None:
    """Missing, deleted, somebody else's, inline, or media as text."""
    theirs = await olena.says("mine")
    number = await send(bot, olena)
    place = await bot("sendLocation", chat_id=olena.id, latitude=50.45, longitude=30.52)
    await bot("deleteMessage", chat_id=olena.id, message_id=number)
    for message_id, told in [
        (999, "message to edit not found"),
        (number, "message to edit not found"),
        (theirs.id, "message can't be edited"),
        (place["message_id"], "there is no text in the message to edit"),
    ]:
        with pytest.raises(Refused) as refused:
            await bot("editMessageText", chat_id=olena.id, message_id=message_id, text="y")
        assert refused.value.description == f"Bad Request: {told}"
    with pytest.raises(Refused, match="MESSAGE_ID_INVALID"):
        await bot("editMessageText", inline_message_id="abc", text="y")
    with pytest.raises(Refused, match="message identifier is not specified"):
        await bot("editMessageText", chat_id=olena.id, text="y")
    with pytest.raises(Refused, match="chat_id is empty"):
        await bot("editMessageText", message_id=number, text="y")


async def test_buttons_can_be_changed_alone(bot: BotClient, olena: Person) -> None:
    """The text stays; no keyboard takes the buttons away."""
    number = await send(bot, olena, "card", reply_markup=CARD)
    await bot("editMessageReplyMarkup", chat_id=olena.id, message_id=number)
    assert olena.last_message.buttons == ()
    assert olena.last_message.text == "card"


async def test_reply_to_a_missing_message(bot: BotClient, olena: Person) -> None:
    """Refused, unless it may be sent without."""
    asked = await olena.says("How much?")
    reply = {"message_id": asked.id}
    sent = await bot("sendMessage", chat_id=olena.id, text="450", reply_parameters=reply)
    assert sent["reply_to_message"]["text"] == "How much?"
    assert olena.last_message.reply_to is asked
    await olena.deletes(asked)
    with pytest.raises(Refused, match="Bad Request: message to be replied not found"):
        await send(bot, olena, reply_parameters=reply)
    await send(bot, olena, reply_parameters=reply | {"allow_sending_without_reply": True})
    assert olena.last_message.reply_to is None


async def test_reply_may_be_to_another_chat(world: World, bot: BotClient, olena: Person) -> None:
    """ReplyParameters name the chat; an unknown one is not found."""
    ivan = world.person("Ivan")
    asked = await ivan.says("How much?")
    there = {"message_id": asked.id, "chat_id": ivan.id}
    await send(bot, olena, "He asks.", reply_parameters=there)
    assert olena.last_message.reply_to is asked
    with pytest.raises(Refused, match="chat not found"):
        await send(bot, olena, reply_parameters=there | {"chat_id": 5})


async def test_quote_must_stand_in_the_message(bot: BotClient, olena: Person) -> None:
    """A made-up quote is refused."""
    asked = await olena.says("How much?")
    await send(bot, olena, reply_parameters={"message_id": asked.id, "quote": "much"})
    with pytest.raises(Refused, match="QUOTE_TEXT_INVALID"):
        await send(bot, olena, reply_parameters={"message_id": asked.id, "quote": "cheap"})


async def test_silent_messages_do_not_ring(bot: BotClient, olena: Person) -> None:
    """disable_notification arrives without a sound."""
    await send(bot, olena, disable_notification=True)
    assert (olena.rings, olena.last_message.notify) == (0, False)
    await send(bot, olena)
    assert olena.rings == 1


async def test_typing_is_shown_and_misspelt_actions_refused(bot: BotClient, olena: Person) -> None:
    """SendChatAction."""
    await bot("sendChatAction", chat_id=olena.id, action="typing")
    assert [action for _, action in olena.chat.actions] == ["typing"]
    with pytest.raises(Refused, match="wrong parameter action in request"):
        await bot("sendChatAction", chat_id=olena.id, action="thinking")


async def test_places_and_contacts(bot: BotClient, olena: Person) -> None:
    """Their fields arrive; impossible ones are refused."""
    await bot("sendLocation", chat_id=olena.id, latitude=50.45, longitude=30.52)
    assert olena.last_message.location == {"latitude": 50.45, "longitude": 30.52}
    await bot("sendContact", chat_id=olena.id, phone_number="+380", first_name="Ivan")
    assert olena.last_message.contact == {"phone_number": "+380", "first_name": "Ivan"}
    wrong: list[tuple[str, dict[str, object], str]] = [
        ("sendLocation", {"latitude": 91, "longitude": 0}, "latitude or longitude"),
        ("sendContact", {"phone_number": "", "first_name": "x"}, "phone number must be non-empty"),
        ("sendContact", {"phone_number": "1", "first_name": ""}, "first name must be non-empty"),
    ]
    for method, params, told in wrong:
        with pytest.raises(Refused, match=told):
            await bot(method, chat_id=olena.id, **params)


async def test_preview_options_are_echoed_and_part_of_the_content(
    bot: BotClient, olena: Person
) -> None:
    """Switching the preview off is a change; the same again is not."""
    number = await send(bot, olena, "https://example.org")
    off = {"link_preview_options": {"is_disabled": True}}
    edit = {"chat_id": olena.id, "message_id": number, "text": "https://example.org"}
    assert (await bot("editMessageText", **edit, **off))["link_preview_options"] == {
        "is_disabled": True
    }
    with pytest.raises(Refused, match="message is not modified"):
        await bot("editMessageText", **edit, **off)
