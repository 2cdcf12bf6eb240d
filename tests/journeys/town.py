"""A town for journeys: the simulated Telegram, the real service, people, and a marketplace that calls.

It judges nothing but what must hold after every journey (`Town.verify`).
"""

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from time import monotonic
from typing import Any

import aiohttp
import sqlalchemy
from pydantic import SecretStr
from sqlalchemy import func, select

from bot.service import Service, serving
from bot.setting_checks import Bind
from bot.settings import Settings
from bot.web import listen
from orders.linking import hashed
from orders.model import Party
from orders.rhythm import Rhythm
from orders.rounds import choose
from orders.states import Actor
from simulator.people import Person
from simulator.telegram.chats import Message
from simulator.world import World
from storage.tables import cards, events, fees, inbox, orders, work
from storage.unit import SqlStore
from tests.journeys.settling import Waiting
from tests.journeys.shop import Placed, Shop
from tests.marketplace import Caller, HandClock

KEY = b"k" * 32
API_KEY = "orderbell_key-of-the-town"
#: The Telegram id of the first person in the simulated world: the administration.
ADMINISTRATOR = 5_000_000_001
MAIL_FROM = "orders@orderbell.example"
MAIL_REPLIES = "replies@in.orderbell.example"
#: How long anything may take, seconds of the machine.
PATIENCE_S = 10.0
#: Under every card of a seller: to talk, and to look up.
ALWAYS = ("Message", "Add note", "Customer", "History")
#: Under the card of an order that has ended.
ENDED = (*ALWAYS, "Complain", "Repeat order")
#: The same where the administration decides what it costs: while it is Paid or Sent.
OPEN = (*ALWAYS, "Agree a delay", "Another amount", "Complain", "Repeat order")
#: The same while it is New or Confirmed: the two settle between them what it costs.
EARLY = (*ALWAYS, "Agree a delay", "Change amount", "Complain", "Repeat order")
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


class Town:
    """Telegram and the people in it, the service, the marketplace, and the clock they share."""

    def __init__(
        self,
        world: World,
        clock: HandClock,
        settings: Settings,
        administrator: Person,
        *,
        paced: bool = False,
    ) -> None:
        self.world = world
        self.administrator = administrator
        self.clock = clock
        self.settings = settings
        #: True: `verify` lets dead work rows, and errors in the log, be.
        self.dead_expected = False
        self.errors_expected = False
        self.url = settings.database_url.get_secret_value()
        self._rows = sqlalchemy.create_engine(self.url.replace("+aiosqlite", ""))
        self._waiting = Waiting(self.url)
        self._running = AsyncExitStack()
        minutes = itertools.count(0.0, 60.0)
        # Nobody waits for the pace where each look at its time is a minute later.
        self._time = monotonic if paced else lambda: next(minutes)
        self._ids = itertools.count(1)

    @property
    def root(self) -> str:
        """The service's address."""
        return f"http://127.0.0.1:{self.service.web.port}"

    async def opens(self, *, connected: bool = True) -> None:
        """Start the service, as after a restart of the machine."""
        store = await self._running.enter_async_context(SqlStore(self.url, self.clock))
        going = serving(self.settings, store, KEY, self.clock, time=self._time)
        self.service: Service = await self._running.enter_async_context(going)
        http = await self._running.enter_async_context(aiohttp.ClientSession())
        self.shop = Shop(Caller(http, self.root, API_KEY), self._ids)
        if connected:
            await self.service.connected()

    async def closes(self) -> None:
        """Stop the service."""
        self._waiting.close()
        await self._running.aclose()

    async def restarts(self) -> None:
        """Stop the service and start it again."""
        await self.closes()
        await self.opens()

    async def knows_marketplace(self) -> None:
        """Give the marketplace its key."""
        async with SqlStore(self.url, self.clock) as store, store.write() as uow:
            await uow.keys.add("marketplace", hashed(API_KEY), self.clock.now())

    async def seller(
        self,
        name: str = "Olena Koval",
        ref: str = "clay",
        shop: str = "Clay & Co",
        language: str = "en",
        *,
        rounds: bool = False,
    ) -> Person:
        """A person who sells, linked by their invite; with `rounds`, they want summaries."""
        person = self.world.person(name, language=language)
        person.follows(await self.shop.adds_seller(ref, shop))
        await person.sees(shop)
        await self.settles()
        if not rounds:
            await self._without_rounds(ref)
        return person

    async def _without_rounds(self, ref: str) -> None:
        """Most stories are about something else than the summaries that days bring."""
        office = self.service.office
        async with office.store.read() as uow:
            party = Party(Actor.SELLER, (await uow.people.seller_by_ref(ref)).id)
        await choose(office, [party], Rhythm(digest_at=None, weekly=False))

    async def customer(
        self, placed: Placed, name: str = "Taras Shevchuk", language: str = "en"
    ) -> Person:
        """A person who follows an order by its link, and sees its card."""
        person = self.world.person(name, language=language)
        person.follows(placed.link)
        await person.sees(str(placed.number))
        await self.settles()
        return person

    async def passes(self, time: timedelta) -> None:
        """Move the clock, and let everything happen that becomes due."""
        self.clock.passes(time)
        self.service.wake()
        await self.settles()

    async def may_wait(self, time: timedelta) -> None:
        """Move the clock, where updates may be waiting for their next try."""
        self.clock.passes(time)
        self.service.wake()
        await self.settles(retried=True)

    async def eventually(self, look: Callable[[], bool]) -> None:
        """Move the clock, second by second, until it is so: for what waits in the machine's time."""
        deadline = asyncio.get_running_loop().time() + 6 * PATIENCE_S
        while not look():
            assert asyncio.get_running_loop().time() < deadline, "it never came to that"
            await self.may_wait(SECOND)

    async def settles(self, *, retried: bool = False) -> None:
        """Wait until nothing is due, nothing at work and no update waits.

        With `retried`, an update may wait for its next try.
        """
        deadline = asyncio.get_running_loop().time() + PATIENCE_S
        while left := self._unsettled(retried=retried):
            assert asyncio.get_running_loop().time() < deadline, f"still at work: {left}"
            await asyncio.sleep(0.005)

    def rows(self, query: sqlalchemy.Select[Any]) -> list[Any]:
        """Look into the database, past the service."""
        with self._rows.connect() as connection:
            return list(connection.execute(query))

    def events(self, number: int) -> list[str]:
        """What happened to the order, oldest first."""
        found = self.rows(
            select(events.c.what).where(events.c.order_number == number).order_by(events.c.version)
        )
        return [row[0] for row in found]

    def fee(self, number: int) -> str | None:
        """Why a fee is due for the order."""
        found = self.rows(select(fees.c.reason).where(fees.c.order_number == number))
        return found[0][0] if found else None

    def works(self, topic: str, state: str) -> list[int]:
        """Work rows of a topic in a state, by id."""
        query = select(work.c.id).where(work.c.topic == topic, work.c.state == state)
        return [row[0] for row in self.rows(query.order_by(work.c.id))]

    def parked(self) -> list[int]:
        """Updates that could not be handled."""
        found = self.rows(select(inbox.c.update_id).where(inbox.c.state == "parked"))
        return [row[0] for row in found]

    async def card(self, number: int, to: Actor, person: Person) -> Message:
        """The message that is the order's live card for this person."""
        await self.settles()
        found = self.rows(
            select(cards.c.message_id).where(
                cards.c.order_number == number,
                cards.c.actor == to.value,
                cards.c.chat_id == person.id,
            )
        )
        assert len(found) == 1, f"{person} has {len(found)} cards of {number}"
        message = person.chat.message(found[0][0])
        assert message is not None, "the live card was deleted"
        return message

    def verify(self) -> None:
        """What holds after every journey."""
        assert self.world.telegram.violations == []
        assert self.world.twilio.violations == []
        assert self.world.post.violations == []
        counted = select(events.c.order_number, func.count()).group_by(events.c.order_number)
        versions = {row[0]: row[1] for row in self.rows(select(orders.c.number, orders.c.version))}
        assert {row[0]: row[1] for row in self.rows(counted)} == versions
        if not self.dead_expected:
            assert self.rows(select(work.c.error).where(work.c.state == "dead")) == []

    async def ends(self) -> None:
        """Stop the service and let go of everything."""
        await self.closes()
        self._waiting.close()
        self._rows.dispose()

    def _unsettled(self, *, retried: bool) -> str:
        waiting = [update.id for update in self.world.telegram.updates.queue]
        rows = self._waiting.rows(self.clock.now(), retried=retried)
        if self.world.twilio.busy or self.world.post.answers.postman.busy:
            rows.append("webhooks of phones and mail")
        return f"rows {rows}, updates {waiting}" if rows or waiting else ""


def read(message: Message) -> str:
    """The text as eyes see it: without direction marks, every space the same."""
    return message.text.translate({0x2068: None, 0x2069: None, 0xA0: " ", 0x202F: " "})


def settings(world: World, url: str, *, webhook: bool, phones: bool = False) -> Settings:
    """The service's settings in this town; a webhook needs its port beforehand.

    With `phones`, the service has Twilio's account and the mail server too.
    """
    bind, public = Bind("127.0.0.1", 0), None
    if webhook:
        with listen("127.0.0.1", 0) as free:
            bind = Bind("127.0.0.1", free.getsockname()[1])
        public = f"http://{bind}"
    if phones and public is not None:
        world.twilio.sms_url = f"{public}/twilio/sms"
        world.post.answers.url = f"{public}/mail/replies"
    return Settings(
        telegram_token=SecretStr(world.telegram.token),
        telegram_api_url=world.telegram.api_url,
        database_url=SecretStr(url),
        http_bind=bind,
        public_url=public,
        timezone="Europe/Kyiv",
        admins=(ADMINISTRATOR,),
        **(_lines(world) if phones else {}),
    )


def _lines(world: World) -> dict[str, Any]:
    """How the service reaches phones and mailboxes."""
    return {
        "twilio_account_sid": world.twilio.account_sid,
        "twilio_auth_token": SecretStr(world.twilio.auth_token),
        "twilio_from": world.twilio.number,
        "twilio_api_url": world.twilio.api_url,
        "smtp_url": SecretStr(world.post.url),
        "mail_from": MAIL_FROM,
        "mail_replies": MAIL_REPLIES,
        "mail_webhook_key": SecretStr(world.post.answers.signing_key),
    }


async def _a_moment(_: float) -> None:
    await asyncio.sleep(0.02)


@asynccontextmanager
async def settled_in(
    url: str, *, webhook: bool, paced: bool = False, phones: bool = False
) -> AsyncIterator[Town]:
    """A town on a migrated database, its service running.

    `paced`: Telegram counts messages, and the service keeps its pace in the machine's time.
    `phones`: the service has Twilio's account and the mail server too.
    """
    clock = HandClock()
    async with World.start(clock) as world:
        if not paced:
            world.telegram.flood.strictness = "off"
        world.telegram.webhook.sleep = _a_moment
        administrator = world.person("Ada Ministration")
        assert administrator.id == ADMINISTRATOR
        await administrator.starts()
        for postman in (
            world.twilio.inbound,
            world.twilio.callbacks.postman,
            world.post.answers.postman,
        ):
            postman.sleep = _a_moment
        known = settings(world, url, webhook=webhook, phones=phones)
        town = Town(world, clock, known, administrator, paced=paced)
        await town.knows_marketplace()
        await town.opens()
        try:
            yield town
        finally:
            await town.ends()
