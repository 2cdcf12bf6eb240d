"""A seller's ready-made replies: what one may hold, and what it says about an order. Pure."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from orders.errors import BadValue
from orders.model import within

#: Characters; a title must fit a button.
MAX_TITLE, MAX_TEXT = 40, 1000
#: Templates that a seller may keep, and how many are offered as buttons.
MAX_TEMPLATES, MAX_OFFERED = 20, 6

#: What a text may leave open, in braces.
PLACEHOLDERS = ("customer", "number", "amount")
_OPEN = re.compile(r"\{(" + "|".join(PLACEHOLDERS) + r")\}")
#: Letters, numbers, punctuation, symbols: a button without any would be refused.
_VISIBLE = "LNPS"
_ANY = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Template:
    """A reply that needs one tap."""

    #: Of the row; a ready-made one of the catalogue has its place there, from 1.
    id: int
    title: str
    text: str
    #: Not the seller's own: every seller has it until they have their own.
    ready: bool = False


def title_of(value: str) -> str:
    """The title on one line. Raises `BadValue` ("reply_title")."""
    title = within(value.replace("\n", " ").replace("\t", " "), MAX_TITLE, "reply_title")
    if not any(unicodedata.category(sign)[0] in _VISIBLE for sign in title):
        raise BadValue("reply_title", "empty")
    return title


def text_of(value: str) -> str:
    """The text. Raises `BadValue` ("reply_text"), also for a placeholder that nobody would fill in."""
    text = within(value, MAX_TEXT, "reply_text")
    if any(name not in PLACEHOLDERS for name in _ANY.findall(text)):
        raise BadValue("reply_text", "unknown_placeholder")
    return text


def fitting(one: Template, words: str) -> bool:
    """Whether every word of a search stands in the template, in either case."""
    held = f"{one.title}\n{one.text}".casefold()
    return all(word in held for word in words.casefold().split())


def is_open(text: str) -> bool:
    """Whether the text leaves anything to an order."""
    return _OPEN.search(text) is not None


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with the values of `PLACEHOLDERS` in their places.

    Nothing else is replaced: neither in the seller's text nor in what was put in.
    """
    return _OPEN.sub(lambda found: values[found[1]], text)
