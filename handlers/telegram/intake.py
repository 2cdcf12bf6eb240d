"""From raw updates to handled ones: store before acknowledging, work each chat in order.

It does not know where updates come from (see `poller` and the webhook route) nor what they mean.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import orjson
import structlog
from telegram import Bot, Update

from orders.errors import ChannelError, PermanentFailure, Stop, TemporaryFailure
from orders.ports import Office, Pending, PutBack, Received

_log = structlog.get_logger(__name__)

#: A process that dies gives its updates back after this long, seconds.
LEASE_S = 60
#: Tries before an update that fails is parked for the administration.
MAX_TRIES = 8
#: First wait after a failure, doubled each time, seconds.
FIRST_WAIT_S = 1.0


@dataclass(frozen=True, slots=True)
class Handled:
    """What became of one update."""

    pending: Pending
    #: Set: try again in so many seconds.
    again_in_s: float | None = None
    #: Set: it cannot be handled.
    parked: bool = False
    error: str = ""


class Intake:
    """The inbox's two ends: `receive` for what arrives, `claim`/`handle`/`settle` for a worker."""

    def __init__(
        self,
        office: Office,
        bot: Bot,
        process: Callable[[Update], Awaitable[None]],
        on_stop: Callable[[str], None],
        *,
        hold_s: float = LEASE_S / 3,
    ) -> None:
        self._office = office
        self._bot = bot
        self._process = process
        self._on_stop = on_stop
        self._hold_s = hold_s

    async def receive(self, updates: Sequence[dict[str, Any]]) -> int:
        """Commit raw updates; only then may they be acknowledged. How many were new."""
        rows = [Received(u["update_id"], lane(u), orjson.dumps(u)) for u in updates]
        async with self._office.store.write() as uow:
            new = await uow.inbox.add(rows, self._office.clock.now())
        self._office.wake()
        return new

    async def receive_raw(self, body: bytes) -> None:
        """One update as a webhook brings it; what is none is logged and let go, or it came for ever."""
        try:
            update = orjson.loads(body)
        except orjson.JSONDecodeError as error:
            _log.warning("webhook brought no JSON", why=str(error), bytes=len(body))
            return
        if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
            _log.warning("webhook brought no update", bytes=len(body))
            return
        await self.receive([update])

    async def claim(self, limit: int) -> Sequence[Pending]:
        """Lease the oldest open update of each free lane."""
        async with self._office.store.write() as uow:
            return await uow.inbox.claim(self._office.clock.now(), limit=limit, lease_s=LEASE_S)

    async def handle(self, pending: Pending) -> Handled:
        """Parse and process one update; never raises."""
        try:
            update = Update.de_json(orjson.loads(pending.raw), self._bot)
        except Exception as error:  # noqa: BLE001 - whatever the parser finds wrong: park it, go on
            _log.exception("update cannot be parsed; parked", update=pending.update_id)
            return Handled(pending, parked=True, error=f"{type(error).__name__}: {error}")
        try:
            await self._processed(pending, update)
        except Stop as stop:
            self._on_stop(stop.reason)
            return Handled(pending, again_in_s=FIRST_WAIT_S, error=str(stop))
        except TemporaryFailure as failure:
            return self._again(pending, failure, failure.retry_after_s)
        except PutBack as later:
            wait_s = (later.due_at - self._office.clock.now()).total_seconds()
            return Handled(pending, again_in_s=max(wait_s, 0.0), error=str(later))
        except PermanentFailure as failure:
            # The person cannot be answered; what they asked for was done.
            _log.warning("answer not delivered", update=pending.update_id, why=str(failure))
            return Handled(pending, error=str(failure))
        except Exception as error:  # noqa: BLE001 - the dispatcher's edge, logged
            _log.exception("update failed", update=pending.update_id, attempts=pending.attempts)
            return self._again(pending, error, None)
        return Handled(pending)

    async def settle(self, batch: Sequence[Handled]) -> None:
        """Commit what became of the updates."""
        now = self._office.clock.now()
        done = [h.pending.seq for h in batch if h.again_in_s is None and not h.parked]
        async with self._office.store.write() as uow:
            if done:
                await uow.inbox.done(done, now)
            for handled in batch:
                if handled.parked:
                    await uow.inbox.park(handled.pending.seq, handled.error, now)
                elif handled.again_in_s is not None:
                    due_at = now + timedelta(seconds=handled.again_in_s)
                    await uow.inbox.again(handled.pending.seq, due_at, handled.error)

    async def _processed(self, pending: Pending, update: Update) -> None:
        """Process it; while that takes, its lease goes on: a big export takes minutes."""
        work = asyncio.ensure_future(self._process(update))
        try:
            while not (await asyncio.wait({work}, timeout=self._hold_s))[0]:
                await self._hold(pending)
        finally:
            if not work.done():
                work.cancel()
                await asyncio.wait({work})
        await work

    async def _hold(self, pending: Pending) -> None:
        until = self._office.clock.now() + timedelta(seconds=LEASE_S)
        try:
            async with self._office.store.write() as uow:
                await uow.inbox.hold(pending.seq, until)
        except Exception:  # noqa: BLE001 - whatever the database has: the work itself goes on
            _log.exception("lease not prolonged", update=pending.update_id)

    def _again(
        self, pending: Pending, error: ChannelError | Exception, wait_s: float | None
    ) -> Handled:
        # Told to wait is not a failed try, however often.
        if wait_s is None and pending.attempts >= MAX_TRIES:
            _log.error("update given up; parked", update=pending.update_id, why=str(error))
            return Handled(pending, parked=True, error=str(error))
        if wait_s is None:
            wait_s = FIRST_WAIT_S * 2.0 ** (pending.attempts - 1)
        _log.warning("update put off", update=pending.update_id, why=str(error), wait_s=wait_s)
        return Handled(pending, again_in_s=wait_s, error=str(error))


def lane(update: dict[str, Any]) -> str:
    """Which conversation a raw update belongs to; what has none is a lane of its own."""
    for key, value in update.items():
        if not isinstance(value, dict):
            continue
        holder = value.get("message", value) if key == "callback_query" else value
        for place in ("chat", "from"):
            found = holder.get(place) if isinstance(holder, dict) else None
            if found is None:
                found = value.get(place)
            if isinstance(found, dict) and isinstance(found.get("id"), int):
                return f"chat:{found['id']}"
    return f"update:{update['update_id']}"
