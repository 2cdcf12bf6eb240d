"""Taps and their answers, inline queries, the bot's own profile."""

import asyncio

import pytest

from simulator.people import Person
from simulator.sight import NotSeen
from simulator.world import World
from tests.unit.simulator.bot_client import BotClient, Refused
from tests.unit.simulator.conftest import HandClock

CARD = {"inline_keyboard": [[{"text": "Approve", "callback_data": "a"}]]}
#: The id of the first person in a world.
HERS = 5_000_000_001
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


async def query_id(bot: BotClient) -> str:
    """The id of the newest tap."""
    (update,) = await bot.updates(offset=-1)
    return str(update["callback_query"]["id"])


async def test_answer_reaches_the_person(bot: BotClient, olena: Person) -> None:
    """A toast or an alert; until then the button spins."""
    await bot("sendMessage", chat_id=olena.id, text="x", reply_markup=CARD)
    tap = await olena.taps("Approve")
    assert tap.answer is None
    await bot(
        "answerCallbackQuery",
        callback_query_id=await query_id(bot),
        text="Approved",
        show_alert=True,
    )
    answer = await tap.answered()
    assert (answer.text, answer.show_alert) == ("Approved", True)


async def test_unanswered_tap_is_noticed(bot: BotClient, olena: Person) -> None:
    """Waiting for an answer in vain is a failure."""
    await bot("sendMessage", chat_id=olena.id, text="x", reply_markup=CARD)
    tap = await olena.taps("Approve")
    with pytest.raises(NotSeen, match="got no answer"):
        await tap.answered(within_s=0.01)


async def test_tap_carries_the_message_as_it_is(bot: BotClient, olena: Person) -> None:
    """Who, which message with its buttons, which data."""
    sent = await bot("sendMessage", chat_id=olena.id, text="x", reply_markup=CARD)
    await olena.taps("Approve")
    query = (await bot.updates(offset=-1))[0]["callback_query"]
    assert query["from"]["id"] == olena.id
    assert query["data"] == "a"
    assert query["message"] == sent


async def test_a_tap_is_answered_once_and_within_150_seconds(
    bot: BotClient, olena: Person, clock: HandClock
) -> None:
    """Twice, too late, or made up: the same refusal."""
    await bot("sendMessage", chat_id=olena.id, text="x", reply_markup=CARD)
    await olena.taps("Approve")
    first = await query_id(bot)
    await bot("answerCallbackQuery", callback_query_id=first)
    await olena.taps("Approve")
    late = await query_id(bot)
    clock.moves(seconds=151)
    for number in (first, late, "12345"):
        with pytest.raises(Refused) as refused:
            await bot("answerCallbackQuery", callback_query_id=number)
        assert refused.value.description == TOO_OLD


async def test_toast_has_200_characters(bot: BotClient, olena: Person) -> None:
    """One more is refused, and the tap can still be answered."""
    await bot("sendMessage", chat_id=olena.id, text="x", reply_markup=CARD)
    tap = await olena.taps("Approve")
    number = await query_id(bot)
    with pytest.raises(Refused, match="MESSAGE_TOO_LONG"):
        await bot("answerCallbackQuery", callback_query_id=number, text="x" * 201)
    await bot("answerCallbackQuery", callback_query_id=number, text="x" * 200)
    assert len((await tap.answered()).text) == 200


@pytest.mark.parametrize(
    ("data", "arrives"),
    [("x" * 65, "x" * 65), (b"ok", "ok"), (b"\xff\xfe", "ÿþ"), ("", "")],
)
async def test_forged_data_arrives(
    bot: BotClient, olena: Person, data: bytes | str, arrives: str
) -> None:
    """No button carries it, but a modified client can send it."""
    await olena.taps_data(data, on=await olena.says("x"))
    assert (await bot.updates(offset=-1))[0]["callback_query"]["data"] == arrives


async def test_inline_query_is_answered(world: World, bot: BotClient, olena: Person) -> None:
    """Results reach the person; unknown ids and malformed results are refused."""
    said = {"input_message_content": {"message_text": "A cup"}}
    results = [{"type": "article", "id": "1", "title": "Cup", **said}]
    asking = asyncio.create_task(olena.asks_inline("cup"))
    await bot.eventually(lambda: bool(world.telegram.inline_queries))
    (number,) = world.telegram.inline_queries
    update = (await bot.updates(offset=-1))[0]["inline_query"]
    assert (update["query"], update["id"]) == ("cup", number)
    for wrong, told in [
        ([{"id": "1"}], "can't parse inline query result"),
        ([{"type": "article", "id": ""}], "RESULT_ID_INVALID"),
        (results * 51, "RESULTS_TOO_MUCH"),
        (results * 2, "RESULT_ID_DUPLICATE"),
        ([{"type": "article", "id": "1", **said}], "Can't find field"),
        ([{"type": "article", "id": "1", "title": "Cup"}], "MESSAGE_EMPTY"),
        ([{"type": "photo", "id": "1", "photo_file_id": "nowhere"}], "DOCUMENT_INVALID"),
    ]:
        with pytest.raises(Refused, match=told):
            await bot("answerInlineQuery", inline_query_id=number, results=wrong)
    with pytest.raises(Refused) as refused:
        await bot("answerInlineQuery", inline_query_id="1", results=results)
    assert refused.value.description == TOO_OLD
    await bot("answerInlineQuery", inline_query_id=number, results=results)
    assert await asking == results


async def test_nobody_sees_commands_that_were_never_set(olena: Person) -> None:
    """An empty menu."""
    assert olena.commands == []


async def test_unanswered_inline_query_is_noticed(olena: Person) -> None:
    """As with taps."""
    with pytest.raises(NotSeen, match="inline query 'cup' got no answer"):
        await olena.asks_inline("cup", within_s=0.01)


async def test_commands_per_scope_and_language(bot: BotClient, world: World, olena: Person) -> None:
    """A person sees the most special scope, in their language before the default."""
    ivan = world.person("Ivan", language="en")
    scoped: dict[str, dict[str, object]] = {
        "default": {},
        "private": {"scope": {"type": "all_private_chats"}},
        "ukrainian": {"scope": {"type": "all_private_chats"}, "language_code": "uk"},
        "hers": {"scope": {"type": "chat", "chat_id": olena.id}},
        "member": {"scope": {"type": "chat_member", "chat_id": olena.id, "user_id": ivan.id}},
    }
    for name, where in scoped.items():
        commands = [{"command": name, "description": "x"}]
        await bot("setMyCommands", commands=commands, **where)
        assert await bot("getMyCommands", **where) == commands
        seen = {"default": "default", "private": "private", "ukrainian": "private"}
        assert ivan.commands == [seen.get(name, "private")]
    assert olena.commands == ["hers"]
    await bot("deleteMyCommands", **scoped["hers"])
    assert olena.commands == ["ukrainian"]
    await bot("setMyCommands", commands=[], **scoped["ukrainian"])
    assert olena.commands == ["private"]


@pytest.mark.parametrize(
    ("params", "told"),
    [
        ({"commands": [{"command": "Start", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "x" * 33, "description": "x"}]}, "BOT_COMMAND_INVALID"),
        (
            {"commands": [{"command": "a", "description": "x" * 257}]},
            "BOT_COMMAND_DESCRIPTION_INVALID",
        ),
        (
            {"commands": [{"command": "a", "description": ""}]},
            "BOT_COMMAND_DESCRIPTION_INVALID",
        ),
        ({"commands": ["start"]}, "can't parse BotCommand"),
        ({"commands": [{"command": "start"}]}, "can't parse BotCommand"),
        ({"commands": [{"command": "a", "description": "x"}] * 101}, "BOT_COMMANDS_TOO_MUCH"),
        ({"commands": [], "language_code": "ukr"}, "invalid language code specified"),
        ({"commands": [], "scope": {"type": "everyone"}}, "Unsupported type specified"),
        ({"commands": [], "scope": {"type": "chat", "chat_id": 1}}, "chat not found"),
        (
            {"commands": [], "scope": {"type": "chat_member", "chat_id": HERS, "user_id": 1}},
            "user not found",
        ),
    ],
)
@pytest.mark.usefixtures("olena")
async def test_unusable_commands_are_refused(
    bot: BotClient, params: dict[str, object], told: str
) -> None:
    """1–32 small letters, digits and underscores; descriptions of 1–256; 100 at most."""
    with pytest.raises(Refused, match=told):
        await bot("setMyCommands", **params)


@pytest.mark.parametrize(
    ("what", "longest"), [("Name", 64), ("Description", 512), ("ShortDescription", 120)]
)
async def test_profile_texts_have_limits_and_languages(
    bot: BotClient, what: str, longest: int
) -> None:
    """The language's own, else the default; empty takes it away; one too long is refused."""
    key = {"Name": "name", "Description": "description"}.get(what, "short_description")
    original = (await bot(f"getMy{what}"))[key]
    await bot(f"setMy{what}", **{key: "x" * longest})
    await bot(f"setMy{what}", **{key: "укр", "language_code": "uk"})
    assert (await bot(f"getMy{what}", language_code="uk"))[key] == "укр"
    assert (await bot(f"getMy{what}", language_code="de"))[key] == "x" * longest
    with pytest.raises(Refused, match="is too long"):
        await bot(f"setMy{what}", **{key: "x" * (longest + 1)})
    await bot(f"setMy{what}")
    assert (await bot(f"getMy{what}"))[key] == original


async def test_menu_button_default_and_per_chat(bot: BotClient, olena: Person) -> None:
    """A chat's own button, else the default."""
    assert await bot("getChatMenuButton") == {"type": "commands"}
    await bot("setChatMenuButton", menu_button={"type": "default"})
    await bot("setChatMenuButton", chat_id=olena.id, menu_button={"type": "commands"})
    assert await bot("getChatMenuButton", chat_id=olena.id) == {"type": "commands"}
    assert await bot("getChatMenuButton") == {"type": "default"}
    with pytest.raises(Refused, match="can't parse menu button"):
        await bot("setChatMenuButton", menu_button={"type": "none"})
    with pytest.raises(Refused, match="chat not found"):
        await bot("setChatMenuButton", chat_id=5)
