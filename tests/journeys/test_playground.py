"""The demo's page without a browser: its levers, its story, and a bot that dies and comes back."""

import asyncio
import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from itertools import pairwise
from typing import Any

import orjson
import psutil
import pytest

from bot.demo.process import environment
from tests.journeys.visitor import Refusal, Visitor, World

DEMO = (sys.executable, "-m", "bot", "demo", "--port", "0", "--no-open")
EVERY_STEP = (
    "welcome order follow approve undo crash stranger sent clock done".split()
)  # CONTRACT of the page: the story's steps, in order


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, int]]:
    """One demo for all tests here: its address and process id."""
    temporary = tmp_path_factory.mktemp("demo")
    process = subprocess.Popen(
        DEMO,
        env=environment({"TMPDIR": str(temporary)}),
        cwd=tempfile.gettempdir(),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    yield process.stdout.readline().strip(), process.pid
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=20)


@pytest.fixture
async def visitor(demo: tuple[str, int]) -> AsyncIterator[Visitor]:
    """Somebody who opens the page as the visitor before has left it, but in English."""
    async with Visitor.opens(demo[0]) as visitor:
        if visitor.world["locale"] != "en":
            await visitor.does("reset", locale="en")
            await visitor.sees(_is_new, "a world that nobody has used")
        yield visitor


@pytest.fixture
async def fresh(visitor: Visitor) -> Visitor:
    """Somebody who starts over, unless nobody has been there: a start costs seconds."""
    if not _is_new(visitor.world):
        await visitor.does("reset", locale="en")
    await visitor.sees(_is_new, "a world that nobody has used")
    return visitor


def _is_new(world: World) -> bool:
    stage = world["stage"]
    used = stage["orders"] or len(world["people"]) > 4 or stage["locale"] != "en"
    return not used and stage["bot"] == "running" and bool(stage["sellers"])


def _story(step: str) -> Any:
    return lambda world: step in world["stage"]["story"]["done"]


async def test_a_newcomer_finds_everybody_and_an_order_to_place(fresh: Visitor) -> None:
    """Four people in their roles, a bot that runs, products, and a filled form."""
    stage = fresh.stage
    roles = [person["role"] for person in fresh.world["people"]]
    assert roles == ["seller", "customer", "administration", "texter"]
    assert (stage["bot"], stage["orders"], stage["deadline"]) == ("running", [], None)
    assert stage["products"][0]["ref"] == stage["form"]["product"]
    assert stage["sellers"][0]["person"] == fresh.person("seller")["id"]
    assert stage["story"] == {"done": ["welcome"], "number": None, "problem": ""}


async def test_an_order_rings_and_its_link_reaches_the_customer(fresh: Visitor) -> None:
    """The lever is the marketplace: card on the seller's phone, link in the customer's own chat."""
    placed = await fresh.does("order", quantity="3", title="Teapot", price="99,50")
    card = await fresh.message("seller", "Teapot")
    assert card["notify"]
    assert "298.50" in card["text"]
    link = (await fresh.message("customer", "t.me/", kind="outside"))["text"].split()[-1]
    await fresh.does("follow", person=fresh.person("customer")["id"], link=link)
    assert f"#{placed['number']}" in (await fresh.message("customer", "Teapot"))["text"]
    await fresh.sees(_story("follow"), "the step of the story, done by hand")
    assert fresh.stage["form"]["external_id"] == f"A-{placed['number'] + 1}"


async def test_a_bad_order_is_explained_field_by_field(visitor: Visitor) -> None:
    """What the HTTP API refuses comes back as a sentence for each field of the form."""
    before = visitor.stage["orders"]
    with pytest.raises(Refusal) as refused:
        await visitor.does("order", title="", quantity="many", price="-1", phone="12")
    assert refused.value.code == "invalid"
    assert set(refused.value.fields) == {"title", "quantity", "price", "phone"}
    assert "450.00" in refused.value.fields["price"]
    assert visitor.stage["orders"] == before


async def test_the_curl_line_places_the_order(fresh: Visitor) -> None:
    """Pasted into a shell it works; pasted twice it is one order; the link is handed over, too."""
    words, title = shlex.split(fresh.stage["curl"]), fresh.stage["form"]["title"]
    for _ in range(2):
        answer = await _runs(fresh, words)
        assert answer["status"] == "new"
    await fresh.message("seller", title)
    await fresh.message("customer", answer["customer_link"], kind="outside")
    await fresh.sees(_orders({"number": answer["number"], "status": "new"}), "one order")


async def _runs(visitor: Visitor, words: list[str]) -> Any:
    if curl := shutil.which("curl"):
        process = await asyncio.create_subprocess_exec(
            curl, "--noproxy", "*", *words[1:], stdout=asyncio.subprocess.PIPE
        )
        return orjson.loads((await process.communicate())[0])
    headers = dict(word.split(": ", 1) for flag, word in pairwise(words) if flag == "-H")
    async with visitor.session.post(words[2], data=words[-1], headers=headers) as answered:
        return await answered.json()


async def test_killed_between_tap_and_card_it_finishes_after_its_start(visitor: Visitor) -> None:
    """A tap that was taken is never lost and never counted twice."""
    number = (await visitor.does("order"))["number"]
    step, card = {"number": number, "status": "confirmed"}, f"New order #{number}"
    seller = visitor.person("seller")
    await visitor.does("fault", kind="cut", times=0, method="editMessageText", chat=seller["id"])
    await visitor.taps("seller", "Approve", card)
    assert await visitor.does("bot/kill") == {"bot": "down"}
    await visitor.does("faults/clear")
    await visitor.message("seller", card)
    with pytest.raises(Refusal) as refused:
        await visitor.does("order")
    assert refused.value.code == "bot_down"
    assert await visitor.does("bot/start") == {"bot": "running"}
    await visitor.message("seller", f"#{number} · Confirmed")
    await visitor.sees(lambda world: step in world["stage"]["orders"], "one step")


async def test_time_passes_to_the_next_deadline_even_for_a_dead_bot(fresh: Visitor) -> None:
    """The ring that is held, then the order's end, which a bot that was dead makes up for."""
    with pytest.raises(Refusal) as refused:
        await fresh.does("time/deadline")
    assert refused.value.code == "no_deadline"
    number = (await fresh.does("order"))["number"]
    await fresh.taps("seller", "Approve", "New order")
    await fresh.sees(_orders({"number": number, "status": "confirmed"}), "a step")
    dues = [await fresh.does("time/deadline") for _ in range(2)]
    assert [due["what"] for due in dues] == ["notice", "undo"]
    await fresh.does("bot/kill")
    assert (await fresh.does("time/deadline"))["what"] == "expire"
    await fresh.does("time", hours=24)
    await fresh.does("bot/start")
    await fresh.message("seller", f"#{number} · Closed")
    await fresh.sees(lambda world: world["stage"]["story"]["problem"] == "closed", "it")


async def test_day_after_day_brings_what_the_clock_brings(fresh: Visitor) -> None:
    """The reminder, the morning's summary, both warnings, the end: with nothing pressed but time."""
    await fresh.does("order", production_days="")
    await fresh.message("seller", "New order")
    for days, *brought in (
        (1, "waits for your answer", "What waits for you"),
        (10, "closes by itself on", "Your week from"),
        (2, "closes by itself on"),
        (1, "has closed by itself"),
    ):
        await fresh.does("time", hours=24 * days)
        for text in brought:
            assert await fresh.message("seller", text)


async def test_a_bot_that_dies_by_itself_is_shown_and_started_again(
    visitor: Visitor, demo: tuple[str, int]
) -> None:
    """Nobody has pulled a lever; the page knows, and the HTTP API comes back where it was."""
    before = visitor.stage["curl"]
    [child] = psutil.Process(demo[1]).children()
    os.kill(child.pid, signal.SIGKILL)
    await visitor.sees(lambda world: world["stage"]["bot"] == "down", "a bot that is down")
    await visitor.does("bot/start")
    await visitor.sees(lambda world: world["stage"]["bot"] == "running", "a bot that runs")
    assert visitor.stage["curl"] == before


async def test_the_whole_story_is_played_by_its_people(fresh: Visitor) -> None:
    """Each step's deeds hold; nobody's phone rings for the slip; the stranger sees nothing."""
    done = await fresh.does("story/go", step="undo")
    assert done["done"] == EVERY_STEP[:4]
    rings = _bots_chat(fresh, "customer")["rings"]
    await fresh.does("story/go", step="crash")
    assert _bots_chat(fresh, "customer")["rings"] == rings
    done = await fresh.does("story/go", step="done")
    assert done["done"] == EVERY_STEP
    await fresh.message("seller", "closed by itself")
    assert "mug" not in str(_bots_chat(fresh, "stranger")["messages"])
    await fresh.sees(_orders({"number": 1001, "status": "closed"}), "one order")


async def test_what_people_did_by_hand_counts(fresh: Visitor) -> None:
    """A forged tap through the page is the story's; a cancelled order is its problem, a new one mends it."""
    await fresh.does("story/go", step="follow")
    stranger = await fresh.does("person", name="Max", role="stranger")
    card = await fresh.message("seller", "New order")
    forged = fresh.button("seller", card, "Approve") | {"person": stranger["id"]}
    answer = await fresh.does("forge", chat=str(fresh.person("seller")["id"]), **forged)
    assert "can’t find" in answer["text"]
    await fresh.sees(_story("stranger"), "the stranger's step")
    await fresh.taps("seller", "Cancel order", "New order")
    await fresh.taps("seller", "Duplicate", "New order")
    await fresh.sees(lambda world: world["stage"]["story"]["problem"] == "cancelled", "it")
    with pytest.raises(Refusal) as refused:
        await fresh.does("story/go", step="approve")
    assert refused.value.code == "story_problem"
    number = (await fresh.does("order"))["number"]
    await fresh.sees(lambda world: world["stage"]["story"]["number"] == number, "a new start")
    assert fresh.stage["story"]["problem"] == ""


async def test_a_second_seller_opens_the_invitation(visitor: Visitor) -> None:
    """People come in; a seller's invite link waits in the chat with the marketplace."""
    name = "‏<b>عُمر</b> & Co"
    made = await visitor.does("person", name=name, role="seller", language="uk")
    chats = await visitor.sees(
        lambda world: [c for p in world["people"] if p["id"] == made["id"] for c in p["chats"][1:]],
        "a chat with the marketplace",
    )
    text = visitor.world["chats"][chats[0]]["messages"][-1]["text"]
    assert name in text
    await visitor.does("follow", person=made["id"], link=text.split()[-1])
    linked = await visitor.sees(
        lambda world: [s for s in world["stage"]["sellers"] if s["person"] == made["id"]], "it"
    )
    assert linked[0]["name"] == name
    for wrong in ({"role": "king"}, {"name": " "}, {"language": "xx"}):
        with pytest.raises(Refusal):
            await visitor.does("person", **wrong)


async def test_two_pages_see_one_world_and_cannot_tread_on_each_other(visitor: Visitor) -> None:
    """Levers pulled at once are done one after the other; both pages start over together."""
    async with Visitor.opens(visitor.root) as other:
        placed = await asyncio.gather(visitor.does("order"), other.does("order"))
        first, second = sorted(order["number"] for order in placed)
        assert second == first + 1
        starting = asyncio.create_task(visitor.does("reset", locale="uk"))
        await other.sees(lambda world: world["stage"]["bot"] == "starting", "a bot that starts")
        await starting
        for page in (visitor, other):
            await page.sees(_is_ukrainian, "a world in Ukrainian")
    await visitor.does("order")
    assert "Нове замовлення" in (await visitor.message("seller", "Синє горнятко"))["text"]


def _orders(*wanted: dict[str, object]) -> Any:
    return lambda world: world["stage"]["orders"] == [*wanted]


def _is_ukrainian(world: World) -> bool:
    return bool(world["locale"] == "uk" and world["stage"]["bot"] == "running")


def _bots_chat(visitor: Visitor, role: str) -> Any:
    return visitor.world["chats"][visitor.person(role)["chats"][0]]
