"""What went out by SMS and e-mail, and what was reported of it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import (
    and_,
    bindparam,
    case,
    func,
    insert,
    literal_column,
    select,
    update,
)

from orders.model import Party
from orders.sendings import Because, Sending, SmsFate, Spent
from orders.states import Actor
from orders.work import Kind, Topic
from storage.statement import Row, Session, Statement, given
from storage.tables import fates, sendings
from storage.untold import UNLOOKED, UNSHOWN
from storage.upsert import upsert

_COLUMNS = tuple(c for c in sendings.c if c.name not in ("id", "seen_at"))
_SELECT = (
    select(*_COLUMNS, fates.c.fate, fates.c.error)
    .select_from(sendings)
    .outerjoin(fates, fates.c.sid == sendings.c.sid)
)
_ADD = Statement(insert(sendings).values({c.name: given(c) for c in _COLUMNS}))
_NEWEST = sendings.c.id.desc()
_ABOUT = sendings.c.order_number == given(sendings.c.order_number, "number")
_OF_PARTY = (
    sendings.c.actor == bindparam("actor"),
    sendings.c.party_id == bindparam("party_id"),
)
_TELLS = (
    _SELECT.where(
        _ABOUT,
        *_OF_PARTY,
        sendings.c.topic == bindparam("topic"),
        func.coalesce(sendings.c.event, 0) == bindparam("event"),
        func.coalesce(sendings.c.message_id, 0) == bindparam("message_id"),
    )
    .order_by(_NEWEST)
    .limit(1)
)
_TOLD = Statement(_TELLS)
_TOLD_SO = Statement(_TELLS.where(sendings.c.kind == bindparam("kind")))
_OF_ORDER = Statement(_SELECT.where(_ABOUT).order_by(sendings.c.id))
_TO_ADDRESS = _SELECT.where(sendings.c.address == bindparam("address"))
_LAST = Statement(
    _TO_ADDRESS.where(sendings.c.order_number.is_not(None)).order_by(_NEWEST).limit(1)
)
_LAST_ABOUT = Statement(_TO_ADDRESS.where(_ABOUT).order_by(_NEWEST).limit(1))
_BY_SID = Statement(_SELECT.where(sendings.c.sid == bindparam("sid")).order_by(sendings.c.id))
_KNOWN = Statement(select(sendings.c.sid).where(sendings.c.sid == bindparam("sid")))
_SUM = func.coalesce(func.sum(sendings.c.segments), 0)
_SINCE = sendings.c.at >= given(sendings.c.at, "since")
_SPENT_ORDER = Statement(select(_SUM).where(_ABOUT))
_SPENT_PERSON = Statement(select(_SUM).where(*_OF_PARTY, _SINCE))
_SPENT_DAY = Statement(select(_SUM).where(_SINCE))
_REPORT = upsert(
    fates,
    ["sid"],
    lambda new: {
        # One of a lower rank says nothing new.
        name: case((new.rank > fates.c.rank, new[name]), else_=fates.c[name])
        for name in ("fate", "error", "at", "rank")
    },
)
_RANK = Statement(select(fates.c.rank).where(fates.c.sid == bindparam("sid")))
# Literally, not as parameters: only so a prepared statement may use the partial index.
_MEANWHILE = and_(
    sendings.c.because == literal_column("'out_of_reach'"),
    sendings.c.topic == literal_column("'card'"),
    sendings.c.seen_at.is_(None),
)
_UNSEEN = Statement(
    select(sendings.c.order_number)
    .where(*_OF_PARTY, _MEANWHILE)
    .order_by(sendings.c.order_number)
    .limit(bindparam("limit"))
)
_SEEN = Statement(
    update(sendings)
    .where(*_OF_PARTY, _ABOUT, _MEANWHILE)
    .values(seen_at=given(sendings.c.seen_at, "now"))
)


class SqlSendings:
    """See `orders.ports.Sendings`."""

    __slots__ = ("_sql",)

    def __init__(self, sql: Session) -> None:
        self._sql = sql

    async def add(self, sending: Sending) -> None:
        """Remember it; what is known of its fate already stays known."""
        # A report of it at the same moment either finds it, or is found by whoever looks next.
        await self._sql.take_turns(f"fate {sending.sid}")
        await self._sql.run(
            _ADD,
            kind=sending.kind.value,
            actor=sending.to.actor.value,
            party_id=sending.to.id,
            address=sending.address,
            topic=sending.topic.value,
            because=sending.because.value,
            at=sending.at,
            sid=sending.sid,
            order_number=sending.order_number,
            event=sending.event,
            message_id=sending.message_id,
            details=sending.details,
            segments=sending.segments,
        )

    async def told(
        self,
        to: Party,
        number: int,
        topic: Topic,
        *,
        kind: Kind | None = None,
        event: int | None = None,
        message_id: int | None = None,
    ) -> Sending | None:
        """The newest that told the party this about the order, this way (None: any)."""
        way = {} if kind is None else {"kind": kind.value}
        row = await self._sql.row(
            _TOLD if kind is None else _TOLD_SO,
            **way,
            number=number,
            actor=to.actor,
            party_id=to.id,
            topic=topic,
            event=event or 0,
            message_id=message_id or 0,
        )
        return None if row is None else _sending(row)

    async def of_order(self, number: int) -> Sequence[Sending]:
        """All about an order, oldest first."""
        return [_sending(row) for row in await self._sql.rows(_OF_ORDER, number=number)]

    async def last_to(self, address: str, number: int | None = None) -> Sending | None:
        """The newest about any order, or this one, that went to an address."""
        if number is None:
            row = await self._sql.row(_LAST, address=address)
        else:
            row = await self._sql.row(_LAST_ABOUT, address=address, number=number)
        return None if row is None else _sending(row)

    async def spent(self, to: Party, number: int | None, since: datetime) -> Spent:
        """Segments of SMS: about the order ever, and since then to the party and in all."""
        party = {"actor": to.actor, "party_id": to.id}
        order = None if number is None else await self._sql.row(_SPENT_ORDER, number=number)
        person = await self._sql.row(_SPENT_PERSON, **party, since=since)
        day = await self._sql.row(_SPENT_DAY, since=since)
        return Spent(*(0 if row is None else int(row[0]) for row in (order, person, day)))

    async def by_sid(self, sid: str) -> Sequence[Sending]:
        """What went out under this name: several where it told of several orders."""
        return [_sending(row) for row in await self._sql.rows(_BY_SID, sid=sid)]

    async def untold(
        self, seller_id: int, *, shown: bool, placed_by: datetime, limit: int
    ) -> Sequence[int]:
        """The seller's new orders of which no SMS told them, the oldest first."""
        statement = UNLOOKED if shown else UNSHOWN
        rows = await self._sql.rows(
            statement, seller_id=seller_id, placed_by=placed_by, limit=limit
        )
        return [int(row[0]) for row in rows]

    async def known(self, sids: Sequence[str]) -> frozenset[str]:
        """Those of these names that are sendings of ours already."""
        rows = [await self._sql.row(_KNOWN, sid=sid) for sid in sids]
        return frozenset(str(row[0]) for row in rows if row is not None)

    async def report(self, sid: str, fate: SmsFate, error: str, now: datetime) -> bool:
        """What is heard of an SMS, also before it is remembered; False: it is nothing new."""
        await self._sql.take_turns(f"fate {sid}")
        before = await self._sql.row(_RANK, sid=sid)
        if before is not None and before[0] >= fate.rank:
            return False
        await self._sql.run(_REPORT, sid=sid, fate=fate.value, rank=fate.rank, error=error, at=now)
        return True

    async def meanwhile(self, to: Party, limit: int) -> Sequence[int]:
        """Orders that the party was told of because Telegram was out of reach, and has not seen there."""
        rows = await self._sql.rows(_UNSEEN, actor=to.actor, party_id=to.id, limit=limit)
        return list(dict.fromkeys(int(row[0]) for row in rows))

    async def seen(self, to: Party, numbers: Sequence[int], now: datetime) -> None:
        """Telegram has told the party of these again."""
        party = {"actor": to.actor, "party_id": to.id}
        await self._sql.many(_SEEN, [{**party, "number": n, "now": now} for n in numbers])


def _sending(row: Row) -> Sending:
    (
        kind, actor, party_id, address, topic, because, at, sid, number, event, message_id,
        details, segments, fate, error,
    ) = row  # fmt: skip
    return Sending(
        Kind(kind),
        Party(Actor(actor), party_id),
        address,
        Topic(topic),
        Because(because),
        at,
        sid,
        number,
        event,
        message_id,
        details,
        segments,
        SmsFate(fate) if fate is not None else SmsFate.ACCEPTED if kind == Kind.SMS else None,
        error or "",
    )
