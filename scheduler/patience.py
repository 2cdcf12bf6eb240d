"""Waiting for one's turn: the pacer's arithmetic put into `await`s, and promises kept.

It claims and sends nothing.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from time import monotonic

from orders.ports import Clock, PutBack
from scheduler.pacing import PRIVATE_PERIOD_S, Pacer

#: A row waits at most so long in memory, under its lease; a longer wait goes back to the table, seconds.
LONGEST_S = 3.0


class Patience:
    """One bot's pace as the runner uses it.

    Rows are claimed against `slots`: a row that was promised a place and has not taken it yet
    counts as taken. Otherwise a queue of notices would be claimed ahead of its pace, and a new
    order's alert would wait behind all of them. A row that its own chat holds up gives its promise
    back meanwhile, and only the next few of a chat wait here: one seller's rush must not keep
    another seller's alert waiting.
    """

    def __init__(self, pacer: Pacer, clock: Clock, time: Callable[[], float] = monotonic) -> None:
        self._pacer = pacer
        self._clock = clock
        self._time = time
        self._promised = 0
        #: Rows that wait for their chat, by chat.
        self._queues: Counter[int] = Counter()

    def slots(self) -> tuple[int, float]:
        """How many rows may be claimed now; when none, in how many seconds to ask again (0: on a bell)."""
        now = self._time()
        slots = self._pacer.available(now) - self._promised
        if slots > 0:
            return slots, 0.0
        return 0, max(self._pacer.next_free_at(now) - now, 0.0)

    def promise(self, rows: int) -> None:
        """So many rows were claimed and will take their turns."""
        self._promised += rows

    @contextmanager
    def turn(self) -> "Iterator[Turn]":
        """One promised row's turn, whether it takes its place or not."""
        turn = Turn(self)
        try:
            yield turn
        finally:
            turn.over()

    async def wait(self, chat_id: int, held_up: Callable[[], None] = lambda: None) -> None:
        """See `orders.ports.Pace`; `held_up` is called when it is the chat that makes it wait."""
        while (wait_s := self._pacer.reserve(chat_id, now := self._time())) > 0:
            if wait_s > self._pacer.next_free_at(now) - now:
                held_up()
                await self._queue(chat_id, wait_s)
            else:
                self._bear(wait_s)
                await asyncio.sleep(wait_s)

    async def _queue(self, chat_id: int, wait_s: float) -> None:
        """Wait for the chat, behind those who wait for it already. Raises `PutBack`."""
        self._bear(wait_s + self._queues[chat_id] * PRIVATE_PERIOD_S)
        self._queues[chat_id] += 1
        try:
            await asyncio.sleep(wait_s)
        finally:
            self._queues[chat_id] -= 1
            if not self._queues[chat_id]:
                del self._queues[chat_id]

    def _bear(self, wait_s: float) -> None:
        """Raise `PutBack` where the wait is too long for memory."""
        if wait_s > LONGEST_S:
            raise PutBack(self._clock.now() + timedelta(seconds=wait_s), "the pace")

    def pause(self, chat_id: int, seconds: float) -> None:
        """See `orders.ports.Pace`."""
        self._pacer.pause(chat_id, seconds, self._time())

    def crowded(self, chat_id: int) -> bool:
        """See `orders.ports.Pace`."""
        return self._queues[chat_id] > 0 or self._pacer.crowded(chat_id, self._time())

    def spare(self, chat_id: int) -> bool:
        """Take a place for something that may be left out, where no row needs it."""
        return self._promised <= 0 and self._pacer.spare(chat_id, self._time())

    def kept(self) -> None:
        """One promise less."""
        self._promised -= 1


class Turn:
    """An `orders.ports.Pace` for one claimed row."""

    __slots__ = ("_open", "_patience")

    def __init__(self, patience: Patience) -> None:
        self._patience = patience
        self._open = True

    async def wait(self, chat_id: int) -> None:
        """Take the promised place."""
        await self._patience.wait(chat_id, self.over)
        self.over()

    def pause(self, chat_id: int, seconds: float) -> None:
        """Leave this chat alone."""
        self._patience.pause(chat_id, seconds)

    def crowded(self, chat_id: int) -> bool:
        """Whether this chat is at its limit."""
        return self._patience.crowded(chat_id)

    def over(self) -> None:
        """The row needs no place any more."""
        if self._open:
            self._open = False
            self._patience.kept()
