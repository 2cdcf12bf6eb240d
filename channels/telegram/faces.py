"""A face: one message as a person sees it. It says nothing about who gets it or when."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import BinaryIO, TypeVar

from telegram import InlineKeyboardMarkup, ReplyKeyboardMarkup, ReplyKeyboardRemove

from channels.texts.html import Html, shown, units

MAX_TEXT = 4096  # telegram.constants.MessageLimit.MAX_TEXT_LENGTH, in UTF-16 units


@dataclass(frozen=True, slots=True)
class Face:
    """A message that can be sent, and edited in place. Send it without link previews."""

    #: Telegram HTML, at most `MAX_TEXT` UTF-16 units once its tags are read.
    html: Html
    keyboard: InlineKeyboardMarkup | None = None

    @property
    def digest(self) -> str:
        """The same for equal faces, on every machine and in every run; 32 hexadecimal digits."""
        parts = [self.html]
        for row in self.keyboard.inline_keyboard if self.keyboard else ():
            parts += (Html(f"{b.text}\x1f{b.callback_data}\x1f{b.url}\x1f{b.style}") for b in row)
            parts.append(Html("\x1d"))
        return hashlib.blake2b("\x1e".join(parts).encode(), digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True)
class Prompt:
    """A message with (or taking away) a reply keyboard; it can only be sent, never edited into."""

    html: Html
    keyboard: ReplyKeyboardMarkup | ReplyKeyboardRemove


@dataclass(frozen=True, slots=True)
class Paper:
    """A message with a document made for it; it can only be sent."""

    filename: str
    content: bytes
    #: What it is, under it in the chat; at most 1024 UTF-16 units.
    caption: Html


@dataclass(frozen=True, slots=True)
class Parcel:
    """The same with a document of any size; it can only be sent."""

    filename: str
    #: An open file, read from its beginning while it is sent. At most 50 MB. Source: Bot API, sendDocument.
    content: BinaryIO
    #: See `Paper`.
    caption: Html


@dataclass(frozen=True, slots=True)
class Picture:
    """A message with a picture; it can only be sent."""

    #: A PNG or JPEG of at most 10 MB, made for it; or the file id of one that Telegram has.
    #: Source: Bot API, sendPhoto.
    content: bytes | str
    #: Under it in the chat; at most 1024 UTF-16 units.
    caption: Html


Room = TypeVar("Room")


def fitted(render: Callable[[Room], Html], rooms: Iterable[Room]) -> Html:
    """The first rendering that fits into a message; the last one if none does.

    `rooms` are from generous to tight: how much a rendering may spend on people's own texts.
    """
    html = Html("")
    for room in rooms:
        html = render(room)
        # Tags only make it longer, so a short rendering need not be parsed.
        if units(html) <= MAX_TEXT or units(shown(html)) <= MAX_TEXT:
            break
    return html
