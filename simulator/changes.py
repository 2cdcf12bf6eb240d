"""A condition that synchronous code can notify. It holds no state of its own and never polls."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")


class Changes:
    """Wakes whoever waits for something in the world to become true, and tells who listens.

    An `asyncio.Condition` needs its lock awaited to notify; the Bot API methods are synchronous,
    so this one is notified by a plain call.
    """

    __slots__ = ("_waiting", "listeners")

    def __init__(self) -> None:
        #: Called at each change, before it is known what changed.
        self.listeners: list[Callable[[], None]] = []
        self._waiting: set[asyncio.Future[None]] = set()

    def notify(self) -> None:
        """Let every waiter look again."""
        for listener in self.listeners:
            listener()
        if not self._waiting:
            return
        for waiter in self._waiting:
            if not waiter.done():
                waiter.set_result(None)
        self._waiting.clear()

    async def until(self, look: Callable[[], Found | None], within_s: float) -> Found | None:
        """What `look` found, tried at once and after each change; None after `within_s` seconds."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + within_s
        while (found := look()) is None:
            left = deadline - loop.time()
            if left <= 0:
                return None
            waiter: asyncio.Future[None] = loop.create_future()
            self._waiting.add(waiter)
            try:
                await asyncio.wait((waiter,), timeout=left)
            finally:
                self._waiting.discard(waiter)
        return found
