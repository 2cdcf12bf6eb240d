"""Between work rows as values and their columns. Carries out no statement."""

from datetime import datetime

from orders.model import Party
from orders.ports import Finished
from orders.states import Actor
from orders.work import Kind, NewWork, Priority, Topic, Work, WorkState
from storage.statement import Row

#: SQLite's driver looks for a way to write each value that is not exactly a str or int: their
#: members' plain values cost a fifth.
_OPEN = WorkState.OPEN.value


def new_values(row: NewWork, now: datetime) -> dict[str, object]:
    """The columns of a row that is to be written."""
    return {
        "kind": row.kind.value,
        "topic": row.topic.value,
        "actor": row.to.actor.value,
        "party_id": row.to.id,
        "due_at": row.due_at,
        "priority": row.priority.value,
        "order_number": row.order_number,
        "event": row.event,
        "merge_key": row.merge_key,
        "details": row.details,
        "state": _OPEN,
        "attempts": 0,
        "token": None,
        "created_at": now,
        "finished_at": None,
        "error": "",
    }


def end_values(finished: Finished, now: datetime) -> dict[str, object]:
    """The end of a row, with what proves that it is ours."""
    return {
        "work_id": finished.work.id,
        "held_token": finished.work.token,
        "held_attempts": finished.work.attempts,
        "state": finished.state,
        "finished_at": now,
        "error": finished.error,
    }


def again_values(finished: Finished, now: datetime) -> dict[str, object]:
    """The next try of a row, with what proves that it is ours."""
    held = finished.work
    return {
        "work_id": held.id,
        "held_token": held.token,
        "held_attempts": held.attempts,
        "due_at": finished.due_at or now,
        "attempts": held.attempts if finished.counts else held.attempts - 1,
        "error": finished.error,
    }


def work_of(row: Row) -> Work:
    """A claimed row from the columns `WORK`."""
    (
        key, kind, topic, actor, party_id, due_at, priority, number, event, details,
        attempts, token, created_at,
    ) = row  # fmt: skip
    return Work(
        key,
        Kind(kind),
        Topic(topic),
        Party(Actor(actor), party_id),
        due_at,
        Priority(priority),
        number,
        event,
        details,
        attempts,
        token or "",
        created_at,
    )
