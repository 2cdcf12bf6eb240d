"""Claim in batches, work in parallel, settle in batches: the loop that both queues share.

It knows no rows, no clock and no channel: those are the three functions it is given.
"""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Sequence
from typing import Generic, TypeVar

import structlog

T = TypeVar("T")
R = TypeVar("R")

_log = structlog.get_logger(__name__)

#: After a failed claim or settlement (database locked, connection lost), seconds.
_REST_S = 1.0


class Worker(Generic[T, R]):
    """Runs `work` for every claimed thing, at most `capacity` at once.

    `claim(n)` leases up to n things; `work(thing)` must not raise (it returns what became of the
    thing); `settle(results)` commits results, many at once under load: one commit costs an fsync.
    `slots()` says how many more may be claimed now for reasons of pace, and, when none may, for
    how many seconds. Things of one `lane` are worked one after the other, each settled before the
    next begins: two deliveries of one card would otherwise both find no card and send two.
    """

    def __init__(
        self,
        name: str,
        *,
        claim: Callable[[int], Awaitable[Sequence[T]]],
        work: Callable[[T], Awaitable[R]],
        settle: Callable[[Sequence[R]], Awaitable[None]],
        capacity: int,
        slots: Callable[[], tuple[int, float]] | None = None,
        lane: Callable[[T], Hashable | None] = lambda _: None,
    ) -> None:
        self.name = name
        self._claim = claim
        self._work = work
        self._settle = settle
        self._capacity = capacity
        self._slots = slots
        self._lane = lane
        self._lanes: dict[Hashable, asyncio.Task[None]] = {}
        self._bell = asyncio.Event()
        self._results: list[tuple[R, asyncio.Future[None]]] = []
        self._finished = asyncio.Event()
        self._running: set[asyncio.Task[None]] = set()

    def wake(self) -> None:
        """There may be something to claim. Cheap; never blocks."""
        self._bell.set()

    @property
    def in_flight(self) -> int:
        """Things claimed and not yet settled."""
        return len(self._running)

    async def run(self) -> None:
        """Work until cancelled; what is in flight is then finished and settled."""
        settler = asyncio.create_task(self._settle_for_ever(), name=f"{self.name}-settle")
        try:
            while True:
                self._bell.clear()
                free, wait_s = self._free()
                things = await self._claimed(free) if free else ()
                for thing in things:
                    self._begin(thing)
                if not things or len(things) < free:
                    await self._rest(wait_s)
        finally:
            await self._drain(settler)

    def _free(self) -> tuple[int, float]:
        free = self._capacity - len(self._running)
        if free <= 0 or self._slots is None:
            return max(free, 0), 0.0
        slots, wait_s = self._slots()
        return min(free, slots), wait_s

    async def _claimed(self, free: int) -> Sequence[T]:
        try:
            return await self._claim(free)
        except Exception:  # noqa: BLE001 - the runner's edge: any database trouble, logged
            _log.exception("claim failed; trying again", worker=self.name, rest_s=_REST_S)
            await asyncio.sleep(_REST_S)
            self._bell.set()
            return ()

    async def _rest(self, wait_s: float) -> None:
        try:
            async with asyncio.timeout(wait_s or None):
                await self._bell.wait()
        except TimeoutError:
            return

    def _begin(self, thing: T) -> None:
        lane = self._lane(thing)
        before = None if lane is None else self._lanes.get(lane)
        task = asyncio.create_task(self._carry(thing, before), name=f"{self.name}-work")
        if lane is not None:
            self._lanes[lane] = task
        self._running.add(task)
        task.add_done_callback(lambda done: self._gone(done, lane))

    async def _carry(self, thing: T, before: asyncio.Task[None] | None) -> None:
        if before is not None:
            await asyncio.wait({before})
        result = await self._work(thing)
        settled: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._results.append((result, settled))
        self._finished.set()
        await settled

    def _gone(self, task: asyncio.Task[None], lane: Hashable | None) -> None:
        self._running.discard(task)
        if self._lanes.get(lane) is task:
            del self._lanes[lane]
        if not task.cancelled() and (error := task.exception()) is not None:
            _log.error(
                "work raised; its lease will bring it back", worker=self.name, exc_info=error
            )
        self._bell.set()

    async def _settle_for_ever(self) -> None:
        while True:
            await self._finished.wait()
            self._finished.clear()
            batch, self._results = self._results, []
            await self._settled([result for result, _ in batch])
            for _, settled in batch:
                if not settled.done():
                    settled.set_result(None)

    async def _settled(self, results: Sequence[R]) -> None:
        try:
            await self._settle(results)
        except Exception:  # noqa: BLE001 - the runner's edge: any database trouble, logged
            if len(results) > 1:
                # One bad result must not take the others with it.
                for result in results:
                    await self._settled([result])
                return
            _log.exception("settlement failed; its lease will bring it back", worker=self.name)

    async def _drain(self, settler: asyncio.Task[None]) -> None:
        if self._running:
            await asyncio.wait(self._running, timeout=10)
        settler.cancel()
        await asyncio.gather(settler, return_exceptions=True)
