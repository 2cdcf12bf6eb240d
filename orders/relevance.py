"""Whether what a row is to tell is still the case when its time has come. It words and sends nothing."""

from collections.abc import Sequence
from datetime import datetime

from orders.model import Event, Order, undone
from orders.notices import Overdue, closing_wanted, overdue
from orders.ports import PutBack
from orders.ratings import overtaken
from orders.work import Topic, Work


def stale_notice(events: Sequence[Event], event: Event) -> str | None:
    """Why nobody is to be told of the event any more; None: they are."""
    if undone(events, event.version) or overtaken(events, event):
        return "taken back, or said anew"
    return None


def stale_reminder(work: Work, order: Order, events: Sequence[Event], now: datetime) -> str | None:
    """Why the seller is not to be warned or reminded any more; None: they are.

    Raises `PutBack` for what was put off by agreement: it is looked at again then.
    """
    if work.topic is Topic.CLOSING:
        if not closing_wanted(order, work.details):
            return "the deadline it tells of stands no more"
        return None
    what = Overdue(work.details["what"])
    if not overdue(order, events, work.event or 0, what):
        return "nothing is overdue"
    agreed = order.agreed_delay_until
    if what is Overdue.SENDING and agreed is not None and agreed > now:
        raise PutBack(agreed, "a delay was agreed on")
    return None


def overdue_since(work: Work, events: Sequence[Event]) -> datetime:
    """When the step was taken that a reminder is about."""
    return next(event.at for event in events if event.version == work.event)
