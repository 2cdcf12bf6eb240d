"""The assembled service: store, Telegram, HTTP, workers and ticks, started and stopped in order.

The only module that knows all of them; it holds no rule and no text.
"""

import asyncio
import base64
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from functools import partial
from importlib.metadata import version
from time import monotonic
from typing import Any

import structlog
from fastapi import FastAPI
from telegram.error import InvalidToken

from bot.clock import SystemClock
from bot.health import Health
from bot.secrets import WEBHOOK_SECRET, derive
from bot.settings import Settings
from bot.signing import signer
from bot.telegram import TelegramSide
from bot.texting import twilio_of
from bot.ways import Ways
from bot.web import Web, listen
from bot.workers import Workers
from channels.telegram.links import Links
from channels.texts import Texts
from handlers.http.app import create_app
from handlers.http.counter import Defaults
from handlers.mail.routes import add_mail
from handlers.telegram.front import Front
from handlers.telegram.intake import Intake
from handlers.telegram.poller import Poller
from orders import rounds, timings
from orders.ports import Clock, Office
from orders.states import check_table
from orders.work import Kind
from scheduler.pacing import Pacer
from scheduler.patience import Patience
from scheduler.ticks import recover, sweep, ticker
from storage.errors import StorageError
from storage.unit import SqlStore
from storage.zones import fall_back_to

_log = structlog.get_logger(__name__)

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
        fall_back_to(settings.timezone)
        self.settings = settings
        self.store = store
        time_of, admins = clock or SystemClock(), frozenset(settings.admins)
        self.office = Office(store, time_of, settings.policy, self.wake, signer(key), admins)
        self.links = Links()
        self.texts = Texts.load()
        front = Front(
            self.office,
            self.texts,
            self.links,
            settings.timezone,
            settings.region,
            settings.currency,
            settings.sms_regions,
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
        self.ways = Ways(
            settings, self.office, self.telegram, self.links, self.texts, patience, time, key
        )
        self._workers = Workers(
            self.office,
            self._intake,
            self.ways.by_kind,
            settings.admins,
            self.stop,
            (StorageError,),
        )
        self._health = Health(
            self.office, self._workers, self._tasks, self._connected, lambda: store.longest_write_s
        )
        self._ticker = ticker(
            self.wake,
            sweep=partial(sweep, self.office),
            recover=partial(recover, self.office),
            begin_rounds=partial(rounds.ensure, self.office),
            recall_timings=partial(timings.recall, self.office),
        )

    def wake(self) -> None:
        """Something may have become due."""
        self._workers.wake()

    def stop(self, why: str = "") -> None:
        """Stop, soon; the first reason counts."""
        if not self.stopped.is_set():
            self.why = why
            self.stopped.set()

    async def start(self) -> None:
        """Listen and begin to work; Telegram may come later. Raises `PortTaken`, `StorageError`."""
        if self.store.alone:
            await self._take_over()
        await timings.recall(self.office)
        bind = self.settings.http_bind
        self.web = Web(self._http(), listen(bind.host, bind.port))
        self._spawn("web", self.web.run())
        self._spawn("deadlines", self._workers.deadlines.run())
        for kind in self._workers.couriers.keys() - {Kind.TELEGRAM}:
            self._spawn(kind, self._workers.couriers[kind].run())
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
        if self._ticker.running:  # not if the start failed half way
            self._ticker.pause()
            # A tick that has just begun ends; cancelled, it would be logged as an error.
            await asyncio.sleep(0)
            self._ticker.shutdown(wait=False)
        if "web" in self._tasks:
            await self.web.stop(self._tasks["web"])
        for name in ("poller", "inbox", "telegram", "deadlines", "couriers", "sms", "mail", "web"):
            if (task := self._tasks.get(name)) is not None:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
        await self.ways.close()
        await self.telegram.close()

    async def _work_with_telegram(self) -> None:
        try:
            await self.telegram.connect(self._webhook, self._out_of_reach)
        except InvalidToken:
            self.stop(TOKEN_ADVICE)
            return
        self._connected.set()
        self.ways.line.worked()
        self._spawn("inbox", self._workers.inbox.run())
        self._send_by_telegram()
        if self._webhook is None:
            poller = Poller(self.telegram.bot, self._intake.receive, self.stop)
            self._spawn("poller", poller.run())
        await self.telegram.introduce(self.texts)

    def _out_of_reach(self) -> None:
        """Telegram is not there when we start: what is urgent goes another way."""
        self.ways.line.cut()
        self._send_by_telegram()

    def _send_by_telegram(self) -> None:
        if "couriers" not in self._tasks:
            self._spawn("couriers", self._workers.couriers[Kind.TELEGRAM].run())

    async def _take_over(self) -> None:
        """A process that died held leases: take its work up now, not when they end."""
        now = self.office.clock.now()
        async with self.store.write() as uow:
            released = await uow.work.release(now) + await uow.inbox.release(now)
        if released:
            _log.info("took up what the last process left", rows=released)

    def _spawn(self, name: str, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work, name=name)
        self._tasks[name] = task
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        if task.cancelled() or (error := task.exception()) is None:
            return
        _log.critical("a part died; stopping", part=task.get_name(), exc_info=error)
        self.stop(f"{task.get_name()} failed: {error}")

    def _http(self) -> FastAPI:
        app = create_app(
            self.office,
            self.links,
            version=version("orderbell"),
            ready=self._health.ready,
            metrics=self._health.metrics,
            defaults=Defaults(self.settings.locale, self.settings.timezone, self.settings.region),
            receive=self._intake.receive_raw if self._webhook else None,
            webhook_secret=self._webhook[1] if self._webhook else None,
            twilio=twilio_of(self.settings, self.office, self.texts),
            unavailable=(StorageError,),
        )
        if self.ways.mail is not None:
            add_mail(app, self.ways.mail.desk)
        return app

    def _webhook_of(self, key: bytes) -> tuple[str, str] | None:
        public = self.settings.public_url
        if public is None:
            return None
        secret = base64.urlsafe_b64encode(derive(key, WEBHOOK_SECRET)).decode().rstrip("=")
        return f"{public.rstrip('/')}/telegram", secret


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
