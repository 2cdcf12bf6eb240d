"""What customer and seller say about an order, and what became of it. Values only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from orders.model import Party


class Form(StrEnum):
    """What a message is. Source: the kinds of content of the Bot API's Message."""

    TEXT = "text"
    PHOTO = "photo"
    VIDEO = "video"
    ANIMATION = "animation"
    AUDIO = "audio"
    VOICE = "voice"
    VIDEO_NOTE = "video_note"
    DOCUMENT = "document"
    STICKER = "sticker"
    LOCATION = "location"
    CONTACT = "contact"


#: Their text is a caption beside the file.
CAPTIONED = frozenset(
    {Form.PHOTO, Form.VIDEO, Form.ANIMATION, Form.AUDIO, Form.VOICE, Form.DOCUMENT}
)

#: One piece of formatting: a MessageEntity of the Bot API, offsets and lengths in UTF-16 units.
Mark = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file, which Telegram keeps."""

    #: Good for this bot only; the same file may go by several.
    file_id: str
    #: The same for the same file, always; nothing can be fetched by it.
    unique_id: str
    name: str = ""
    mime: str = ""
    #: Bytes; None where Telegram did not say.
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """What a message says."""

    form: Form
    #: Text, caption, or what a place or contact comes to in words; as it was written.
    text: str = ""
    marks: tuple[Mark, ...] = ()
    attachment: Attachment | None = None

    def same_file(self, other: "Content") -> bool:
        """Whether both show the same file, or none."""
        ids = [None if c.attachment is None else c.attachment.unique_id for c in (self, other)]
        return ids[0] == ids[1]

    def says_as(self, other: "Content") -> bool:
        """Whether nobody could tell the two apart."""
        mine, theirs = ((c.form, c.text, c.marks) for c in (self, other))
        return mine == theirs and self.same_file(other)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a message stands in Telegram."""

    chat_id: int
    message_id: int


@dataclass(frozen=True, slots=True)
class NewMessage:
    """A message before it is taken down."""

    content: Content
    #: Names the intention, as for an event.
    request_id: str
    #: Where it was written; None when it came another way.
    spot: Spot | None = None
    #: Parts of one album share it.
    album: str | None = None
    #: The message in the same chat that it answers.
    answers: Spot | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """A message of an order's conversation; `content` is the newest version."""

    id: int
    order_number: int
    by: Party
    at: datetime
    content: Content
    #: From 1; every edit adds one.
    version: int
    spot: Spot | None = None
    album: str | None = None
    #: The message that it answers.
    answers: int | None = None


class Fate(StrEnum):
    """What became of a message on its way to the other side."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    #: Nobody could be reached; it goes out when they come.
    UNDELIVERED = "undelivered"


@dataclass(frozen=True, slots=True)
class Relay:
    """A message on its way to one party."""

    message_id: int
    to: Party
    fate: Fate
    #: The version that was delivered last; 0: none yet.
    version: int = 0
    #: Why it could not be delivered, for people who look into it.
    why: str = ""
    at: datetime | None = None
    #: The message in whose post it is shown, where several went out as one; None: it has its own.
    within: int | None = None


@dataclass(frozen=True, slots=True)
class Replaced:
    """A version that an edit replaced."""

    version: int
    #: When it was replaced.
    at: datetime
    content: Content


@dataclass(frozen=True, slots=True)
class Entry:
    """A message with all that is known of it: what it said before, and how far it is."""

    message: Message
    relay: Relay
    #: Oldest first; empty for a message that was never edited.
    earlier: tuple[Replaced, ...] = ()

    @property
    def edited_at(self) -> datetime | None:
        """When it got its newest version; None: it was never edited."""
        return self.earlier[-1].at if self.earlier else None


@dataclass(frozen=True, slots=True)
class Post:
    """A message of the bot that belongs to an order: who replies to it speaks about that order."""

    spot: Spot
    order_number: int
    #: The message that it relays; None for a card or a notice.
    message_id: int | None = None
    #: Long messages come in pieces, from 0.
    part: int = 0
