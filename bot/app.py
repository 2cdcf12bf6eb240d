"""`orderbell run`: from settings to a running service and back to an exit status."""

import asyncio
import gc
import signal
import sys
from contextlib import AbstractContextManager, nullcontext

import structlog

from bot import logs
from bot.clock import SystemClock
from bot.secrets import master_key
from bot.service import serving
from bot.settings import Settings, SettingsError
from bot.single import AlreadyRunning, SingleProcess
from bot.web import PortTaken
from orders.ports import Clock
from storage.engine import parsed, sqlite_path
from storage.errors import StorageError
from storage.schema import migrate
from storage.unit import SqlStore

_log = structlog.get_logger(__name__)


def run(settings: Settings, *, clock: Clock | None = None) -> int:
    """Run until asked to stop; the exit status: 0 asked, 1 could not go on (said in one line)."""
    logs.configure(json=not sys.stderr.isatty(), secrets=settings.secret_values())
    logs.log_uncaught()
    try:
        with _alone(settings):
            why = asyncio.run(_serve(settings, clock or SystemClock()))
    except (SettingsError, StorageError, PortTaken, AlreadyRunning) as error:
        why = str(error)
    if why:
        print(why, file=sys.stderr)
    return 1 if why else 0


async def _serve(settings: Settings, clock: Clock) -> str:
    """Why the service stopped by itself; empty when it was asked to."""
    url = settings.database_url.get_secret_value()
    key = master_key(settings)
    migrated = await migrate(url, clock.now())
    if migrated.from_ != migrated.to:
        _log.info("database migrated", to=migrated.to, backup=str(migrated.backup or "none"))
    async with SqlStore(url, clock) as store, serving(settings, store, key, clock) as service:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, service.stop)
        # What was made for the start stays: nobody needs to look through it again.
        gc.freeze()
        _log.info("orderbell is running", http=f"{settings.http_bind.host}:{service.web.port}")
        await service.stopped.wait()
        _log.info("stopping", why=service.why or "asked to")
        return service.why


def _alone(settings: Settings) -> AbstractContextManager[object]:
    """Replicas share a PostgreSQL; a SQLite file has one process."""
    url = parsed(settings.database_url.get_secret_value())
    if url.get_backend_name() != "sqlite":
        return nullcontext()
    return SingleProcess(sqlite_path(url))
