"""What the buttons of a seller's own things carry: notes, quick replies. `buttons` checks and writes it."""

from dataclasses import dataclass
from enum import StrEnum

from channels.telegram.wire import Tap


@dataclass(frozen=True, slots=True)
class NoteTap(Tap):
    """A seller wants to write a private note on the order; with `remove`, to have none."""

    number: int
    remove: bool = False


@dataclass(frozen=True, slots=True)
class NotePages(Tap):
    """The seller looks at all that the order's note has been: a page (from 1)."""

    number: int
    page: int


@dataclass(frozen=True, slots=True)
class NotePhoto(Tap):
    """The seller wants to see the photo on this page of those; 1 on a card: the newest."""

    number: int
    page: int


@dataclass(frozen=True, slots=True)
class SayTap(Tap):
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
class RepliesTap(Tap):
    """A step among the seller's templates. Raises `ValueError` for an id where none belongs."""

    step: ReplyStep
    template: int | None = None

    def __post_init__(self) -> None:
        if (self.template is not None) != (self.step in _ABOUT_ONE):
            raise ValueError(f"replies step {self.step}: an id is missing or surplus")
