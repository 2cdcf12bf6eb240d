"""Where a person is reached besides Telegram, and what they want to get there. It sends and stores nothing."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Unfit(StrEnum):
    """Why a number takes no SMS."""

    LANDLINE = "landline"
    #: Calls to it cost its caller money.
    PREMIUM = "premium"
    #: There is no such number.
    INVALID = "invalid"


@dataclass(frozen=True, slots=True)
class Phone:
    """What is known of a number, whoever has it."""

    #: E.164.
    number: str
    #: Since when its owner wants no SMS from us.
    opted_out_at: datetime | None = None
    unfit: Unfit | None = None
    #: When somebody unknown, who wrote from it, was last answered.
    greeted_at: datetime | None = None
    #: When a code that went to it came back: its owner is who they say.
    proved_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person wants by e-mail; the defaults are everybody's until they choose."""

    #: A copy of each new order.
    copies: bool = True
    #: What is no business of an order: summaries, questions for feedback.
    bulletins: bool = True


@dataclass(frozen=True, slots=True)
class Reach:
    """One person beyond Telegram, as far as an order goes."""

    locale: str
    #: Where they read times; None: they did not say.
    timezone: str | None
    phone: Phone | None
    email: str | None
    choices: Choices
    #: Whether they have a Telegram account that takes messages, or one that takes none from us.
    telegram: bool = False
    blocked: bool = False
