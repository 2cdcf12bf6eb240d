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
#: At most so many on their way at once.
MAX_AT_ONCE = 8


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

    def put(self, spot: Spot | None) -> None:
        """Begin to put the sign under the message there, or leave it; never waits."""
        if spot is None or len(self._under_way) >= MAX_AT_ONCE:
            return
        if self._room.spare(spot.chat_id):
            task = asyncio.create_task(self._react(spot), name="tick")
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)

    async def done(self) -> None:
        """Wait until none is under way."""
        await asyncio.gather(*self._under_way, return_exceptions=True)

    async def close(self) -> None:
        """Leave those under way."""
        for task in self._under_way:
            task.cancel()
        await self.done()

    async def _react(self, spot: Spot) -> None:
        try:
            with translated():
                await self._bot.set_message_reaction(spot.chat_id, spot.message_id, ARRIVED)
        except ChannelError as failure:
            # The message is gone, or its chat takes no reactions: neither is worth another try.
            _log.debug("no tick", chat=spot.chat_id, why=str(failure))
            if isinstance(failure, TemporaryFailure) and failure.retry_after_s is not None:
                self._room.pause(spot.chat_id, failure.retry_after_s)
