"""A message of the talk cut into what Telegram takes: a head, and pieces of text with their formatting.

Offsets and lengths are UTF-16 units, as Telegram counts. Nothing is ever left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from channels.telegram.faces import MAX_TEXT
from channels.texts.html import units
from orders.messages import CAPTIONED, Content, Form, Mark

MAX_CAPTION = 1024  # telegram.constants.MessageLimit.CAPTION_LENGTH, in UTF-16 units
#: A piece ends at a line's or a word's end where one is near, units.
_NEAR = 400


@dataclass(frozen=True, slots=True)
class Piece:
    """One message of the bot: a text, or with `file` the content's file and its caption."""

    text: str
    marks: tuple[Mark, ...] = ()
    file: bool = False


def pieces(content: Content, head: str) -> tuple[Piece, ...]:
    """The content under `head` (plain, one line; empty: none), in the fewest messages."""
    if content.form is Form.TEXT:
        text, marks = _headed(content, head)
        return tuple(Piece(*cut) for cut in _cut(text, marks, MAX_TEXT))
    if content.form not in CAPTIONED:
        return (Piece("", file=True),)
    text, marks = _headed(content, head)
    if units(text) <= MAX_CAPTION:
        return (Piece(text, marks, file=True),)
    rest = _cut(content.text, content.marks, MAX_TEXT)
    return (Piece(head, _bold(head), file=True), *(Piece(*cut) for cut in rest))


def moved(mark: Mark, by: int) -> Mark:
    """The formatting, so many units further on."""
    return {**mark, "offset": _whole(mark, "offset") + by}


def _headed(content: Content, head: str) -> tuple[str, tuple[Mark, ...]]:
    if not head:
        return content.text, content.marks
    if not content.text:
        return head, _bold(head)
    by = units(head) + 1
    return f"{head}\n{content.text}", (*_bold(head), *(moved(mark, by) for mark in content.marks))


def _bold(head: str) -> tuple[Mark, ...]:
    return ({"type": "bold", "offset": 0, "length": units(head)},) if head else ()


def _cut(text: str, marks: Sequence[Mark], limit: int) -> list[tuple[str, tuple[Mark, ...]]]:
    coded = text.encode("utf-16-le")
    cuts = []
    start, end = 0, len(coded) // 2
    while end - start > limit:
        stop = _good_end(coded, start, start + limit)
        cuts.append((start, stop))
        start = stop
    cuts.append((start, end))
    return [
        (coded[2 * start : 2 * stop].decode("utf-16-le"), _within(marks, start, stop))
        for start, stop in cuts
    ]


def _good_end(coded: bytes, start: int, stop: int) -> int:
    """Where a piece of at most `stop - start` units should end: after a line, a word, a whole sign."""
    nearest = max(start + 1, stop - _NEAR)
    for sign in ("\n", " "):
        wanted = sign.encode("utf-16-le")
        for at in range(stop - 1, nearest, -1):
            if coded[2 * at : 2 * at + 2] == wanted:
                return at + 1
    low_surrogate = 0xDC <= coded[2 * stop + 1] <= 0xDF
    return stop - 1 if low_surrogate else stop


def _within(marks: Sequence[Mark], start: int, stop: int) -> tuple[Mark, ...]:
    """The formatting of one stretch, counted from its start."""
    found = []
    for mark in marks:
        first = max(_whole(mark, "offset"), start)
        last = min(_whole(mark, "offset") + _whole(mark, "length"), stop)
        if first < last:
            found.append({**mark, "offset": first - start, "length": last - first})
    return tuple(found)


def _whole(mark: Mark, key: str) -> int:
    value = mark[key]
    assert isinstance(value, int)
    return value
