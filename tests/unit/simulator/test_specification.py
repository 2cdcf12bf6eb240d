"""The specification: nothing unknown, missing or mistyped gets through unnoticed."""

import inspect

import aiohttp
import pytest
import telegram

from simulator.people import Person
from simulator.telegram.methods import METHODS
from simulator.telegram.spec import METHODS as SIGNATURES
from simulator.telegram.spec import signature
from simulator.world import World
from tests.unit.simulator.bot_client import BotClient, Refused

#: Python arguments of telegram.Bot that never reach the wire under their own name.
NOT_ON_THE_WIRE = {
    "self",
    "read_timeout",
    "write_timeout",
    "connect_timeout",
    "pool_timeout",
    "api_kwargs",
    "allow_sending_without_reply",
    "reply_to_message_id",
    "disable_web_page_preview",
    "filename",
    "location",
    "contact",
    "current_offset",
}
#: sendMediaGroup: telegram.Bot puts these into the media itself.
IN_THE_MEDIA = {"caption", "parse_mode", "caption_entities"}


def wire_arguments(method: str) -> set[str]:
    """What telegram.Bot can send in a call of `method`."""
    snake = "".join(f"_{c.lower()}" if c.isupper() else c for c in method)
    found = set(inspect.signature(getattr(telegram.Bot, snake)).parameters) - NOT_ON_THE_WIRE
    return found - IN_THE_MEDIA if method == "sendMediaGroup" else found


@pytest.mark.parametrize("method", sorted(SIGNATURES))
def test_signature_agrees_with_the_library(method: str) -> None:
    """A parameter is known here exactly if python-telegram-bot can send it."""
    assert set(SIGNATURES[method]) == wire_arguments(method)


def test_every_method_of_the_specification_is_done() -> None:
    """Nothing is promised that is not simulated, and the other way round."""
    assert set(METHODS) == set(SIGNATURES)


def test_a_misspelt_kind_in_the_specification_is_refused() -> None:
    """The specification itself is checked when it is read."""
    with pytest.raises(ValueError, match="unknown kind"):
        signature("chat_id:number!")


async def test_unknown_method_is_not_found_and_recorded(world: World, bot: BotClient) -> None:
    """A method that does not exist: 404, and a violation."""
    with pytest.raises(Refused, match="404 Not Found: method not found"):
        await bot("sendMesage", chat_id=1, text="x")
    assert world.telegram.violations == ["unknown method 'sendMesage'"]


async def test_method_names_are_taken_in_any_case(bot: BotClient) -> None:
    """As on the real server."""
    assert (await bot("GETME"))["is_bot"] is True


@pytest.mark.parametrize(
    ("params", "told", "recorded"),
    [
        ({"text": "x"}, "chat_id is empty", "missing parameter 'chat_id' in sendMessage"),
        ({"chat_id": 1}, "message text is empty", "missing parameter 'text' in sendMessage"),
        (
            {"chat_id": 1, "text": "x", "silent": True},
            "unknown parameter 'silent' in sendMessage",
            "unknown parameter 'silent' in sendMessage",
        ),
        (
            {"chat_id": 1, "text": 5},
            "parameter 'text' of sendMessage must be str",
            "parameter 'text' of sendMessage must be str, got 5",
        ),
        (
            {"chat_id": 1, "text": "x", "disable_notification": "yes"},
            "parameter 'disable_notification' of sendMessage must be bool",
            "parameter 'disable_notification' of sendMessage must be bool, got 'yes'",
        ),
        (
            {"chat_id": 1, "text": "x", "message_thread_id": "1.5"},
            "parameter 'message_thread_id' of sendMessage must be int",
            "parameter 'message_thread_id' of sendMessage must be int, got '1.5'",
        ),
        (
            {"chat_id": [1], "text": "x"},
            "parameter 'chat_id' of sendMessage must be chat",
            "parameter 'chat_id' of sendMessage must be chat, got [1]",
        ),
        (
            {"chat_id": 1, "text": "x", "entities": {}},
            "parameter 'entities' of sendMessage must be array",
            "parameter 'entities' of sendMessage must be array, got {}",
        ),
        (
            {"chat_id": 1, "text": "x", "reply_markup": "[]"},
            "parameter 'reply_markup' of sendMessage must be object",
            "parameter 'reply_markup' of sendMessage must be object, got '[]'",
        ),
    ],
)
async def test_call_that_does_not_fit_is_refused_and_recorded(
    world: World, bot: BotClient, params: dict[str, object], told: str, recorded: str
) -> None:
    """400 in words that help, and a line in `violations`."""
    with pytest.raises(Refused) as refused:
        await bot("sendMessage", **params)
    assert refused.value.code == 400
    assert refused.value.description == f"Bad Request: {told}"
    assert world.telegram.violations == [recorded]


@pytest.mark.parametrize(
    ("extra", "field"),
    [
        ({"reply_markup": {"inline_keyboard": [], "resize": True}}, "InlineKeyboardMarkup"),
        ({"reply_parameters": {"message_id": 1, "allow": True}}, "ReplyParameters"),
        ({"reply_markup": {"remove_keyboard": True, "all": True}}, "ReplyKeyboardRemove"),
    ],
)
async def test_unknown_field_inside_an_object_is_recorded(
    world: World, bot: BotClient, olena: Person, extra: dict[str, object], field: str
) -> None:
    """Objects in parameters are checked as strictly as the parameters."""
    with pytest.raises(Refused, match="unknown field"):
        await bot("sendMessage", chat_id=olena.id, text="x", **extra)
    (violation,) = world.telegram.violations
    assert field in violation


async def test_refusal_by_telegrams_rules_is_no_violation(world: World, bot: BotClient) -> None:
    """Writing to a stranger is refused, but the call itself was well formed."""
    with pytest.raises(Refused):
        await bot("sendMessage", chat_id=1, text="x")
    assert world.telegram.violations == []


async def test_all_body_encodings_mean_the_same(bot: BotClient, olena: Person) -> None:
    """JSON, urlencoded, multipart and the query string carry the same call."""
    call = {"chat_id": str(olena.id), "text": "Привіт", "disable_notification": "true"}
    form = aiohttp.FormData(call)
    form.add_field("reply_markup", '{"remove_keyboard":true}', content_type="text/plain")
    url = f"{bot.root}/sendMessage"
    async with (
        bot.http.post(url, json=call) as by_json,
        bot.http.post(url, data=call) as by_form,
        bot.http.post(url, data=form) as by_multipart,
        bot.http.get(url, params=call) as by_query,
    ):
        answers = [await a.json() for a in (by_json, by_form, by_multipart, by_query)]
    assert [answer["result"]["text"] for answer in answers] == ["Привіт"] * 4
    assert olena.rings == 0


@pytest.mark.parametrize(
    ("body", "kind", "told"),
    [
        (b"{", "application/json", "can't parse JSON object"),
        (b"[]", "application/json", "JSON object expected"),
        (b"x", "text/plain", "unsupported content type text/plain"),
        (b"\xff=1", "application/x-www-form-urlencoded", "can't parse the request's body"),
        (b"x&y", "application/x-www-form-urlencoded", "can't parse the request's body"),
        (b"x", "multipart/form-data", "can't parse the request's body"),
        (
            b"--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--\r\n",
            "multipart/form-data; boundary=b",
            "can't parse multipart body",
        ),
    ],
)
async def test_unreadable_body_is_refused_and_recorded(
    world: World, bot: BotClient, body: bytes, kind: str, told: str
) -> None:
    """What cannot be read is refused before anything is done."""
    headers = {"Content-Type": kind}
    async with bot.http.post(f"{bot.root}/getMe", data=body, headers=headers) as answer:
        assert (await answer.json())["description"] == f"Bad Request: {told}"
    assert len(world.telegram.violations) == 1


@pytest.mark.parametrize(
    ("token", "status", "told"),
    [
        ("7000000001:AAwrongwrongwrongwrongwrongwrongwro", 401, "Unauthorized"),
        ("7000000001", 404, "Not Found"),
        ("", 404, "Not Found"),
    ],
)
async def test_wrong_token_is_refused(
    world: World, bot: BotClient, token: str, status: int, told: str
) -> None:
    """Well formed but wrong: 401. Malformed: 404."""
    async with bot.http.get(f"{world.telegram.api_url}/bot{token}/getMe") as answer:
        body = await answer.json()
    assert (answer.status, body["error_code"], body["description"]) == (status, status, told)


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("sendLocation", {"chat_id": 1, "latitude": True, "longitude": 0}),
        ("sendPhoto", {"chat_id": 1, "photo": 5}),
    ],
)
async def test_numbers_and_files_have_their_types(
    world: World, bot: BotClient, method: str, params: dict[str, object]
) -> None:
    """True is no number, a number is no file."""
    with pytest.raises(Refused, match=r"must be (float|file)"):
        await bot(method, **params)
    assert len(world.telegram.violations) == 1


async def test_channel_names_are_nobody_here(bot: BotClient) -> None:
    """An @username is well formed, but no such chat exists."""
    with pytest.raises(Refused, match="chat not found"):
        await bot("getChat", chat_id="@orderbell")


async def test_revoked_token_is_unauthorized(world: World, bot: BotClient) -> None:
    """BotFather's /revoke: the same token is refused from then on."""
    world.telegram.revoked = True
    with pytest.raises(Refused, match="401 Unauthorized"):
        await bot("getMe")


async def test_log_out_ends_every_further_call(bot: BotClient) -> None:
    """After logOut the bot cannot come back here."""
    assert await bot("close") is True
    assert await bot("logOut") is True
    with pytest.raises(Refused, match="400 Logged out"):
        await bot("getMe")


async def test_paths_that_are_not_the_bot_api_are_not_found(world: World, bot: BotClient) -> None:
    """Nothing else is served unless the world is told so."""
    async with bot.http.get(f"{world.telegram.api_url}/control/counts") as answer:
        assert answer.status == 404
