"""How people want to be told: quiet hours, summaries, and where they live."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, exists, literal_column, or_, select, update

from orders.model import Party
from orders.rhythm import Hours, Rhythm
from orders.states import Actor
from orders.work import Topic
from storage.statement import Row, Session, Statement, given
from storage.tables import accounts, rhythms, sellers, work
from storage.upsert import upsert

_SELLER: ColumnElement[str] = literal_column(f"'{Actor.SELLER.value}'")
_CHOICES: tuple[ColumnElement[Any], ...] = (
    rhythms.c.quiet_from,
    rhythms.c.quiet_until,
    rhythms.c.rings,
    rhythms.c.digest_at,
    rhythms.c.weekly,
)
_SELLERS_OWN = and_(rhythms.c.actor == _SELLER, rhythms.c.party_id == sellers.c.id)

_OF = {
    Actor.SELLER: Statement(
        select(sellers.c.timezone, *_CHOICES)
        .select_from(sellers)
        .outerjoin(rhythms, _SELLERS_OWN)
        .where(sellers.c.id == bindparam("party_id"))
    ),
    Actor.CUSTOMER: Statement(
        select(rhythms.c.timezone, *_CHOICES).where(
            rhythms.c.actor == literal_column(f"'{Actor.CUSTOMER.value}'"),
            rhythms.c.party_id == bindparam("party_id"),
        )
    ),
}
_PUT = upsert(
    rhythms,
    ["actor", "party_id"],
    lambda new: {c.name: new[c.name] for c in rhythms.c if not c.primary_key},
)
_MOVE_SHOP = Statement(
    update(sellers)
    .where(sellers.c.id == bindparam("seller_id"))
    .values(timezone=given(sellers.c.timezone))
)


def _without(topic: Topic, wants: ColumnElement[bool]) -> Statement:
    waits = exists().where(
        work.c.state == literal_column("'open'"),
        work.c.order_number.is_(None),
        work.c.topic == literal_column(f"'{topic.value}'"),
        work.c.party_id == sellers.c.id,
    )
    return Statement(
        select(sellers.c.id, sellers.c.timezone, *_CHOICES)
        .select_from(sellers)
        .join(accounts, accounts.c.telegram_id == sellers.c.telegram_id)
        .outerjoin(rhythms, _SELLERS_OWN)
        .where(
            sellers.c.disabled_at.is_(None),
            accounts.c.blocked_at.is_(None),
            or_(rhythms.c.actor.is_(None), wants),
            ~waits,
        )
        .order_by(sellers.c.id)
        .limit(bindparam("limit")),
        slow=True,
    )


_WITHOUT = {
    Topic.DIGEST: _without(Topic.DIGEST, rhythms.c.digest_at.is_not(None)),
    Topic.WEEKLY: _without(Topic.WEEKLY, rhythms.c.weekly.is_(True)),
}


class SqlRhythms:
    """See `orders.ports.Rhythms`."""

    __slots__ = ("_sql",)

    def __init__(self, sql: Session) -> None:
        self._sql = sql

    async def of(self, party: Party) -> Rhythm:
        """The party's choices; a seller's time zone is the shop's."""
        statement = _OF.get(party.actor)
        row = None if statement is None else await self._sql.row(statement, party_id=party.id)
        return Rhythm() if row is None else _rhythm(row)

    async def put(self, party: Party, rhythm: Rhythm) -> None:
        """Remember (or replace) them."""
        quiet, before = rhythm.quiet, await self.of(party)
        await self._sql.run(
            _PUT,
            actor=party.actor,
            party_id=party.id,
            timezone=None if party.actor is Actor.SELLER else rhythm.timezone,
            quiet_from=None if quiet is None else quiet.begins,
            quiet_until=None if quiet is None else quiet.ends,
            rings=rhythm.rings,
            digest_at=rhythm.digest_at,
            weekly=rhythm.weekly,
        )
        # A name that this machine does not know was read as another: it stays unless one is chosen.
        if party.actor is Actor.SELLER and rhythm.timezone not in (None, before.timezone):
            await self._sql.run(_MOVE_SHOP, seller_id=party.id, timezone=rhythm.timezone)

    async def without(self, topic: Topic, *, limit: int) -> Sequence[tuple[Party, Rhythm]]:
        """Sellers who can be reached and want this to come round, and for whom no row of it waits."""
        rows = await self._sql.rows(_WITHOUT[topic], limit=limit)
        return [(Party(Actor.SELLER, row[0]), _rhythm(row[1:])) for row in rows]


def _rhythm(row: Row) -> Rhythm:
    timezone, begins, ends, rings, digest_at, weekly = row
    if rings is None:
        return Rhythm(timezone)
    quiet = None if begins is None or ends is None else Hours(begins, ends)
    return Rhythm(timezone, quiet, bool(rings), digest_at, bool(weekly))
