"""A marketplace, its sellers and a bot that may be killed at any moment: the setting of chaos tests.

The bot is `orderbell run`, a process; Telegram is the simulator in this process. Nobody here knows
what is going to happen to the bot.
"""

import asyncio
import random
import re
from collections import Counter
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import aiohttp
import orjson

from bench.processes import free_port
from bot.demo import clock
from bot.demo.process import RUN, BotDied, BotProcess
from bot.demo.stage import CHILD
from orders.linking import hashed
from orders.model import Seller
from simulator.people import Person
from simulator.telegram.calls import Call
from simulator.world import World
from storage.schema import migrate
from storage.unit import SqlStore
from tests.chaos import books
from tests.chaos.books import Books

KEY = "orderbell_key-of-the-chaos-tests"
#: 32 bytes in base64: PostgreSQL's replicas must share one.
ENCRYPTION_KEY = "Y2hhb3MtY2hhb3MtY2hhb3MtY2hhb3MtY2hhb3MtY2g="
#: The pace is not what is tried here.
RATE_PER_S = 1000
#: The marketplace asks so many times at once, and again after so long.
POSTS_AT_ONCE, AGAIN_S = 8, 0.05
#: A bot that asks nothing of Telegram for so long has nothing more to do.
IDLE_S = 2.0
#: A lease and a little. Source: scheduler.delivery.LEASE_S.
LEASE = timedelta(seconds=61)
_NUMBER = re.compile(r"#(\d+)")


@dataclass
class Town:
    """The setting, and what its people have seen."""

    world: World
    folder: Path
    url: str
    rng: random.Random
    port: int
    webhook: bool
    sellers: list[Person]
    session: aiohttp.ClientSession
    bot: BotProcess | None = None
    #: How far the bot's clock is ahead.
    ahead: timedelta = timedelta(0)
    #: External id -> number, of orders that were answered 200 or 201.
    placed: dict[str, int] = field(default_factory=dict)
    #: How often each number was answered 201.
    created: Counter[int] = field(default_factory=Counter)
    #: Orders whose button was tapped, and those whose card has said Confirmed.
    tapped: set[int] = field(default_factory=set)
    confirmed: set[int] = field(default_factory=set)
    #: Messages that brought an order's card, by order.
    sent: Counter[int] = field(default_factory=Counter)
    #: Asked of every call of the Bot API, done and not yet answered: is the bot struck now?
    strikes: Callable[[Call], bool] = field(default=lambda _: False)
    struck: asyncio.Event = field(default_factory=asyncio.Event)
    #: Whether sellers approve every order at once.
    eager: bool = True
    #: Settings of this story, in addition.
    more: dict[str, str] = field(default_factory=dict)
    _deeds: set[asyncio.Task[object]] = field(default_factory=set)

    def settings(self) -> dict[str, str]:
        """How the bot is told of this town."""
        told = {
            "ORDERBELL_TELEGRAM_TOKEN": self.world.telegram.token,
            "ORDERBELL_TELEGRAM_API_URL": self.world.telegram.api_url,
            "ORDERBELL_DATABASE_URL": self.url,
            "ORDERBELL_HTTP_BIND": f"127.0.0.1:{self.port}",
            "ORDERBELL_ENCRYPTION_KEY": ENCRYPTION_KEY,
            "ORDERBELL_RATE_PER_S": str(RATE_PER_S),
            # One program is started again and again: its first start may leave its bytecode.
            "PYTHONDONTWRITEBYTECODE": "",
            **self.more,
        }
        if self.webhook:
            told["ORDERBELL_PUBLIC_URL"] = f"http://127.0.0.1:{self.port}"
        return told

    async def starts_bot(self) -> None:
        """Start the bot; it may be struck before it is even connected."""
        self.struck.clear()
        self.bot = await BotProcess.launch(self.command(), self.settings(), self.folder)
        with suppress(BotDied):
            await self.bot.ready()

    def command(self) -> tuple[str, ...]:
        """How the bot is started.

        A PostgreSQL may have other replicas, so a dead one's leases have to expire: there the bot
        runs on a clock that is set ahead, and nobody waits a minute.
        """
        return (*CHILD, clock.written(self.ahead)) if self.ahead else RUN

    def begins_order(self, external_id: str, seller: int) -> "asyncio.Task[None]":
        """The marketplace has an order to pass on."""
        return asyncio.create_task(self.orders(external_id, seller))

    async def orders(self, external_id: str, seller: int, phone: str = "+380671234567") -> None:
        """The marketplace passes an order on, again and again until it is answered."""
        body = orjson.dumps(
            {
                "external_id": external_id,
                "seller_ref": f"s{seller}",
                "customer": {"name": "Taras", "phone": phone},
                "items": [
                    {"title": "Mug", "quantity": 1, "price": {"amount": "1.00", "currency": "UAH"}}
                ],
                "shipping_address": "Lviv",
            }
        )
        headers = {"Authorization": f"Bearer {KEY}", "Content-Type": "application/json"}
        while external_id not in self.placed:
            with suppress(aiohttp.ClientError, TimeoutError):
                async with self.session.post(
                    f"http://127.0.0.1:{self.port}/api/v1/orders", data=body, headers=headers
                ) as answer:
                    document = orjson.loads(await answer.read())
                    assert answer.status in (200, 201), document
                    self.placed[external_id] = document["number"]
                    self.created[document["number"]] += answer.status == 201
            await asyncio.sleep(AGAIN_S)

    async def sees(self, what: str, held: Callable[[], bool], within_s: float) -> None:
        """Wait until something holds; fails with what is missing."""
        found = await self.world.telegram.changes.until(lambda: True if held() else None, within_s)
        assert found, f"{what}; tapped {len(self.tapped)}, confirmed {len(self.confirmed)}"

    async def is_struck(
        self, after_calls: int, which: Callable[[Call], bool] = lambda _: True
    ) -> Books:
        """Start the bot and kill it after so many of these calls, or when it has nothing more to do."""
        heard = count(1)
        self.strikes = lambda call: which(call) and next(heard) == after_calls
        await self.starts_bot()
        try:
            async with asyncio.timeout(IDLE_S):
                await self.struck.wait()
        except TimeoutError:
            self.strike()
        assert self.bot is not None
        await self.bot.ended()
        if self.url.startswith("postgresql"):
            self.ahead += LEASE
        return books.read(self.url)

    def hears(self, call: Call) -> None:
        """Every call of the Bot API, at the moment it was done and before it is answered."""
        self._notes(call)
        if self.strikes(call):
            self.strike()

    def strike(self) -> None:
        """`kill -9`, once."""
        self.strikes = lambda _: False
        if self.bot is not None:
            self.bot.strike()
        self.struck.set()

    def _notes(self, call: Call) -> None:
        text = str(call.params.get("text", ""))
        if not call.ok or (found := _NUMBER.search(text)) is None:
            return
        number = int(found[1])
        if call.method == "editMessageText" and "Confirmed" in text:
            self.confirmed.add(number)
        if call.method == "sendMessage":
            self.sent[number] += 1
            if self.eager and number not in self.tapped:
                self.tapped.add(number)
                self._taps_soon(call)

    def _taps_soon(self, call: Call) -> None:
        seller = self.world.people[int(str(call.params["chat_id"]))]
        assert isinstance(call.answer, dict)
        card = seller.chat.message(call.answer["message_id"])
        assert card is not None

        async def taps() -> object:
            await asyncio.sleep(self.rng.uniform(0, 0.2))
            return await seller.taps("Approve", on=card)

        self.soon(taps())

    def soon(self, deed: Coroutine[Any, Any, object]) -> None:
        """Somebody does this in a moment; nobody waits for it."""
        task = asyncio.create_task(deed)
        self._deeds.add(task)
        task.add_done_callback(self._deeds.discard)


@asynccontextmanager
async def opened(
    folder: Path, url: str, seed: int, *, sellers: int, webhook: bool
) -> AsyncIterator[Town]:
    """A town on a database; its bot is not started yet, and is ended with the block."""
    await migrate(url)
    async with World.start() as world, aiohttp.ClientSession() as session:
        world.telegram.flood.per_second = RATE_PER_S
        people = [world.person(f"Seller {n}") for n in range(sellers)]
        await _settle(url, people)
        town = Town(world, folder, url, random.Random(seed), free_port(), webhook, people, session)
        world.telegram.listen(town.hears)
        try:
            yield town
        finally:
            if town.bot is not None:
                await town.bot.kill()


async def _settle(url: str, people: list[Person]) -> None:
    """Sellers who have followed their links long ago, and a key for the marketplace."""
    async with SqlStore(url) as store, store.write() as uow:
        now = people[0].telegram.now()
        await uow.keys.add("marketplace", hashed(KEY), now)
        for number, person in enumerate(people):
            person.chat.started = True
            await uow.people.meet(person.id, person.name, "en", now)
            wanted = Seller(0, f"s{number}", person.name, None, None, "en", "UTC", None)
            seller, _ = await uow.people.put_seller(wanted)
            await uow.people.link_seller(seller.id, person.id)
