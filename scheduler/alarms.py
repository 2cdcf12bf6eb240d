"""What the administration is told of a row that was given up. It sends nothing: an alarm is a row, too."""

from collections.abc import Iterable
from datetime import datetime

from orders.model import Party
from orders.states import Actor
from orders.work import Kind, NewWork, Priority, Topic, Work


def alarms(
    work: Work, why: str, what: str, administrators: Iterable[int], now: datetime
) -> tuple[NewWork, ...]:
    """A row for each administrator that says what ("dead", "unreachable") became of `work`, and why."""
    details = {
        "what": what,
        "work_id": str(work.id),
        "topic": work.topic.value,
        "to": work.to.actor.value,
        "attempts": str(work.attempts),
        "error": why[:300],
    }
    return tuple(
        NewWork(
            Kind.TELEGRAM,
            Topic.ALARM,
            Party(Actor.ADMINISTRATION, telegram_id),
            now,
            Priority.NOTICE,
            work.order_number,
            details=details,
        )
        for telegram_id in administrators
    )


def names(work: Work) -> dict[str, object]:
    """What a log line says of a row."""
    return {
        "work": work.id,
        "topic": work.topic.value,
        "order": work.order_number,
        "to": f"{work.to.actor}:{work.to.id}",
        "attempts": work.attempts,
    }
