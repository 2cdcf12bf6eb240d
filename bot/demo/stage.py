"""Where the story is played: a simulated Telegram, the bot's real process, a temporary database.

It plays nothing itself. Whatever happens, the bot's process ends and the data is removed.
"""

import asyncio
import secrets
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import TypeVar
from zoneinfo import ZoneInfo

import aiohttp

from bot.demo import clock as clocks
from bot.demo.clock import LocalClock, ShiftedClock
from bot.demo.marketplace import Marketplace
from bot.demo.process import BotProcess
from bot.demo.transcript import Broken
from orders.linking import hashed
from simulator.people import Person
from simulator.world import World
from storage.schema import migrate
from storage.unit import SqlStore

T = TypeVar("T")

ZONE = "Europe/Kyiv"
#: The story always begins on the same Monday morning, so that two transcripts can be compared.
BEGINS_AT = datetime(2026, 3, 2, 10, 0, tzinfo=ZoneInfo(ZONE))
#: The bot on a clock that is moved by its parent.
CHILD = (sys.executable, "-m", "bot.demo.child")
_QUIET_S, _LOOK_S = 10.0, 0.02
#: Figures of /metrics: what was taken up and is not finished, and what is overdue.
_UNDER_WAY = (
    "orderbell_updates_at_work",
    "orderbell_messages_at_work",
    "orderbell_work_lag_seconds",
)


@dataclass
class Stage:
    """Everybody and everything in the story."""

    world: World
    clock: ShiftedClock
    #: The same rows that the bot's process works with, for the eyes of the administration.
    rows: SqlStore
    marketplace: Marketplace
    folder: Path
    database_url: str
    ira: Person
    taras: Person
    olena: Person
    max: Person
    bot: BotProcess | None = None
    #: What later steps need of earlier ones.
    number: int = 0
    customer_link: str = ""
    forgotten: int = 0
    #: Errors in the logs of bots that have ended.
    errors: list[str] = field(default_factory=list)

    async def starts_bot(self) -> None:
        """Start the bot's process; it is connected when this returns. Raises `BotDied`."""
        settings = {
            "ORDERBELL_TELEGRAM_TOKEN": self.world.telegram.token,
            "ORDERBELL_TELEGRAM_API_URL": self.world.telegram.api_url,
            "ORDERBELL_DATABASE_URL": self.database_url,
            "ORDERBELL_HTTP_BIND": "127.0.0.1:0",
            "ORDERBELL_TIMEZONE": ZONE,
        }
        if self.bot is not None:
            self.errors += self.bot.errors
        command = (*CHILD, clocks.written(self.clock.offset))
        self.bot = await BotProcess.launch(command, settings, self.folder)
        await self.bot.ready()

    @property
    def running(self) -> BotProcess:
        """The bot's process."""
        assert self.bot is not None
        return self.bot

    async def passes(self, time: timedelta) -> None:
        """Let time pass for everybody: the bot, the phones, Telegram's flood limits."""
        if not self.running.alive:
            self.clock.offset += time
            return
        # A jump over what is just being sent would end its lease, and it would be sent again.
        await self.quiet()
        self.clock.offset += time
        await self.running.asks(clocks.written(self.clock.offset))

    async def quiet(self) -> None:
        """Wait until nothing is due or under way: what is not done now, nobody will do.

        Raises `Broken`.
        """
        ends_at = perf_counter() + _QUIET_S
        while await self._busy():
            if perf_counter() > ends_at:
                raise Broken("all that is due to be done", "work that is still not done")
            await asyncio.sleep(_LOOK_S)

    async def _busy(self) -> bool:
        page = await self.marketplace.reads("/metrics")
        figures = dict(line.split() for line in page.splitlines() if not line.startswith("#"))
        return any(float(figures[name]) > 0 for name in _UNDER_WAY)

    async def closes(self) -> None:
        """End the bot's process, whatever state it is in."""
        if self.bot is not None:
            await self.bot.stop()


@asynccontextmanager
async def opened() -> AsyncIterator[Stage]:
    """A stage with the bot running on it, until the block ends."""
    clock = ShiftedClock(BEGINS_AT - datetime.now(UTC))
    with tempfile.TemporaryDirectory(prefix="orderbell-demo-") as folder:
        # The key is made beside the data's folder: it is removed with it.
        data = Path(tempfile.mkdtemp(dir=folder))
        url = f"sqlite+aiosqlite:///{data}/orderbell.db"
        await migrate(url, clock.now())
        async with (
            World.start(LocalClock(clock, ZoneInfo(ZONE))) as world,
            SqlStore(url, clock) as rows,
            aiohttp.ClientSession() as session,
        ):
            # People take their time between two messages: the same time that the story's clock shows.
            world.telegram.flood.clock = lambda: clock.now().timestamp()
            key = secrets.token_urlsafe(32)
            async with rows.write() as uow:
                await uow.keys.add("marketplace", hashed(key), clock.now())
            marketplace = Marketplace(session, lambda: stage.running.root, key)
            stage = Stage(
                world, clock, rows, marketplace, Path(folder), url,
                ira=world.person("Ira Koval"),
                taras=world.person("Taras Shevchuk"),
                olena=world.person("Olena Bondar", language="uk"),
                max=world.person("Max"),
            )  # fmt: skip
            try:
                await stage.starts_bot()
                yield stage
            finally:
                await stage.closes()


async def timed(doing: Awaitable[T]) -> tuple[T, float]:
    """What comes of it, and how long it took, in milliseconds."""
    since = perf_counter()
    result = await doing
    return result, (perf_counter() - since) * 1000
