"""Work rows: what remains to be done, by whom it is wanted and when. Says nothing of how."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum

from orders.model import Party


class Kind(StrEnum):
    """Which runner takes the row."""

    TELEGRAM = "telegram"
    SMS = "sms"
    MAIL = "mail"
    CLOCK = "clock"


class Topic(StrEnum):
    """What the row means."""

    #: Make this party's card of the order look like the order now.
    CARD = "card"
    #: Tell this party, with a sound, what event `event` did.
    NOTICE = "notice"
    #: Tell this party that event `event`, of which it was told, was taken back.
    CORRECTION = "correction"
    #: Make what the other side sees of a message look like its newest version.
    MESSAGE = "message"
    #: Tell the author that messages could not be delivered, and what happens next.
    UNDELIVERED = "undelivered"
    #: Let the name of the order's topic say where the order stands now.
    ROOM = "room"
    #: Tell the seller that the shop's group is lost, or what it lacks.
    GROUP = "group"
    #: Ask the seller, quietly, whether to say hello about an order that they approved.
    NUDGE = "nudge"
    #: Remind the seller of a step that is overdue; `details` say which (see `notices.reminders`).
    REMINDER = "reminder"
    #: Ask the customer for feedback; `details` say on whose behalf (see `asks.ask`).
    FEEDBACK = "feedback"
    #: The order's auto-close deadline, and the warnings before it.
    EXPIRE = "expire"
    #: Tell the seller that an order closes by itself soon, and what it will owe.
    CLOSING = "closing"
    #: Tell the seller, once a day and quietly, which orders wait for them.
    DIGEST = "digest"
    #: Tell the seller the past week's numbers.
    WEEKLY = "weekly"
    #: Offer the seller, quietly, to record a day that a message names as an agreed delay.
    HEARD_DAY = "heard_day"
    #: The seller has not looked at a new order: tell them another way.
    UNOPENED = "unopened"
    #: Which orders came while Telegram was out of reach, and were told of another way.
    MEANWHILE = "meanwhile"
    #: Answer somebody who wrote by SMS; `details` have the text.
    ANSWER = "answer"
    #: Look what became of an SMS, and go another way if it has not arrived; `details` name it.
    FATE = "fate"
    #: Tell an administrator what event `event` asks of them, or that another one has seen to it.
    OVERSIGHT = "oversight"
    #: Tell the administration that a row died or a person cannot be reached.
    ALARM = "alarm"


class Priority(IntEnum):
    """Who goes first when Telegram's pace is the bottleneck. Source: DESIGN, pacing."""

    #: Taps' cards and new-order alerts.
    NOW = 0
    CHAT = 1
    NOTICE = 2
    #: Reminders, digests, deadlines.
    LATER = 3


class WorkState(StrEnum):
    """Life of a row: open until exactly one of the others."""

    OPEN = "open"
    DONE = "done"
    #: The rules no longer wanted it.
    CANCELLED = "cancelled"
    #: Given up: visible to the administration, may be retried by hand.
    DEAD = "dead"


#: Among a card's details: the person asked for it and looks at the chat, so it need not ring.
ASKED = "asked"


@dataclass(frozen=True, slots=True)
class NewWork:
    """A row to be written in the transaction that makes it necessary."""

    kind: Kind
    topic: Topic
    to: Party
    due_at: datetime
    priority: Priority
    order_number: int | None = None
    #: Version of the event it tells about.
    event: int | None = None
    #: Open, not yet claimed rows with the same key are one row (the earlier due time wins).
    merge_key: str | None = None
    #: Small values for texts, already safe to store; never a secret.
    details: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Work:
    """A claimed row. `token` and `attempts` fence its completion."""

    id: int
    kind: Kind
    topic: Topic
    to: Party
    due_at: datetime
    priority: Priority
    order_number: int | None
    event: int | None
    details: dict[str, str]
    attempts: int
    token: str
    created_at: datetime
