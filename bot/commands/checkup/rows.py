"""The database: can it be opened, is its schema ours, and what do its rows say."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime

from bot.commands.checkup.finding import Finding, fine, note, problem
from bot.commands.checkup.machine import database_file
from bot.commands.checkup.spending import spending
from bot.commands.terminal import readable
from bot.settings import Settings
from orders.enquiries import is_enquiry
from orders.ports import UnitOfWork
from orders.work import Kind, Work
from storage.engine import parsed
from storage.errors import StorageError
from storage.schema import begun, newest, refuse_newer
from storage.unit import SqlStore

#: More are not counted: one is too many already.
MANY = 100
#: A row due for longer than this says that nobody is working.
LATE_S = 60


async def database(settings: Settings) -> AsyncIterator[Finding]:
    """Schema first; rows only where the schema is this version's."""
    path = database_file(settings)
    if path is not None and not path.exists():
        yield note("database", f"{path} is not there yet", "orderbell migrate")
        return
    url = settings.database_url.get_secret_value()
    try:
        revision = await asyncio.to_thread(_revision, url)
        if revision != newest():
            found = f"its schema is {revision}" if revision else "it has no tables yet"
            what = f"{found}, this version needs {newest()}"
            yield problem("database", what, "orderbell migrate")
            return
        yield fine("database", f"writable, schema {revision}")
        async with SqlStore(url) as store, store.read() as uow:
            for finding in [found async for found in _rows(uow)]:
                yield finding
            for finding in [found async for found in spending(uow, settings, datetime.now(UTC))]:
                yield finding
    except StorageError as error:
        yield problem("database", str(error), _look_at(settings))


def _look_at(settings: Settings) -> str:
    """What shows more of a database that cannot be used; the finding itself says what to do."""
    path = database_file(settings)
    if path is not None:
        return f"ls -l {path.parent}  # then do what the line above says"
    url = parsed(settings.database_url.get_secret_value())
    server = f"-h {url.host} -p {url.port or 5432}" if url.host else ""
    return f"pg_isready {server}  # then start the server, or mend ORDERBELL_DATABASE_URL"


def _revision(url: str) -> str | None:
    """The database's schema; takes the write lock for a moment. Raises `StorageError`."""
    with begun(parsed(url)) as connection:
        return refuse_newer(connection)


async def _rows(uow: UnitOfWork) -> AsyncIterator[Finding]:
    dead = await uow.work.dead(limit=MANY)
    if dead:
        count = f"{len(dead)}{'+' if len(dead) == MANY else ''}"
        what = f"{count} messages were given up, the newest of {_subject(dead[0])}"
        yield problem("work", what, "send /admin to the bot  # it shows them and can try again")
    late = await _late_s(uow)
    if late > LATE_S:
        what = f"work has been waiting for {late:.0f} s: is the bot running?"
        yield problem("work", what, "orderbell run")
    elif not dead:
        yield fine("work", "nothing is late, nothing was given up")
    sellers = [s for s in await uow.people.sellers() if s.disabled_at is None]
    for seller in sellers:
        if seller.telegram_id is None:
            what = f"seller {readable(seller.ref)} has no Telegram account linked: no order rings"
            yield note("sellers", what, f"orderbell seller invite {readable(seller.ref)}")
    if not sellers:
        yield note("sellers", "there are none yet", "orderbell seller add REF --name NAME")
    if not any(revoked is None for *_, revoked in await uow.keys.all()):
        what = "there is no API key, so nobody can place orders over HTTP"
        yield note("apikeys", what, "orderbell apikey add NAME")


async def _late_s(uow: UnitOfWork) -> float:
    now = datetime.now(UTC)
    due = [await uow.work.next_due_at(kind) for kind in Kind]
    due.append(await uow.inbox.next_due_at())
    return max(((now - at).total_seconds() for at in due if at is not None), default=0.0)


def _subject(work: Work) -> str:
    number = work.order_number
    if number is not None and is_enquiry(number):
        return "a question before an order"
    return f"order {number}"
