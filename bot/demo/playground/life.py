"""The life of the bot's process on one stage: started, killed, started again, and what state it is in."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from typing import Literal

from bot.demo.process import CONNECTED, BotDied, BotProcess
from bot.demo.stage import Stage

State = Literal["running", "starting", "down"]

#: Telegram's failures may keep a bot from connecting for longer than a visitor waits, seconds.
_CONNECT_S = 10.0


class Life:
    """Starts and kills the bot; calls `changed` whenever its state may be another."""

    def __init__(self, stage: Stage, changed: Callable[[], None]) -> None:
        self._stage = stage
        self._changed = changed
        self._starting = False
        self._watching: asyncio.Task[None] | None = None
        #: When it was last killed, by the story's clock.
        self.killed_at: datetime | None = None
        #: It has been started since it was killed.
        self.restarted = False

    @property
    def state(self) -> State:
        """What the bot does. It may also have died by itself."""
        if self._starting:
            return "starting"
        if not self._stage.plays:
            return "down"
        return "running" if self._stage.running.connected else "starting"

    async def starts(self) -> None:
        """Start the bot, unless it runs, and wait a while for Telegram. Raises `BotDied`."""
        if self._stage.plays:
            return
        async with self._being_started():
            bot = await self._stage.launches_bot()
            self._watch(bot)
            try:
                await bot.until(CONNECTED, _CONNECT_S)
            except BotDied:
                # Silent is not dead: Telegram may fail on purpose.
                if not bot.alive:
                    raise
            self.restarted = self.killed_at is not None

    async def kills(self) -> None:
        """`kill -9`, if it is there."""
        if self._stage.plays:
            await self._stage.running.kill()
            self.killed_at, self.restarted = self._stage.clock.now(), False
            self._changed()

    async def closes(self) -> None:
        """End it where nobody will see it again: it need not tidy up."""
        if self._watching is not None:
            self._watching.cancel()
        if self._stage.plays:
            await self._stage.running.kill()

    @asynccontextmanager
    async def _being_started(self) -> AsyncIterator[None]:
        self._starting = True
        self._changed()
        try:
            yield
        finally:
            self._starting = False
            self._changed()

    def _watch(self, bot: BotProcess) -> None:
        if self._watching is not None:
            self._watching.cancel()
        self._watching = asyncio.create_task(self._tells(bot))

    async def _tells(self, bot: BotProcess) -> None:
        """When it has reached Telegram, and when it has ended."""
        with suppress(BotDied):
            await bot.until(CONNECTED, within_s=float("inf"))
        self._changed()
        await bot.gone()
        self._changed()
