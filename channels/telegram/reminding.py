"""Whether the seller is still to be warned or reminded, and with which words. It sends nothing."""

from channels.telegram import notices
from channels.telegram.faces import Face
from channels.telegram.showing import Errand
from orders.notices import Overdue, closing_wanted, overdue
from orders.ports import PutBack
from orders.work import Topic


def reminding(errand: Errand) -> Face | str:
    """The message of a warning or a reminder, or why there is none any more.

    Raises `PutBack` for what was put off by agreement: it is looked at again then.
    """
    work, order = errand.work, errand.view.order
    if work.topic is Topic.CLOSING:
        if not closing_wanted(order, work.details):
            return "the deadline it tells of stands no more"
        return notices.closing(errand.view, errand.voice, errand.now)
    what = Overdue(work.details["what"])
    if not overdue(order, errand.events, work.event or 0, what):
        return "nothing is overdue"
    agreed = order.agreed_delay_until
    if what is Overdue.SENDING and agreed is not None and agreed > errand.now:
        raise PutBack(agreed, "a delay was agreed on")
    since = next(event.at for event in errand.events if event.version == work.event)
    return notices.reminder(errand.view, what, since, errand.voice, errand.now)
