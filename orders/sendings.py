"""What was sent by SMS or e-mail: to whom, about what, why this way, and what became of it. It sends nothing."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from orders.model import Party
from orders.work import Kind, Topic


class Because(StrEnum):
    """Why something went this way, as the order's history says it."""

    #: The marketplace promises this copy of each new order.
    COPY = "copy"
    #: The person has no Telegram account linked.
    NO_TELEGRAM = "no_telegram"
    #: Telegram refuses to deliver to them: they have blocked the bot, or are gone.
    BLOCKED = "blocked"
    #: Telegram does not answer.
    OUT_OF_REACH = "out_of_reach"
    #: Their card has not been looked at.
    UNOPENED = "unopened"
    #: There is no number that takes an SMS.
    NO_PHONE = "no_phone"
    #: They have asked for no SMS.
    OPTED_OUT = "opted_out"
    #: SMS to this country are not allowed.
    ABROAD = "abroad"
    #: The budget of SMS is used up.
    BUDGET = "budget"
    #: The SMS has failed, or nothing was heard of its arrival.
    SMS_FAILED = "sms_failed"
    SMS_SILENT = "sms_silent"
    #: It answers what they wrote this way, or they asked for it.
    ASKED = "asked"


class SmsFate(StrEnum):
    """What became of an SMS. Source: Twilio, message status values."""

    ACCEPTED = "accepted"
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    UNDELIVERED = "undelivered"
    FAILED = "failed"
    DELIVERED = "delivered"

    @property
    def rank(self) -> int:
        """Reports come doubled and out of order: one of a lower rank says nothing new."""
        return _RANKS[self]

    @property
    def is_lost(self) -> bool:
        """Whether it will not arrive."""
        return self in (SmsFate.UNDELIVERED, SmsFate.FAILED)

    @property
    def has_arrived(self) -> bool:
        """Whether it is on the telephone."""
        return self is SmsFate.DELIVERED


_RANKS = {
    SmsFate.ACCEPTED: 0,
    SmsFate.QUEUED: 1,
    SmsFate.SENDING: 2,
    SmsFate.SENT: 3,
    SmsFate.UNDELIVERED: 4,
    SmsFate.FAILED: 4,
    SmsFate.DELIVERED: 5,
}


@dataclass(frozen=True, slots=True)
class Sending:
    """One SMS or e-mail that went out."""

    kind: Kind
    to: Party
    #: E.164, or an e-mail address.
    address: str
    topic: Topic
    because: Because
    at: datetime
    #: Twilio's sid, or the e-mail's Message-ID.
    sid: str
    order_number: int | None = None
    #: Version of the event, and the message, that it tells of.
    event: int | None = None
    message_id: int | None = None
    #: What its row said besides (see `orders.work`), should it have to go another way.
    details: dict[str, str] = field(default_factory=dict)
    #: Of an SMS; see `channels.sms.segments`.
    segments: int = 0
    #: Of an SMS; an e-mail has none.
    fate: SmsFate | None = None
    #: Twilio's error code of a lost one.
    error: str = ""


@dataclass(frozen=True, slots=True)
class Spent:
    """Segments of SMS that went out: about an order, to a person today, and in all today."""

    order: int
    person: int
    day: int
