"""Webhooks: at least once, in order per chat, with the real server's patience."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

import orjson
import pytest
from aiohttp import web

from simulator.people import Person
from simulator.world import World
from tests.unit.simulator.bot_client import BotClient, Refused

SECRET = "X-Telegram-Bot-Api-Secret-Token"


@dataclass
class Receiver:
    """A bot's webhook; `answers` says with which status each post is answered."""

    url: str = ""
    posts: list[tuple[str, dict[str, object]]] = field(default_factory=list)
    answers: Callable[[dict[str, object]], web.Response] = lambda update: web.Response()
    arrived: asyncio.Condition = field(default_factory=asyncio.Condition)

    #: Pauses between tries, in seconds, which nobody waits for here.
    pauses: list[float] = field(default_factory=list)

    async def sleep(self, seconds: float) -> None:
        """Note a pause instead of waiting."""
        self.pauses.append(seconds)
        await asyncio.sleep(0)

    async def serve(self, request: web.BaseRequest) -> web.Response:
        """Take one post."""
        update = orjson.loads(await request.read())
        async with self.arrived:
            self.posts.append((request.headers.get(SECRET, ""), update))
            self.arrived.notify_all()
        return self.answers(update)

    async def has(self, count: int) -> list[str]:
        """Texts of the posts, once there are `count`."""
        async with self.arrived:
            await asyncio.wait_for(
                self.arrived.wait_for(lambda: len(self.posts) >= count), timeout=5
            )
        return [str(update["message"]["text"]) for _, update in self.posts]  # type: ignore[index]


@pytest.fixture
async def receiver(world: World) -> AsyncIterator[Receiver]:
    """A webhook that listens on loopback; retries come quickly."""
    found = Receiver()
    world.telegram.webhook.sleep = found.sleep
    runner = web.ServerRunner(web.Server(found.serve))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    found.url = f"http://127.0.0.1:{runner.addresses[0][1]}/telegram"
    yield found
    await world.telegram.webhook.close()
    await runner.cleanup()


async def delivered(bot: BotClient, count: int) -> None:
    """Wait until so many posts got a 2xx and nothing is left."""
    telegram = bot.world.telegram
    await bot.eventually(lambda: telegram.webhook.delivered >= count and not telegram.updates.queue)


async def test_waiting_updates_are_posted_with_the_secret(
    world: World, bot: BotClient, olena: Person, receiver: Receiver
) -> None:
    """What came before setWebhook comes first, each with the header."""
    assert await bot("setWebhook", url=receiver.url, secret_token="s3cret-_") is True
    await olena.says("hello")
    assert await receiver.has(2) == ["/start", "hello"]
    assert {secret for secret, _ in receiver.posts} == {"s3cret-_"}
    await delivered(bot, 2)
    info = await bot("getWebhookInfo")
    assert (info["url"], info["pending_update_count"]) == (receiver.url, 0)
    assert info["max_connections"] == 40
    assert "last_error_message" not in info


@pytest.mark.parametrize("status", [500, 404, 302])
async def test_only_2xx_counts_as_delivered(
    world: World, bot: BotClient, olena: Person, receiver: Receiver, status: int
) -> None:
    """Anything else is tried again, and getWebhookInfo says why."""
    failures = [web.Response(status=status) for _ in range(3)]
    receiver.answers = lambda update: failures.pop() if failures else web.Response(status=204)
    await bot("setWebhook", url=receiver.url)
    assert await receiver.has(4) == ["/start"] * 4
    await delivered(bot, 1)
    assert world.telegram.webhook.attempts == 4
    error = (await bot("getWebhookInfo"))["last_error_message"]
    assert error.startswith(f"Wrong response from the webhook: {status}")


async def test_refused_connection_is_reported(world: World, bot: BotClient, olena: Person) -> None:
    """Nobody listens: the updates wait, the error is shown."""
    await bot("setWebhook", url="http://127.0.0.1:1/x")
    await bot.eventually(lambda: world.telegram.webhook.last_error is not None)
    info = await bot("getWebhookInfo")
    assert info["last_error_message"] == "Connection refused"
    assert info["pending_update_count"] == 1
    assert info["last_error_date"] == int(world.telegram.now().timestamp())


async def test_order_is_kept_per_chat_and_chats_do_not_wait_for_each_other(
    world: World, bot: BotClient, olena: Person, receiver: Receiver
) -> None:
    """While one chat's update is refused, its later ones wait; another chat goes on."""
    broken = True

    def answers(update: dict[str, object]) -> web.Response:
        return web.Response(status=500 if broken and "Olena" in str(update) else 200)

    receiver.answers = answers
    ivan = world.person("Ivan")
    await bot("setWebhook", url=receiver.url)
    await olena.says("second")
    await ivan.starts("ivan")
    await bot.eventually(lambda: world.telegram.webhook.delivered == 1)
    assert "/start ivan" in await receiver.has(1)
    assert "second" not in await receiver.has(1)
    broken = False
    await delivered(bot, 3)
    assert (await receiver.has(3))[-1] == "second"


async def test_connections_are_limited(
    world: World, bot: BotClient, olena: Person, receiver: Receiver
) -> None:
    """With one connection, chats wait for each other."""
    ivan = world.person("Ivan")
    await ivan.starts("ivan")
    await bot("setWebhook", url=receiver.url, max_connections=1)
    await olena.says("last")
    await delivered(bot, 3)
    assert await receiver.has(3) == ["/start", "/start ivan", "last"]


async def test_pauses_double_up_to_a_minute(
    bot: BotClient, olena: Person, receiver: Receiver
) -> None:
    """The first retry comes at once."""
    failures = [web.Response(status=500) for _ in range(10)]
    receiver.answers = lambda update: failures.pop() if failures else web.Response()
    await bot("setWebhook", url=receiver.url)
    await delivered(bot, 1)
    assert receiver.pauses == [0, 1, 2, 4, 8, 16, 32, 60, 60, 60]


async def test_retry_after_is_honoured(bot: BotClient, olena: Person, receiver: Receiver) -> None:
    """A busy bot names its pause, longer than the server's own."""
    busy = [web.Response(status=429, headers={"Retry-After": "7"}) for _ in range(2)]
    receiver.answers = lambda update: busy.pop() if busy else web.Response()
    await bot("setWebhook", url=receiver.url)
    await delivered(bot, 1)
    assert receiver.pauses == [7, 7]


async def test_delete_webhook_can_drop_what_waits(
    bot: BotClient, olena: Person, receiver: Receiver
) -> None:
    """Either the updates stay for polling, or they are gone."""
    await bot("deleteWebhook")
    assert len(await bot.updates()) == 1
    await bot("deleteWebhook", drop_pending_updates=True)
    assert await bot.updates() == []
    await olena.says("late")
    await bot("setWebhook", url=receiver.url, drop_pending_updates=True)
    await bot("setWebhook", url="")
    assert await bot.updates() == []


@pytest.mark.parametrize(
    ("params", "told"),
    [
        (
            {"url": "http://example.org/x"},
            "bad webhook: An HTTPS URL must be provided for webhook",
        ),
        (
            {"url": "https://example.org:8080/x"},
            "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
        ),
        ({"url": "https://[x"}, "invalid webhook URL specified"),
        (
            {"url": "http://127.0.0.1:1", "secret_token": "ї"},
            "secret token contains unallowed characters",
        ),
        ({"url": "http://127.0.0.1:1", "secret_token": "x" * 257}, "secret token is too long"),
    ],
)
async def test_unusable_webhook_is_refused(
    bot: BotClient, params: dict[str, object], told: str
) -> None:
    """HTTPS on four ports (loopback excepted), a secret of 256 plain characters."""
    with pytest.raises(Refused) as refused:
        await bot("setWebhook", **params)
    assert refused.value.description == f"Bad Request: {told}"


async def test_public_https_webhook_is_taken(bot: BotClient) -> None:
    """With its options, which getWebhookInfo repeats."""
    await bot(
        "setWebhook",
        url="https://example.org:8443/x",
        max_connections=7,
        ip_address="192.0.2.1",
        allowed_updates=["message"],
    )
    info = await bot("getWebhookInfo")
    assert (info["max_connections"], info["ip_address"]) == (7, "192.0.2.1")
    assert info["allowed_updates"] == ["message"]
