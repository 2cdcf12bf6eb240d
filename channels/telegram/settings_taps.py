"""What the buttons of /settings and /statement carry. They are written and read in `buttons`."""

from dataclasses import dataclass

from channels.telegram.wire import Tap
from orders.places import Mode
from orders.statements import Month


@dataclass(frozen=True, slots=True)
class VenueTap(Tap):
    """The owner of a shop chooses where its orders ring."""

    mode: Mode


@dataclass(frozen=True, slots=True)
class InviteTap(Tap):
    """The owner of a shop wants a link for an assistant."""


@dataclass(frozen=True, slots=True)
class DismissTap(Tap):
    """Somebody shall no longer work for the shop."""

    telegram_id: int


@dataclass(frozen=True, slots=True)
class StatementTap(Tap):
    """The owner of a shop looks at a page (from 1) of a month's fees."""

    #: Counted from the year 0, so that it is one number.
    count: int
    page: int

    @classmethod
    def of(cls, month: Month, page: int) -> "StatementTap":
        """The button of this month."""
        return cls(12 * month.year + month.month - 1, page)

    @property
    def month(self) -> Month:
        """The month; one that no calendar has is a far one that it has."""
        return Month(min(max(self.count // 12, 2000), 9998), self.count % 12 + 1)
