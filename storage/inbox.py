"""Raw updates, stored before they are acknowledged, and handed out one per lane at a time."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import and_, bindparam, delete, func, literal_column, select, update

from orders.ports import Pending, Received
from storage.dialects import picked
from storage.statement import Session, Statement, given
from storage.tables import inbox
from storage.upsert import upsert

# Literally, not as a parameter: only so a prepared statement may use the partial indexes.
_NONE = timedelta(0)
_OPEN = inbox.c.state == literal_column("'open'")
_any = inbox.alias("any_open")
# One pass over the open updates only. A probe per update ("none older in its lane") would be
# quadratic wherever the planner takes the wrong index for it.
_heads = (
    select(func.min(_any.c.seq))
    .where(_any.c.state == literal_column("'open'"))
    .group_by(_any.c.lane)
    .scalar_subquery()
)
_HEAD = and_(_OPEN, inbox.c.seq.in_(_heads))

_ADD = upsert(inbox, ["update_id"], None, leave_out=("seq",))
_picked = (
    select(inbox.c.seq)
    .where(_HEAD, inbox.c.due_at <= given(inbox.c.due_at, "now"))
    .order_by(inbox.c.seq)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True)
    .cte("picked")
)
CLAIM = Statement(
    update(inbox)
    .where(picked(inbox.c.seq, select(_picked.c.seq).scalar_subquery()))
    .values(
        due_at=given(inbox.c.due_at, "lease_until"),
        attempts=inbox.c.attempts + 1,
        leased_at=given(inbox.c.leased_at, "now"),
    )
    .returning(inbox.c.seq, inbox.c.update_id, inbox.c.lane, inbox.c.raw, inbox.c.attempts)
)
_HOLD = Statement(
    update(inbox)
    .where(inbox.c.seq == bindparam("which"), _OPEN, inbox.c.leased_at.is_not(None))
    .values(due_at=given(inbox.c.due_at, "lease_until"))
)
_END = Statement(
    update(inbox)
    .where(inbox.c.seq == bindparam("which"), _OPEN)
    .values(
        state=given(inbox.c.state),
        finished_at=given(inbox.c.finished_at),
        error=given(inbox.c.error),
    )
)
_AGAIN = Statement(
    update(inbox)
    .where(inbox.c.seq == bindparam("which"), _OPEN)
    .values(due_at=given(inbox.c.due_at), error=given(inbox.c.error), leased_at=None)
)
_NEXT_DUE = Statement(select(func.min(inbox.c.due_at, type_=inbox.c.due_at.type)).where(_HEAD))
RELEASE = Statement(
    update(inbox)
    .where(
        _OPEN, inbox.c.leased_at.is_not(None), inbox.c.due_at > given(inbox.c.due_at, "ends_after")
    )
    .values(due_at=given(inbox.c.due_at, "now"), leased_at=None)
)
_HEARD = Statement(
    select(inbox.c.seq)
    .where(
        inbox.c.lane == bindparam("lane"),
        inbox.c.received_at > given(inbox.c.received_at, "since"),
    )
    .limit(1)
)
_SWEEP = Statement(
    delete(inbox)
    .where(
        picked(
            inbox.c.seq,
            select(inbox.c.seq)
            .where(
                inbox.c.received_at < given(inbox.c.received_at, "before"),
                inbox.c.state == literal_column("'done'"),
            )
            .limit(bindparam("limit"))
            .scalar_subquery(),
        )
    )
    .returning(inbox.c.seq),
    slow=True,
)


class SqlInbox:
    """See `orders.ports.Inbox`."""

    __slots__ = ("_sql",)

    def __init__(self, sql: Session) -> None:
        self._sql = sql

    async def add(self, updates: Sequence[Received], now: datetime) -> int:
        """Store those whose update id is not known; how many were new."""
        return await self._sql.many(
            _ADD,
            [
                {
                    "update_id": update.update_id,
                    "lane": update.lane,
                    "raw": update.raw,
                    "state": "open",
                    "due_at": now,
                    "attempts": 0,
                    "received_at": now,
                    "leased_at": None,
                    "finished_at": None,
                    "error": "",
                }
                for update in updates
            ],
        )

    async def claim(self, now: datetime, *, limit: int, lease_s: int) -> Sequence[Pending]:
        """Lease the oldest open update of each lane that has none leased, oldest first."""
        rows = await self._sql.rows(
            CLAIM, now=now, limit=limit, lease_until=now + timedelta(seconds=lease_s)
        )
        return sorted((Pending(*row) for row in rows), key=lambda pending: pending.seq)

    async def hold(self, seq: int, lease_until: datetime) -> None:
        """It is still worked on: its lease goes on."""
        await self._sql.run(_HOLD, which=seq, lease_until=lease_until)

    async def done(self, seqs: Sequence[int], now: datetime) -> None:
        """They were handled."""
        await self._sql.many(_END, [_ended(seq, "done", now, "") for seq in seqs])

    async def again(self, seq: int, due_at: datetime, error: str) -> None:
        """It failed for now; its lane waits until then."""
        await self._sql.run(_AGAIN, which=seq, due_at=due_at, error=error)

    async def park(self, seq: int, error: str, now: datetime) -> None:
        """It cannot be handled; kept for the administration, the lane goes on."""
        await self._sql.run(_END, **_ended(seq, "parked", now, error))

    async def release(self, now: datetime, *, longer_than: timedelta = _NONE) -> int:
        """Give back every lease that has longer to go; how many."""
        return await self._sql.run(RELEASE, now=now, ends_after=now + longer_than)

    async def next_due_at(self) -> datetime | None:
        """When the earliest update that could be claimed is due."""
        row = await self._sql.row(_NEXT_DUE)
        at: datetime | None = None if row is None else row[0]
        return at

    async def heard(self, lanes: Sequence[str], since: datetime) -> bool:
        """Whether anything came in one of these lanes after that."""
        for lane in lanes:
            if await self._sql.row(_HEARD, lane=lane, since=since) is not None:
                return True
        return False

    async def sweep(self, before: datetime, *, limit: int) -> int:
        """Delete handled updates received before; how many."""
        return len(await self._sql.rows(_SWEEP, before=before, limit=limit))


def _ended(seq: int, state: str, now: datetime, error: str) -> dict[str, object]:
    return {"which": seq, "state": state, "finished_at": now, "error": error}
