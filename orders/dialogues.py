"""A dialogue: questions asked one by one, kept as one row per person so that it survives a restart.

What is asked in which order belongs to the capability that asks (see `orders.shop`).
"""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

#: An answer that no question asks for: the dialogue is kept aside.
_PAUSED = "paused"
#: Another one: the message that was last taken for an answer.
_TAKEN = "taken"


class DialogueKind(StrEnum):
    """What the dialogue is for."""

    #: A customer buys a product by its Buy link.
    BUY = "buy"
    #: A seller adds an order that was agreed on elsewhere.
    ADD_ORDER = "add_order"
    #: A seller types the reason of a cancellation.
    CANCEL_REASON = "cancel_reason"
    #: A seller types a private note on an order.
    NOTE = "note"
    #: A seller types a ready-made reply.
    REPLY = "reply"
    #: A seller types until when, or what was agreed on by phone.
    DELAY = "delay"
    #: A seller types what an order costs now, and why.
    AMOUNT = "amount"
    #: An administrator types why another amount is declined.
    AMOUNT_WORD = "amount_word"
    #: A customer gives feedback and types a comment; a seller types the answer to it.
    FEEDBACK = "feedback"
    #: A seller types what they complain of.
    COMPLAINT = "complaint"
    #: A customer types the answer to a complaint; an administrator, why one is hidden.
    COMPLAINT_WORD = "complaint_word"
    #: A seller describes a product, or changes one.
    PRODUCT = "product"
    #: A seller types what to look for.
    FIND = "find"
    #: A seller types which customer to look for.
    PATRONS = "patrons"
    #: A seller ticks orders in a list.
    BULK = "bulk"
    #: Somebody changes their phone: types the number, then the code that went to it.
    PHONE = "phone"


#: What was looked for is remembered for the other pages: then nothing is asked any more.
SEARCHES = frozenset({DialogueKind.FIND, DialogueKind.PATRONS})
#: Their question stands where an order's card was.
ON_CARD = frozenset(
    {
        DialogueKind.CANCEL_REASON,
        DialogueKind.NOTE,
        DialogueKind.DELAY,
        DialogueKind.AMOUNT,
        DialogueKind.COMPLAINT,
    }
)


@dataclass(frozen=True, slots=True)
class Dialogue:
    """Where a person stands in a dialogue, and what was answered so far."""

    kind: DialogueKind
    step: str
    expires_at: datetime
    answers: dict[str, str] = field(default_factory=dict)
    #: The message that asks, edited in place; None before it was sent.
    message_id: int | None = None

    def answered(self, key: str, value: str, next_step: str) -> "Dialogue":
        """The dialogue after this answer."""
        return replace(self, step=next_step, answers={**self.answers, key: value})

    @property
    def waiting(self) -> bool:
        """Whether the next thing the person writes is its answer; False while it is kept aside."""
        return _PAUSED not in self.answers

    def paused(self) -> "Dialogue":
        """Kept aside: a command or another button got out of it."""
        return replace(self, answers={**self.answers, _PAUSED: "yes"})

    def taken(self, message_id: int) -> "Dialogue":
        """Remembers that this message was taken for an answer: come again, it is nothing else."""
        return replace(self, answers={**self.answers, _TAKEN: str(message_id)})

    def took(self, message_id: int) -> bool:
        """Whether this very message was taken for an answer before."""
        return self.answers.get(_TAKEN) == str(message_id)

    def resumed(self) -> "Dialogue":
        """Taken up again."""
        return replace(self, answers={k: v for k, v in self.answers.items() if k != _PAUSED})
