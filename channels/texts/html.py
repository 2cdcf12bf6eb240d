"""Text that is safe to send as Telegram HTML, and how long it is there. It knows no catalogue."""

import re
from collections.abc import Iterable

#: Embeddings, overrides and isolates would reorder what stands around a stranger's text; lone
#: surrogates and controls cannot be sent at all.
_HARMFUL = re.compile("[\u202a-\u202e\u2066-\u2069\ud800-\udfff\x00-\x08\x0b-\x1f\x7f]")
_TAG = re.compile(r"<[^<>]*>")
#: What may not end a shortened text: it would join with the ellipsis or show as a broken sign.
_JOINERS = "\u200d\ufe0e\ufe0f \n\t"
#: Hebrew, Arabic and their kin (Unicode blocks of bidirectional class R and AL), and their marks.
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
#: First-strong isolate and its end: right-to-left text inside cannot reorder the rest of the line.
_ISOLATE, _END = "\u2068", "\u2069"


class Html(str):
    """A string that needs no escaping any more."""

    __slots__ = ()


def escape(value: str) -> Html:
    """`value` as HTML text, for a block of its own; what is `Html` already stays as it is."""
    return value if isinstance(value, Html) else _escaped(clean(value))


def name(value: str, limit: int = 240) -> Html:
    """A stranger's short text inside our line: one line of at most `limit` UTF-16 units, escaped."""
    return _escaped(one_line(value, limit))


def one_line(value: str, limit: int = 240) -> str:
    """`value` on one line, at most `limit` UTF-16 units, isolated where it is written from right to left.

    For places without HTML, such as buttons; elsewhere use `name`.
    """
    text = shorten(" ".join(clean(value).split()), limit)
    if text.isascii() or not _RIGHT_TO_LEFT.search(text):
        return text
    return f"{_ISOLATE}{shorten(text, limit - 2)}{_END}"


def lines(value: str, limit: int) -> Html:
    """A stranger's text of several lines, each isolated, at most about `limit` UTF-16 units."""
    text = shorten(clean(value), limit)
    return join("\n", (name(line, limit) for line in text.splitlines() if line.strip()))


def clean(value: str) -> str:
    """`value` without characters that cannot be sent or that reorder the text around them."""
    return value if value.isascii() and value.isprintable() else _HARMFUL.sub("", value)


def join(separator: str, parts: Iterable[Html]) -> Html:
    """The parts with `separator` (our own, safe) between them."""
    return Html(separator.join(parts))


def shorten(value: str, limit: int) -> str:
    """`value`, or its beginning and an ellipsis, in at most `limit` UTF-16 units."""
    if len(value) * 2 <= limit or units(value) <= limit:
        return value
    room, kept = limit - 1, 0
    for kept, sign in enumerate(value):  # noqa: B007
        room -= 2 if sign > "\uffff" else 1
        if room < 0:
            break
    return value[:kept].rstrip(_JOINERS) + "…"


def units(value: str) -> int:
    """Length in UTF-16 units, which is how Telegram counts."""
    return len(value) if value.isascii() else len(value.encode("utf-16-le", "surrogatepass")) // 2


def shown(html: str) -> str:
    """What a person sees of `html`: without tags and entities (`&lt;`, `&gt;`, `&amp;` only)."""
    text = _TAG.sub("", html)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _escaped(value: str) -> Html:
    return Html(value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
