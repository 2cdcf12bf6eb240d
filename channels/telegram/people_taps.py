"""What the buttons about an order's customer carry. They are written and read in `buttons`."""

from dataclasses import dataclass

from channels.telegram.wire import Tap
from orders.places import Quiet


@dataclass(frozen=True, slots=True)
class CustomerTap(Tap):
    """The seller looks at the customer of an order."""

    number: int


@dataclass(frozen=True, slots=True)
class QuietTap(Tap):
    """The seller wants to hear the customer of this order like that."""

    number: int
    quiet: Quiet
