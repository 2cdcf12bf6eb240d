"""Random adds, claims, ends, lost leases: never two holders, never a row lost, never one too many."""

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from orders.ports import Finished
from orders.work import Kind, Priority, Work, WorkState
from storage.unit import SqlStore
from tests import postgres
from tests.storage.examples import NOW, row

LEASE_S = 10
_Result = TypeVar("_Result")


class Queue(RuleBasedStateMachine):
    """The queue next to a model of it: who holds what until when, and what still waits."""

    database: Callable[[], AbstractAsyncContextManager[str]]

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.opened = self.database()
        self.store = SqlStore(self.do(self.opened.__aenter__()))
        self.do(self.store.open())
        self.now: datetime = NOW
        #: Name to due time, of rows nobody holds. A name with a `k` is a merge key.
        self.waiting: dict[str, datetime] = {}
        #: Leases that are running or were lost, by the row's name, newest last.
        self.held: list[tuple[str, Work, datetime]] = []
        self.lost: list[Work] = []
        self.names = 0
        self.tokens = 0

    def do(self, work: Coroutine[Any, Any, _Result]) -> _Result:
        """Carry out one step."""
        return self.loop.run_until_complete(work)

    def teardown(self) -> None:
        """Close everything."""
        self.do(self.store.close())
        self.do(self.opened.__aexit__(None, None, None))
        self.loop.close()

    @rule(delay_s=st.integers(0, 15), priority=st.sampled_from(Priority))
    def add(self, delay_s: int, priority: Priority) -> None:
        """A row of its own."""
        self.names += 1
        due_at = self.now + timedelta(seconds=delay_s)
        self.waiting[f"row {self.names}"] = due_at
        self._add(f"row {self.names}", None, due_at, priority)

    @rule(key=st.sampled_from(("k1", "k2")), delay_s=st.integers(0, 15))
    def add_merging(self, key: str, delay_s: int) -> None:
        """A row that joins a waiting one with its key."""
        due_at = self.now + timedelta(seconds=delay_s)
        self.waiting[key] = min(due_at, self.waiting.get(key, due_at))
        self._add(key, key, due_at, Priority.NOW)

    @rule(seconds=st.sampled_from((1, 5)))
    def pass_time(self, seconds: int) -> None:
        """Leases run out; their rows are anybody's again."""
        self.now += timedelta(seconds=seconds)
        for lease in [lease for lease in self.held if lease[2] <= self.now]:
            self.held.remove(lease)
            self.lost.append(lease[1])
            # The same row or, where a younger one with its key waits, one beside it.
            self.waiting[f"{lease[0]} again {lease[1].id}"] = lease[2]

    @rule(limit=st.integers(1, 6))
    def claim(self, limit: int) -> None:
        """Exactly the due rows, each to one holder."""
        self.tokens += 1
        token = f"t{self.tokens}"
        due = [name for name, at in self.waiting.items() if at <= self.now]

        async def work() -> list[Work]:
            async with self.store.write() as uow:
                return list(
                    await uow.work.claim(
                        Kind.TELEGRAM, self.now, limit=limit, lease_s=LEASE_S, token=token
                    )
                )

        taken = self.do(work())
        assert len(taken) == min(limit, len(due))
        for each in taken:
            assert each.id not in {held.id for _, held, _ in self.held}
            name = self._name_of(each, due)
            due.remove(name)
            del self.waiting[name]
            lease_until = self.now + timedelta(seconds=LEASE_S)
            assert each.due_at == lease_until
            self.held.append((each.details["name"], each, lease_until))

    @precondition(lambda self: self.held)
    @rule()
    def lose_all_leases_to_others(self) -> None:
        """A process hangs for as long as a lease lasts, and another one takes over."""
        self.pass_time(LEASE_S)
        self.claim(9)

    @precondition(lambda self: self.held)
    @rule(data=st.data(), state=st.sampled_from((WorkState.DONE, WorkState.DEAD)))
    def end(self, data: st.DataObject, state: WorkState) -> None:
        """The holder ends its row, once."""
        lease = data.draw(st.sampled_from(self.held))
        self.held.remove(lease)
        assert self._finish(Finished(lease[1], state)) == 1
        assert self._finish(Finished(lease[1], state)) == 0

    @precondition(lambda self: self.held)
    @rule(data=st.data(), delay_s=st.integers(0, 9), counts=st.booleans())
    def put_back(self, data: st.DataObject, delay_s: int, counts: bool) -> None:
        """The holder puts its row back, to be tried again."""
        lease = data.draw(st.sampled_from(self.held))
        self.held.remove(lease)
        due_at = self.now + timedelta(seconds=delay_s)
        again = Finished(lease[1], WorkState.OPEN, due_at, counts=counts)
        assert self._finish(again) == 1
        name = lease[0]
        self.waiting[name] = min(due_at, self.waiting.get(name, due_at))

    @precondition(lambda self: self._taken_over())
    @rule(data=st.data(), state=st.sampled_from(WorkState))
    def end_too_late(self, data: st.DataObject, state: WorkState) -> None:
        """Who lost the lease and whose row was claimed again changes nothing."""
        work = data.draw(st.sampled_from(self._taken_over()))
        assert self._finish(Finished(work, state, self.now)) == 0

    @invariant()
    def the_next_due_time_is_the_earliest(self) -> None:
        """Of what waits and of the leases."""

        async def work() -> datetime | None:
            async with self.store.read() as uow:
                return await uow.work.next_due_at(Kind.TELEGRAM)

        times = [*self.waiting.values(), *(until for _, _, until in self.held)]
        assert self.do(work()) == min(times, default=None)

    def _taken_over(self) -> list[Work]:
        ids = {held.id for _, held, _ in self.held}
        return [work for work in self.lost if work.id in ids]

    def _name_of(self, work: Work, due: list[str]) -> str:
        again = f"{work.details['name']} again {work.id}"
        name = again if again in due else work.details["name"]
        assert name in due
        return name

    def _add(self, name: str, key: str | None, due_at: datetime, priority: Priority) -> None:
        async def work() -> None:
            async with self.store.write() as uow:
                new = row(merge_key=key, due_at=due_at, priority=priority, details={"name": name})
                await uow.work.add([new])

        self.do(work())

    def _finish(self, done: Finished) -> int:
        async def work() -> int:
            async with self.store.write() as uow:
                return await uow.work.finish([done], self.now)

        return self.do(work())


def test_the_queue_keeps_its_promises_whatever_happens(
    kind: str, migrated_file: Path, tmp_path: Path
) -> None:
    """Forty stories of thirty steps on SQLite, a few on PostgreSQL."""
    few = kind == "postgresql"

    @asynccontextmanager
    async def copied() -> AsyncIterator[str]:
        folder = tempfile.mkdtemp(dir=tmp_path)
        yield f"sqlite+aiosqlite:///{shutil.copy(migrated_file, f'{folder}/queue.db')}"

    class Here(Queue):
        database = staticmethod(postgres.database if few else copied)

    case = Here.TestCase
    case.settings = settings(
        max_examples=8 if few else 40,
        stateful_step_count=30,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        # To shrink a failing story would take minutes; thirty steps can be read.
        phases=(Phase.explicit, Phase.reuse, Phase.generate),
    )
    case("runTest").runTest()
