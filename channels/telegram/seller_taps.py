"""What the buttons of a seller's own things carry: notes. Reading and writing is `buttons`' business."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NoteTap:
    """A seller wants to write a private note on the order; with `remove`, to have none."""

    number: int
    remove: bool = False


SellerTap = NoteTap

_REMOVE = "x"


def parts(tap: SellerTap) -> tuple[str | int, ...]:
    """What stands in the button; whole numbers are checked and written by `buttons`."""
    return ("n", tap.number, *([_REMOVE] if tap.remove else []))


def read_note(rest: list[str]) -> NoteTap:
    """What stands behind "n"; sloppy input is refused by `buttons`."""
    return NoteTap(int(rest[0]), rest[1:] == [_REMOVE])
