"""What the buttons of a seller's own things carry: notes, quick replies. `buttons` checks and writes it."""

from dataclasses import dataclass
from enum import StrEnum

from channels.telegram.export_taps import ASK, ExportAsk, ExportTap


@dataclass(frozen=True, slots=True)
class NoteTap:
    """A seller wants to write a private note on the order; with `remove`, to have none."""

    number: int
    remove: bool = False


@dataclass(frozen=True, slots=True)
class SayTap:
    """Say a template (`ready`: one of the catalogue) to the order's customer."""

    number: int
    template: int
    ready: bool = False


class ReplyStep(StrEnum):
    """What a button among "My replies" does; which template in brackets."""

    #: Show them in a message of their own.
    MINE = "mine"
    #: Show them in place.
    LIST = "list"
    ADD = "add"
    #: Show one (id).
    OPEN = "open"
    #: Ask whether to remove it (id).
    REMOVE = "remove"
    #: Remove it (id).
    SURE = "sure"


#: Steps that are about one template.
_ABOUT_ONE = frozenset({ReplyStep.OPEN, ReplyStep.REMOVE, ReplyStep.SURE})


@dataclass(frozen=True, slots=True)
class RepliesTap:
    """A step among the seller's templates. Raises `ValueError` for an id where none belongs."""

    step: ReplyStep
    template: int | None = None

    def __post_init__(self) -> None:
        if (self.template is not None) != (self.step in _ABOUT_ONE):
            raise ValueError(f"replies step {self.step}: an id is missing or surplus")


SellerTap = NoteTap | SayTap | RepliesTap | ExportAsk | ExportTap

_REMOVE, _SAY, _READY = "x", "say", "d"


def parts(tap: SellerTap) -> tuple[str | int, ...]:
    """What stands in the button; whole numbers are still to be checked and written."""
    match tap:
        case NoteTap(number, remove):
            return ("n", number, *([_REMOVE] if remove else []))
        case SayTap(number, template, ready):
            return ("q", _SAY, number, template, *([_READY] if ready else []))
        case ExportAsk(tab, page):
            return ("ex", ASK, tab, page)
        case ExportTap(subject, form):
            return ("ex", subject, form)
        case RepliesTap(step, template):
            return ("q", step, *([] if template is None else [template]))


def read_note(rest: list[str]) -> NoteTap:
    """What stands behind "n"; sloppy input is refused by `buttons`."""
    return NoteTap(int(rest[0]), rest[1:] == [_REMOVE])


def read_reply(rest: list[str]) -> SayTap | RepliesTap:
    """What stands behind "q"; sloppy input is refused by `buttons`."""
    if rest[0] == _SAY:
        return SayTap(int(rest[1]), int(rest[2]), rest[3:] == [_READY])
    return RepliesTap(ReplyStep(rest[0]), int(rest[1]) if len(rest) > 1 else None)
