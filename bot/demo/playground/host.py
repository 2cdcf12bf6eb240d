"""The playground behind the page: one ground at a time, its bot, and a look at the rows after each change.

What the levers do is in `levers`; the page and its protocol are the simulator's.
"""

import asyncio
from collections.abc import Mapping
from contextlib import AsyncExitStack, suppress

import aiohttp

from bot.demo.playground.cast import CASTS
from bot.demo.playground.ground import Ground, ground_for
from bot.demo.playground.shown import Looked, described, look
from simulator.control.asked import Lever
from simulator.page import Page

#: After something has happened, the rows are read so much later: the rest of it comes along, seconds.
_SETTLE_S = 0.05
#: Nothing has happened, but the rows may have changed: a held notice, an order by `curl`, seconds.
_IDLE_S = 2.0


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
        self._happened = asyncio.Event()

    @property
    def ground(self) -> Ground:
        """What the page shows now."""
        assert self._ground is not None
        return self._ground

    @property
    def language(self) -> str:
        """The language of the people on the ground."""
        return self.ground.cast.language

    def describe(self) -> dict[str, object]:
        """The "stage" object of the page."""
        if self._ground is None or self._looked is None:
            return {}
        return described(self._ground, self._looked)

    async def begins(self, language: str) -> None:
        """Another ground, in this language, in place of the one that is there.

        Raises `BotDied`, `Broken`: the bot does not start, or does not do its part.
        """
        new = await ground_for(CASTS[language], self._happens)
        async with AsyncExitStack() as left:
            async with self._eyes:
                if self._ground is not None:
                    left.push_async_callback(self._ground.exit.aclose)
                self._ground = new
                self._looked = await look(new)
            new.stage.world.telegram.changes.listeners.append(self._happened.set)
            self.page.shows(new.stage.world)
        await new.life.starts()
        await new.opens_shop()
        await self.looks()

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
        if self._ground is not None:
            await self._ground.exit.aclose()

    def _happens(self) -> None:
        self._happened.set()
        self.page.changed()

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
