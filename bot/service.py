"""The assembled service: store, Telegram, HTTP, workers and ticks, started and stopped in order.

The only module that knows all of them; it holds no rule and no text.
"""

import asyncio
import base64
import hashlib
import hmac
import secrets
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from importlib.metadata import version
from time import monotonic
from typing import Any

import structlog
from telegram.error import InvalidToken

from bot.clock import SystemClock
from bot.secrets import CUSTOMER_LINKS, WEBHOOK_SECRET, derive
from bot.settings import Settings
from bot.telegram import TelegramSide
from bot.web import Web, listen
from channels.telegram.courier import Courier
from channels.telegram.links import Links
from channels.texts import Texts
from handlers.http.app import create_app
from handlers.http.counter import Defaults
from handlers.http.health import Metric
from handlers.telegram.front import Front
from handlers.telegram.intake import Handled, Intake
from handlers.telegram.poller import Poller
from orders.policy import Policy
from orders.ports import Channel, Clock, Office, Pending
from orders.states import check_table
from orders.work import Kind, Work
from scheduler.deadlines import Deadlines
from scheduler.delivery import Delivery, Ended
from scheduler.pacing import Pacer
from scheduler.patience import Patience
from scheduler.ticks import ticker
from scheduler.worker import Worker
from storage.unit import SqlStore

_log = structlog.get_logger(__name__)

#: Updates handled, and messages sent, at the same time. Source: DESIGN, order per person.
PARALLEL = 32
#: Finished rows are kept this long: a repeated update must still be recognised. Source: DESIGN.
KEEP = timedelta(hours=72)
SWEEP_ROWS = 5000
#: How the refusal of a token is mended.
TOKEN_ADVICE = (
    "ORDERBELL_TELEGRAM_TOKEN: Telegram refuses this token; "
    "get the current one from BotFather (/mybots, API Token) and set it"
)


class Service:
    """Everything that runs, under one roof."""

    def __init__(
        self,
        settings: Settings,
        store: SqlStore,
        key: bytes,
        clock: Clock | None = None,
        *,
        time: Callable[[], float] = monotonic,
    ) -> None:
        check_table()
        self.settings = settings
        self.store = store
        self.office = Office(store, clock or SystemClock(), Policy(), self.wake, _signer(key))
        self.links = Links()
        self.texts = Texts.load()
        front = Front(
            self.office,
            self.texts,
            self.links,
            settings.timezone,
            settings.region,
            frozenset(settings.admins),
        )
        patience = Patience(Pacer(settings.rate_per_s), self.office.clock, time)
        self.telegram = TelegramSide(settings, front, patience)
        self.stopped = asyncio.Event()
        #: Why the service stopped by itself; empty: it was asked to.
        self.why = ""
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._connected = asyncio.Event()
        self._webhook = self._webhook_of(key)
        self._intake = Intake(self.office, self.telegram.bot, self.telegram.process, self.stop)
        self._inbox: Worker[Pending, Handled] = Worker(
            "inbox",
            claim=self._intake.claim,
            work=self._intake.handle,
            settle=self._intake.settle,
            capacity=PARALLEL,
        )
        courier = Courier(self.office, self.telegram.sender, self.texts, settings.timezone)
        self._couriers = self._worker(Kind.TELEGRAM, courier, patience, paced=True)
        unhurried = Patience(Pacer(1e6), self.office.clock)
        self._deadlines = self._worker(Kind.CLOCK, Deadlines(self.office), unhurried, paced=False)
        self._ticker = ticker(self.wake, self._sweep)

    def wake(self) -> None:
        """Something may have become due."""
        for worker in (self._inbox, self._couriers, self._deadlines):
            worker.wake()

    def stop(self, why: str = "") -> None:
        """Stop, soon; the first reason counts."""
        if not self.stopped.is_set():
            self.why = why
            self.stopped.set()

    async def start(self) -> None:
        """Listen and begin to work; Telegram may come later. Raises `PortTaken`."""
        bind = self.settings.http_bind
        self.web = Web(self._http(), listen(bind.host, bind.port))
        self._spawn("web", self.web.run())
        self._spawn("deadlines", self._deadlines.run())
        self._spawn("telegram", self._work_with_telegram())
        self._ticker.start()

    async def connected(self) -> None:
        """Wait until Telegram has told us who we are, or we were stopped."""
        waits = [asyncio.create_task(e.wait()) for e in (self._connected, self.stopped)]
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        for wait in waits:
            wait.cancel()

    async def close(self) -> None:
        """Take nothing new, finish what is in flight, close."""
        self._ticker.shutdown(wait=False)
        if "web" in self._tasks:
            await self.web.stop(self._tasks["web"])
        for name in ("poller", "inbox", "telegram", "deadlines", "couriers", "web"):
            if (task := self._tasks.get(name)) is not None:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
        await self.telegram.close()

    async def _work_with_telegram(self) -> None:
        try:
            await self.telegram.connect(self._webhook)
        except InvalidToken:
            self.stop(TOKEN_ADVICE)
            return
        self._connected.set()
        self._spawn("inbox", self._inbox.run())
        self._spawn("couriers", self._couriers.run())
        if self._webhook is None:
            poller = Poller(self.telegram.bot, self._intake.receive, self.stop)
            self._spawn("poller", poller.run())
        await self.telegram.introduce(self.texts)

    def _spawn(self, name: str, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work, name=name)
        self._tasks[name] = task
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        if task.cancelled() or (error := task.exception()) is None:
            return
        _log.critical("a part died; stopping", part=task.get_name(), exc_info=error)
        self.stop(f"{task.get_name()} failed: {error}")

    def _worker(
        self, kind: Kind, channel: Channel, patience: Patience, *, paced: bool
    ) -> Worker[Work, Ended]:
        delivery = Delivery(
            self.office,
            kind,
            channel,
            pace=patience,
            administrators=self.settings.admins,
            on_stop=self.stop,
            token=secrets.token_hex(8),
        )
        return Worker(
            kind,
            claim=delivery.claim,
            work=delivery.carry,
            settle=delivery.settle,
            capacity=PARALLEL,
            slots=patience.slots if paced else None,
            # Two deliveries of one card at once would both find none and send two.
            lane=lambda work: (work.order_number, work.to) if work.order_number else None,
        )

    def _http(self) -> Any:
        return create_app(
            self.office,
            self.links,
            version=version("orderbell"),
            ready=self._ready,
            metrics=self._metrics,
            defaults=Defaults(region=self.settings.region),
            receive=self._intake.receive_raw if self._webhook else None,
            webhook_secret=self._webhook[1] if self._webhook else None,
        )

    def _webhook_of(self, key: bytes) -> tuple[str, str] | None:
        public = self.settings.public_url
        if public is None:
            return None
        secret = base64.urlsafe_b64encode(derive(key, WEBHOOK_SECRET)).decode().rstrip("=")
        return f"{public.rstrip('/')}/telegram", secret

    async def _ready(self) -> Mapping[str, str]:
        parts = {"telegram": "ok" if self._connected.is_set() else "not reached yet"}
        for name, task in self._tasks.items():
            if task.done() and name != "telegram":
                parts[name] = "has ended"
        async with self.store.write() as uow:
            await uow.work.next_due_at(Kind.TELEGRAM)
        parts["database"] = "ok"
        return parts

    async def _metrics(self) -> Sequence[Metric]:
        return [
            Metric("orderbell_inbox_in_flight", "gauge", "Updates at work", self._inbox.in_flight),
            Metric("orderbell_sending", "gauge", "Messages at work", self._couriers.in_flight),
        ]

    async def _sweep(self) -> None:
        before = self.office.clock.now() - KEEP
        for sweep in ("work", "inbox"):
            while True:
                async with self.store.write() as uow:
                    rows = uow.work if sweep == "work" else uow.inbox
                    if await rows.sweep(before, limit=SWEEP_ROWS) < SWEEP_ROWS:
                        break


@asynccontextmanager
async def serving(
    settings: Settings,
    store: SqlStore,
    key: bytes,
    clock: Clock | None = None,
    *,
    time: Callable[[], float] = monotonic,
) -> AsyncIterator[Service]:
    """A started service on an opened store; closed in order when the block ends.

    `time` is what the pace to Telegram is kept by, seconds: a story told by hand has its own.
    """
    service = Service(settings, store, key, clock, time=time)
    try:
        await service.start()
        yield service
    finally:
        await service.close()


def _signer(key: bytes) -> Any:
    secret = derive(key, CUSTOMER_LINKS)

    def sign(text: str) -> str:
        digest = hmac.new(secret, text.encode(), hashlib.sha256).digest()
        # 128 bits: 22 characters of a deep link's 64.
        return base64.urlsafe_b64encode(digest[:16]).decode().rstrip("=")

    return sign
