"""Buttons: what may be sent, how it is refused, what people press."""

import asyncio

import pytest

from simulator.people import Person
from simulator.sight import NotSeen
from simulator.telegram.errors import ApiError
from simulator.telegram.keyboards import parse
from simulator.world import World
from tests.unit.simulator.bot_client import BotClient, Refused

UNPARSED = "can't parse inline keyboard button: "


def inline(*buttons: object) -> dict[str, object]:
    """One row of inline buttons."""
    return {"inline_keyboard": [list(buttons)]}


def refusal(markup: dict[str, object]) -> str:
    """How the markup is refused."""
    with pytest.raises(ApiError) as refused:
        parse(markup)
    return refused.value.description.removeprefix("Bad Request: ")


@pytest.mark.parametrize(
    ("button", "told"),
    [
        ({"text": "a"}, f"{UNPARSED}Text buttons are unallowed in the inline keyboard"),
        (
            {"text": "a", "callback_data": ""},
            f"{UNPARSED}Text buttons are unallowed in the inline keyboard",
        ),
        ({"callback_data": "a"}, f'{UNPARSED}Can\'t find field "text"'),
        ({"text": " ", "callback_data": "a"}, f"{UNPARSED}text must be non-empty"),
        ("a", f"{UNPARSED}InlineKeyboardButton must be an Object"),
        ({"text": "a", "callback_data": "x" * 65}, "BUTTON_DATA_INVALID"),
        ({"text": "a", "callback_data": "ж" * 33}, "BUTTON_DATA_INVALID"),
        (
            {"text": "a", "url": "no link"},
            "inline keyboard button URL 'no link' is invalid: Wrong HTTP URL",
        ),
        ({"text": "a", "copy_text": {"text": "x" * 257}}, "BUTTON_COPY_TEXT_INVALID"),
        (
            {"text": "a", "callback_data": "x", "url": "https://e.org"},
            f"{UNPARSED}exactly one action expected",
        ),
        (
            {"text": "a", "callback_data": "x", "style": "green"},
            "can't parse inline keyboard button: invalid button style specified",
        ),
    ],
)
def test_malformed_inline_button_is_refused(button: object, told: str) -> None:
    """Each in the server's words."""
    assert refusal(inline(button)) == told


@pytest.mark.parametrize(
    "button",
    [
        {"text": "a", "callback_data": "ж" * 32},
        {"text": "a", "callback_data": "x", "style": "danger", "icon_custom_emoji_id": "5"},
        {"text": "a", "url": "tg://user?id=5"},
        {"text": "a", "url": "https://example.org/x?y=1"},
        {"text": "a", "copy_text": {"text": "+380"}},
        {"text": "a", "switch_inline_query": "x"},
        {"text": "a", "switch_inline_query_current_chat": "x"},
        {"text": "a", "switch_inline_query_chosen_chat": {"allow_user_chats": True}},
        {"text": "a", "web_app": {"url": "https://example.org"}},
    ],
)
def test_every_kind_of_inline_button_is_taken(button: dict[str, object]) -> None:
    """64 bytes of data, styles, icons, links, copying, inline queries."""
    ((parsed,),) = parse(inline(button)).rows
    assert parsed.label == "a"
    assert parsed.wire == button


def test_a_hundred_buttons_and_eight_in_a_row_are_the_most() -> None:
    """One more is refused."""
    button = {"text": "a", "callback_data": "x"}
    full: dict[str, object] = {"inline_keyboard": [[button] * 8] * 12 + [[button] * 4]}
    assert sum(len(row) for row in parse(full).rows) == 100
    over: dict[str, object] = {"inline_keyboard": [[button] * 8] * 12 + [[button] * 5]}
    assert refusal(over) == "reply markup is too long"
    assert refusal(inline(*[button] * 9)) == "reply markup is too long"


@pytest.mark.parametrize(
    "markup",
    [{}, {"keyboard": "x"}, {"inline_keyboard": ["x"]}, {"keyboard": [[5]]}],
)
def test_markup_of_the_wrong_shape_is_refused(markup: dict[str, object]) -> None:
    """Arrays of arrays of buttons, nothing else."""
    assert refusal(markup)


async def test_edit_takes_inline_keyboards_only(bot: BotClient, olena: Person) -> None:
    """A reply keyboard cannot be put on an existing message."""
    sent = await bot("sendMessage", chat_id=olena.id, text="x")
    with pytest.raises(Refused, match="inline keyboard expected"):
        await bot(
            "editMessageText",
            chat_id=olena.id,
            message_id=sent["message_id"],
            text="y",
            reply_markup={"remove_keyboard": True},
        )


async def test_tap_finds_the_newest_button_and_ignores_the_emoji(
    bot: BotClient, olena: Person
) -> None:
    """Newest message first; an equal label before a longer one; emoji and case do not matter."""
    older = await bot(
        "sendMessage",
        chat_id=olena.id,
        text="older",
        reply_markup=inline({"text": "✅ Approve", "callback_data": "old"}),
    )
    await bot(
        "sendMessage",
        chat_id=olena.id,
        text="newer",
        reply_markup=inline(
            {"text": "Approve all", "callback_data": "all"},
            {"text": "✅ Approve", "callback_data": "one"},
        ),
    )
    assert (await olena.taps("Approve")).button.data == "one"
    assert (await olena.taps("approve a")).button.data == "all"
    on = olena.chat.message(older["message_id"])
    assert (await olena.taps("Approve", on=on)).button.data == "old"


async def test_tap_on_what_is_not_there_fails_and_shows_the_chat(
    bot: BotClient, olena: Person
) -> None:
    """A missing button is an assertion with the chat drawn."""
    await bot("sendMessage", chat_id=olena.id, text="Nothing to press")
    with pytest.raises(NotSeen, match="Nothing to press"):
        await olena.taps("Approve", within_s=0.01)


async def test_buttons_that_stay_in_the_client(world: World, bot: BotClient, olena: Person) -> None:
    """Copying and links make no callback query; a deep link starts the bot."""
    await bot(
        "sendMessage",
        chat_id=olena.id,
        text="x",
        reply_markup=inline(
            {"text": "Phone", "copy_text": {"text": "+380501112233"}},
            {"text": "Site", "url": "https://example.org/"},
            {"text": "Again", "url": f"https://t.me/{world.telegram.username}?start=abc"},
        ),
    )
    await olena.taps("Phone")
    await olena.taps("Site")
    await olena.taps("Again")
    assert olena.clipboard == ["+380501112233"]
    assert olena.opened == ["https://example.org/"]
    updates = await bot.updates()
    assert [update["message"]["text"] for update in updates] == ["/start", "/start abc"]


async def test_reply_keyboard_is_pressed_and_taken_away(bot: BotClient, olena: Person) -> None:
    """A key sends its text, or shares the contact; `remove_keyboard` closes it."""
    keys = [[{"text": "📦 My orders"}], [{"text": "Share phone", "request_contact": True}]]
    await bot("sendMessage", chat_id=olena.id, text="x", reply_markup={"keyboard": keys})
    olena.presses("My orders")
    assert (await olena.presses("Share phone")).contact == {
        "phone_number": olena.phone,
        "first_name": "Olena",
        "last_name": "Koval",
        "user_id": olena.id,
    }
    texts = [update["message"].get("text") for update in await bot.updates()]
    assert texts == ["/start", "📦 My orders", None]
    await bot("sendMessage", chat_id=olena.id, text="y", reply_markup={"remove_keyboard": True})
    with pytest.raises(NotSeen, match="has no key"):
        await olena.presses("My orders", within_s=0.01)


async def test_key_is_waited_for(bot: BotClient, olena: Person) -> None:
    """The keyboard may come later than the wish to press it."""
    pressing = asyncio.ensure_future(olena.presses("Yes", within_s=5))
    await bot("sendMessage", chat_id=olena.id, text="x", reply_markup={"keyboard": [["Yes"]]})
    assert (await pressing).text == "Yes"


async def test_keyboard_of_strings_and_force_reply_are_taken(bot: BotClient, olena: Person) -> None:
    """The short forms."""
    await bot("sendMessage", chat_id=olena.id, text="x", reply_markup={"keyboard": [["Yes"]]})
    force = {"force_reply": True, "input_field_placeholder": "Reason"}
    await bot("sendMessage", chat_id=olena.id, text="x", reply_markup=force)
    assert (await olena.presses("Yes")).text == "Yes"
    long = {"keyboard": [["Yes"]], "input_field_placeholder": "x" * 65}
    with pytest.raises(Refused, match="placeholder is too long"):
        await bot("sendMessage", chat_id=olena.id, text="x", reply_markup=long)


async def test_inline_keyboard_is_echoed_and_others_are_not(bot: BotClient, olena: Person) -> None:
    """The result holds reply_markup only for inline keyboards."""
    markup = inline({"text": "a", "callback_data": "x"})
    with_inline = await bot("sendMessage", chat_id=olena.id, text="x", reply_markup=markup)
    with_keys = await bot(
        "sendMessage", chat_id=olena.id, text="x", reply_markup={"keyboard": [["a"]]}
    )
    assert with_inline["reply_markup"] == markup
    assert "reply_markup" not in with_keys
