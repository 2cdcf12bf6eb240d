"""What the buttons of a card carry that lead to a step, and back to the card. `buttons` writes and reads it."""

from dataclasses import dataclass

from channels.telegram.wire import Tap
from orders.model import CancelReason
from orders.states import Action


@dataclass(frozen=True, slots=True)
class ActTap(Tap):
    """Do `action` to the order that the person saw in `version`."""

    action: Action
    number: int
    version: int
    reason: CancelReason | None = None


@dataclass(frozen=True, slots=True)
class AskReason(Tap):
    """A seller wants to cancel: show the reasons on the card."""

    number: int
    version: int


@dataclass(frozen=True, slots=True)
class CustomerCancel(Tap):
    """A customer wants to cancel: ask whether really."""

    number: int
    version: int


@dataclass(frozen=True, slots=True)
class Back(Tap):
    """Show the card again in place."""

    number: int


@dataclass(frozen=True, slots=True)
class OpenTap(Tap):
    """Open an order's card from a list or a notice."""

    number: int


@dataclass(frozen=True, slots=True)
class ReviveTap(Tap):
    """The administration opens a dead work row again."""

    work_id: int
