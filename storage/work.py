"""The one queue: rows of work, their leases and their ends. What a row means is the runner's."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam, case, delete, func, insert, literal_column, select, text, update

from orders.ports import Clock, Finished
from orders.work import Kind, NewWork, Topic, Work, WorkState
from storage.dialects import picked
from storage.statement import Session, Statement, given
from storage.tables import work
from storage.upsert import upsert
from storage.work_claim import CLAIM, HOLD, NEXT_DUE, OPEN, WORK
from storage.work_rows import again_values, end_values, new_values, work_of

_NONE = timedelta(0)
_WAITING = text("merge_key IS NOT NULL AND state = 'open' AND token IS NULL")

_INSERT = Statement(insert(work).values({c.name: given(c) for c in work.c if c.name != "id"}))
_MERGE = upsert(
    work,
    ["merge_key"],
    lambda new: {
        "due_at": case((new.due_at < work.c.due_at, new.due_at), else_=work.c.due_at),
        "priority": case((new.priority < work.c.priority, new.priority), else_=work.c.priority),
        "attempts": case((new.attempts > work.c.attempts, new.attempts), else_=work.c.attempts),
    },
    where=_WAITING,
    leave_out=("id",),
)
_ABOUT = (
    work.c.order_number == bindparam("number"),
    work.c.topic == bindparam("topic"),
    work.c.event == bindparam("event"),
)
_CANCEL = Statement(
    update(work)
    .where(OPEN, work.c.attempts == 0, work.c.token.is_(None), *_ABOUT)
    .values(state=WorkState.CANCELLED.value, finished_at=given(work.c.finished_at, "now"))
)
_WITHDRAW = Statement(
    update(work)
    .where(work.c.merge_key == bindparam("key"), OPEN, work.c.token.is_(None))
    .values(state=WorkState.CANCELLED.value, finished_at=given(work.c.finished_at, "now"))
)
STATE = Statement(select(work.c.state).where(*_ABOUT).order_by(work.c.id.desc()).limit(1))

_HELD = (
    OPEN,
    work.c.id == bindparam("work_id"),
    # A row that was held and not leased has none, or had one.
    func.coalesce(work.c.token, literal_column("''")) == bindparam("held_token"),
    work.c.attempts == bindparam("held_attempts"),
)
_END = Statement(
    update(work)
    .where(*_HELD)
    .values(
        state=given(work.c.state),
        finished_at=given(work.c.finished_at),
        error=given(work.c.error),
    )
)
_AGAIN = Statement(
    update(work)
    .where(*_HELD, work.c.merge_key.is_(None))
    .values(
        due_at=given(work.c.due_at),
        attempts=given(work.c.attempts),
        error=given(work.c.error),
        token=None,
    )
)
_TAKE_OUT = Statement(delete(work).where(*_HELD).returning(*work.c))

_DEAD = Statement(
    select(*WORK)
    .where(work.c.state == literal_column("'dead'"))
    .order_by(work.c.id.desc())
    .limit(bindparam("limit")),
    slow=True,
)
_COUNT_DEAD = Statement(
    select(func.count()).select_from(work).where(work.c.state == literal_column("'dead'"))
)
# The token stays: with it the row stays beside a younger one that waits with the same key.
RELEASE = Statement(
    update(work)
    .where(OPEN, work.c.token.is_not(None), work.c.due_at > given(work.c.due_at, "ends_after"))
    .values(due_at=given(work.c.due_at, "now"))
)
_RECALL = Statement(
    update(work)
    .where(
        OPEN,
        work.c.kind == bindparam("which"),
        work.c.error == bindparam("why"),
        work.c.token.is_(None),
        work.c.due_at > given(work.c.due_at, "now"),
    )
    .values(due_at=given(work.c.due_at, "now")),
    slow=True,
)
# Without its merge key: a younger row with the same key may be waiting by now.
_REVIVE = Statement(
    update(work)
    .where(work.c.id == bindparam("work_id"), work.c.state == literal_column("'dead'"))
    .values(
        state=WorkState.OPEN.value,
        due_at=given(work.c.due_at, "now"),
        attempts=0,
        token=None,
        merge_key=None,
        finished_at=None,
    )
)
_SWEEP = Statement(
    delete(work)
    .where(
        picked(
            work.c.id,
            select(work.c.id)
            .where(
                work.c.finished_at < given(work.c.finished_at, "before"),
                work.c.state.in_([literal_column("'done'"), literal_column("'cancelled'")]),
            )
            .limit(bindparam("limit"))
            .scalar_subquery(),
        )
    )
    .returning(work.c.id),
    slow=True,
)


class SqlWork:
    """See `orders.ports.WorkQueue`."""

    __slots__ = ("_clock", "_sql")

    def __init__(self, sql: Session, clock: Clock) -> None:
        self._sql = sql
        self._clock = clock

    async def add(self, rows: Sequence[NewWork]) -> None:
        """Write rows; a waiting row with the same merge key takes the earlier due time."""
        now = self._clock.now()
        merging = [new_values(row, now) for row in rows if row.merge_key is not None]
        plain = [new_values(row, now) for row in rows if row.merge_key is None]
        alike = len({row["merge_key"] for row in merging}) < len(merging)
        await (self._sql.many if alike else self._sql.bulk)(_MERGE, merging)
        await self._sql.bulk(_INSERT, plain)

    async def cancel(self, number: int, topic: Topic, event: int) -> int:
        """Cancel open rows never yet attempted; how many. A row in flight is left alone."""
        return await self._sql.run(
            _CANCEL, number=number, topic=topic, event=event, now=self._clock.now()
        )

    async def withdraw(self, merge_key: str) -> bool:
        """Cancel the row that waits with this key; whether there was one."""
        return await self._sql.run(_WITHDRAW, key=merge_key, now=self._clock.now()) > 0

    async def state_of(self, number: int, topic: Topic, event: int) -> str | None:
        """State of the newest such row (see `WorkState`), or None if there is none."""
        row = await self._sql.row(STATE, number=number, topic=topic, event=event)
        return None if row is None else str(row[0])

    async def claim(
        self, kind: Kind, now: datetime, *, limit: int, lease_s: int, token: str
    ) -> Sequence[Work]:
        """Lease up to `limit` due rows: by priority, then due time.

        Their `due_at` is when the lease ends; bumping it is the lease. A row waits while another
        of the same order and party is leased.
        """
        # Two claims at once would not see each other's leases.
        await self._sql.take_turns(f"claim {kind}")
        rows = await self._sql.rows(
            CLAIM,
            kind=kind,
            now=now,
            limit=limit,
            lease_until=now + timedelta(seconds=lease_s),
            token=token,
        )
        # RETURNING has no order of its own.
        return sorted((work_of(row) for row in rows), key=lambda row: (row.priority, row.id))

    async def hold(self, kind: Kind, now: datetime, *, limit: int) -> Sequence[Work]:
        """Up to `limit` due rows, by priority, then due time; nobody else takes them until commit."""
        rows = await self._sql.rows(HOLD, kind=kind, now=now, limit=limit)
        return sorted(map(work_of, rows), key=lambda row: (row.priority, row.due_at, row.id))

    async def finish(self, done: Sequence[Finished], now: datetime) -> int:
        """Complete rows, fenced by token and attempts; how many were still ours."""
        ends = [end_values(f, now) for f in done if f.state != WorkState.OPEN]
        again = [again_values(f, now) for f in done if f.state == WorkState.OPEN]
        ours = await self._sql.bulk(_END, ends)
        if again:
            put_back = await self._sql.many(_AGAIN, again)
            ours += put_back
            if put_back < len(again):
                ours += await self._put_back_merging(again)
        return ours

    async def next_due_at(self, kind: Kind) -> datetime | None:
        """When the earliest open row of the kind is due; None when there is none."""
        row = await self._sql.row(NEXT_DUE, kind=kind)
        at: datetime | None = None if row is None else row[0]
        return at

    async def dead(self, *, limit: int) -> Sequence[Work]:
        """Rows given up, newest first."""
        return [work_of(row) for row in await self._sql.rows(_DEAD, limit=limit)]

    async def count_dead(self) -> int:
        """How many rows were given up."""
        row = await self._sql.row(_COUNT_DEAD)
        return int(row[0]) if row else 0

    async def release(self, now: datetime, *, longer_than: timedelta = _NONE) -> int:
        """Give back every lease that has longer to go; how many."""
        return await self._sql.run(RELEASE, now=now, ends_after=now + longer_than)

    async def recall(self, kind: Kind, why: str, now: datetime) -> int:
        """Let all rows that were put back for this reason be due now; how many."""
        return await self._sql.run(_RECALL, which=kind, why=why, now=now)

    async def revive(self, work_id: int, now: datetime) -> bool:
        """Open a dead row again, due now; whether there was one."""
        return await self._sql.run(_REVIVE, work_id=work_id, now=now) > 0

    async def sweep(self, before: datetime, *, limit: int) -> int:
        """Delete done and cancelled rows finished before; how many."""
        return len(await self._sql.rows(_SWEEP, before=before, limit=limit))

    async def _put_back_merging(self, again: Sequence[dict[str, object]]) -> int:
        """Rows with a merge key, which may meet a younger one that waits: the two become one."""
        ours = 0
        for values in again:
            row = await self._sql.row(_TAKE_OUT, **values)
            if row is None:
                continue
            ours += 1
            taken = dict(zip(work.c.keys(), row, strict=True))
            taken |= {"token": None} | {n: values[n] for n in ("due_at", "attempts", "error")}
            await self._sql.many(_MERGE, [taken])
        return ours
