"""A seller's private note on an order. Values only: nothing that talk or relaying could take for a message."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from orders.model import within

#: Longest note, in characters. A card shows its beginning, its own page all of it.
MAX_NOTE = 12_000
#: Telegram cuts at 4096 UTF-16 units, or a little before, at the end of a word.
_PART_UNITS = 3500
#: What `marks` a text, as Telegram's entities: offsets and lengths in UTF-16 units.
Mark = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Jotting:
    """Where the seller typed a note: chat and message of Telegram."""

    chat_id: int
    message_id: int


@dataclass(frozen=True, slots=True)
class Writing:
    """What a note says."""

    text: str
    marks: tuple[Mark, ...] = ()
    #: Telegram's file id of a photo.
    photo: str | None = None

    def checked(self) -> "Writing":
        """It without surrounding space. Raises `BadValue` ("note")."""
        text = within(self.text, MAX_NOTE, "note", required=self.photo is None)
        # Marks stand where they stood: a text that changes on the way loses them.
        return Writing(text, self.marks if text == self.text else (), self.photo)

    def with_more(self, more: "Writing") -> "Writing":
        """Followed by the rest of what was typed. Raises `BadValue` ("note")."""
        return Writing(f"{self.text}\n{more.text}", (), self.photo).checked()


@dataclass(frozen=True, slots=True)
class Note:
    """The one note that an order has, or had once; only its seller sees it."""

    order_number: int
    seller_id: int
    text: str
    at: datetime
    #: None when it came another way than by a Telegram message, or in several of them.
    typed: Jotting | None = None
    marks: tuple[Mark, ...] = ()
    #: Telegram's file id of its photo.
    photo: str | None = None
    #: Who wrote it, by their name then; "": it came by SMS.
    who: str = ""

    @property
    def removed(self) -> bool:
        """Whether this version says that there was no note any more."""
        return not self.text and self.photo is None


def splits(text: str) -> bool:
    """Whether it may be the first part of a longer text that Telegram sent in several messages."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2 >= _PART_UNITS
