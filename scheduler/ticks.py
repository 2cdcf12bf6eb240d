"""The few things that happen by the clock: APScheduler as a ticker, never as a store.

Source for the options: DESIGN, measured decisions (after downtime its default grace dropped 100 of
100 overdue jobs).
"""

from collections.abc import Awaitable, Callable
from datetime import UTC, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from orders.ports import Office

_log = structlog.get_logger(__name__)

#: Something that is done by the clock, until the next time.
Tick = Callable[[], Awaitable[None]]
#: The safety net under the wake event: rows that become due with nobody to ring, seconds.
TICK_S = 1
#: Housekeeping of finished rows, seconds.
SWEEP_S = 3600
#: How soon a timing that was chosen on one replica holds on the others, seconds.
RECALL_S = 10
#: When summaries are begun for sellers who have none coming, minutes of each hour: a few minutes
#: before the full and the half hours at which they are wanted.
ROUNDS_MINUTES = "25,55"
#: Finished rows are kept this long: a repeated update must still be recognised. Source: DESIGN.
KEEP = timedelta(hours=72)
#: No lease is that long: one that seems to be was taken while the clock was ahead.
NO_LEASE = timedelta(minutes=10)
#: How often such leases are looked for, seconds.
RECOVER_S = 60
#: Rows deleted in one transaction.
SWEEP_ROWS = 5000


def ticker(
    wake: Callable[[], None],
    *,
    sweep: Tick,
    recover: Tick,
    begin_rounds: Tick,
    recall_timings: Tick,
) -> AsyncIOScheduler:
    """A scheduler (not started) that wakes the workers and does the rest of what is done by the clock.

    It sweeps finished rows, frees lost ones, begins what comes round to sellers, and recalls the
    timings that were chosen on another replica.
    """

    async def ring() -> None:
        # A plain function would be run in a thread, where an asyncio bell must not be rung.
        wake()

    scheduler = AsyncIOScheduler(
        timezone=UTC,
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
    )
    scheduler.add_job(ring, "interval", seconds=TICK_S, id="wake")
    scheduler.add_job(sweep, "interval", seconds=SWEEP_S, id="sweep")
    scheduler.add_job(recover, "interval", seconds=RECOVER_S, id="recover")
    scheduler.add_job(recall_timings, "interval", seconds=RECALL_S, id="timings")
    scheduler.add_job(begin_rounds, "cron", minute=ROUNDS_MINUTES, second=30, id="rounds")
    return scheduler


async def sweep(office: Office) -> None:
    """Delete finished rows that nobody will ask for any more."""
    before = office.clock.now() - KEEP
    swept = SWEEP_ROWS
    while swept >= SWEEP_ROWS:
        async with office.store.write() as uow:
            swept = max(
                await uow.work.sweep(before, limit=SWEEP_ROWS),
                await uow.inbox.sweep(before, limit=SWEEP_ROWS),
            )


async def recover(office: Office) -> None:
    """Give back what a process took before the clock was set back, should it have died since.

    By its own lease the row would wait for as long as the clock was ahead.
    """
    now = office.clock.now()
    async with office.store.write() as uow:
        freed = await uow.work.release(now, longer_than=NO_LEASE)
        freed += await uow.inbox.release(now, longer_than=NO_LEASE)
    if freed:
        _log.warning("the clock was set back; took up what was leased before", rows=freed)
        office.wake()
