"""What people on the page can do, and how they are told no."""

import asyncio

import pytest

from simulator.control.asked import Asked, Refused
from simulator.page import Page
from simulator.people import Person
from simulator.world import World
from tests.unit.simulator.bot_client import BotClient
from tests.unit.simulator.page.browser import Browser, Desk, texts

CARD = {
    "inline_keyboard": [
        [{"text": "Approve", "callback_data": "a", "style": "success"}],
        [
            {"text": "Shop", "url": "https://example.org"},
            {"text": "Start", "url": "https://t.me/orderbell_bot?start=abc"},
            {"text": "Copy", "copy_text": {"text": "1043"}},
        ],
    ]
}


async def card(bot: BotClient, person: Person) -> dict[str, object]:
    """A card in the person's chat, as levers name it."""
    sent = await bot("sendMessage", chat_id=person.id, text="Order 1043", reply_markup=CARD)
    return {"chat": str(person.id), "message_id": sent["message_id"]}


async def answers(world: World, bot: BotClient, **answer: object) -> None:
    """The bot answers the tap that comes."""
    await bot.eventually(lambda: bool(world.telegram.taps))
    (query_id,) = world.telegram.taps
    await bot("answerCallbackQuery", callback_query_id=query_id, **answer)


async def test_tap_waits_for_the_bots_answer(
    world: World, bot: BotClient, browser: Browser, olena: Person
) -> None:
    """By row and column; a toast or an alert."""
    where = await card(bot, olena)
    for alert in (False, True):
        tapping = asyncio.create_task(browser("tap-at", person=olena.id, row=0, column=0, **where))
        await answers(world, bot, text="Approved", show_alert=alert)
        assert await tapping == {
            "text": "Approved",
            "alert": alert,
            "url": "",
            "copied": "",
            "opened": None,
        }


async def test_answer_may_open_a_chat(
    world: World, bot: BotClient, browser: Browser, olena: Person
) -> None:
    """The bot answers the tap with a link to itself."""
    where = await card(bot, olena)
    tapping = asyncio.create_task(browser("tap-at", person=olena.id, row=0, column=0, **where))
    await answers(world, bot, url="https://t.me/orderbell_bot?start=xyz")
    answer = await tapping
    assert (answer["opened"], answer["url"]) == (str(olena.id), "")
    assert olena.messages[-1].text == "/start xyz"


@pytest.mark.parametrize(
    ("column", "told"),
    [
        (0, {"url": "https://example.org", "copied": "", "opened": False}),
        (1, {"url": "", "copied": "", "opened": True}),
        (2, {"url": "", "copied": "1043", "opened": False}),
    ],
)
async def test_other_buttons_tell_the_page_what_to_do(
    bot: BotClient, browser: Browser, olena: Person, column: int, told: dict[str, object]
) -> None:
    """Links elsewhere, links to the bot, texts to copy: no bot is asked."""
    where = await card(bot, olena)
    answer = await browser("tap-at", person=olena.id, row=1, column=column, **where)
    assert {name: answer[name] for name in ("url", "copied")} | {
        "opened": answer["opened"] is not None
    } == told


async def test_tap_without_an_answer_ends_calmly(
    bot: BotClient, browser: Browser, olena: Person
) -> None:
    """The bot is dead or slow."""
    where = await card(bot, olena)
    status, error = await browser(
        "tap-at", person=olena.id, row=0, column=0, within_s=0.05, **where
    )
    assert (status, error["code"]) == (409, "no_answer")


async def test_forged_tap_comes_from_the_forger(
    world: World, bot: BotClient, browser: Browser, olena: Person
) -> None:
    """A stranger presses a button of somebody else's chat, as raw API access allows."""
    where = await card(bot, olena)
    max = world.person("Max")
    forging = asyncio.create_task(browser("forge", person=max.id, row=0, column=0, **where))
    await answers(world, bot, text="Not yours")
    assert (await forging)["text"] == "Not yours"
    query = (await bot.updates(offset=-1))[0]["callback_query"]
    assert (query["from"]["id"], query["message"]["chat"]["id"]) == (max.id, olena.id)
    status, error = await browser("forge", person=max.id, row=1, column=0, **where)
    assert (status, error["code"]) == (409, "not_forgeable")


async def test_people_tap_and_write_in_their_own_chats_only(
    world: World, bot: BotClient, browser: Browser, olena: Person
) -> None:
    """Forging is a lever of its own."""
    where = await card(bot, olena)
    max = world.person("Max")
    for lever in ("tap-at", "say", "edit", "delete", "location", "inline/choose"):
        status, error = await browser(lever, person=max.id, row=0, column=0, text="x", **where)
        assert (status, error["code"]) == (403, "not_theirs"), lever


async def test_chat_with_somebody_else_is_no_business_of_the_bot(
    world: World, bot: BotClient, browser: Browser, olena: Person
) -> None:
    """The marketplace's link arrives there; the bot neither hears nor finds that chat."""
    await bot.updates(offset=-1)
    outside = world.outside(olena, "Marketplace")
    link = "https://t.me/orderbell_bot?start=order-17"
    outside.says(f"Follow your order: {link}")
    assert world.outside(olena, "Marketplace") is outside
    async with browser.stream() as stream:
        chat = stream.world["chats"][str(outside.id)]
        assert (chat["kind"], chat["title"], chat["rings"]) == ("outside", "Marketplace", 1)
        (message,) = chat["messages"]
        assert (message["from"], message["name"]) == ("outside", "Marketplace")
        assert message["preview"] == {"title": "Orderbell", "text": "Start", "link": link}
        assert stream.world["people"][0]["chats"] == [str(olena.id), str(outside.id)]
    await browser("say", person=olena.id, chat=str(outside.id), text="thanks")
    assert [m.text for m in outside.messages][-1] == "thanks"
    assert [u["message"]["text"] for u in await bot.updates()] == ["/start"]
    followed = await browser("follow", person=olena.id, link=link)
    assert followed == {"opened": str(olena.id)}
    assert (await bot.updates())[-1]["message"]["text"] == "/start order-17"
    assert await browser("follow", person=olena.id, link="https://example.org") == {"opened": None}


async def test_edit_delete_reply_and_location(browser: Browser, olena: Person) -> None:
    """A composer's deeds."""
    said = await browser("say", person=olena.id, text="helo")
    await browser("edit", person=olena.id, message_id=said["id"], text="hello")
    await browser("say", person=olena.id, text="again", message_id=said["id"])
    assert olena.messages[-1].reply_to is olena.messages[-2]
    await browser("location", person=olena.id, latitude=50.45, longitude=30.52)
    async with browser.stream() as stream:
        *_, hello, again, place = stream.world["chats"][str(olena.id)]["messages"]
    assert (hello["text"], hello["edited"]) == ("hello", True)
    assert again["reply_to"] == {"id": hello["id"], "name": "Olena Koval", "text": "hello"}
    assert (place["kind"], place["location"]["latitude"]) == ("location", 50.45)
    await browser("delete", person=olena.id, message_id=hello["id"])
    assert [m.text for m in olena.messages] == ["/start", "again", ""]


async def test_inline_results_are_shown_and_sent(
    world: World, bot: BotClient, browser: Browser, olena: Person
) -> None:
    """The chosen one is the person's message, composed by the bot."""
    asking = asyncio.create_task(browser("inline", person=olena.id, query="mug"))
    await bot.eventually(lambda: bool(world.telegram.inline_queries))
    (query_id,) = world.telegram.inline_queries
    result = {
        "type": "article",
        "id": "m1",
        "title": "Blue mug",
        "description": "450 UAH",
        "input_message_content": {"message_text": "<b>Blue mug</b>", "parse_mode": "HTML"},
        "reply_markup": CARD,
    }
    await bot("answerInlineQuery", inline_query_id=query_id, results=[result])
    assert await asking == [
        {"id": "m1", "title": "Blue mug", "description": "450 UAH", "thumb": ""}
    ]
    chosen = await browser("inline/choose", person=olena.id, query="mug", result="m1")
    assert chosen["chat"] == str(olena.id)
    async with browser.stream() as stream:
        message = stream.world["chats"][str(olena.id)]["messages"][-1]
    assert (message["from"], message["text"], message["via"]) == (
        olena.id,
        "Blue mug",
        "orderbell_bot",
    )
    assert message["entities"] == [{"type": "bold", "offset": 0, "length": 8}]
    assert message["buttons"][0][0]["style"] == "success"
    assert (await bot.updates(offset=-1))[0]["message"]["via_bot"]["is_bot"] is True
    status, error = await browser("inline/choose", person=olena.id, result="m2")
    assert (status, error["code"]) == (400, "wrong")


async def test_bot_without_inline_mode_offers_nothing(
    bot: BotClient, browser: Browser, olena: Person
) -> None:
    """At once, not after a wait."""
    await bot.updates(allowed_updates=["message"], offset=-1)
    assert await browser("inline", person=olena.id, query="mug") == []


async def test_names_and_texts_of_any_script_pass_unchanged(world: World, browser: Browser) -> None:
    """HTML, right-to-left marks, 4096 emoji: data, never markup."""
    name = "<img src=x onerror=alert(1)> \u202eمتجر"
    person = world.person(name)
    await browser("start", person=person.id, payload="")
    await browser("say", person=person.id, text="🔔" * 4096)
    await browser("say", person=person.id, text="<script>\u2028</script>\u202e")
    async with browser.stream() as stream:
        found = stream.world
    assert found["people"][0]["name"] == name
    first, *bells, script = texts(found, person.id)
    assert (first, "".join(bells)) == ("/start", "🔔" * 4096)
    assert script == "<script>\u2028</script>\u202e"


async def test_hosts_levers_go_first(desk: Desk, browser: Browser, olena: Person) -> None:
    """A host may add levers, and replace the page's."""

    async def says(asked: Asked) -> object:
        return f"{asked.person.name}: {asked.text('text')}"

    desk.levers = {"say": says, "order": says}
    for lever in ("say", "order"):
        assert await browser(lever, person=olena.id, text="x") == "Olena Koval: x"


async def test_what_a_lever_changes_is_told_at_once(desk: Desk, browser: Browser) -> None:
    """Also where nothing but the host's stage shows it."""

    async def dims(asked: Asked) -> object:
        desk.stage["light"] = "low"
        return True

    desk.levers = {"dim": dims}
    async with browser.stream() as stream:
        await browser("dim")
        await stream.until(lambda world: world["stage"].get("light") == "low")


async def test_lever_says_no_with_a_code_and_its_fields(desk: Desk, browser: Browser) -> None:
    """What the form shows beside its inputs."""

    async def no(asked: Asked) -> object:
        raise Refused("invalid", "The order cannot be placed.", {"price": "Must be positive."})

    desk.levers = {"order": no}
    assert await browser("order", price=-1) == (
        409,
        {
            "code": "invalid",
            "text": "The order cannot be placed.",
            "fields": {"price": "Must be positive."},
        },
    )


async def test_lever_that_breaks_does_not_end_the_demo(
    desk: Desk, browser: Browser, olena: Person, caplog: pytest.LogCaptureFixture
) -> None:
    """A calm sentence for people, the traceback for the log."""

    async def breaks(asked: Asked) -> object:
        raise ZeroDivisionError

    desk.levers = {"order": breaks}
    status, error = await browser("order")
    assert (status, error["code"]) == (500, "broken")
    assert "ZeroDivisionError" in caplog.text
    assert (await browser("say", person=olena.id, text="x"))["text"] == "x"


@pytest.mark.parametrize(
    ("lever", "body", "told"),
    [
        ("nothing", {}, (404, "unknown_lever")),
        ("people/create", {}, (404, "unknown_lever")),
        ("../events", {}, (405, "wrong_method")),
        ("say", {"text": "x"}, (404, "unknown_person")),
        ("say", {"person": 5, "text": "x"}, (404, "unknown_person")),
        ("say", {"person": "Olena", "text": "x"}, (400, "wrong")),
        ("say", {"person": "nan", "text": "x"}, (400, "wrong")),
        ("say", {"person": [], "text": "x"}, (400, "wrong")),
        ("say", {"text": 5}, (400, "wrong")),
        ("say", {"text": "x", "chat": 99}, (404, "unknown_chat")),
        ("say", {"text": "x", "thread": 7}, (400, "wrong")),
        ("say", {"text": "x", "message_id": 99}, (404, "unknown_message")),
        ("edit", {"text": "x"}, (404, "unknown_message")),
        ("tap-at", {"message_id": 1, "row": 0, "column": 0}, (404, "unknown_button")),
        ("tap-at", {"message_id": 1, "row": -1, "column": -1}, (404, "unknown_button")),
        ("forge", {"message_id": 1}, (404, "unknown_chat")),
        ("start", {"payload": "a b"}, (400, "wrong")),
        ("follow", {"link": "https://t.me/orderbell_bot?start=a%20b"}, (400, "wrong")),
        ("follow", {"link": "http://["}, (400, "wrong")),
        ("location", {"latitude": 91, "longitude": 0}, (400, "wrong")),
        ("fault", {"kind": "fire"}, (400, "wrong")),
        ("fault", {"kind": "slow", "times": 1e300}, (400, "wrong")),
    ],
)
async def test_wrong_asking_gets_a_calm_error(
    browser: Browser, olena: Person, lever: str, body: dict[str, object], told: tuple[int, str]
) -> None:
    """404 for what is not there, 400 for what makes no sense; a code each."""
    if told[1] != "unknown_person":
        body = {"person": olena.id} | body
    status, error = await browser(lever, **body)
    assert (status, error["code"]) == told
    assert error["text"]


@pytest.mark.parametrize(
    ("raw", "kind", "told"),
    [
        (b"{", "application/json", (400, "bad_json")),
        (b"\xff", "application/json", (400, "bad_json")),
        (b"[]", "application/json", (400, "not_an_object")),
        (b'"x"', "application/json", (400, "not_an_object")),
        (b"{}", "text/plain", (415, "not_json")),
        (b"a=1", "application/x-www-form-urlencoded", (415, "not_json")),
        (b'{"text": "' + b"x" * 300_000 + b'"}', "application/json", (413, "too_big")),
    ],
)
async def test_body_must_be_a_json_object(
    browser: Browser, raw: bytes, kind: str, told: tuple[int, str]
) -> None:
    """A form of a foreign page cannot be one."""
    headers = {"Content-Type": kind}
    async with browser.http.post(f"{browser.root}/do/say", data=raw, headers=headers) as answer:
        status, error = await browser.said(answer)
    assert (status, error["code"]) == told


async def test_blocked_person_cannot_write(page: Page, browser: Browser, olena: Person) -> None:
    """As a client would not let them; unblocking helps."""
    await browser("block", person=olena.id)
    status, error = await browser("say", person=olena.id, text="x")
    assert (status, error["text"]) == (400, "Olena Koval blocked the bot; unblock it first")
    await browser("unblock", person=olena.id)
    assert (await browser("say", person=olena.id, text="x"))["text"] == "x"
