"""When a customer is asked for feedback, on whose behalf, and how often. It writes no words and sends nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from orders.model import Event, Happening, Order, Party, undone
from orders.policy import Policy
from orders.ratings import was_cancelled
from orders.states import Actor, State
from orders.work import ASKED, Kind, NewWork, Priority, Topic

#: The clock asks once, and once more.
MAX_ASKS = 2


class Asker(StrEnum):
    """On whose behalf a customer is asked for feedback."""

    CLOCK = "clock"
    #: The customer has just said that they have it.
    CUSTOMER = "customer"
    SELLER = "seller"


def ask(order: Order, at: datetime, on_behalf: Asker = Asker.CLOCK) -> NewWork:
    """Ask the customer for feedback, if it is still wanted then (see `next_ask`).

    What waits for the clock is one row. What a person wants now (and waits for) is one of its own.
    """
    waits = on_behalf is Asker.CLOCK
    details = {"by": on_behalf.value}
    return NewWork(
        Kind.TELEGRAM,
        Topic.FEEDBACK,
        Party(Actor.CUSTOMER, order.customer_id),
        at,
        Priority.LATER if waits else Priority.NOTICE,
        order.number,
        merge_key=f"feedback:{order.number}" if waits else None,
        details=details | {ASKED: "yes"} if on_behalf is Asker.CUSTOMER else details,
    )


@dataclass(frozen=True, slots=True)
class Asking:
    """How often a customer was asked for feedback on an order: by the clock, and by the seller."""

    asked: int = 0
    asked_at: datetime | None = None
    reminded: int = 0
    reminded_at: datetime | None = None
    #: On whose behalf is to be asked when the customer's quiet hours are over.
    held: Asker | None = None


def next_ask(events: Sequence[Event], asking: Asking, policy: Policy) -> datetime | None:
    """When the clock asks for feedback (next); None: not, or no more.

    Never after a cancellation, whatever the administration made of it later: the customer has been
    told that there is no order. A step that was taken back asks for nothing.
    """
    if was_cancelled(events):
        return None
    if asking.asked_at is not None:
        if asking.asked >= MAX_ASKS:
            return None
        return asking.asked_at + policy.feedback_again
    befores = (State.NEW, *(event.state for event in events))
    moments = (
        ask_after(event, before, policy)
        for before, event in zip(befores, events, strict=False)
        if not undone(events, event.version)
    )
    return min((at for at in moments if at is not None), default=None)


def ask_after(event: Event, before: State, policy: Policy) -> datetime | None:
    """When this step, if it stands, lets the customer be asked; None: it does not.

    `before`: where the order stood. What nobody ever answered is nothing to be asked about.
    """
    match event.what:
        case Happening.RECEIVED:
            return event.at
        case Happening.EXPIRED:
            return None if before is State.NEW else event.at
        case Happening.CLOSED:
            # When it can no longer be taken back.
            return event.at + policy.undo_window
        case Happening.MARKED_SENT:
            return event.at + policy.feedback_after
        case _:
            return None


def asked_now(asking: Asking, on_behalf: Asker, now: datetime) -> Asking:
    """After the customer was asked: the clock's count and its week go on from here.

    Whoever asked because the thing had come has asked for the clock, too; a seller counts apart.
    """
    match on_behalf:
        case Asker.CLOCK:
            return replace(asking, asked=asking.asked + 1, asked_at=now, held=None)
        case Asker.CUSTOMER:
            return replace(asking, asked=max(asking.asked, 1), asked_at=now, held=None)
        case Asker.SELLER:
            return replace(asking, held=None)
