"""The clock as an actor: deadlines that have passed are carried out in batches, one transaction each.

It decides nothing about orders (see `orders.deadlines`) and sends nothing.
"""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from time import perf_counter

import structlog

from orders import deadlines
from orders.ports import Finished, Office
from orders.work import Kind, Work, WorkState
from scheduler.alarms import alarms, names

_log = structlog.get_logger(__name__)

#: A transaction is to take so long, seconds: a new order waits for two or three of them.
AIM_S = 0.045
#: Rows of the first batch, and of the largest. Source: DESIGN, the work table.
FIRST, MOST = 100, 500
#: Where the time goes on waiting (for a processor, a disk, a server), smaller batches only make
#: more of them.
LEAST = 50
#: No transaction is taken to be quicker, seconds.
_QUICKEST_S = 1e-4
#: After a failed batch (database locked, connection lost), seconds.
_REST_S = 1.0
#: Before looking again at orders that somebody else was changing, seconds.
_GIVE_WAY_S = 0.05


class Deadlines:
    """The loop; it is rung as the workers are, and rests while nothing is due.

    A batch is as large as its predecessors' time allows. One that fails by a defect is undone and
    halved until the one row is left that is to blame: that row is dead, the others go on.
    """

    def __init__(
        self,
        office: Office,
        *,
        administrators: Iterable[int],
        unavailable: tuple[type[Exception], ...],
        time: Callable[[], float] = perf_counter,
    ) -> None:
        self._office = office
        self._administrators = tuple(administrators)
        self._unavailable = unavailable
        self._time = time
        self._bell = asyncio.Event()
        self._size = FIRST
        #: Orders closed since the start.
        self.closed = 0

    def wake(self) -> None:
        """A deadline may have passed. Cheap; never blocks."""
        self._bell.set()

    async def run(self) -> None:
        """Carry out what is due, for ever."""
        while True:
            self._bell.clear()
            try:
                wait_s = await self.batch()
            except Exception:  # noqa: BLE001 - the runner's edge: any database trouble, logged
                _log.exception("deadlines failed; trying again", rest_s=_REST_S)
                wait_s = _REST_S
            if wait_s is None:
                await self._bell.wait()
            else:
                # At least once round the loop: whoever waits for the database goes first.
                await asyncio.sleep(wait_s)

    async def batch(self) -> float | None:
        """Carry out one batch; when to go on, seconds. None: when something else is due.

        Raises what the database raises.
        """
        size = self._size
        held: Sequence[Work] = ()
        try:
            async with self._office.store.write() as uow:
                began, now = self._time(), self._office.clock.now()
                held = await uow.work.hold(Kind.CLOCK, now, limit=size)
                carried = await deadlines.carry_out(uow, held, now, self._office.policy)
        except self._unavailable:
            raise
        except Exception as defect:
            if not held:
                raise
            await self._halve(held, defect)
            return 0.0
        if not held:
            return None
        self.closed += carried.closed
        self._fit(len(held), self._time() - began)
        self._office.wake()
        if carried.ended < len(held):
            return _GIVE_WAY_S
        return 0.0 if len(held) == size else None

    def _fit(self, rows: int, took_s: float) -> None:
        """Let the next transaction take as long as it should, going by this one."""
        if rows == self._size or took_s > AIM_S:
            fitting = int(rows * AIM_S / max(took_s, _QUICKEST_S))
            self._size = max(min(LEAST, 2 * self._size), min(fitting, 2 * self._size, MOST))

    async def _halve(self, held: Sequence[Work], defect: Exception) -> None:
        """Leave out half of what failed; a row that fails alone is given up."""
        if len(held) > 1:
            self._size = len(held) // 2
            why = f"{type(defect).__name__}: {defect}"
            _log.warning("deadlines undone by a defect; halving", rows=len(held), why=why)
            return
        await self._give_up(held[0], defect)

    async def _give_up(self, work: Work, defect: Exception) -> None:
        why = f"{type(defect).__name__}: {defect}"
        now = self._office.clock.now()
        async with self._office.store.write() as uow:
            if not await uow.work.finish([Finished(work, WorkState.DEAD, error=why)], now):
                # Somebody else has taken it meanwhile.
                return
            await uow.work.add(alarms(work, why, "dead", self._administrators, now))
        _log.error("deadline given up by a defect", exc_info=defect, **names(work))
        self._office.wake()
