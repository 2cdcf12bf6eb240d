"""Where a seller works, the topic of an order, and how a seller hears a customer. Values only."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Mode(StrEnum):
    """How a seller's orders are kept apart."""

    #: A topic per order in the seller's own chat where the bot has topics, else as replies.
    PRIVATE = "private"
    #: A topic per order in the shop's forum group.
    GROUP = "group"
    #: Everything in one chat; each message stands under its order's card.
    REPLIES = "replies"


class Role(StrEnum):
    """What an invitation makes of somebody."""

    OWNER = "owner"
    #: Answers and taps for the shop, where its owner has let them in.
    ASSISTANT = "assistant"


@dataclass(frozen=True, slots=True)
class Assistant:
    """Somebody who works a shop's orders besides its owner."""

    telegram_id: int
    seller_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Venue:
    """A seller's choice."""

    seller_id: int
    mode: Mode = Mode.PRIVATE
    group_id: int | None = None
    group_title: str = ""


@dataclass(frozen=True, slots=True)
class Room:
    """An order's topic; `topic_id` None: there is none to be had, it is worked in replies there."""

    order_number: int
    chat_id: int
    topic_id: int | None
    #: What the topic was named last, and whether it was closed.
    name: str = ""
    closed: bool = False
    #: How many topics were made for the order in this chat: a lost one is made anew once.
    made: int = 0


class Quiet(StrEnum):
    """How a seller hears a customer."""

    #: Their messages ring.
    HEARD = "heard"
    #: Their messages come without a sound.
    MUTED = "muted"
    #: Their messages are refused, politely; orders go on as before.
    UNHEARD = "unheard"


@dataclass(frozen=True, slots=True)
class Hush:
    """A seller's wish about a customer."""

    seller_id: int
    customer_id: int
    quiet: Quiet
    #: The order on which the seller said so.
    order_number: int
    since: datetime
