"""Waiting for one's turn: the pacer's arithmetic put into `await`s, and promises kept.

It claims and sends nothing.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from time import monotonic

from orders.ports import Clock, PutBack
from scheduler.pacing import Pacer

#: A row waits at most so long in memory, under its lease; a longer wait goes back to the table, seconds.
LONGEST_S = 3.0


class Patience:
    """One bot's pace as the runner uses it.

    Rows are claimed against `slots`: a row that was promised a place and has not taken it yet
    counts as taken. Otherwise a queue of notices would be claimed ahead of its pace, and a new
    order's alert would wait behind all of them.
    """

    def __init__(self, pacer: Pacer, clock: Clock, time: Callable[[], float] = monotonic) -> None:
        self._pacer = pacer
        self._clock = clock
        self._time = time
        self._promised = 0

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

    async def wait(self, chat_id: int) -> None:
        """See `orders.ports.Pace`."""
        while (wait_s := self._pacer.reserve(chat_id, self._time())) > 0:
            if wait_s > LONGEST_S:
                later = self._clock.now() + timedelta(seconds=wait_s)
                raise PutBack(later, "this chat's pace")
            await asyncio.sleep(wait_s)

    def pause(self, chat_id: int, seconds: float) -> None:
        """See `orders.ports.Pace`."""
        self._pacer.pause(chat_id, seconds, self._time())

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
        await self._patience.wait(chat_id)
        self.over()

    def pause(self, chat_id: int, seconds: float) -> None:
        """Leave this chat alone."""
        self._patience.pause(chat_id, seconds)

    def over(self) -> None:
        """The row needs no place any more."""
        if self._open:
            self._open = False
            self._patience.kept()
