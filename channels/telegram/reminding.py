"""Whether the seller is still to be warned or reminded, and with which words. It sends nothing."""

from channels.telegram import notices
from channels.telegram.faces import Face
from channels.telegram.showing import Errand
from orders.notices import Overdue
from orders.relevance import overdue_since, stale_reminder
from orders.work import Topic


def reminding(errand: Errand) -> Face | str:
    """The message of a warning or a reminder, or why there is none any more.

    Raises `PutBack` for what was put off by agreement: it is looked at again then.
    """
    work, order = errand.work, errand.view.order
    why = stale_reminder(work, order, errand.events, errand.now)
    if why is not None:
        return why
    if work.topic is Topic.CLOSING:
        return notices.closing(errand.view, errand.voice, errand.now)
    what, since = Overdue(work.details["what"]), overdue_since(work, errand.events)
    return notices.reminder(errand.view, what, since, errand.voice, errand.now)
