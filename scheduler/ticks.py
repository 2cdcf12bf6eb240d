"""The few things that happen by the clock: APScheduler as a ticker, never as a store.

Source for the options: DESIGN, measured decisions (after downtime its default grace dropped 100 of
100 overdue jobs).
"""

from collections.abc import Awaitable, Callable
from datetime import UTC, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from orders.ports import Office

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
#: Rows deleted in one transaction.
SWEEP_ROWS = 5000


def ticker(
    wake: Callable[[], None],
    sweep: Callable[[], Awaitable[None]],
    ensure: Callable[[], Awaitable[None]],
    recall: Callable[[], Awaitable[None]],
) -> AsyncIOScheduler:
    """A scheduler (not started) that wakes the workers, sweeps finished rows, begins rounds, and
    recalls the timings that were chosen on another replica.
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
    scheduler.add_job(recall, "interval", seconds=RECALL_S, id="timings")
    scheduler.add_job(ensure, "cron", minute=ROUNDS_MINUTES, second=30, id="rounds")
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
