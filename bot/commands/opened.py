"""The office as a command needs it: settings checked, schema up to date, rows open.

It starts nothing that the bot runs: no poller, no workers, no web server.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot import logs
from bot.clock import SystemClock
from bot.commands.terminal import remark
from bot.secrets import master_key
from bot.settings import Settings, load_settings
from bot.signing import signer
from channels.telegram.links import Links
from orders.ports import Office
from storage.schema import Migrated, migrate
from storage.unit import SqlStore


@dataclass(frozen=True, slots=True)
class Desk:
    """What commands work with."""

    settings: Settings
    office: Office
    #: Knows the bot's name only after `names.ask`.
    links: Links


def settings() -> Settings:
    """The settings; from here on no secret gets into a log line. Raises `SettingsError`."""
    found = load_settings()
    logs.configure(json=False, secrets=found.secret_values(), level="WARNING")
    return found


@asynccontextmanager
async def opened() -> AsyncIterator[Desk]:
    """Open the rows, bringing the schema up to date first.

    Raises `SettingsError`, `StorageError`.
    """
    found = settings()
    url = found.database_url.get_secret_value()
    tell(await migrate(url))
    async with SqlStore(url) as store:
        sign = signer(master_key(found))
        yield Desk(found, Office(store, SystemClock(), found.policy, _nobody, sign), Links())


def tell(done: Migrated) -> None:
    """Say what a migration did, if it did anything."""
    if done.from_ == done.to:
        return
    before = f"from {done.from_}" if done.from_ else "new"
    kept = f"; the database as it was: {done.backup}" if done.backup else ""
    remark(f"Database brought up to date ({before}, now {done.to}){kept}.")


def _nobody() -> None:
    """No runner in this process: the bot finds new work at its next tick."""
