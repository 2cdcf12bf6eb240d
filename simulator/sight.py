"""How people look for a message, and what to say when it is not there."""

import re
from collections.abc import Callable

from simulator.drawing import draw
from simulator.telegram.chats import Chat, Message

#: A part of the text, a pattern found in it, or a question asked of each message.
Looks = str | re.Pattern[str] | Callable[[Message], bool]

#: Messages shown when something was not seen.
_SHOWN = 4


class NotSeen(AssertionError):
    """A person waited in vain."""


def matcher(what: Looks) -> Callable[[Message], bool]:
    """The question that `what` asks of a message."""
    if isinstance(what, str):
        text = what
        return lambda message: text in message.text
    if isinstance(what, re.Pattern):
        pattern = what
        return lambda message: pattern.search(message.text) is not None
    return what


def describe(chat: Chat) -> str:
    """The newest messages of a chat, drawn, for a failure's text."""
    newest = chat.messages[-_SHOWN:]
    if not newest:
        return "(the chat is empty)"
    return "\n".join(draw(message) for message in newest)
