"""The playground behind the page: one ground at a time, its bot, and a look at the rows after each change.

What the levers do is in `levers`; the page and its protocol are the simulator's.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress

import aiohttp

from bot.demo.playground.cast import CASTS
from bot.demo.playground.ground import Ground, ground_for
from bot.demo.playground.shown import Looked, described, look
from bot.demo.process import CONNECTED, BotDied, BotProcess
from simulator.control.asked import Lever
from simulator.page import Page

#: After something has happened, the rows are read so much later: the rest of it comes along, seconds.
_SETTLE_S = 0.05
#: Nothing has happened, but the rows may have changed: a held notice, an order by `curl`, seconds.
_IDLE_S = 2.0
#: Telegram's failures may keep a bot from connecting for longer than a visitor waits, seconds.
_CONNECT_S = 10.0


class Playground:
    """The `Host` of the page."""

    def __init__(self) -> None:
        self.levers: Mapping[str, Lever] = {}
        self.page = Page(self)
        #: Held while a lever moves the world: two open pages cannot tread on each other.
        self.lock = asyncio.Lock()
        #: Held while the rows are read, for they go with their ground.
        self._eyes = asyncio.Lock()
        self._ground: Ground | None = None
        self._looked: Looked | None = None
        self._starting = False
        self._happened = asyncio.Event()
        self._watching: asyncio.Task[None] | None = None

    @property
    def ground(self) -> Ground:
        """What the page shows now."""
        assert self._ground is not None
        return self._ground

    @property
    def language(self) -> str:
        """The language of the people on the ground."""
        return self.ground.cast.language

    @property
    def bot(self) -> str:
        """Whether the bot is "running", "starting" or "down"."""
        stage = self.ground.stage
        if self._starting:
            return "starting"
        if not stage.plays:
            return "down"
        return "running" if stage.running.connected else "starting"

    def describe(self) -> dict[str, object]:
        """The "stage" object of the page."""
        if self._ground is None or self._looked is None:
            return {}
        return described(self._ground, self._looked, self.bot)

    async def begins(self, language: str) -> None:
        """Another ground, in this language, in place of the one that is there.

        Raises `BotDied`, `Broken`: the bot does not start, or does not do its part.
        """
        new = await ground_for(CASTS[language])
        async with self._eyes:
            old, self._ground, self._looked = self._ground, new, await look(new)
        new.stage.world.telegram.changes.listeners.append(self._happened.set)
        async with self._starts():
            self.page.shows(new.stage.world)
            if old is not None:
                await _leaves(old)
            await self._launches()
            await new.stage.running.ready()
            await new.opens_shop()
        await self.looks()

    async def starts_bot(self) -> None:
        """Start the bot, unless it runs, and wait a while for Telegram. Raises `BotDied`."""
        if self.ground.stage.plays:
            return
        async with self._starts():
            bot = await self._launches()
            try:
                await bot.until(CONNECTED, _CONNECT_S)
            except BotDied:
                # Silent is not dead: Telegram may fail on purpose.
                if not bot.alive:
                    raise

    async def looks(self) -> None:
        """Read the rows now; the page is told what has changed."""
        async with self._eyes:
            self._looked = await look(self.ground)
        self.page.changed()

    async def watches(self) -> None:
        """Look at the rows whenever something has happened, for ever."""
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(_IDLE_S):
                    await self._happened.wait()
            await asyncio.sleep(_SETTLE_S)
            self._happened.clear()
            if not self.lock.locked():
                async with self._eyes:
                    await self._hands_over()
            await self.looks()

    async def closes(self) -> None:
        """End the bot and remove the data."""
        if self._watching is not None:
            self._watching.cancel()
        if self._ground is not None:
            await self._ground.exit.aclose()

    @asynccontextmanager
    async def _starts(self) -> AsyncIterator[None]:
        """While the bot is being started."""
        self._starting = True
        self.page.changed()
        try:
            yield
        finally:
            self._starting = False
            self.page.changed()

    async def _launches(self) -> BotProcess:
        bot = await self.ground.stage.launches_bot()
        if self._watching is not None:
            self._watching.cancel()
        self._watching = asyncio.create_task(self._watches_bot(bot))
        return bot

    async def _watches_bot(self, bot: BotProcess) -> None:
        """Tell the page when the bot has reached Telegram, and when it has ended."""
        with suppress(BotDied):
            await bot.until(CONNECTED, within_s=float("inf"))
        self.page.changed()
        await bot.gone()
        self._happened.set()

    async def _hands_over(self) -> None:
        """Links of orders that came past the page, by `curl`: the marketplace shows them, too."""
        ground = self.ground
        if not ground.stage.plays or self._looked is None:
            return
        for view in self._looked.views:
            number = view.order.number
            if number in ground.links or view.customer.telegram_id is not None:
                continue
            with suppress(aiohttp.ClientError):
                reply = await ground.stage.marketplace.sends("GET", f"/orders/{number}")
                ground.hands_over(reply.document, ground.customer)


async def _leaves(ground: Ground) -> None:
    """End a ground that nobody will see again; its bot need not tidy up."""
    if ground.stage.plays:
        ground.stage.running.strike()
    await ground.exit.aclose()
