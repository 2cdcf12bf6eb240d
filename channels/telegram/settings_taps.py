"""What the buttons of /settings carry. They are written and read in `buttons`."""

from dataclasses import dataclass

from orders.places import Mode


@dataclass(frozen=True, slots=True)
class VenueTap:
    """The owner of a shop chooses where its orders ring."""

    mode: Mode


@dataclass(frozen=True, slots=True)
class InviteTap:
    """The owner of a shop wants a link for an assistant."""


@dataclass(frozen=True, slots=True)
class DismissTap:
    """Somebody shall no longer work for the shop."""

    telegram_id: int
