"""A dialogue: questions asked one by one, kept as one row per person so that it survives a restart.

What is asked in which order belongs to the capability that asks (see `orders.shop`).
"""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum


class DialogueKind(StrEnum):
    """What the dialogue is for."""

    #: A customer buys a product by its Buy link.
    BUY = "buy"
    #: A seller types the reason of a cancellation.
    CANCEL_REASON = "cancel_reason"
    #: A seller types what to look for.
    FIND = "find"


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
