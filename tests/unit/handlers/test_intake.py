"""An update that takes long is worked on once, however long that is."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs
from telegram import Bot, Update

from handlers.telegram.intake import LEASE_S, Handled, Intake
from orders.policy import Policy
from orders.ports import Office
from storage.unit import SqlStore
from tests.marketplace import HandClock, new_file

BOT = Bot("1:token")
RAW = {
    "update_id": 7,
    "message": {"message_id": 1, "date": 0, "chat": {"id": 5, "type": "private"}},
}
#: How often a lease is prolonged here, seconds of the machine.
HOLD_S = 0.001


class Long:
    """What takes until it is let go."""

    def __init__(self) -> None:
        self.begun, self.goes_on = asyncio.Event(), asyncio.Event()
        self.cancelled = False

    async def process(self, update: Update) -> None:
        assert update.update_id == 7
        self.begun.set()
        try:
            await self.goes_on.wait()
        except asyncio.CancelledError:
            self.cancelled = True
            raise


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
async def office(tmp_path: Path, clock: HandClock) -> AsyncIterator[Office]:
    async with SqlStore(await new_file(tmp_path), clock) as store:
        yield Office(store, clock, Policy(), lambda: None, str)


async def _begun(office: Office, long: Long) -> tuple[Intake, "asyncio.Task[Handled]"]:
    intake = Intake(office, BOT, long.process, lambda why: None, hold_s=HOLD_S)
    await intake.receive([RAW])
    [pending] = await intake.claim(9)
    handling = asyncio.create_task(intake.handle(pending))
    await long.begun.wait()
    return intake, handling


def _breaks(folder: Path) -> None:
    """The table of updates is gone."""
    [file] = folder.glob("*.db")
    with sqlite3.connect(file) as trouble:
        trouble.execute("ALTER TABLE inbox RENAME TO lost")
    trouble.close()


async def _until(look: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not look():  # noqa: ASYNC110 - the log rings no bell
            await asyncio.sleep(HOLD_S)


async def _held(office: Office, clock: HandClock) -> None:
    """Wait until the lease goes on from the clock's present."""
    until = clock.now() + timedelta(seconds=LEASE_S)
    async with asyncio.timeout(10):
        while True:
            async with office.store.read() as uow:
                if await uow.inbox.next_due_at() == until:
                    return
            await asyncio.sleep(HOLD_S)


async def test_nobody_takes_up_what_is_still_worked_on(office: Office, clock: HandClock) -> None:
    """Three leases long: it is not handed out again, and is done once."""
    long = Long()
    intake, handling = await _begun(office, long)
    for _ in range(3):
        clock.passes(timedelta(seconds=LEASE_S - 1))
        await _held(office, clock)
    assert await intake.claim(9) == []
    long.goes_on.set()
    handled = await handling
    assert handled == Handled(handled.pending)
    await intake.settle([handled])
    clock.passes(timedelta(days=1))
    assert await intake.claim(9) == []


async def test_who_stops_the_work_stops_it(office: Office) -> None:
    """At the end of the process nothing goes on behind its back."""
    long = Long()
    _, handling = await _begun(office, long)
    handling.cancel()
    with pytest.raises(asyncio.CancelledError):
        await handling
    assert long.cancelled


async def test_a_database_in_trouble_does_not_stop_the_work(office: Office, tmp_path: Path) -> None:
    """The lease may run out; what was begun is brought to its end, and the log says so."""
    long = Long()
    with capture_logs() as said:
        _, handling = await _begun(office, long)
        _breaks(tmp_path)
        await _until(lambda: bool(said))
        long.goes_on.set()
        assert (await handling).error == ""
    assert said[0]["event"] == "lease not prolonged"
