"""A seller's private note on an order. Values only: nothing that talk or relaying could take for a message."""

from dataclasses import dataclass
from datetime import datetime

#: Longest note, in characters; the card must hold it beside everything else.
MAX_NOTE = 1000


@dataclass(frozen=True, slots=True)
class Jotting:
    """Where the seller typed a note: chat and message of Telegram."""

    chat_id: int
    message_id: int


@dataclass(frozen=True, slots=True)
class Note:
    """The one note that an order has; only its seller sees it."""

    order_number: int
    seller_id: int
    text: str
    at: datetime
    #: None when it came another way than by a Telegram message.
    typed: Jotting | None = None
