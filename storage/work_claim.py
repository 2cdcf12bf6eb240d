"""How due rows are found: one index, walked priority by priority, no sort. The leases are `storage.work`."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    bindparam,
    exists,
    func,
    literal_column,
    or_,
    select,
    union_all,
    update,
)

from orders.work import Priority
from storage.dialects import picked
from storage.statement import Statement
from storage.tables import work

WORK: tuple[ColumnElement[Any], ...] = (
    work.c.id,
    work.c.kind,
    work.c.topic,
    work.c.actor,
    work.c.party_id,
    work.c.due_at,
    work.c.priority,
    work.c.order_number,
    work.c.event,
    work.c.details,
    work.c.attempts,
    work.c.token,
    work.c.created_at,
)

# Literally, not as a parameter: only so a prepared statement may use the partial index.
OPEN = work.c.state == literal_column("'open'")
_KIND = work.c.kind == bindparam("kind")


_leased = work.alias("leased")
#: A lane is one party's view of one order. Two replicas that show one card at once would send two,
#: or the older picture last.
_LANE_FREE = ~exists().where(
    _leased.c.state == literal_column("'open'"),
    _leased.c.token.is_not(None),
    _leased.c.order_number == work.c.order_number,
    _leased.c.actor == work.c.actor,
    _leased.c.party_id == work.c.party_id,
    _leased.c.kind == work.c.kind,
    _leased.c.due_at > bindparam("now", type_=work.c.due_at.type),
)
_earlier = work.alias("earlier")
#: Of a topic, as literally.
MESSAGE: ColumnElement[str] = literal_column("'message'")
#: What is said arrives in the order in which it was said, also when one of it must be tried again.
_NEXT_TO_BE_SAID = or_(
    work.c.topic != MESSAGE,
    ~exists().where(
        _earlier.c.state == literal_column("'open'"),
        _earlier.c.topic == MESSAGE,
        _earlier.c.order_number == work.c.order_number,
        _earlier.c.actor == work.c.actor,
        _earlier.c.id < work.c.id,
    ),
)


def _due(priority: Priority) -> Select[Any]:
    """The due rows of one priority, earliest first: a stretch of the index, in its own order."""
    found = (
        select(work.c.id)
        .where(
            OPEN,
            _KIND,
            work.c.priority == literal_column(str(int(priority))),
            work.c.due_at <= bindparam("now", type_=work.c.due_at.type),
            _LANE_FREE,
            _NEXT_TO_BE_SAID,
        )
        .order_by(work.c.due_at, work.c.id)
        .limit(bindparam("limit"))
        .with_for_update(skip_locked=True)
        .subquery(f"due_{int(priority)}")
    )
    return select(found.c.id)


# The branches are run one after the other and only until the limit is reached, so rows of a
# later priority are not even looked at (nor locked) while an earlier one has enough.
_picked = union_all(*map(_due, Priority)).limit(bindparam("limit")).cte("picked")

#: Bumping `due_at` is the lease. Parameters: kind, now, limit, lease_until, token.
CLAIM = Statement(
    update(work)
    .where(picked(work.c.id, select(_picked.c.id).scalar_subquery()))
    .values(
        due_at=bindparam("lease_until", type_=work.c.due_at.type),
        attempts=work.c.attempts + 1,
        token=bindparam("token"),
    )
    .returning(*WORK)
)


def _held(priority: Priority) -> Select[Any]:
    """The same with all that is known of them, whoever works on the same order meanwhile."""
    found = (
        select(*WORK)
        .where(
            OPEN,
            _KIND,
            work.c.priority == literal_column(str(int(priority))),
            work.c.due_at <= bindparam("now", type_=work.c.due_at.type),
        )
        .order_by(work.c.due_at, work.c.id)
        .limit(bindparam("limit"))
        .with_for_update(skip_locked=True)
        .subquery(f"held_{int(priority)}")
    )
    return select(*found.c)


_all_held = union_all(*map(_held, Priority)).limit(bindparam("limit")).subquery("held")

#: Their locks are what holds them. Parameters: kind, now, limit.
HOLD = Statement(select(*_all_held.c))


def _first(priority: Priority) -> Select[Any]:
    found = (
        select(work.c.due_at)
        .where(OPEN, _KIND, work.c.priority == literal_column(str(int(priority))))
        .order_by(work.c.due_at)
        .limit(1)
        .subquery(f"first_{int(priority)}")
    )
    return select(found.c.due_at)


_firsts = union_all(*map(_first, Priority)).subquery("firsts")

#: Parameters: kind.
NEXT_DUE = Statement(select(func.min(_firsts.c.due_at, type_=work.c.due_at.type)))
