"""How the service is: ready or not, and in figures. It mends nothing."""

import asyncio
from collections.abc import Callable, Mapping, Sequence

from bot.workers import Workers
from handlers.http.health import OK, Metric
from orders.ports import Office
from orders.work import Kind


class Health:
    """What /readyz and /metrics say."""

    def __init__(
        self,
        office: Office,
        workers: Workers,
        tasks: Mapping[str, "asyncio.Task[None]"],
        connected: asyncio.Event,
        longest_write_s: Callable[[], float],
    ) -> None:
        self._office = office
        self._workers = workers
        self._tasks = tasks
        self._connected = connected
        self._longest_write_s = longest_write_s

    async def ready(self) -> Mapping[str, str]:
        """Per part `ok`, or what is wrong. Raises what the database raises."""
        parts = {"telegram": OK if self._connected.is_set() else "not reached yet"}
        for name, task in self._tasks.items():
            if task.done() and name != "telegram":
                parts[name] = "has ended"
        # A writing unit: a database that can only be read takes no orders.
        async with self._office.store.write() as uow:
            await uow.work.next_due_at(Kind.TELEGRAM)
        parts["database"] = OK
        return parts

    async def metrics(self) -> Sequence[Metric]:
        """Figures of this process and of the queue."""
        now = self._office.clock.now()
        async with self._office.store.read() as uow:
            due = [await uow.work.next_due_at(kind) for kind in Kind]
            dead = await uow.work.count_dead()
        lag_s = max(((now - at).total_seconds() for at in due if at is not None), default=0.0)
        workers = self._workers
        return (
            Metric("orderbell_updates_at_work", "gauge", "Updates", workers.inbox.in_flight),
            Metric("orderbell_messages_at_work", "gauge", "Messages", workers.sending),
            Metric("orderbell_work_lag_seconds", "gauge", "Oldest due work row", max(lag_s, 0.0)),
            Metric(
                "orderbell_orders_expired_total",
                "counter",
                "Orders closed by the clock",
                workers.deadlines.closed,
            ),
            Metric(
                "orderbell_longest_write_seconds",
                "gauge",
                "Longest transaction that could write since the start",
                self._longest_write_s(),
            ),
            Metric("orderbell_work_dead", "gauge", "Work rows given up", dead),
        )
