"""Messages drawn as text for a terminal. It knows nothing of how they came about."""

import re
import unicodedata
from collections.abc import Iterator

from simulator.telegram.chats import Message

#: Columns inside the borders.
DEFAULT_WIDTH = 46


def draw(message: Message, width: int = DEFAULT_WIDTH) -> str:
    """A bordered box with sender, text and rows of buttons, `width` columns inside."""
    sender = message.sender.full_name if message.sender is not None else message.chat.title
    lines = [line for part in message.text.split("\n") for line in wrapped(part, width)]
    rows = [" ".join(f"[ {button.label} ]" for button in row) for row in message.buttons]
    head = f"╭─ {sender} " + "─" * max(width - columns(sender) - 1, 0) + "╮"
    body = [f"│ {padded(line, width)} │" for line in lines]
    foot = ["├" + "─" * (width + 2) + "┤"] if rows else []
    foot += [f"│ {padded(row, width)} │" for row in rows]
    return "\n".join([head, *body, *foot, "╰" + "─" * (width + 2) + "╯"])


def columns(text: str) -> int:
    """Terminal columns that `text` takes: emoji and wide letters take two, marks none."""
    return sum(_column(character) for character in text)


def padded(text: str, width: int) -> str:
    """`text` filled with spaces to `width` columns."""
    return text + " " * (width - columns(text))


def wrapped(text: str, width: int) -> Iterator[str]:
    """Lines of at most `width` columns, broken at spaces where possible."""
    line = ""
    for word in re.findall(r"\S+\s*|\s+", text):
        if line and columns((line + word).rstrip()) > width:
            yield line.rstrip()
            line = ""
        line += word
    yield line.rstrip()


def _column(character: str) -> int:
    if unicodedata.combining(character) or character in "\u200d\ufe0f\ufe0e":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
