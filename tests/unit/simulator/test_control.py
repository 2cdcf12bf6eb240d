"""The levers for another process, and the process itself."""

import asyncio
import signal
import sys
from typing import Any

import aiohttp
import pytest

from simulator.control import LEVERS, Control
from simulator.world import World
from tests.unit.simulator.bot_client import BotClient
from tests.unit.simulator.forms import listening

CARD = {"inline_keyboard": [[{"text": "Approve", "callback_data": "a"}]]}


class Levers:
    """Pulls levers as another process would."""

    def __init__(self, root: str, http: aiohttp.ClientSession) -> None:
        self.root = root
        self.http = http

    async def __call__(self, lever: str, **body: object) -> Any:
        """The result; an error comes as (status, text)."""
        async with self.http.post(f"{self.root}/control/{lever}", json=body) as answer:
            found = await answer.json()
        return found["result"] if found["ok"] else (answer.status, found["error"])


@pytest.fixture
def pull(world: World, bot: BotClient) -> Levers:
    """Levers of the same world."""
    world.serves(Control(world))
    return Levers(world.telegram.api_url, bot.http)


async def test_story_told_by_levers(world: World, bot: BotClient, pull: Levers) -> None:
    """Create, start, say, see, tap, list: nothing but JSON."""
    (olena,) = await pull("people/create", name="Olena Koval", language="uk")
    who = olena["id"]
    await pull("start", person=who, payload="abc")
    said = await pull("say", person=who, text="hello")
    assert (said["text"], said["from_bot"]) == ("hello", False)
    await pull("edit", person=who, message_id=said["id"], text="hello again")
    sent = await bot("sendMessage", chat_id=who, text="Order 17", reply_markup=CARD)
    seen = await pull("sees", person=who, text="Order", within_s=1)
    assert seen["id"] == sent["message_id"]
    tapping = asyncio.create_task(pull("tap", person=who, label="Approve", answer_within_s=5))
    await bot.eventually(lambda: bool(world.telegram.taps))
    (query_id,) = world.telegram.taps
    await bot("answerCallbackQuery", callback_query_id=query_id, text="Done")
    assert await tapping == {"button": "Approve", "answer": "Done", "show_alert": False}
    listed = await pull("messages", person=who)
    assert [m["text"] for m in listed] == ["/start abc", "hello again", "Order 17"]
    assert listed[-1]["buttons"] == [[{"label": "Approve", "data": "a", "url": "", "style": ""}]]


async def test_keys_contacts_and_blocking(bot: BotClient, pull: Levers) -> None:
    """The rest of a person's thumbs."""
    (olena,) = await pull("people/create", name="Olena", phone="+380501112233")
    who = olena["id"]
    await pull("start", person=who)
    await bot("sendMessage", chat_id=who, text="x", reply_markup={"keyboard": [["Yes"]]})
    assert (await pull("press", person=who, label="Yes"))["text"] == "Yes"
    assert (await pull("contact", person=who))["kind"] == "contact"
    await pull("block", person=who)
    assert (await pull("say", person=who, text="x"))[0] == 400
    await pull("unblock", person=who)
    assert (await pull("say", person=who, text="x"))["text"] == "x"


async def test_many_taps_at_once(world: World, bot: BotClient, pull: Levers) -> None:
    """By label or by data, of some or of everyone."""
    people = await pull("people/create", count=5)
    for person in people:
        await pull("start", person=person["id"])
        await bot("sendMessage", chat_id=person["id"], text="x", reply_markup=CARD)
    assert await pull("taps", label="Approve") == 5
    assert await pull("taps", data="forged", people=[people[0]["id"]]) == 1
    assert (await pull("counts"))["unanswered_taps"] == 6
    assert len(world.telegram.taps) == 6


async def test_faults_limits_and_switches(world: World, bot: BotClient, pull: Levers) -> None:
    """On the fly, from outside."""
    (olena,) = await pull("people/create", name="Olena")
    await pull("start", person=olena["id"])
    await pull("fault", kind="server_error", method="getMe", times=2)
    assert world.telegram.faults.active[0].times == 2
    await pull("faults/clear")
    assert world.telegram.faults.active == []
    flood = await pull("flood", strictness="harsh", per_second=5)
    assert flood == {"strictness": "harsh", "refusals": 0}
    assert world.telegram.flood.per_second == 5
    await pull("settings", has_topics_enabled=True)
    assert (await bot("getMe"))["has_topics_enabled"] is True


async def test_updates_can_be_forged_repeated_and_renumbered(bot: BotClient, pull: Levers) -> None:
    """What chaos tests need."""
    await pull("updates/renumber", first_id=1000)
    assert await pull("updates/inject", update={"message": {"odd": True}}) == 1000
    await pull("updates/repeat")
    assert [u["update_id"] for u in await bot.updates()] == [1000, 1000]


async def test_counts_and_log(bot: BotClient, pull: Levers) -> None:
    """How often, how it was answered, what exactly."""
    await bot("getMe")
    async with bot.http.post(f"{bot.root}/nope") as answer:
        assert answer.status == 404
    counts = await pull("counts")
    assert counts["calls"] == {"getMe": {"200": 1}, "nope": {"404": 1}}
    assert counts["violations"] == ["unknown method 'nope'"]
    (call,) = await pull("log", method="getMe", tail=5)
    assert (call["method"], call["status"]) == ("getMe", 200)
    assert call["answer"]["is_bot"] is True


@pytest.mark.parametrize(
    ("lever", "body", "status"),
    [
        ("nothing", {}, 404),
        ("start", {"person": 5}, 404),
        ("start", {"person": "inf"}, 400),
        ("say", {"person": "x"}, 400),
        ("fault", {"kind": "fire"}, 400),
        ("flood", {"strictness": "lax"}, 400),
        ("updates/inject", {"update": 5}, 400),
        ("people/create", {"name": 5}, 400),
    ],
)
async def test_wrong_lever_or_body_is_refused(
    pull: Levers, lever: str, body: dict[str, object], status: int
) -> None:
    """404 for what is not there, 400 for what makes no sense."""
    assert (await pull(lever, **body))[0] == status


async def test_what_is_not_seen_is_404(pull: Levers) -> None:
    """With the chat drawn, as in a test."""
    (olena,) = await pull("people/create", name="Olena")
    status, text = await pull("sees", person=olena["id"], text="x", within_s=0.01)
    assert (status, "did not see" in text) == (404, True)
    assert (await pull("edit", person=olena["id"], message_id=9, text="x"))[0] == 404


async def test_body_that_is_no_object_is_refused(world: World, bot: BotClient) -> None:
    """JSON or nothing."""
    world.serves(Control(world))
    for body in (b"[]", b"{"):
        url = f"{world.telegram.api_url}/control/counts"
        async with bot.http.post(url, data=body) as answer:
            assert answer.status == 400


async def test_process_serves_and_stops(bot: BotClient) -> None:
    """`python -m simulator` prints its root, answers, and ends on SIGTERM with 0."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "simulator",
        "--token",
        "42:" + "x" * 35,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    root = (await asyncio.wait_for(process.stdout.readline(), 20)).decode().strip()
    pull = Levers(root, bot.http)
    assert (await pull("counts"))["people"] == 0
    async with bot.http.get(f"{root}/bot42:{'x' * 35}/getMe") as answer:
        assert (await answer.json())["result"]["id"] == 42
    process.send_signal(signal.SIGTERM)
    assert await asyncio.wait_for(process.wait(), 20) == 0


async def test_phones_and_mail_by_levers(world: World, pull: Levers) -> None:
    """Where they are, a text with its webhook doubled, what came, and a fault."""
    async with listening() as webhook:
        lines = await pull("lines", sms_url=f"{webhook.url}/sms", mail_url=f"{webhook.url}/mail")
        assert lines["api_url"] == world.twilio.api_url
        assert lines["smtp_url"] == world.post.url
        sent = await pull("phone/sends", number="+380501112233", text="1043 OK", times=3)
        assert sent["status"] == 204
        assert [form.fields["MessageSid"] for form in webhook.forms] == [sent["sid"]] * 3
    world.twilio.sends_on(world.twilio.takes("+380501112233", "Order 1043"))
    [text] = await pull("phone/texts", number="+380501112233")
    assert (text["body"], text["segments"], text["status"]) == ("Order 1043", 1, "delivered")
    raw = b"From: a@b.example\r\nSubject: Hi\r\n\r\nhttps://x.example/1\r\n"
    world.post.takes("a@b.example", ["nina@b.example"], raw, utf8=False)
    [letter] = await pull("mailbox/letters", address="nina@b.example")
    assert (letter["subject"], letter["links"]) == ("Hi", ["https://x.example/1"])
    assert await pull("twilio/fault", kind="busy", operation="CreateMessage", times=0) is True
    fault = world.twilio.faults.active[0]
    assert (fault.kind, fault.operation, fault.left) == ("busy", "CreateMessage", None)
    lines = await pull("lines")
    assert (lines["letters"], lines["busy"]) == (1, False)
    assert any("no header To" in violation for violation in lines["violations"])


def test_every_lever_is_documented_by_its_name() -> None:
    """The set that other tests and benches rely on."""
    assert set(LEVERS) == {
        *("people/create", "start", "say", "says", "edit", "delete", "press", "contact"),
        "location",
        *("tap", "taps", "tap-at", "forge", "follow", "inline", "inline/choose", "sees"),
        *("messages", "block", "unblock", "flood", "fault", "faults/clear", "settings"),
        *("text", "text/fate", "twilio/out", "twilio/fault", "mail/out", "mail/reply"),
        *("lines", "phone/sends", "phone/texts", "mailbox/letters"),
        *("updates/inject", "updates/repeat", "updates/renumber", "counts", "log"),
    }
