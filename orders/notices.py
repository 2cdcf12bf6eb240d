"""Which work rows follow from a decision, and whether a row is still wanted when its time has come."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum

from orders.asks import ask, ask_after
from orders.decide import Decision
from orders.enquiries import Subject
from orders.model import CLOCK, Event, Happening, Order, Party, undone
from orders.policy import Policy
from orders.ports import OrderView
from orders.states import ENDED, Actor, State
from orders.work import Kind, NewWork, Priority, Topic


def card(
    order: Order,
    to: Party,
    *,
    urgent: bool = True,
    at: datetime | None = None,
    last: bool = False,
) -> NewWork:
    """Make `to`'s card of this order look like the order now; waiting duplicates merge.

    Due `at`, or else since the order's last step; `last`: after everything else.
    """
    if at is None:
        at = order.last.at if order.last is not None else order.placed_at
    return NewWork(
        Kind.TELEGRAM,
        Topic.CARD,
        to,
        at,
        Priority.LATER if last else Priority.NOW if urgent else Priority.NOTICE,
        order.number,
        merge_key=f"card:{order.number}:{to.actor}",
    )


def card_again(order: Order, at: datetime) -> NewWork:
    """The seller's card, at that time: a question in its place does not stand for ever."""
    return replace(card(order, seller_of(order), urgent=False, at=at), merge_key=None)


def cards(order: Order, at: datetime | None = None, *, last: bool = False) -> list[NewWork]:
    """The cards of everyone who has one."""
    seller, customer = seller_of(order), customer_of(order)
    return [
        card(order, seller, at=at, last=last),
        card(order, customer, urgent=False, at=at, last=last),
    ]


def placed(order: Order, policy: Policy) -> list[NewWork]:
    """The alert (the seller's first card rings), the customer's card, the deadline, the first reminder."""
    unanswered = _reminder(order, Overdue.ANSWER, 1, order.placed_at + policy.unanswered_after)
    return [*cards(order), deadline(order, order.placed_at, policy), unanswered]


def deadline(order: Order, now: datetime, policy: Policy) -> NewWork:
    """The order's auto-close as a row, due when the clock has to look next: it is an actor like any other."""
    return NewWork(
        Kind.CLOCK,
        Topic.EXPIRE,
        CLOCK,
        next_look(order, now, policy),
        Priority.LATER,
        order.number,
        merge_key=f"expire:{order.number}",
    )


def next_look(order: Order, now: datetime, policy: Policy) -> datetime:
    """When the clock warns of the order's closing next, or, with no warning left, closes it."""
    looks = (order.auto_close_at - before for before in policy.closing_warnings)
    return next((at for at in looks if at > now), order.auto_close_at)


def closing_near(order: Order, now: datetime, policy: Policy) -> bool:
    """Whether the seller is to be warned by now; false where the deadline has moved away."""
    return order.auto_close_at - policy.first_warning <= now


def closing(order: Order, now: datetime) -> NewWork:
    """The seller's warning of the closing that stands now."""
    return NewWork(
        Kind.TELEGRAM,
        Topic.CLOSING,
        seller_of(order),
        now,
        Priority.LATER,
        order.number,
        details={"closes": order.auto_close_at.isoformat()},
    )


def closing_wanted(order: Order, details: Mapping[str, str]) -> bool:
    """Whether a warning still says what is the case."""
    return order.state not in ENDED and details["closes"] == order.auto_close_at.isoformat()


def decided(decision: Decision, policy: Policy) -> list[NewWork]:
    """Cards at once and silently; the notice that rings is held, so that an undone tap rings nobody."""
    order, event = decision.order, decision.event
    # The clock may close 100,000 orders at once: no alert of a new order and no answer to a tap
    # waits behind what is told of those.
    by_clock = event.by.actor is Actor.CLOCK
    rows = cards(order, event.at, last=by_clock)
    undone = event.undoes is not None
    held = event.by.actor is Actor.SELLER and not undone
    hold = policy.notice_hold if held else timedelta(0)
    for actor in decision.tells:
        rows.append(
            NewWork(
                Kind.TELEGRAM,
                Topic.CORRECTION if undone else Topic.NOTICE,
                seller_of(order) if actor is Actor.SELLER else customer_of(order),
                event.at + hold,
                Priority.LATER if by_clock else Priority.NOTICE,
                order.number,
                event.undoes if undone else event.version,
            )
        )
    if held:
        # The Undo button must leave the seller's card when its 60 s are over; a later step makes
        # this row unwanted (its version is no longer the order's).
        rows.append(
            NewWork(
                Kind.TELEGRAM,
                Topic.CARD,
                seller_of(order),
                event.at + policy.undo_window,
                Priority.LATER,
                order.number,
                event.version,
            )
        )
    if not undone:
        rows += _reminders(order, event, policy)
        if (at := ask_after(event, decision.before.state, policy)) is not None:
            rows.append(ask(order, at))
    if held and event.what is Happening.APPROVED:
        rows.append(_nudge(order, event, policy))
    return rows


class Overdue(StrEnum):
    """What a seller is reminded of."""

    #: A new order has had no answer.
    ANSWER = "answer"
    #: It is paid, and its time to be made is over.
    SENDING = "sending"
    #: It was sent long ago.
    CLOSING = "closing"


#: The state in which each is overdue.
_OVERDUE_IN = {
    Overdue.ANSWER: State.NEW,
    Overdue.SENDING: State.PAID,
    Overdue.CLOSING: State.SENT,
}


def overdue(order: Order, events: Sequence[Event], event: int, what: Overdue) -> bool:
    """Whether the seller is still to be reminded: the step of version `event` stands, and no other came."""
    return order.state is _OVERDUE_IN[what] and not undone(events, event)


def _reminders(order: Order, event: Event, policy: Policy) -> list[NewWork]:
    """What may be overdue after this step, each as a row that asks again when its time has come."""
    if event.what is Happening.MARKED_PAID and order.production_ends_at is not None:
        at = max(order.production_ends_at, event.at + policy.unanswered_after)
        return [_reminder(order, Overdue.SENDING, event.version, at)]
    if event.what is Happening.MARKED_SENT:
        at = event.at + policy.unclosed_after
        return [_reminder(order, Overdue.CLOSING, event.version, at)]
    return []


def _reminder(order: Order, what: Overdue, event: int, at: datetime) -> NewWork:
    return NewWork(
        Kind.TELEGRAM,
        Topic.REMINDER,
        seller_of(order),
        at,
        Priority.LATER,
        order.number,
        event,
        details={"what": what},
    )


def told(order: Order, event: Event) -> NewWork:
    """Tell the other of the two, with a sound, what one of them did."""
    to = customer_of(order) if event.by.actor is Actor.SELLER else seller_of(order)
    return told_to(order, event, to)


def told_to(order: Order, event: Event, to: Party) -> NewWork:
    """Tell this party, with a sound, what was done."""
    return NewWork(
        Kind.TELEGRAM, Topic.NOTICE, to, event.at, Priority.NOTICE, order.number, event.version
    )


def _nudge(order: Order, event: Event, policy: Policy) -> NewWork:
    """Say hello? Asked when the step can no longer be taken back, and only if it is still wanted."""
    at, seller = event.at + policy.undo_window, seller_of(order)
    return NewWork(
        Kind.TELEGRAM, Topic.NUDGE, seller, at, Priority.LATER, order.number, event.version
    )


def nudge_wanted(view: OrderView, *, undone: bool, said: bool) -> bool:
    """Whether the seller who approved has a word to say: nothing said yet, and somebody to hear it."""
    waits = view.order.state is State.CONFIRMED and view.customer_in_reach
    return waits and not undone and not said


def seller_of(about: Subject) -> Party:
    """Its seller as a party."""
    return Party(Actor.SELLER, about.seller_id)


def customer_of(about: Subject) -> Party:
    """Its customer as a party."""
    return Party(Actor.CUSTOMER, about.customer_id)


def topic_name(order: Order, now: datetime) -> NewWork:
    """Let the name of the order's topic say where the order stands; waiting duplicates merge."""
    return NewWork(
        Kind.TELEGRAM,
        Topic.ROOM,
        seller_of(order),
        now,
        Priority.NOTICE,
        order.number,
        merge_key=f"room:{order.number}",
    )


def deadline_wanted(order: Order) -> bool:
    """Whether the clock still has business with the order."""
    return order.state not in ENDED
