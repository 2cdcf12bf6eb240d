"""Transport and translation against the simulated Telegram: its strings, our meaning."""

from collections.abc import AsyncIterator
from typing import NamedTuple

import pytest
from telegram import Bot, ReplyParameters
from telegram.error import TelegramError

from channels.telegram.failures import is_harmless, translate
from channels.telegram.transport import AiohttpRequest
from orders.errors import (
    ChannelError,
    Defect,
    Gone,
    Missing,
    Stop,
    TemporaryFailure,
    Unreachable,
)
from scheduler.pacing import Pacer
from simulator.people import Person
from simulator.world import World

PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


class Scene(NamedTuple):
    world: World
    olena: Person
    bot: Bot


def bot_for(world: World, request: AiohttpRequest, token: str = "") -> Bot:
    telegram = world.telegram
    return Bot(token or telegram.token, base_url=f"{telegram.api_url}/bot", request=request)


@pytest.fixture
async def scene() -> AsyncIterator[Scene]:
    async with World.start() as world, AiohttpRequest(read_timeout=5) as request:
        olena = world.person("Olena Koval")
        await olena.starts()
        yield Scene(world, olena, bot_for(world, request))


async def refused(call: object) -> TelegramError:
    with pytest.raises(TelegramError) as caught:
        await call  # type: ignore[misc]
    return caught.value


async def meaning(call: object) -> ChannelError:
    return translate(await refused(call))


async def test_what_is_sent_is_seen(scene: Scene) -> None:
    """The whole way: text, sound, an upload."""
    await scene.bot.send_message(scene.olena.id, "Order 1043 — <b>paid</b>", parse_mode="HTML")
    await scene.olena.sees("Order 1043 — paid")
    await scene.bot.send_photo(scene.olena.id, PNG, caption="фото")
    await scene.olena.sees("фото")
    assert scene.world.telegram.violations == []


async def test_the_same_content_again_is_success(scene: Scene) -> None:
    """A card that looks right already needs nothing."""
    sent = await scene.bot.send_message(scene.olena.id, "same")
    assert is_harmless(await refused(sent.edit_text("same")))


async def test_an_unknown_tap_is_nobodys_failure(scene: Scene) -> None:
    """After 150 s nobody waits for the answer."""
    assert is_harmless(await refused(scene.bot.answer_callback_query("12345")))


async def test_what_is_gone_is_gone(scene: Scene) -> None:
    """Card, reply target and topic are told apart by Telegram's own words."""
    bot, olena = scene.bot, scene.olena
    card = await meaning(bot.edit_message_text("x", olena.id, 999_999))
    assert isinstance(card, Gone)
    assert card.what is Missing.CARD
    answer = ReplyParameters(999_999)
    reply = await meaning(bot.send_message(olena.id, "x", reply_parameters=answer))
    assert isinstance(reply, Gone)
    assert reply.what is Missing.REPLY
    thread = await meaning(bot.send_message(olena.id, "x", message_thread_id=999_999))
    assert isinstance(thread, Gone)
    assert thread.what is Missing.THREAD


async def test_people_who_cannot_be_reached(scene: Scene) -> None:
    """Never started, blocked, unknown: the next channel."""
    stranger = scene.world.person("A Stranger")
    assert type(await meaning(scene.bot.send_message(stranger.id, "x"))) is Unreachable
    assert type(await meaning(scene.bot.send_message(42, "x"))) is Unreachable
    await scene.olena.blocks_bot()
    assert type(await meaning(scene.bot.send_message(scene.olena.id, "x"))) is Unreachable


@pytest.mark.parametrize("text", ["<b>unclosed", "x" * 4097, " "])
async def test_what_telegram_does_not_take_is_our_defect(scene: Scene, text: str) -> None:
    """Dead-lettered, not retried."""
    call = scene.bot.send_message(scene.olena.id, text, parse_mode="HTML")
    assert type(await meaning(call)) is Defect


async def test_an_upgraded_group_is_followed(scene: Scene) -> None:
    """The new id comes with the refusal, and works."""
    group = scene.world.group("Workshop", [scene.olena], basic=True)
    old = group.id
    group.upgrades()
    moved = await meaning(scene.bot.send_message(old, "x"))
    assert isinstance(moved, Gone)
    assert moved.what is Missing.CHAT
    assert moved.moved_to == group.id


async def test_a_lost_reply_may_have_been_sent(scene: Scene) -> None:
    """It was: Olena sees it although we never heard."""
    scene.world.telegram.faults.lost_reply(method="sendMessage")
    failure = await meaning(scene.bot.send_message(scene.olena.id, "only once"))
    assert isinstance(failure, TemporaryFailure)
    assert failure.maybe_sent
    await scene.olena.sees("only once")


async def test_a_flood_wait_is_named(scene: Scene) -> None:
    """429 carries its seconds through transport and translation."""
    scene.world.telegram.faults.too_many_requests(7, method="sendMessage")
    failure = await meaning(scene.bot.send_message(scene.olena.id, "x"))
    assert isinstance(failure, TemporaryFailure)
    assert (failure.retry_after_s, failure.maybe_sent) == (7.0, False)


@pytest.mark.parametrize("status", [500, 502, 504])
async def test_a_server_in_trouble_is_temporary(scene: Scene, status: int) -> None:
    """5xx: try again later."""
    scene.world.telegram.faults.server_error(method="sendMessage", status=status)
    failure = await meaning(scene.bot.send_message(scene.olena.id, "x"))
    assert type(failure) is TemporaryFailure


@pytest.mark.parametrize("token", ["7000000001:" + "B" * 35, "not-a-token"])
async def test_a_wrong_token_stops_the_channel(scene: Scene, token: str) -> None:
    """401 and 404 both mean the token."""
    async with AiohttpRequest() as request:
        failure = await meaning(bot_for(scene.world, request, token).get_me())
    assert isinstance(failure, Stop)
    assert token not in str(failure)


async def test_the_pace_is_one_the_simulator_takes(scene: Scene) -> None:
    """Three hundred messages as fast as the pacer allows, to people and a group: not one 429."""
    flood, now = scene.world.telegram.flood, 1_000.0
    flood.clock = lambda: now
    flood.per_second = 27  # the simulator grants a tenth more: exactly 30 in any second
    crowd = [scene.world.person(f"Customer {number}") for number in range(30)]
    for person in crowd:
        await person.starts()
    chats = [scene.world.group("Workshop", crowd).id, *(person.id for person in crowd)]
    pacer, sent = Pacer(), 0
    for turn in range(1_000):
        now = max(now, pacer.next_free_at(now))
        if pacer.reserve(chats[turn % len(chats)], now) == 0.0:
            await scene.bot.send_message(chats[turn % len(chats)], f"notice {turn}")
            sent += 1
        if sent == 300:
            break
    assert sent == 300
    assert flood.refusals == 0
    assert (now - 1_000.0) * 30 <= 300 * 1.05
