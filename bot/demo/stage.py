"""Where the story is played: a simulated Telegram, the bot's real process, a temporary database.

It plays nothing itself. Whatever happens, the bot's process ends and the data is removed.
"""

import asyncio
import secrets
import socket
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
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
from bot.demo.process import FOLDER_PREFIX, BotProcess
from bot.demo.transcript import Broken
from orders.linking import hashed
from simulator.world import World
from storage.schema import migrate
from storage.unit import SqlStore

T = TypeVar("T")
S = TypeVar("S", bound="Stage")

ZONE = "Europe/Kyiv"
#: The story always begins on the same Monday morning, so that two transcripts can be compared.
BEGINS_AT = datetime(2026, 3, 2, 10, 0, tzinfo=ZoneInfo(ZONE))
#: The bot on a clock that is moved by its parent.
CHILD = (sys.executable, "-m", "bot.demo.child")
#: Whose letters the bot sends.
MAIL_FROM = "orders@marketplace.example"
#: Longer than the notice that rings is held back. Source: Policy.notice_hold, 10 s.
HELD = timedelta(seconds=11)
PATIENCE_S, _LOOK_S = 10.0, 0.02
#: Figures of /metrics: what was taken up and is not finished, and what is overdue.
_UNDER_WAY = (
    "orderbell_updates_at_work",
    "orderbell_messages_at_work",
    "orderbell_work_lag_seconds",
)


@dataclass
class Stage:
    """Telegram, the marketplace, the rows and the bot; who plays on it is up to the play."""

    world: World
    clock: ShiftedClock
    #: The same rows that the bot's process works with, for the eyes of the administration.
    rows: SqlStore
    marketplace: Marketplace
    #: Everything of this stage lies here, and is removed with it.
    folder: Path
    database_url: str
    bot: BotProcess | None = None
    #: Errors in the logs of bots that have ended.
    errors: list[str] = field(default_factory=list)
    #: Settings of this play, in addition to the stage's own.
    settings: dict[str, str] = field(default_factory=dict)
    #: Where the bot's HTTP side is, once it has been: it comes back there. 0: not yet.
    port: int = 0

    async def starts_bot(self) -> None:
        """Start the bot's process; it is connected when this returns. Raises `BotDied`."""
        await (await self.launches_bot()).ready()

    async def launches_bot(self) -> BotProcess:
        """Start the bot's process; when this returns it serves HTTP. Raises `BotDied`."""
        if self.bot is not None:
            self.errors += self.bot.errors
        command = (*CHILD, clocks.written(self.clock.offset), str(self.folder))
        self.bot = await BotProcess.launch(command, self._told(), self.folder)
        self.port = await self.bot.listening()
        self.world.twilio.sms_url = f"http://127.0.0.1:{self.port}/twilio/sms"
        return self.bot

    def _told(self) -> dict[str, str]:
        if not _is_free(self.port):
            self.port = _free_port()
        here = f"127.0.0.1:{self.port}"
        return {
            "ORDERBELL_TELEGRAM_TOKEN": self.world.telegram.token,
            "ORDERBELL_TELEGRAM_API_URL": self.world.telegram.api_url,
            "ORDERBELL_DATABASE_URL": self.database_url,
            "ORDERBELL_HTTP_BIND": here,
            # Twilio and the mail provider can only send to an address; so Telegram does, too.
            "ORDERBELL_PUBLIC_URL": f"http://{here}",
            "ORDERBELL_TIMEZONE": ZONE,
            **lines_of(self.world),
            **self.settings,
        }

    @property
    def running(self) -> BotProcess:
        """The bot's process."""
        assert self.bot is not None
        return self.bot

    @property
    def plays(self) -> bool:
        """Whether the bot's process is there."""
        return self.bot is not None and self.bot.alive

    async def passes(self, time: timedelta) -> None:
        """Let time pass for everybody: the bot, the phones, Telegram's flood limits.

        Raises `Broken`: the bot does not come to rest.
        """
        if self.plays:
            # A jump over what is just being sent would end its lease, and it would be sent again.
            await self.quiet()
        await self.jumps(time)

    async def jumps(self, time: timedelta) -> None:
        """`passes` without waiting until the bot has come to rest."""
        self.clock.offset += time
        if self.plays:
            with suppress(ConnectionError):  # it died meanwhile: the next one is told at its start
                await self.running.asks(clocks.written(self.clock.offset))

    async def quiet(self) -> None:
        """Wait until nothing is due or under way: what is not done now, nobody will do.

        Raises `Broken`.
        """
        if not await self.rests(PATIENCE_S):
            raise Broken("all that is due to be done", "work that is still not done")

    async def rests(self, within_s: float) -> bool:
        """Whether the bot comes to rest `within_s` seconds, or is gone."""
        try:
            await self.until(self._idle, "rest", within_s)
        except (Broken, aiohttp.ClientError):
            return not self.plays
        return True

    async def until(
        self, look: Callable[[], Awaitable[bool]], wanted: str, within_s: float = PATIENCE_S
    ) -> None:
        """Wait until `look` says yes; `wanted` tells what that means. Raises `Broken`."""
        ends_at = perf_counter() + within_s
        while not await look():
            if perf_counter() > ends_at:
                raise Broken(wanted, f"not so, even after {within_s:g} s")
            await asyncio.sleep(_LOOK_S)

    async def _idle(self) -> bool:
        page = await self.marketplace.reads("/metrics")
        figures = dict(line.split() for line in page.splitlines() if not line.startswith("#"))
        return not any(float(figures[name]) > 0 for name in _UNDER_WAY)

    async def closes(self) -> None:
        """End the bot's process, whatever state it is in."""
        if self.bot is not None:
            await self.bot.stop()


@asynccontextmanager
async def opened(kind: Callable[..., S]) -> AsyncIterator[S]:
    """A stage, until the block ends; the bot is not started yet."""
    clock = ShiftedClock(BEGINS_AT - datetime.now(UTC))
    with tempfile.TemporaryDirectory(prefix=FOLDER_PREFIX) as folder:
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
            stage = kind(world, clock, rows, marketplace, Path(folder), url)
            try:
                yield stage
            finally:
                await stage.closes()


def _free_port() -> int:
    """A port for the bot's HTTP side, which must be known before it starts."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _is_free(port: int) -> bool:
    """Whether the bot can have its port again: meanwhile somebody may have taken it."""
    if port == 0:
        return False
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


async def timed(doing: Awaitable[T]) -> tuple[T, float]:
    """What comes of it, and how long it took, in milliseconds."""
    since = perf_counter()
    result = await doing
    return result, (perf_counter() - since) * 1000


def lines_of(world: World) -> dict[str, str]:
    """How the bot reaches phones and mailboxes."""
    return {
        "ORDERBELL_TWILIO_ACCOUNT_SID": world.twilio.account_sid,
        "ORDERBELL_TWILIO_AUTH_TOKEN": world.twilio.auth_token,
        "ORDERBELL_TWILIO_FROM": world.twilio.number,
        "ORDERBELL_TWILIO_API_URL": world.twilio.api_url,
        "ORDERBELL_SMTP_URL": world.post.url,
        "ORDERBELL_MAIL_FROM": MAIL_FROM,
    }
