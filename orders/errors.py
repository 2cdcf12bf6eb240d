"""What can go wrong, as data: refused commands (`OrderError`), failed sendings (`ChannelError`).

It holds no sentence for people and decides nothing: one table elsewhere maps an error to a toast,
an SMS or an HTTP problem, and the runner decides what follows. `str()` of each is a log line.
"""

from dataclasses import dataclass
from enum import StrEnum


class OrderError(Exception):
    """A command or a value was refused; nothing was changed."""


@dataclass(eq=False)
class UnknownOrder(OrderError):
    """No order has this number."""

    #: What was asked for, as it came: it may not even be a number.
    number: int | str

    def __str__(self) -> str:
        return f"order {self.number}: unknown"


@dataclass(eq=False)
class NotYours(OrderError):
    """The order exists, but this person has no part in it."""

    number: int

    def __str__(self) -> str:
        return f"order {self.number}: belongs to somebody else"


@dataclass(eq=False)
class NotAllowed(OrderError):
    """The transition table has no such step from this state for this person."""

    number: int
    action: str
    state: str
    #: The actions that are legal now, for the same person.
    allowed: tuple[str, ...]
    #: Further ground, where the state alone does not explain it.
    why: str = ""

    def __str__(self) -> str:
        allowed = ", ".join(self.allowed) or "none"
        why = f" ({self.why})" if self.why else ""
        return (
            f"order {self.number}: cannot {self.action}, state is {self.state}{why}; "
            f"allowed: {allowed}"
        )


@dataclass(eq=False)
class Conflict(OrderError):
    """The order changed since the person looked at it."""

    number: int
    #: Version the command was made for.
    expected: int
    #: Version the order has.
    actual: int

    def __str__(self) -> str:
        return (
            f"order {self.number}: version is {self.actual}, the command was made for "
            f"version {self.expected}"
        )


@dataclass(eq=False)
class ReasonWanted(OrderError):
    """The step is legal but needs a reason, and none was given."""

    number: int
    action: str

    def __str__(self) -> str:
        return f"order {self.number}: {self.action} needs a reason"


@dataclass(eq=False)
class BadValue(OrderError):
    """A value from outside is not acceptable. It is never carried itself: it may be personal."""

    #: Dotted path of the field, e.g. `items.0.price`.
    field: str
    #: Short code, e.g. `empty`, `too_long`, `not_a_number`.
    why: str
    #: The bound that was crossed, where there is one.
    limit: int | None = None

    def __str__(self) -> str:
        limit = "" if self.limit is None else f", limit {self.limit}"
        return f"{self.field}: {self.why}{limit}"


@dataclass(eq=False)
class UnknownParty(OrderError):
    """No seller, customer or administrator answers to this reference."""

    ref: str

    def __str__(self) -> str:
        return f"party {self.ref!r}: unknown"


@dataclass(eq=False)
class LinkUnusable(OrderError):
    """A link cannot be used. Its token is never carried."""

    #: `expired`, `used` or `unknown`.
    why: str

    def __str__(self) -> str:
        return f"link: {self.why}"


@dataclass(eq=False)
class SameIdOtherBody(OrderError):
    """The caller re-used its own id for a different order."""

    external_id: str

    def __str__(self) -> str:
        return f"external id {self.external_id!r}: already taken by an order with another body"


@dataclass(eq=False)
class NotHeard(OrderError):
    """The seller takes no messages from this customer."""

    number: int

    def __str__(self) -> str:
        return f"order {self.number}: the seller takes no messages from this customer"


@dataclass(eq=False)
class UndoTooLate(OrderError):
    """The seller's last step can no longer be taken back."""

    number: int

    def __str__(self) -> str:
        return f"order {self.number}: too late to undo"


class ChannelError(Exception):
    """A message did not (or may not) go out. `reason` never holds a secret."""


class Scope(StrEnum):
    """What a failure holds up."""

    #: Only this conversation.
    CHAT = "chat"
    #: Everything this channel sends.
    BOT = "bot"


@dataclass(eq=False)
class TemporaryFailure(ChannelError):
    """Try again later."""

    #: Seconds the other side asked for; None leaves it to our back-off.
    retry_after_s: float | None = None
    #: True: the message may have arrived although no answer did; a repeat may double it.
    maybe_sent: bool = False
    scope: Scope = Scope.CHAT
    reason: str = ""

    def __str__(self) -> str:
        wait = "back off" if self.retry_after_s is None else f"retry after {self.retry_after_s:g} s"
        doubt = ", may have been sent" if self.maybe_sent else ""
        return (
            f"temporary failure ({self.scope}): {self.reason or 'no reason given'}{doubt}; {wait}"
        )


@dataclass(eq=False)
class PermanentFailure(ChannelError):
    """The same call will never succeed. A subclass says what helps instead."""

    reason: str

    def __str__(self) -> str:
        return f"permanent failure: {self.reason}"


class Unreachable(PermanentFailure):
    """The recipient cannot be reached on this channel: take the next channel."""

    def __str__(self) -> str:
        return f"recipient unreachable: {self.reason}; next channel"


class Defect(PermanentFailure):
    """We sent something unacceptable: dead-letter it and tell the administration, never retry."""

    def __str__(self) -> str:
        return f"our defect: {self.reason}; dead-lettered"


class Missing(StrEnum):
    """What a call pointed at and is not there any more."""

    #: The message to edit (or delete, or pin): send a fresh card.
    CARD = "card"
    #: The message replied to or copied: send without it, and say so.
    REPLY = "reply"
    #: The topic: recreate it once, then reply mode.
    THREAD = "thread"
    #: The chat has another id now: follow `Gone.moved_to`.
    CHAT = "chat"


@dataclass(eq=False)
class Gone(PermanentFailure):
    """Something the call pointed at is gone; the same content can go out another way, now."""

    what: Missing
    #: The new chat id, only with `Missing.CHAT`.
    moved_to: int | None = None

    def __str__(self) -> str:
        moved = "" if self.moved_to is None else f", moved to {self.moved_to}"
        return f"{self.what} gone: {self.reason}{moved}"


@dataclass(eq=False)
class Stop(ChannelError):
    """The channel's credentials are refused: stop using the channel, say how to fix it."""

    reason: str

    def __str__(self) -> str:
        return f"channel stopped: {self.reason}"
