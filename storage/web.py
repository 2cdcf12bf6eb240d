"""What the HTTP API keeps: API keys (hashed) and the answers already given."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, insert, select, update

from orders.ports import Answer
from storage.statement import Session, Statement, given
from storage.tables import api_keys, http_answers
from storage.upsert import upsert

#: How long an answer is given again. Source: CONTRACT, Idempotency-Key; see `ports.Answers`.
ANSWER_LIFE = timedelta(days=1)

_ADD = Statement(
    insert(api_keys)
    .values({name: given(api_keys.c[name]) for name in ("name", "key_hash", "created_at")})
    .returning(api_keys.c.id)
)
_BY_HASH = Statement(
    select(api_keys.c.id).where(
        api_keys.c.key_hash == bindparam("key_hash"), api_keys.c.revoked_at.is_(None)
    )
)
_ALL = Statement(
    select(api_keys.c.id, api_keys.c.name, api_keys.c.created_at, api_keys.c.revoked_at).order_by(
        api_keys.c.id
    )
)
_REVOKE = Statement(
    update(api_keys)
    .where(api_keys.c.id == bindparam("key_id"), api_keys.c.revoked_at.is_(None))
    .values(revoked_at=given(api_keys.c.revoked_at, "now"))
)
_GET = Statement(
    select(http_answers.c.digest, http_answers.c.status, http_answers.c.body).where(
        http_answers.c.key_id == bindparam("key_id"),
        http_answers.c.idempotency_key == bindparam("key"),
    )
)
_PUT = upsert(
    http_answers,
    ["key_id", "idempotency_key"],
    lambda new: {n: new[n] for n in ("digest", "status", "body", "created_at")},
)
_FORGET = Statement(
    delete(http_answers).where(
        http_answers.c.created_at < given(http_answers.c.created_at, "before")
    )
)


class SqlKeys:
    """See `orders.ports.Keys`."""

    __slots__ = ("_sql",)

    def __init__(self, sql: Session) -> None:
        self._sql = sql

    async def add(self, name: str, key_hash: str, now: datetime) -> int:
        """Remember a key; its id."""
        row = await self._sql.row(_ADD, name=name, key_hash=key_hash, created_at=now)
        assert row is not None
        return int(row[0])

    async def by_hash(self, key_hash: str) -> int | None:
        """The id of a key that is not revoked."""
        row = await self._sql.row(_BY_HASH, key_hash=key_hash)
        return None if row is None else int(row[0])

    async def all(self) -> Sequence[tuple[int, str, datetime, datetime | None]]:
        """(id, name, created_at, revoked_at)."""
        return [(row[0], row[1], row[2], row[3]) for row in await self._sql.rows(_ALL)]

    async def revoke(self, key_id: int, now: datetime) -> bool:
        """Whether there was such a key to revoke."""
        return await self._sql.run(_REVOKE, key_id=key_id, now=now) > 0


class SqlAnswers:
    """See `orders.ports.Answers`."""

    __slots__ = ("_sql",)

    def __init__(self, sql: Session) -> None:
        self._sql = sql

    async def get(self, key_id: int, idempotency_key: str) -> Answer | None:
        """What was answered. Inside a write unit nobody else can answer it until commit."""
        await self._sql.take_turns(f"answer {key_id} {idempotency_key}")
        row = await self._sql.row(_GET, key_id=key_id, key=idempotency_key)
        return None if row is None else Answer(*row)

    async def put(self, key_id: int, idempotency_key: str, answer: Answer, now: datetime) -> None:
        """Remember an answer, and forget those that are a day old."""
        await self._sql.run(_FORGET, before=now - ANSWER_LIFE)
        await self._sql.run(
            _PUT,
            key_id=key_id,
            idempotency_key=idempotency_key,
            digest=answer.digest,
            status=answer.status,
            body=answer.body,
            created_at=now,
        )
