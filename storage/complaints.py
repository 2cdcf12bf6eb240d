"""Complaints about customers: at most one per order that is not withdrawn."""

from collections.abc import Mapping, Sequence

from sqlalchemy import (
    ColumnElement,
    and_,
    bindparam,
    exists,
    func,
    insert,
    or_,
    select,
    union,
    update,
)

from orders.complaints import Complaint, ComplaintType, NewComplaint, Stated
from storage.complaint_tables import complaints
from storage.kept_tables import orders, sellers
from storage.statement import Row, Session, Statement, given

_ALL = tuple(complaints.c)
_LATER = ("withdrawn_at", "hidden_at", "hidden_by", "hidden_why", "answer", "answered_at")
_KEPT = complaints.c.withdrawn_at.is_(None)
_STANDING = and_(_KEPT, complaints.c.hidden_at.is_(None))

_ADD = Statement(
    insert(complaints)
    .values({c.name: given(c) for c in _ALL if c.name != "id"})
    .returning(complaints.c.id)
)
_SAVE = Statement(
    update(complaints)
    .where(complaints.c.id == given(complaints.c.id, "which"))
    .values({name: given(complaints.c[name]) for name in _LATER})
)
_OF_ORDER = Statement(select(*_ALL).where(complaints.c.order_number == bindparam("number"), _KEPT))
#: Answered from the index alone.
COUNTS = Statement(
    select(complaints.c.type, func.count())
    .where(complaints.c.customer_id == bindparam("customer_id"), _STANDING)
    .group_by(complaints.c.type)
)
_WITH_SHOP = select(*_ALL, sellers.c.name).join(sellers, sellers.c.id == complaints.c.seller_id)
#: Two lookups: for one condition with OR, SQLite would read every complaint there is.
_seen = union(
    select(*_ALL).where(complaints.c.customer_id == bindparam("customer_id"), _STANDING),
    select(*_ALL).where(complaints.c.order_number == bindparam("number"), _KEPT),
).subquery()
ABOUT = Statement(
    select(*_seen.c, sellers.c.name)
    .join(sellers, sellers.c.id == _seen.c.seller_id)
    .order_by(_seen.c.at.desc(), _seen.c.id.desc())
    .limit(bindparam("limit"))
)
_LATEST = Statement(
    _WITH_SHOP.where(_STANDING).order_by(complaints.c.id.desc()).limit(bindparam("limit"))
)
_dealt = exists().where(
    orders.c.seller_id == bindparam("seller_id"), orders.c.customer_id == complaints.c.customer_id
)
_AFTER = complaints.c.id > bindparam("after")


def _listed(*where: ColumnElement[bool]) -> Statement:
    return Statement(
        select(*_ALL, sellers.c.name)
        .join(sellers, sellers.c.id == complaints.c.seller_id)
        .where(_AFTER, *where)
        .order_by(complaints.c.id)
        .limit(bindparam("limit")),
        slow=True,
    )


_LISTED = _listed()
_LISTED_FOR = _listed(
    or_(complaints.c.seller_id == bindparam("seller_id"), and_(_STANDING, _dealt))
)


class SqlComplaints:
    """See `orders.ports.Complaints`."""

    __slots__ = ("_sql",)

    def __init__(self, sql: Session) -> None:
        self._sql = sql

    async def add(self, new: NewComplaint) -> Complaint:
        """Take it down."""
        row = await self._sql.row(
            _ADD,
            order_number=new.order_number,
            seller_id=new.seller_id,
            customer_id=new.customer_id,
            type=new.type,
            text=new.text,
            proofs=list(new.proofs),
            at=new.at,
            withdrawn_at=None,
            hidden_at=None,
            hidden_by=None,
            hidden_why="",
            answer="",
            answered_at=None,
        )
        assert row is not None
        return Complaint(
            row[0],
            new.order_number,
            new.seller_id,
            new.customer_id,
            new.type,
            new.text,
            new.proofs,
            new.at,
        )

    async def save(self, complaint: Complaint) -> None:
        """Keep what became of it."""
        later = {name: getattr(complaint, name) for name in _LATER}
        await self._sql.run(_SAVE, which=complaint.id, **later)

    async def of_order(self, number: int) -> Complaint | None:
        """The order's complaint that is not withdrawn."""
        row = await self._sql.row(_OF_ORDER, number=number)
        return None if row is None else _complaint(row)

    async def counts(self, customer_id: int) -> Mapping[ComplaintType, int]:
        """How many of each type stand against the customer, in the types' order."""
        rows = await self._sql.rows(COUNTS, customer_id=customer_id)
        found = {ComplaintType(type): count for type, count in rows}
        return {type: found[type] for type in ComplaintType if type in found}

    async def about(self, customer_id: int, number: int, *, limit: int) -> Sequence[Stated]:
        """Those that stand against the customer, and this order's though hidden; newest first."""
        rows = await self._sql.rows(ABOUT, customer_id=customer_id, number=number, limit=limit)
        return [_stated(row) for row in rows]

    async def latest(self, *, limit: int) -> Sequence[Stated]:
        """Of all that stand, the newest first."""
        return [_stated(row) for row in await self._sql.rows(_LATEST, limit=limit)]

    async def listed(
        self, *, after: int, limit: int, seller_id: int | None = None
    ) -> Sequence[Stated]:
        """What a seller may read (their own, and what stands against their customers), or (None) all."""
        statement = _LISTED if seller_id is None else _LISTED_FOR
        rows = await self._sql.rows(statement, after=after, limit=limit, seller_id=seller_id)
        return [_stated(row) for row in rows]


def _stated(row: Row) -> Stated:
    return Stated(_complaint(row[:-1]), row[-1])


def _complaint(row: Row) -> Complaint:
    id, number, seller_id, customer_id, type, text, proofs, *rest = row
    return Complaint(
        id, number, seller_id, customer_id, ComplaintType(type), text, tuple(proofs), *rest
    )
