"""The sign under a message that it has reached the other side: a reaction of the bot, where there is room for it.

It is a courtesy. None is owed: whether a message arrived stands in the order's history, and who
writes in vain is told so. It takes no message's place in the pace, and is kept by nobody.
"""

import asyncio
from typing import Protocol

import structlog
from telegram import Bot

from channels.telegram.failures import translated
from orders.errors import ChannelError, TemporaryFailure
from orders.messages import Spot

_log = structlog.get_logger(__name__)

#: Among the few signs that Telegram takes, the one that says neither yes nor "I have read it".
ARRIVED = "🕊"
#: At most so many under way or waiting for room at once.
MAX_AT_ONCE = 200
#: How often, and after how many seconds each time, one looks for room before it gives up.
TRIES, PAUSE_S = 8, 1.0


class Room(Protocol):
    """What the pace leaves over."""

    def spare(self, chat_id: int) -> bool:
        """Take a place that nobody needs; False: there is none."""

    def pause(self, chat_id: int, seconds: float) -> None:
        """Telegram said to leave this chat alone for so long."""


class Ticks:
    """Puts the sign under messages."""

    def __init__(self, bot: Bot, room: Room) -> None:
        self._bot = bot
        self._room = room
        self._under_way: set[asyncio.Task[None]] = set()
        #: Those that look for room, by chat.
        self._waiting: dict[int, asyncio.Task[None]] = {}

    def put(self, spot: Spot | None) -> None:
        """Put the sign under the message there as soon as there is room; never waits itself.

        Of several messages in one chat that wait for room, the last gets it.
        """
        if spot is None or len(self._under_way) >= MAX_AT_ONCE:
            return
        if (earlier := self._waiting.pop(spot.chat_id, None)) is not None:
            earlier.cancel()
        task = asyncio.create_task(self._put(spot), name="tick")
        self._under_way.add(task)
        self._waiting[spot.chat_id] = task
        task.add_done_callback(self._under_way.discard)

    async def done(self) -> None:
        """Wait until none is under way."""
        await asyncio.gather(*self._under_way, return_exceptions=True)

    async def close(self) -> None:
        """Leave those under way."""
        for task in self._under_way:
            task.cancel()
        await self.done()

    async def _put(self, spot: Spot) -> None:
        found = await self._found_room(spot.chat_id)
        # From here on a later message's sign is another one.
        if self._waiting.get(spot.chat_id) is asyncio.current_task():
            del self._waiting[spot.chat_id]
        if found:
            await self._react(spot)

    async def _found_room(self, chat_id: int) -> bool:
        for _ in range(TRIES):
            if self._room.spare(chat_id):
                return True
            await asyncio.sleep(PAUSE_S)
        return False

    async def _react(self, spot: Spot) -> None:
        try:
            with translated():
                await self._bot.set_message_reaction(spot.chat_id, spot.message_id, ARRIVED)
        except ChannelError as failure:
            # The message is gone, or its chat takes no reactions: neither is worth another try.
            _log.debug("no tick", chat=spot.chat_id, why=str(failure))
            if isinstance(failure, TemporaryFailure) and failure.retry_after_s is not None:
                self._room.pause(spot.chat_id, failure.retry_after_s)
